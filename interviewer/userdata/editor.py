"""Opens a file in the editor that the user has chosen, and waits until it is closed."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.errors import InterviewerError

_USUAL = ("nano", "vi", "notepad")


def editor_command() -> list[str]:
    """Return the command of VISUAL or EDITOR, else of a commonly installed editor.

    Raises ``InterviewerError`` if there is none, or the variable is not a command.
    """
    for name in ("VISUAL", "EDITOR"):
        value = os.environ.get(name, "").strip()
        if not value:
            continue
        try:
            command = shlex.split(value)
        except ValueError:
            command = []
        if not command or shutil.which(command[0]) is None:
            raise InterviewerError(
                f"{name} is {value[:80]!r}, which is no command here.",
                remedy=f"Set {name} to your editor.",
            )
        return command
    found = next((name for name in _USUAL if shutil.which(name)), None)
    if found is None:
        raise InterviewerError("No editor is known.", remedy="Set EDITOR to your editor.")
    return [found]


def edit(path: Path) -> None:
    """Let the user edit a file; returns when the editor has been closed.

    The terminal must be free. Raises ``InterviewerError`` where the editor ends with an error.
    """
    command = editor_command()
    with _signals_left_to_the_editor():
        done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own
    if done.returncode:
        raise InterviewerError(
            f"{command[0]} ended with exit code {done.returncode}.",
            remedy="What it has saved was read all the same.",
        )


@contextmanager
def _signals_left_to_the_editor() -> Iterator[None]:
    """Leave Ctrl+C to the editor, and let Ctrl+Z stop both the editor and this program."""
    before = {signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None)}
    if hasattr(signal, "SIGTSTP"):
        before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
