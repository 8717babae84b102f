"""The user's own editor, opened over an interview on what is being written there."""

from pathlib import Path

from textual.app import SuspendNotSupported

from interviewer.errors import InterviewerError
from interviewer.text.display import plain
from interviewer.text.length import LONGEST
from interviewer.tui.screens.host import Host
from interviewer.userdata.editor import edit

IN_A_TERMINAL = "ctrl+o opens your own editor only in a terminal."


def edit_outside(screen: Host, path: Path) -> bool:
    """Suspend the screen while the user edits a file; returns whether that was possible.

    If it was not, or the editor failed, the screen says why in one line.
    """
    if screen.owner.served:
        screen.notice(IN_A_TERMINAL)
        return False
    failed: InterviewerError | None = None
    try:
        with screen.app.suspend():
            try:
                edit(path)
            except InterviewerError as error:
                failed = error
    except SuspendNotSupported:
        screen.notice(IN_A_TERMINAL)
        return False
    screen.notice("" if failed is None else str(failed), wrong=failed is not None)
    return True


def edit_answer(screen: Host) -> None:
    """Open the composer's text in the user's own editor, and read it back.

    If it cannot be read back, the composer stays as it is; undo restores the earlier text.
    """
    composer = screen.unsent.composer
    try:
        with screen.unsent.on_disk() as path:
            if not edit_outside(screen, path):
                return
            text = plain(path.read_text(encoding="utf-8", errors="replace")).removesuffix("\n")
    except OSError as error:
        screen.notice(f"The draft cannot be edited ({error.strerror or error}).", wrong=True)
        return
    if len(text) > LONGEST:
        screen.notice(
            f"Not taken back: {len(text):,} characters, and an answer has at most {LONGEST:,}. "
            "ctrl+o opens them again.",
            wrong=True,
        )
    elif text != composer.text:
        composer.rewrite(text)
        screen.unsent.keep()  # the file is not as it was last kept
