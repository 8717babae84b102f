"""Reads a store in a folder that cannot be written, through a copy.

Even to read a database with a write-ahead log, SQLite must write beside it. A store of an older
version is migrated in the copy.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from interviewer.errors import StoreError

_TRIES = 5  # to copy two matching files while another process writes to them


def is_writable(path: Path) -> bool:
    """Whether a store can be written at ``path``, or made there with the folders above it."""
    if path.exists() and not os.access(path, os.W_OK):
        return False
    there = next(folder for folder in path.parents if os.path.lexists(folder))
    return os.access(there, os.W_OK)


def unwritable(path: Path) -> StoreError:
    """Return the error that says that nothing can be stored at ``path``."""
    return StoreError(
        f"{path} cannot be written: what is there can be looked at, but nothing new is kept.",
        remedy="Make its folder writable, or set INTERVIEWER_HOME to one that is.",
    )


def in_memory(path: Path) -> sqlite3.Connection:
    """Return an in-memory copy of a store, including its write-ahead log.

    It is briefly on disk, in a private folder. Raise ``OSError`` or ``sqlite3.Error`` if the store
    cannot be read, ``StoreError`` if it keeps changing.
    """
    from tempfile import TemporaryDirectory

    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with TemporaryDirectory(prefix="interviewer-") as folder:
            _copy(path, Path(folder))
            with closing(sqlite3.connect(Path(folder) / path.name)) as copy:
                copy.backup(memory)
    except BaseException:
        memory.close()
        raise
    return memory


def _copy(path: Path, folder: Path) -> None:
    import shutil

    files = (path, path.with_name(f"{path.name}-wal"))
    for _ in range(_TRIES):
        before = [_stamp(file) for file in files]
        for file, stamp in zip(files, before, strict=True):
            if stamp is not None:
                shutil.copyfile(file, folder / file.name)
        if before == [_stamp(file) for file in files]:
            return
    raise StoreError(
        f"{path} is being written to by another program.", remedy="Close that one and try again."
    )


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size
