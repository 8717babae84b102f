"""Answers begun but not handed in, each kept in a file of its own until it is sent."""

import contextlib
from pathlib import Path

from interviewer.userdata.atomic import write_whole
from interviewer.userdata.locations import draft_path
from interviewer.userdata.private import make_private


def keep_draft(session_id: str, text: str) -> None:
    """Keep a draft, whole or not at all; a blank one is forgotten.

    Raises ``OSError`` when it cannot be written; the draft before is then still there.
    """
    path = draft_path(session_id)
    if not text.strip():
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            draft_path(session_id, "json").unlink(missing_ok=True)
        return
    _write(path, text)


def take_draft(session_id: str, sent: str = "") -> str:
    """Return the draft of a session, or an empty text.

    ``sent`` is what the candidate said last: a draft that says just that was sent, and the program
    killed before it could forget it.
    """
    try:
        text = draft_path(session_id).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "" if text.strip() == sent.strip() else text


def keep_heard(session_id: str, heard: str) -> None:
    """Keep what was heard of a draft, as JSON. Raises ``OSError`` when it cannot be written."""
    _write(draft_path(session_id, "json"), heard)


def take_heard(session_id: str) -> str:
    """Return what was heard of the draft of a session, or an empty text."""
    try:
        return draft_path(session_id, "json").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _write(path: Path, text: str) -> None:
    make_private(path.parent)
    write_whole(path, text.encode("utf-8", "replace"), private=True)
