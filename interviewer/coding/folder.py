"""The temporary folder of a run, where its sandbox has none of its own; none stays for good."""

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.coding.results import Isolation

_PREFIX = "interviewer-run-"
_NEW = 60.0
"""Seconds in which a folder may not be locked yet by the program that has made it."""


class Folder:
    """A folder for the time of one run; ``end`` must be called.

    Bubblewrap has a folder of its own in memory, and needs none: there ``path`` is empty.
    """

    def __init__(self, kind: "Isolation") -> None:
        self.path = ""
        self._lock = -1
        if kind != "bubblewrap":
            _sweep()
            self._made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
            self.path = self._made.name
            self._lock = _locked(self.path)

    def end(self) -> None:
        """Delete it."""
        if self.path:
            self._made.cleanup()
            os.close(self._lock)
            self.path = ""


@contextmanager
def folder(kind: "Isolation") -> Iterator[str]:
    """Give the path of a folder for the time of the block."""
    made = Folder(kind)
    try:
        yield made.path
    finally:
        made.end()


@cache
def _sweep() -> None:
    """Delete the folders of programs that were killed: nobody holds their locks any more."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = path.lstat()
            ours = status.st_uid == os.getuid() and stat.S_ISDIR(status.st_mode)
            if ours and time.time() - status.st_mtime > _NEW:
                lock = _locked(str(path))
                rmtree(path, ignore_errors=True)
                os.close(lock)


def _locked(path: str) -> int:
    """Lock a folder until what is returned is closed, or this program ends, however it does.

    Raises ``OSError`` where another program holds it.
    """
    import fcntl  # Windows, where no code is run, has none

    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
