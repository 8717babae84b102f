"""The paths of all the user's files; no other module knows them.

INTERVIEWER_HOME puts data, cache and settings into one folder. Nothing here makes a folder. Only
the standard library is imported, because the first frame of the screen waits for it.
"""

import os
from pathlib import Path

from interviewer.errors import UsageError
from interviewer.userdata.paths import user_path

HOME_VARIABLE = "INTERVIEWER_HOME"

DRAFTS = "drafts"
RECORDINGS = "recordings"
BANK = "bank"
CONFIG = "config.toml"
LAST_CHOICE = "last-choice.json"
INTERVIEW_DAY = "interview-day.json"
SESSIONS = "sessions.sqlite3"
_AUDIO_LOG = "audio.log"
_CACHE = "cache"
_CONSENTS = "remote-servers.json"
_JUDGE_CHECKS = "judge-checks.json"
_SPEECH_MODELS = "speech-models"
_CAPABILITIES = "llm-servers.json"

OWN_NAMES = frozenset(
    (
        *(_AUDIO_LOG, BANK, _CACHE, CONFIG, DRAFTS, INTERVIEW_DAY),
        *(LAST_CHOICE, RECORDINGS, _CONSENTS, _JUDGE_CHECKS, _SPEECH_MODELS),
    )
)
"""Names of what this program keeps in its data folder, beside the files of ``SESSIONS``."""


def home() -> Path | None:
    """Return the folder that INTERVIEWER_HOME names, if it names one; it may not exist yet.

    Raises ``UsageError`` if it cannot be used as a folder.
    """
    value = os.environ.get(HOME_VARIABLE)
    if not value:
        return None
    try:
        return user_path(value)
    except ValueError as error:
        raise UsageError(f"{HOME_VARIABLE}: {error}", remedy="Give the whole path.") from None


def data_dir() -> Path:
    """Return the folder of sessions and the user's own items; it may not exist yet.

    Raises ``UsageError`` where a file is in its place; so does ``config_path``.
    """
    return _usable(home() or _platform("data"))


def cache_dir() -> Path:
    """Return the folder of data that can be rebuilt at any time; it may not exist yet."""
    own = home()
    return own / _CACHE if own else _platform("cache")


def config_path() -> Path:
    """Return the path of config.toml; the file may not exist."""
    return _usable(home() or _platform("config")) / CONFIG


def sessions_path() -> Path:
    """Return the path of the database of sessions."""
    return data_dir() / SESSIONS


def last_choice_path() -> Path:
    """Return the path of the file with the last interview choices."""
    return data_dir() / LAST_CHOICE


def interview_day_path() -> Path:
    """Return the path of the file with the day of the user's real interview."""
    return data_dir() / INTERVIEW_DAY


def own_bank() -> Path:
    """Return the folder of the user's own items."""
    return data_dir() / BANK


def draft_path(session_id: str, ending: str = "txt") -> Path:
    """Return the path of a session's draft; with ``json``, that of the words heard for it."""
    return data_dir() / DRAFTS / f"{_file_name(session_id)}.{ending}"


def recordings_dir() -> Path:
    """Return the folder of all recordings."""
    return data_dir() / RECORDINGS


def audio_dir(session_id: str) -> Path:
    """Return the folder of a session's recordings."""
    return recordings_dir() / _file_name(session_id)


def models_dir() -> Path:
    """Return the folder of downloaded speech models."""
    return data_dir() / _SPEECH_MODELS


def audio_log() -> Path:
    """Return the path of the log of what audio libraries print."""
    return data_dir() / _AUDIO_LOG


def consents_path() -> Path:
    """Return the path of the list of servers to which answers may go."""
    return data_dir() / _CONSENTS


def judge_checks_path() -> Path:
    """Return the path of the results of checking language models as judges."""
    return data_dir() / _JUDGE_CHECKS


def capabilities_path() -> Path:
    """Return the path of what is known about language-model servers."""
    return cache_dir() / _CAPABILITIES


def _file_name(session_id: str) -> str:
    # Never empty: that would name the folder of all sessions.
    return "".join(c if c.isalnum() or c == "-" else "_" for c in session_id) or "_"


def _usable(folder: Path) -> Path:
    """Return a folder, there or not yet; ``UsageError`` where something else is in its place."""
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike Path.is_dir it never raises
        there = next(place for place in (folder, *folder.parents) if os.path.lexists(place))
        if not os.path.isdir(there):  # noqa: PTH112 - as above
            raise UsageError(
                f"{there} is not a folder, but settings and sessions belong in {folder}.",
                remedy=f"Set {HOME_VARIABLE} to a folder." if home() else "Move it away.",
            )
    return folder


def _platform(kind: str) -> Path:
    import platformdirs

    folders = {
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
    }
    return folders[kind]("interviewer", appauthor=False)
