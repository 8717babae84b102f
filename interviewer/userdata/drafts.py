"""Answers and code begun but not handed in, each in a file of its own until it is sent."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from interviewer.userdata.atomic import write_whole
from interviewer.userdata.locations import draft_path
from interviewer.userdata.private import make_private


def keep_draft(session_id: str, text: str, ending: str = "txt") -> None:
    """Save a draft atomically; a blank one deletes it.

    ``ending`` distinguishes the draft of an answer from others of the same session. Raises
    ``OSError`` when it cannot be written; the previous draft is then still there.
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
    """Yield the file of a draft for editing, created if missing and deleted if left empty.

    Raises ``OSError`` when it cannot be created.
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
    """Return the ending of the file for the code of a turn."""
    return f"{turn}.{'sql' if language == 'sql' else 'py'}"


def take_code(session_id: str, ending: str) -> str:
    """Return the code saved under an ending, or an empty text."""
    try:
        return draft_path(session_id, ending).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def forget_drafts(session_id: str) -> None:
    """Delete all drafts of a session, as far as they can be deleted."""
    path = draft_path(session_id)
    for one in path.parent.glob(f"{path.stem}.*"):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def take_draft(session_id: str, sent: str = "") -> str:
    """Return the draft of a session, or an empty text.

    ``sent`` is what the candidate said last. A draft equal to it does not count: it was sent, and
    the program was killed before it could delete the draft.
    """
    try:
        text = draft_path(session_id).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "" if text.strip() == sent.strip() else text


def keep_heard(session_id: str, heard: str) -> None:
    """Save the words heard for a draft, as JSON. Raises ``OSError`` when they cannot be written."""
    _write(draft_path(session_id, "json"), heard)


def take_heard(session_id: str) -> str:
    """Return the words heard for the draft of a session, as JSON, or an empty text."""
    try:
        return draft_path(session_id, "json").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _write(path: Path, text: str) -> None:
    make_private(path.parent)
    write_whole(path, text.encode("utf-8", "replace"), private=True)
