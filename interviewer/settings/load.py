"""Settings: a flag wins over the environment, that over config.toml, that over the default.

Only the standard library is imported here, because the first frame of the screen waits for it.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from interviewer.errors import UsageError
from interviewer.settings.limits import (
    BASELINE,
    BOUNDS,
    CHOICES,
    FRACTIONS,
    WORDINGS,
    Mode,
    Theme,
    Wording,
)
from interviewer.settings.profiles import PROFILES
from interviewer.settings.speech import SpeechSettings, load_speech_settings
from interviewer.settings.values import (
    choice_setting,
    number_setting,
    path_setting,
    switch_setting,
    text_setting,
)
from interviewer.userdata.locations import config_path

_SWITCHES = frozenset(["adaptive", "allow_remote", "estimate"])
_KEYS = frozenset(["api_key", "key", "openai_api_key"])
_TABLES = frozenset(["headers", "extra_body"])
_HEADER_NAME = re.compile(r"[A-Za-z0-9_-]+")
_SECRET_HEADERS = frozenset(["authorization", "api-key", "x-api-key"])
_PROFILES = "profiles"
_FORMER_WORDING = "house"
"""The former name of ``built-in``; still understood."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set once for all sessions.

    ``questions`` is the length of an interview, ``minutes`` its time limit (``None``: unlimited),
    ``probes`` the most follow-ups after one question, ``reviews_a_day`` the most missed points that
    are asked again in a day, ``adaptive`` whether questions are chosen by
    the answers so far, ``bank`` a folder of further items, ``speech`` how an interview is spoken.
    With ``estimate`` a coach asks how good an answer was before the score is shown.

    The rest is for grading by a language model. ``model`` is its name on the server, ``base_url``
    the server (``None``: OpenAI's). ``key_env`` names the environment variable that contains
    its key. ``headers`` and ``extra_body`` are sent with every request, ``reasoning_effort`` is
    how long a reasoning model thinks. ``timeout`` is in seconds per request,
    ``temperature`` 0..2, ``llm_seed`` orders the criteria and seeds the model, ``llm_concurrency``
    is how many requests run at once (``None``: depends on where the server is),
    ``reply_tokens`` how long a reply may be, ``budget`` the most tokens of one session
    (``None``: no limit). ``price_in`` and ``price_out`` are per million tokens, in any
    currency. ``wording`` says whether the model also words the bridges between questions and
    recognises clarifying questions. ``allow_remote`` agrees to sending answers off this
    machine.
    ``profile`` names the part of config.toml that these were taken from.
    """

    grader: str = BASELINE
    mode: Mode = "coach"
    questions: int = 5
    minutes: int | None = None
    probes: int = 2
    reviews_a_day: int = 20
    adaptive: bool = False
    theme: Theme = "dark"
    estimate: bool = True
    bank: str | None = None
    speech: SpeechSettings = field(default_factory=SpeechSettings)
    profile: str | None = None
    model: str | None = None
    base_url: str | None = None
    key_env: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    reasoning_effort: str | None = None
    timeout: float = 60.0
    temperature: float = 0.0
    llm_seed: int = 1
    llm_concurrency: int | None = None
    reply_tokens: int = 3000
    budget: int | None = None
    price_in: float | None = None
    price_out: float | None = None
    allow_remote: bool = False
    wording: Wording = "built-in"


def load_settings(
    flags: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """Merge flags, environment (``INTERVIEWER_<NAME>``), config.toml and defaults.

    A flag that is ``None`` was not given. A profile is a part ``[profiles.NAME]`` of config.toml
    that wins over the rest of the file; one chosen by flag wins over the environment too.
    The variable ``OPENAI_BASE_URL`` also sets ``base_url``. Raises ``UsageError``, which names the
    place, for an unreadable file, an unknown key or profile, or a value that its setting does not
    allow.
    """
    environ = os.environ if environ is None else environ
    flags = flags or {}
    path = config_path()
    table = _read(path)
    profiles = table.pop(_PROFILES, {})
    speech = load_speech_settings(table.pop("speech", {}), environ, str(path), flags.get("voice"))
    values = _of_table(table, f"{path}")
    variables: dict[str, Any] = {}
    for key in _SINGLE:
        variable = f"INTERVIEWER_{key.upper()}"
        if key == "base_url" and not environ.get(variable):
            variable = "OPENAI_BASE_URL"
        if environ.get(variable):
            variables[key] = _checked(key, environ[variable], variable)
    given = {
        key: _checked(key, flags[key], f"--{key.replace('_', '-')}")
        for key in _SINGLE
        if flags.get(key) is not None
    }
    layers = [values, variables, given]
    name = given.get("profile") or variables.get("profile") or values.get("profile")
    if name is not None:
        layers.insert(2 if "profile" in given else 1, _profile(profiles, name, path))
    _must_be_tables(profiles, path)
    merged: dict[str, Any] = {}
    for layer in layers:
        merged |= layer
    return Settings(**merged | {"profile": name}, speech=speech)


def with_model(settings: Settings, profile: str, model: str) -> Settings:
    """Return the settings with ``model`` on the server of a built-in profile.

    Settings for another server, such as the name of its key, are not carried over.
    """
    other: dict[str, Any] = {name: getattr(_DEFAULTS, name) for name in _OF_SERVER}
    return replace(settings, **other | dict(PROFILES[profile]), profile=profile, model=model)


def _profile(profiles: Any, name: str, path: Path) -> dict[str, Any]:
    """Return a profile: the built-in one of that name, overridden by config.toml."""
    built_in = PROFILES.get(name, {})
    table = profiles.get(name) if isinstance(profiles, dict) else None
    if table is None:
        if built_in:
            return dict(built_in)
        own = ", ".join(profiles) if isinstance(profiles, dict) else ""
        raise UsageError(
            f"There is no profile {name!r}.",
            remedy=f"Known: {', '.join(filter(None, (own, *PROFILES)))}. Add a table "
            f"[profiles.{name}] into {path} for another.",
        )
    _must_be_tables(profiles, path)
    return dict(built_in) | _of_table(table, f"{path}: [{_PROFILES}.{name}]")


def _must_be_tables(profiles: Any, path: Path) -> None:
    """Raise ``UsageError`` for a profile that is a mere value, which would set nothing."""
    if not isinstance(profiles, dict):
        raise UsageError(
            f"{path}: {_PROFILES} is not a table.",
            remedy=f"Begin each profile with a line [{_PROFILES}.NAME].",
        )
    for name, table in profiles.items():
        if not isinstance(table, dict):
            raise UsageError(
                f"{path}: {_PROFILES}.{name} is not a table.",
                remedy=f"Begin it with a line [{_PROFILES}.{name}].",
            )


def _of_table(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in _KEYS:
            raise UsageError(
                f"{where}: an API key must not be stored in this file.",
                remedy="Put it into an environment variable named by 'key_env', or a keyring.",
            )
        if key not in _NAMES:
            known = ", ".join(_NAMES)
            raise UsageError(f"{where}: unknown setting {key!r}.", remedy=f"Known: {known}.")
        values[key] = _checked(key, value, f"{where}: {key}")
    return values


_DEFAULTS = Settings()
_OF_SERVER = (
    *("base_url", "key_env", "headers", "extra_body", "reasoning_effort"),
    *("price_in", "price_out"),
)
_NAMES = tuple(each.name for each in fields(Settings) if each.name != "speech")
_SINGLE = tuple(name for name in _NAMES if name not in _TABLES)
"""Settings that a flag or a variable can set; the others are tables of config.toml."""


def _read(path: Path) -> dict[str, Any]:
    try:
        # Some editors put a byte-order mark before the first line.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror or error}).",
            remedy="Check its permissions, or remove it.",
        ) from None
    except ValueError as error:
        raise UsageError(
            f"{path}: cannot be read as TOML ({error}).", remedy="Fix or remove the file."
        ) from None


def _checked(key: str, value: Any, where: str) -> Any:
    if key in BOUNDS:
        return number_setting(value, where, BOUNDS[key], fraction=key in FRACTIONS)
    if key in _SWITCHES:
        return switch_setting(value, where)
    if key == "bank":
        return path_setting(value, where)
    if key in _TABLES:
        return _table(key, value, where)
    if key == "wording" and value == _FORMER_WORDING:
        return WORDINGS[0]
    return (
        choice_setting(value, where, CHOICES[key]) if key in CHOICES else text_setting(value, where)
    )


def _table(key: str, value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: {value!r} is not a table.", remedy=f"Write [{key}] above it.")
    if key == "headers":
        for name, content in value.items():
            if name.casefold() in _SECRET_HEADERS:
                raise UsageError(
                    f"{where}.{name}: an API key must not be stored in this file.",
                    remedy="Put it into an environment variable, and name it in 'key_env'.",
                )
            text_setting(content, f"{where}.{name}")
            if not (_HEADER_NAME.fullmatch(name) and content.isascii() and content.isprintable()):
                raise UsageError(
                    f"{where}.{name}: this cannot be sent as a header.",
                    remedy="Use plain ASCII, and only letters, digits and hyphens in the name.",
                )
    return dict(value)
