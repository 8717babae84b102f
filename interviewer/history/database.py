"""The database file of the store, opened on first use; each error becomes one line."""

import os
import shutil
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock

from interviewer.errors import StoreError
from interviewer.history import tally
from interviewer.history.read_only import in_memory as copy_in_memory
from interviewer.history.read_only import is_writable, unwritable
from interviewer.history.schema import migrate
from interviewer.installed import typed
from interviewer.userdata.atomic import whole_file
from interviewer.userdata.private import make_private, tighten

_BUSY_MS = 5000
_HEADER = 100  # bytes at the head of every SQLite file
_LOG_INDEX = 32 * 1024  # bytes that SQLite adds to the index of a write-ahead log at a time


def restore_advice() -> str:
    """Return the advice for a damaged store."""
    return (
        "It has not been overwritten: restore a copy, or write what is whole to a file with "
        f"'{typed('history', 'export', 'FILE')}', move the store away and import that file."
    )


class UndecodableError(StoreError):
    """A stored text can no longer be decoded."""


class Database:
    """One SQLite file with a write-ahead log, in which every write is a transaction.

    Every method raises ``StoreError`` when the file is damaged, locked for too long, newer than
    this program, another program's, or the disk is full. Damage is never repaired by overwriting.
    A file that cannot be written is read through a copy in memory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._in_memory = False
        self._one_at_a_time = RLock()

    def read(self, query: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query; empty if there is no file, which is not created."""
        if not self.exists():
            return []
        with self.errors():
            return self._open().execute(query, values).fetchall()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection for reading only."""
        with self.errors():
            yield self._open()

    def read_damaged(self, query: str) -> list[sqlite3.Row]:
        """Return the rows of a query like ``read``, with undecodable bytes as surrogates."""
        with self.errors():
            self._open()  # rejects another program's file, and migrates ours
        with self.errors(), closing(self._another()) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            return connection.execute(query).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what the block writes, or none of it if the block raises.

        Raise ``StoreError`` if the file cannot be written.
        """
        self.must_be_writable()
        with self.errors(), _transaction(self._open()) as connection:
            yield connection

    @contextmanager
    def upkeep(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction for data that can be derived again; a read-only file does not keep it.

        It runs alongside other transactions, on its own connection if possible.
        """
        with self.errors():
            self._open()
            if self._in_memory:
                with self._one_at_a_time, _transaction(self._open()) as connection:
                    yield connection
                return
        with closing(Database(self.path)) as own, own.transaction() as connection:
            yield connection

    def must_be_writable(self) -> None:
        """Raise ``StoreError`` if nothing can be written."""
        if self._in_memory or not is_writable(self.path):
            raise unwritable(self.path)

    def exists(self) -> bool:
        """Whether there is anything to read."""
        return self._connection is not None or self.path.exists()

    def tally(self, table: str) -> tuple[int, int] | None:
        """Return how many rows a table should have and the sum of their keys; see tally.py."""
        with self.errors():
            return tally.read(self._open(), table)

    def findings(self, table: str | None = None) -> list[str]:
        """Return what SQLite finds wrong with a table and its indexes, or with the whole file."""
        about = f"({table})" if table else ""
        found = [str(row[0]) for row in self.read(f"PRAGMA integrity_check{about}")]
        return [one for one in found if one != "ok"]

    def copy(self, target: Path) -> None:
        """Write a snapshot to ``target``, which must not exist; a sound copy or none."""
        with self.errors():
            source = self._open()
        try:
            target.open("xb").close()  # never replaces an existing file
        except FileExistsError:
            raise StoreError(
                f"{target} already exists.", remedy="Name a file that does not exist yet."
            ) from None
        except OSError as error:
            raise _not_copied(target, error.strerror or str(error)) from error
        try:
            with whole_file(target, private=True) as partial:
                with closing(sqlite3.connect(partial.name, isolation_level=None)) as copy:
                    source.backup(copy)
                    (finding,) = copy.execute("PRAGMA integrity_check").fetchone()
                if finding != "ok":
                    raise StoreError(f"{self.path} is damaged: {finding}.", remedy=restore_advice())
        except BaseException as error:
            target.unlink(missing_ok=True)
            if getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
                raise StoreError(
                    f"{self.path} is damaged ({error}).", remedy=restore_advice()
                ) from error
            if isinstance(error, OSError | sqlite3.Error):
                raise _not_copied(target, getattr(error, "strerror", "") or str(error)) from error
            raise

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._in_memory = False

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        self._refuse_broken()
        in_memory = not is_writable(self.path)
        if in_memory:
            connection = copy_in_memory(self.path)
            connection.row_factory = sqlite3.Row
        else:
            self._make_private()
            connection = self._connected()
        try:
            # We never set this mode, with which SQLite would move pages.
            if connection.execute("PRAGMA auto_vacuum").fetchone()[0]:
                raise StoreError(f"{self.path} is damaged (its header).", remedy=restore_advice())
            migrate(connection, str(self.path))
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: what the screen confirmed must survive a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        self._connection, self._in_memory = connection, in_memory
        # So that a store dropped without closing leaves no connection behind.
        weakref.finalize(self, connection.close)
        return connection

    def _another(self) -> sqlite3.Connection:
        """Return another connection, for reading only."""
        if not self._in_memory:
            return self._connected()
        connection = sqlite3.connect(":memory:", isolation_level=None)
        self._open().backup(connection)
        connection.row_factory = sqlite3.Row
        return connection

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        return connection

    def _refuse_broken(self) -> None:
        """Raise ``StoreError`` for a broken file that SQLite would overwrite."""
        size = self.path.stat().st_size if self.path.exists() else 0
        log = self._beside("-wal")
        if 0 < size < _HEADER:
            # SQLite treats a file of one byte as empty, and overwrites it.
            raise StoreError(f"{self.path} is damaged (cut short).", remedy=restore_advice())
        if not size and log.exists() and log.stat().st_size:
            # SQLite would delete the write-ahead log, which may hold whole sessions.
            raise StoreError(
                f"{self.path} is empty or missing, but its write-ahead log is there.",
                remedy=f"Put back a copy of the store, or move {log} away to start afresh.",
            )

    def _make_private(self) -> None:
        """Make the store's files and those beside it readable by their owner only."""
        make_private(self.path.parent)
        tighten(self.path.parent)
        with suppress(FileExistsError):
            # SQLite gives the files beside it the same permissions.
            how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            os.close(os.open(self.path, how, 0o600))
        for path in (self.path, *map(self._beside, ("-wal", "-shm", "-journal"))):
            tighten(path)

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn errors of SQLite and the system within the block into a ``StoreError``."""
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error
        except UnicodeDecodeError as error:
            raise StoreError(
                f"{self.path} is damaged ({error}).", remedy=restore_advice()
            ) from error
        except OSError as error:
            raise StoreError(
                f"{self.path} cannot be used ({error.strerror or error}).",
                remedy="Check the folder's permissions, or set INTERVIEWER_HOME to another one.",
            ) from error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _not_copied(target: Path, reason: str) -> StoreError:
    return StoreError(
        f"{target}: the copy cannot be written ({reason}).",
        remedy="Choose another place for it.",
    )


def _explained(error: sqlite3.Error, path: Path) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    full = name.startswith("SQLITE_FULL") or "disk is full" in str(error)
    if full or (name.startswith("SQLITE_IOERR") and _lacks_room(path)):
        return StoreError(
            "The disk is full: the last change was not saved.",
            remedy="Free some space and try again; nothing before it is lost.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            f"{path} is busy: another process has kept it for over {_BUSY_MS // 1000} seconds.",
            remedy="Close the other interviewer and try again.",
        )
    if str(error).startswith("Could not decode"):
        return UndecodableError(f"{path} is damaged ({error}).", remedy=restore_advice())
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or _is_damage(str(error)):
        return StoreError(f"{path} is damaged ({error}).", remedy=restore_advice())
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StoreError(
            f"{path} cannot be opened for writing ({error}).",
            remedy="Check its permissions, or set INTERVIEWER_HOME to another folder.",
        )
    return StoreError(f"{path}: {error}.", remedy=f"'{typed('doctor')}' checks the store.")


def _lacks_room(path: Path) -> bool:
    """Whether there is too little space for the index of a write-ahead log.

    SQLite reports that as an input or output error.
    """
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LOG_INDEX
    return False


def _is_damage(message: str) -> bool:
    """Whether an error for which SQLite has no specific code is due to a damaged file."""
    return message.startswith(("no such", "malformed")) or message.endswith("already exists")
