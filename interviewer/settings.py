"""Settings: a flag wins over the environment, that over config.toml, that over the default.

Only the standard library is imported here, because the first frame of the screen waits for it.
"""

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from interviewer.errors import UsageError
from interviewer.setting_text import path_setting, text_setting
from interviewer.speech_settings import SpeechSettings, load_speech_settings

BASELINE = "offline"
"""The grader that is always there, and that slower ones are compared with."""

MODES = ("coach", "exam")
THEMES = ("dark", "light")
WORDINGS = ("house", "model")
_CHOICES = {"mode": MODES, "theme": THEMES, "wording": WORDINGS}
_RANGES: dict[str, tuple[float, float]] = {
    "questions": (1, 100),
    "minutes": (1, 600),
    "probes": (0, 10),
    "timeout": (1, 3600),
    "temperature": (0, 2),
    "llm_seed": (0, 2**31 - 1),
    "llm_concurrency": (1, 256),
    "reply_tokens": (100, 100_000),
    "budget": (1, 10**9),
    "price_in": (0, 10_000),
    "price_out": (0, 10_000),
}
_FRACTIONS = frozenset(["timeout", "temperature", "price_in", "price_out"])
_SWITCHES = frozenset(["adaptive", "allow_remote", "estimate"])
_KEYS = frozenset(["api_key", "key", "openai_api_key"])
_PROFILES = "profiles"
_HOME = "INTERVIEWER_HOME"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set once for all sessions.

    ``questions`` is the length of an interview, ``minutes`` its time limit (``None``: unlimited),
    ``probes`` the most follow-ups after one question, ``adaptive`` whether questions are chosen by
    the answers so far, ``bank`` a folder of further items, ``speech`` how an interview is spoken.
    With ``estimate`` a coach asks how good an answer was before the score is shown.

    The rest is for grading by a language model. ``model`` is the server's name of it, ``base_url``
    the server (``None``: what the openai package takes). ``timeout`` is in seconds a request,
    ``temperature`` 0..2, ``llm_seed`` orders the criteria and seeds the model, ``llm_concurrency``
    is how many requests run at once, ``reply_tokens`` how long a reply may be, ``budget`` the most
    tokens of one session (``None``: no limit). ``price_in`` and ``price_out`` are per million
    tokens, in any currency. ``wording`` says whether the model also words the bridges between
    questions and makes out clarifying questions. ``allow_remote`` agrees to sending answers off
    this machine.
    ``profile`` names the part of config.toml that these were taken from.
    """

    grader: str = BASELINE
    mode: str = "coach"
    questions: int = 5
    minutes: int | None = None
    probes: int = 2
    adaptive: bool = False
    theme: str = "dark"
    estimate: bool = True
    bank: str | None = None
    speech: SpeechSettings = field(default_factory=SpeechSettings)
    profile: str | None = None
    model: str | None = None
    base_url: str | None = None
    timeout: float = 60.0
    temperature: float = 0.0
    llm_seed: int = 1
    llm_concurrency: int = 16
    reply_tokens: int = 3000
    budget: int | None = None
    price_in: float | None = None
    price_out: float | None = None
    allow_remote: bool = False
    wording: str = "house"


def home() -> Path | None:
    """Return the folder that INTERVIEWER_HOME names, if it names one; it may not exist yet."""
    value = os.environ.get(_HOME)
    if not value:
        return None
    return Path(path_setting(value, _HOME))


def data_dir() -> Path:
    """Return the folder of sessions and the user's own items; it may not exist yet.

    Raises ``UsageError`` where a file is in its place; so does ``config_path``.
    """
    return _usable(home() or _platform("data"))


def cache_dir() -> Path:
    """Return the folder of what can be rebuilt at any time; it may not exist yet."""
    own = home()
    return own / "cache" if own else _platform("cache")


def config_path() -> Path:
    """Return the path of config.toml; the file may not exist."""
    return _usable(home() or _platform("config")) / "config.toml"


def _usable(folder: Path) -> Path:
    """Return a folder, there or not yet; ``UsageError`` where something else is in its place."""
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike Path.is_dir it never raises
        there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
        if not os.path.isdir(there):  # noqa: PTH112
            raise UsageError(
                f"{there} is no folder, and settings and sessions belong into {folder}.",
                remedy=f"Set {_HOME} to a folder." if home() else "Move it away.",
            )
    return folder


def load_settings(
    flags: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Merge flags, environment (``INTERVIEWER_<NAME>``), config.toml and defaults.

    A flag that is ``None`` was not given. A profile is a part ``[profiles.NAME]`` of config.toml
    that wins over the rest of the file; one chosen by flag wins over the environment too.
    ``OPENAI_BASE_URL`` stands for ``base_url`` as a variable. Raises ``UsageError`` for an
    unreadable file, an unknown key or profile, or a value outside of what its setting allows,
    naming where it stands.
    """
    environ = os.environ if environ is None else environ
    flags = flags or {}
    path = config_path()
    table = _read(path)
    profiles = table.pop(_PROFILES, {})
    speech = load_speech_settings(table.pop("speech", {}), environ, str(path), flags.get("voice"))
    values = _of_table(table, f"{path}")
    variables: dict[str, Any] = {}
    for key in _NAMES:
        variable = f"INTERVIEWER_{key.upper()}"
        if key == "base_url" and not environ.get(variable):
            variable = "OPENAI_BASE_URL"
        if environ.get(variable):
            variables[key] = _checked(key, environ[variable], variable)
    given = {
        key: _checked(key, flags[key], f"--{key.replace('_', '-')}")
        for key in _NAMES
        if flags.get(key) is not None
    }
    layers = [values, variables, given]
    name = given.get("profile") or variables.get("profile") or values.get("profile")
    if name is not None:
        layers.insert(2 if "profile" in given else 1, _profile(profiles, name, path))
    merged: dict[str, Any] = {}
    for layer in layers:
        merged |= layer
    return Settings(**merged | {"profile": name}, speech=speech)


