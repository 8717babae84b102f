"""Writes files completely or not at all."""

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import IO

_ENDING = ".part"
_ABANDONED = 3600  # seconds after which nobody is still writing to a partial file


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all, as ``whole_file`` does."""
    with whole_file(path, private=private) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Yield a file that replaces ``path`` once the block ends without an error.

    Its content is synced to the disk first, so that a crash leaves the old content or the new.
    Only its owner can read a new file. A replaced file keeps its permissions, unless ``private``
    removes everybody else's. A link at ``path`` is replaced, not followed; a device or a pipe is
    written to directly. Raises ``OSError``, and then ``path`` is unchanged.
    """
    standing = _mode(path)
    if standing is not None and not stat.S_ISREG(standing):
        with path.open("wb") as there:
            yield there
        return
    partial, file = _partial(path)
    try:
        with file:
            yield file
            file.flush()
            if standing is not None and not private:
                os.fchmod(file.fileno(), standing & 0o777)
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _settle(path.parent, _prefix(path))


def _mode(path: Path) -> int | None:
    """Return the mode of the file at ``path``; ``None`` if it is missing or a dangling link."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _partial(path: Path) -> tuple[Path, IO[bytes]]:
    # mkstemp makes it with O_EXCL, O_NOFOLLOW and 0600: nobody can have planted it.
    from tempfile import mkstemp

    descriptor, name = mkstemp(prefix=_prefix(path), suffix=_ENDING, dir=path.parent)
    # Opened by name, so that the file object knows its path.
    return Path(name), open(name, "wb", opener=lambda *_: descriptor)


def _prefix(path: Path) -> str:
    return f".{path.name[:40]}."  # shortened: a name has room for 255 bytes


def _settle(folder: Path, prefix: str) -> None:
    """Sync the folder's new entry to the disk, and remove partial files of killed writers."""
    # Some file systems support neither; the file is complete all the same.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    with contextlib.suppress(OSError):
        for left in list(folder.iterdir()):
            ours = left.name.startswith(prefix) and left.name.endswith(_ENDING)
            if ours and time() - left.lstat().st_mtime > _ABANDONED:
                left.unlink(missing_ok=True)
