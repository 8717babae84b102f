"""Writes the files that a user asks for; existing files are replaced only on request."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ELOOP
from pathlib import Path

from interviewer.errors import InterviewerError, TakenError, UsageError
from interviewer.userdata.locations import SESSIONS, data_dir


@contextmanager
def claimed(path: Path, *, replace: bool) -> Iterator[None]:
    """Reserve ``path`` for a file that the block writes there; a failed block leaves no file.

    Without ``replace`` it is reserved by an empty file that only its owner can read, and
    ``TakenError`` is raised if there is a file already. A device or a pipe is never taken.
    """
    if replace or _special(path):
        yield
        return
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise TakenError(path) from None
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def destination(path: Path) -> Path:
    """Return the file that ``path`` leads to, links followed; a device or a pipe as it is named.

    Raises ``OSError`` for a link to itself, and ``UsageError`` for a file of the store of sessions.
    """
    if _special(path):
        return path  # /dev/stdout leads to a name such as pipe:[1234], which cannot be opened
    try:
        found = path.resolve()
    except RuntimeError:  # before Python 3.13
        raise OSError(ELOOP, os.strerror(ELOOP), str(path)) from None
    if found.name.startswith(SESSIONS) and found.parent == data_dir().resolve():
        raise UsageError(f"{path} is the store of your sessions.", remedy="Name another file.")
    return found


def write_export(path: Path, content: bytes, what: str, *, replace: bool = False) -> None:
    """Write a file atomically, following a link at ``path``.

    Raises ``TakenError`` if there is a file already, unless ``replace`` is set, and
    ``InterviewerError`` when ``what``, such as "the report", cannot be written.
    """
    from interviewer.userdata.atomic import write_whole

    try:
        target = destination(path)
        with claimed(target, replace=replace):
            write_whole(target, content)
    except OSError as error:
        raise InterviewerError(
            f"{path}: {what} cannot be written ({error.strerror or error}).",
            remedy="Choose another place for it.",
        ) from error


def _special(path: Path) -> bool:
    return path.exists() and not path.is_file()
