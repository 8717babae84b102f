"""Answers begun but not handed in, kept while their session is left for later."""

import contextlib
from pathlib import Path

from interviewer.settings import data_dir


def keep_draft(session_id: str, text: str) -> None:
    """Keep a draft; a blank one is forgotten. Raises ``OSError`` when it cannot be written."""
    path = _path(session_id)
    if not text.strip():
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            _path(session_id, "json").unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8", errors="replace")


def take_draft(session_id: str) -> str:
    """Return the draft of a session, or an empty text."""
    try:
        return _path(session_id).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def keep_heard(session_id: str, heard: str) -> None:
    """Keep what was heard of a draft, as JSON. Raises ``OSError`` when it cannot be written."""
    path = _path(session_id, "json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(heard, encoding="utf-8")


def take_heard(session_id: str) -> str:
    """Return what was heard of the draft of a session, or an empty text."""
    try:
        return _path(session_id, "json").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _path(session_id: str, ending: str = "txt") -> Path:
    safe = "".join(c if c.isalnum() or c == "-" else "_" for c in session_id)
    return data_dir() / "drafts" / f"{safe}.{ending}"
