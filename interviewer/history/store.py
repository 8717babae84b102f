"""The store of sessions: SQLite with a write-ahead log, one event one commit.

Only the standard library is imported at the top, because the home screen reads ``rows`` before
its first frame; the events' models are loaded by the first call that needs them.
"""

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history.schema import migrate

if TYPE_CHECKING:
    from interviewer.history.outcomes import Outcome
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session

_BUSY_MS = 5000
_HEADER = 100  # bytes at the head of every SQLite file
_NEWEST_FIRST = "SELECT * FROM session ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?"
_NEWEST_OPEN = (
    "SELECT * FROM session WHERE finished IS NULL ORDER BY started_at DESC, id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What a list of sessions shows of one.

    ``questions`` is how many were wanted, ``asked`` and ``answered`` how many were; ``score`` is
    0..1, or ``None`` when nothing is graded; ``finished`` is the reason, or ``None`` while open.
    """

    id: str
    started_at: datetime
    updated_at: datetime
    mode: str
    grader: str
    areas: tuple[str, ...]
    questions: int
    asked: int
    answered: int
    score: float | None
    finished: str | None


class Store:
    """The sessions in one database file; made on the first write.

    Every method raises ``StoreError`` when the file is damaged, locked for too long, newer than
    this program, another program's, or the disk is full. Nothing is ever repaired by overwriting.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def append(self, session: "Session", event: "Event") -> None:
        """Commit one event together with the row that lists its session.

        ``session`` is the fold with the event in it. Raises ``StoreError`` as well when another
        process has written to the session since this one read it.
        """
        from interviewer.interview.events import to_json

        body = to_json(event)
        row = _row(session, event.at)
        with self._errors():
            connection = self._open()
            try:
                connection.execute("BEGIN IMMEDIATE")
                (length,) = connection.execute(
                    "SELECT count(*) FROM event WHERE session_id = ?", (session.id,)
                ).fetchone()
                if length != session.length - 1:
                    raise StoreError(
                        f"Session {session.id} has been changed by another window.",
                        remedy="Close one of the two and resume the session.",
                    )
                connection.execute(_UPSERT, row)
                connection.execute(
                    "INSERT INTO event (session_id, seq, body) VALUES (?, ?, ?)",
                    (session.id, session.length, body),
                )
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def events(self, session_id: str) -> "list[Event]":
        """Return the log of a session, oldest first."""
        from pydantic import ValidationError

        from interviewer.interview.events import from_json

        bodies = self._read(
            "SELECT body FROM event WHERE session_id = ? ORDER BY seq", (session_id,)
        )
        if not bodies:
            raise StoreError(
                f"There is no session {session_id!r}.",
                remedy="'interviewer history' lists the sessions.",
            )
        try:
            return [from_json(body) for (body,) in bodies]
        except ValidationError as error:
            raise StoreError(
                f"{self.path}: session {session_id} holds an entry that cannot be read "
                f"({error.errors()[0]['msg']}).",
                remedy="It is damaged or of another version; the other sessions still open.",
            ) from None

    def rows(self, limit: int = 50, offset: int = 0) -> list[SessionRow]:
        """Return the newest sessions first; empty while nothing has been stored."""
        return self._rows(_NEWEST_FIRST, (limit, offset))

    def newest(self, *, unfinished: bool = False) -> SessionRow | None:
        """Return the newest session, or the newest that can be resumed; ``None`` without any."""
        rows = self._rows(_NEWEST_OPEN, ()) if unfinished else self.rows(limit=1)
        return rows[0] if rows else None

    def outcomes(self, since: datetime | None = None) -> "list[Outcome]":
        """Return how each criterion of each graded turn fared, oldest first.

        With ``since`` (aware) only turns whose last answer was given then or later.
        """
        from interviewer.history.folded import outcomes_of
        from interviewer.interview.session import LogError, fold

        found: list[Outcome] = []
        for (session_id,) in self._read("SELECT id FROM session", ()):
            try:
                found += outcomes_of(fold(self.events(session_id)))
            except LogError as error:
                raise StoreError(
                    f"{self.path}: the log of session {session_id} makes no sense ({error}).",
                    remedy="It is damaged or of another version; the other sessions still open.",
                ) from error
        kept = [one for one in found if since is None or one.at >= since]
        return sorted(kept, key=lambda one: one.at)

    def count(self) -> int:
        """Return how many sessions are stored."""
        rows = self._read("SELECT count(*) FROM session", ())
        return int(rows[0][0]) if rows else 0

    def delete(self, session_id: str) -> bool:
        """Delete a session for good; returns whether there was one."""
        with self._errors():
            connection = self._open()
            return (
                connection.execute("DELETE FROM session WHERE id = ?", (session_id,)).rowcount > 0
            )

    def check(self) -> None:
        """Look through the whole file; ``StoreError`` when it is damaged."""
        for (finding,) in self._read("PRAGMA integrity_check", ()):
            if finding != "ok":
                raise StoreError(f"{self.path} is damaged: {finding}.", remedy=_DAMAGED)

    def close(self) -> None:
        """Let go of the file; a later call opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _rows(self, query: str, values: tuple[object, ...]) -> list[SessionRow]:
        rows = self._read(query, values)
        try:
            return [_session_row(row) for row in rows]
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise StoreError(f"{self.path} is damaged ({error}).", remedy=_DAMAGED) from error

    def _read(self, query: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        if self._connection is None and not self.path.exists():
            return []
        with self._errors():
            return self._open().execute(query, values).fetchall()

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() and 0 < self.path.stat().st_size < _HEADER:
            # SQLite takes a file of one byte for an empty one, and writes over it.
            raise StoreError(f"{self.path} is damaged (cut short).", remedy=_DAMAGED)
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        try:
            migrate(connection, str(self.path))
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: what the screen confirmed also outlives a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        # Whoever drops the store without closing it leaves no connection behind.
        weakref.finalize(self, connection.close)
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _explained(error, self.path) from error
        except UnicodeDecodeError as error:
            raise StoreError(f"{self.path} is damaged ({error}).", remedy=_DAMAGED) from error
        except OSError as error:
            raise StoreError(
                f"{self.path} cannot be used ({error.strerror or error}).",
                remedy="Check the folder's permissions, or set INTERVIEWER_HOME to another one.",
            ) from error


_DAMAGED = "Move it away to start afresh, or restore a copy; it has not been overwritten."
_UPSERT = """
INSERT INTO session (
    id, started_at, updated_at, mode, grader, areas, questions, asked, answered, score, finished
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    updated_at = excluded.updated_at, areas = excluded.areas, asked = excluded.asked,
    answered = excluded.answered, score = excluded.score, finished = excluded.finished
"""


def _explained(error: sqlite3.Error, path: Path) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL") or "disk is full" in str(error):
        return StoreError(
            "The disk is full: the last entry was not saved.",
            remedy="Free some space and try again; nothing before it is lost.",
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            f"{path} is busy: another process has kept it for over {_BUSY_MS // 1000} seconds.",
            remedy="Close the other interviewer and try again.",
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreError(f"{path} is damaged ({error}).", remedy=_DAMAGED)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StoreError(
            f"{path} cannot be opened for writing ({error}).",
            remedy="Check its permissions, or set INTERVIEWER_HOME to another folder.",
        )
    return StoreError(f"{path}: {error}.", remedy="'interviewer doctor' looks at the store.")


def _row(session: "Session", now: datetime) -> tuple[object, ...]:
    from interviewer.interview.ledger import session_score

    config = session.config
    areas = sorted({turn.item.question.area for turn in session.turns}) or list(config.areas)
    return (
        session.id,
        session.started_at.isoformat(),
        now.isoformat(),
        config.mode,
        config.grader,
        " ".join(areas),
        len(config.question_ids) or config.questions,
        len(session.asked),
        sum(turn.main is not None for turn in session.turns if turn.retry_of is None),
        session_score(session),
        session.finished,
    )


def _session_row(row: sqlite3.Row) -> SessionRow:
    return SessionRow(
        id=row["id"],
        started_at=datetime.fromisoformat(row["started_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        mode=row["mode"],
        grader=row["grader"],
        areas=tuple(row["areas"].split()),
        questions=row["questions"],
        asked=row["asked"],
        answered=row["answered"],
        score=row["score"],
        finished=row["finished"],
    )
