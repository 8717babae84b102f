"""Settings: a flag wins over the environment, that over config.toml, that over the default.

Only the standard library is imported here, because the first frame of the screen waits for it.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from interviewer.errors import UsageError
from interviewer.speech_settings import SpeechSettings, load_speech_settings

MODES = ("coach", "exam")
THEMES = ("dark", "light")
_CHOICES = {"mode": MODES, "theme": THEMES}
_RANGES = {"questions": (1, 100), "minutes": (1, 600), "probes": (0, 10)}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set once for all sessions.

    ``questions`` is the length of an interview, ``minutes`` its time limit (``None``: unlimited),
    ``probes`` the most follow-ups after one question, ``bank`` a folder of further items,
    ``speech`` how an interview is spoken.
    """

    grader: str = "offline"
    mode: str = "coach"
    questions: int = 5
    minutes: int | None = None
    probes: int = 2
    theme: str = "dark"
    bank: str | None = None
    speech: SpeechSettings = field(default_factory=SpeechSettings)


def home() -> Path | None:
    """Return the folder that INTERVIEWER_HOME names, if it names one."""
    value = os.environ.get("INTERVIEWER_HOME")
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError:
        raise UsageError(
            f"INTERVIEWER_HOME: {value} names a user that does not exist.",
            remedy="Give the folder's whole path.",
        ) from None


def data_dir() -> Path:
    """Return the folder of sessions and the user's own items; it may not exist yet."""
    return home() or _platform("data")


def cache_dir() -> Path:
    """Return the folder of what can be rebuilt at any time; it may not exist yet."""
    own = home()
    return own / "cache" if own else _platform("cache")


def config_path() -> Path:
    """Return the path of config.toml; the file may not exist."""
    return (home() or _platform("config")) / "config.toml"


def load_settings(
    flags: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Merge flags, environment (``INTERVIEWER_<NAME>``), config.toml and defaults.

    A flag that is ``None`` was not given. Raises ``UsageError`` for an unreadable file, an unknown
    key, or a value outside of what its setting allows, naming where it stands.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    path = config_path()
    table = _read(path)
    speech = load_speech_settings(
        table.pop("speech", {}), environ, str(path), (flags or {}).get("voice")
    )
    for key, value in table.items():
        if key not in _NAMES:
            known = ", ".join(_NAMES)
            raise UsageError(f"{path}: unknown setting {key!r}.", remedy=f"Known: {known}.")
        values[key] = _checked(key, value, f"{path}: {key}")
    for key in _NAMES:
        variable = f"INTERVIEWER_{key.upper()}"
        if environ.get(variable):
            values[key] = _checked(key, environ[variable], variable)
        flag = (flags or {}).get(key)
        if flag is not None:
            values[key] = _checked(key, flag, f"--{key}")
    return Settings(**values, speech=speech)


_NAMES = tuple(each.name for each in fields(Settings) if each.name != "speech")


def _platform(kind: str) -> Path:
    import platformdirs

    folders = {
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
    }
    return folders[kind]("interviewer", appauthor=False)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read as TOML ({error}).", remedy="Mend or remove the file."
        ) from None


def _checked(key: str, value: Any, where: str) -> Any:
    if key in _RANGES:
        lowest, highest = _RANGES[key]
        try:
            number = int(value) if type(value) in (int, str) else -1
        except ValueError:
            number = -1
        if not lowest <= number <= highest:
            raise UsageError(
                f"{where}: {value!r} is not allowed.",
                remedy=f"Give a whole number from {lowest} to {highest}.",
            )
        return number
    if not isinstance(value, str):
        raise UsageError(f"{where}: {value!r} is not text.", remedy="Put it in quotes.")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise UsageError(
            f"{where}: {value!r} is not allowed.", remedy=f"Give {' or '.join(_CHOICES[key])}."
        )
    return value
