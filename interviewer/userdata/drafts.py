"""Answers and code begun but not handed in, each in a file of its own until it is sent."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from interviewer.userdata.atomic import write_whole
from interviewer.userdata.locations import draft_path
from interviewer.userdata.private import make_private


def keep_draft(session_id: str, text: str, ending: str = "txt") -> None:
    """Keep a draft, whole or not at all; a blank one is forgotten.

    ``ending`` tells the draft of an answer from others of the same session. Raises ``OSError`` when
    it cannot be written; the draft before is then still there.
    """
    path = draft_path(session_id, ending)
    if not text.strip():
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            if ending == "txt":
                draft_path(session_id, "json").unlink(missing_ok=True)
        return
    _write(path, text)


@contextlib.contextmanager
def draft_file(path: Path) -> Iterator[Path]:
    """Have a draft in a file, an empty one where nothing is kept, while that is edited.

    Raises ``OSError`` when it cannot be made.
    """
    make_private(path.parent)
    path.touch(mode=0o600)
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            if path.stat().st_size == 0:
                path.unlink()


def code_ending(turn: int, language: str) -> str:
    """Return the ending of the file that holds the code of a turn."""
    return f"{turn}.{'sql' if language == 'sql' else 'py'}"


def take_code(session_id: str, ending: str) -> str:
    """Return the code that was kept under an ending, or an empty text."""
    try:
        return draft_path(session_id, ending).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def forget_drafts(session_id: str) -> None:
    """Delete all that is kept of a session here, as far as it can be deleted."""
    path = draft_path(session_id)
    for one in path.parent.glob(f"{path.stem}.*"):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


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
