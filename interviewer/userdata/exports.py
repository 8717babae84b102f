"""Files that a user has asked for: none of them takes the place of another one unasked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interviewer.errors import InterviewerError, TakenError


@contextmanager
def claimed(path: Path, *, replace: bool) -> Iterator[None]:
    """Hold ``path`` for a file that the block writes there; a failed block leaves no file.

    Without ``replace`` it is held by an empty file of its own, that only its owner may read, and
    ``TakenError`` is raised where there is a file already. A device or a pipe is never taken.
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


def opening_mode(path: Path, *, replace: bool) -> str:
    """Return how to open a file that grows while it is written: ``xb`` fails on a file there."""
    return "wb" if replace or _special(path) else "xb"


def write_export(path: Path, content: bytes, what: str, *, replace: bool = False) -> None:
    """Write a file whole or not at all, through a link to where it leads.

    Raises ``TakenError`` where there is a file already, unless ``replace`` allows to replace it,
    and ``InterviewerError`` when ``what``, such as "the report", cannot be written.
    """
    from interviewer.userdata.atomic import write_whole

    try:
        target = path.resolve()
        with claimed(target, replace=replace):
            write_whole(target, content)
    except OSError as error:
        raise InterviewerError(
            f"{path}: {what} cannot be written ({error.strerror or error}).",
            remedy="Choose another place for it.",
        ) from error


def _special(path: Path) -> bool:
    return path.exists() and not path.is_file()