def _profile(profiles: Any, name: str, path: Path) -> dict[str, Any]:
    table = profiles.get(name) if isinstance(profiles, dict) else None
    if not isinstance(table, dict):
        known = ", ".join(profiles) if isinstance(profiles, dict) else ""
        raise UsageError(
            f"There is no profile {name!r}.",
            remedy=f"Known: {known or 'none'}. Put a part [profiles.{name}] into {path}.",
        )
    return _of_table(table, f"{path}: [{_PROFILES}.{name}]")


def _of_table(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in _KEYS:
            raise UsageError(
                f"{where}: a key does not belong into this file.",
                remedy="Set OPENAI_API_KEY, or keep it in the system's keyring.",
            )
        if key not in _NAMES:
            known = ", ".join(_NAMES)
            raise UsageError(f"{where}: unknown setting {key!r}.", remedy=f"Known: {known}.")
        values[key] = _checked(key, value, f"{where}: {key}")
    return values


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
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror or error}).",
            remedy="Check its permissions, or remove it.",
        ) from None
    except ValueError as error:
        raise UsageError(
            f"{path}: cannot be read as TOML ({error}).", remedy="Mend or remove the file."
        ) from None


def _checked(key: str, value: Any, where: str) -> Any:
    if key in _RANGES:
        return _number(key, value, where)
    if key in _SWITCHES:
        spelled = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        switch = spelled.get(str(value).lower()) if isinstance(value, str | bool) else None
        if switch is None:
            raise UsageError(f"{where}: {value!r} is not allowed.", remedy="Give true or false.")
        return switch
    if key == "bank":
        return path_setting(value, where)
    value = text_setting(value, where)
    if key in _CHOICES and value not in _CHOICES[key]:
        raise UsageError(
            f"{where}: {value!r} is not allowed.", remedy=f"Give {' or '.join(_CHOICES[key])}."
        )
    return value


def _number(key: str, value: Any, where: str) -> float:
    lowest, highest = _RANGES[key]
    fraction = key in _FRACTIONS
    allowed = (int, float, str) if fraction else (int, str)
    number: float = -1
    if type(value) in allowed:
        with suppress(ValueError, OverflowError):
            number = float(value) if fraction else int(value)
    if not lowest <= number <= highest:
        what = "number" if fraction else "whole number"
        raise UsageError(
            f"{where}: {value!r} is not allowed.",
            remedy=f"Give a {what} from {lowest} to {highest}.",
        )
    return number
