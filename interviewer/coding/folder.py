"""The temporary folder of a run whose sandbox has none; leftover folders are deleted."""

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
"""Seconds that a program may take to lock a folder that it has made."""


class Folder:
    """The temporary folder of one run; ``end`` must be called.

    Bubblewrap needs none, since it has its own in memory: there ``path`` is empty.
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
        """Delete the folder."""
        if self.path:
            self._made.cleanup()
            os.close(self._lock)
            self.path = ""


@contextmanager
def folder(kind: "Isolation") -> Iterator[str]:
    """Yield the path of a temporary folder that lasts as long as the block."""
    made = Folder(kind)
    try:
        yield made.path
    finally:
        made.end()


@cache
def _sweep() -> None:
    """Delete the folders of killed programs, recognised by their free locks."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = path.lstat()
            ours = status.st_uid == os.getuid() and stat.S_ISDIR(status.st_mode)
            if ours and time.time() - status.st_mtime > _NEW:
                lock = _locked(str(path))
                rmtree(path, ignore_errors=True)
                os.close(lock)


def _locked(path: str) -> int:
    """Lock a folder and return the descriptor to close; the lock also ends with this program.

    Raises ``OSError`` if another program holds the lock.
    """
    import fcntl  # Windows, where no code is run, has none

    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
