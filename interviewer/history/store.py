"""The store of sessions: one event one commit, together with what follows from it.

Only the standard library is imported at the top, because the home screen reads ``rows`` before
its first frame; the events' models are loaded by the first call that needs them.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history import derived, derived_rows
from interviewer.history.database import DAMAGED, Database
from interviewer.history.rows import UPSERT, SessionRow, row_of, session_row

if TYPE_CHECKING:
    import sqlite3

    from interviewer.history.log import Log
    from interviewer.history.outcomes import Outcome, TurnScore
    from interviewer.history.reviews import Card
    from interviewer.history.standing import Standing
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session

_NEWEST_FIRST = "SELECT * FROM session ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?"
_NEWEST_OPEN = (
    "SELECT * FROM session WHERE finished IS NULL ORDER BY started_at DESC, id DESC LIMIT 1"
)
_UNDERIVED = "SELECT id FROM session WHERE derived = 0 ORDER BY started_at, id LIMIT ?"
_INSERT = "INSERT INTO event (session_id, seq, body) VALUES (?, ?, ?)"
_AT_ONCE = 50  # sessions derived in one transaction: others wait no longer than that

__all__ = ["SessionRow", "Store"]


class Store:
    """The sessions in one database file; made on the first write.

    Every method raises ``StoreError`` when the file is damaged, locked for too long, newer than
    this program, another program's, or the disk is full. Nothing is ever repaired by overwriting.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path)

    def append(self, session: "Session", event: "Event") -> None:
        """Commit one event together with all that follows from it.

        ``session`` is the fold with the event in it. Raises ``StoreError`` as well when another
        process has written to the session since this one read it.
        """
        from interviewer.interview.events import to_json

        body = to_json(event)
        with self._database.transaction() as connection:
            (length,) = connection.execute(
                "SELECT count(*) FROM event WHERE session_id = ?", (session.id,)
            ).fetchone()
            if length != session.length - 1:
                raise StoreError(
                    f"Session {session.id} has been changed by another window.",
                    remedy="Close one of the two and resume the session.",
                )
            before = connection.execute(
                "SELECT derived FROM session WHERE id = ?", (session.id,)
            ).fetchone()
            connection.execute(UPSERT, row_of(session, event.at))
            connection.execute(_INSERT, (session.id, session.length, body))
            changes = derived.Derivation(connection)
            if before is not None and not before["derived"]:
                changes.put(session, session.turns)
            elif event.type == "answer_graded":
                changes.put(session, (session.turn_of(event.answer_id),))
            elif event.type == "skipped":
                changes.put(session, session.turns[-1:])
            changes.finish()

    def events(self, session_id: str) -> "list[Event]":
        """Return the log of a session, oldest first."""
        from pydantic import ValidationError

        from interviewer.interview.events import from_json

        bodies = self.bodies(session_id)
        if not bodies:
            raise StoreError(
                f"There is no session {session_id!r}.",
                remedy="'interviewer history' lists the sessions.",
            )
        try:
            return [from_json(body) for body in bodies]
        except ValidationError as error:
            raise StoreError(
                f"{self.path}: session {session_id} holds an entry that cannot be read "
                f"({error.errors()[0]['msg']}).",
                remedy="It is damaged or of another version; the other sessions still open.",
            ) from None

    def session(self, session_id: str) -> "Session":
        """Return a stored session as its log tells it; ``StoreError`` when it tells none."""
        from interviewer.interview.fold import LogError, fold

        events = self.events(session_id)
        try:
            return fold(events)
        except LogError as error:
            raise StoreError(
                f"{self.path}: the log of session {session_id} makes no sense ({error}).",
                remedy="It is damaged or of another version; the other sessions still open.",
            ) from error

    def bodies(self, session_id: str) -> list[str]:
        """Return the log of a session as it is stored, JSON unread; empty without a session."""
        query = "SELECT body FROM event WHERE session_id = ? ORDER BY seq"
        return [body for (body,) in self._database.read(query, (session_id,))]

    def rows(self, limit: int = 50, offset: int = 0) -> list[SessionRow]:
        """Return the newest sessions first; empty while nothing has been stored."""
        return self._rows(_NEWEST_FIRST, (limit, offset))

    def newest(self, *, unfinished: bool = False) -> SessionRow | None:
        """Return the newest session, or the newest that can be resumed; ``None`` without any."""
        rows = self._rows(_NEWEST_OPEN, ()) if unfinished else self.rows(limit=1)
        return rows[0] if rows else None

    def count(self) -> int:
        """Return how many sessions are stored."""
        rows = self._database.read("SELECT count(*) FROM session")
        return int(rows[0][0]) if rows else 0

    def sessions_with(self, event_type: str, limit: int) -> list[str]:
        """Return the ids of the newest sessions that hold an event of this type, newest first."""
        # A quote within an answer is escaped, so that no answer looks like an event.
        rows = self._database.read(
            "SELECT id FROM session WHERE EXISTS ("
            "SELECT 1 FROM event WHERE session_id = session.id"
            " AND body LIKE '%\"type\":\"' || ? || '\"%'"
            ") ORDER BY started_at DESC, id DESC LIMIT ?",
            (event_type, limit),
        )
        return [str(row[0]) for row in rows]

    def ids(self) -> list[str]:
        """Return the ids of all sessions, oldest first."""
        rows = self._database.read("SELECT id FROM session ORDER BY started_at, id")
        return [session_id for (session_id,) in rows]

    def outcomes(self, since: datetime | None = None) -> "list[Outcome]":
        """Return how each criterion fared in each turn graded since then, oldest first."""
        rows = self._derived(derived_rows.OUTCOMES, since, derived_rows.OLDEST_FIRST)
        return list(map(derived_rows.outcome, rows))

    def turn_scores(self, since: datetime | None = None) -> "list[TurnScore]":
        """Return what each turn graded since then earned, by session and turn."""
        rows = self._derived(derived_rows.TURN_SCORES, since, "ORDER BY session_id, turn")
        return list(map(derived_rows.turn_score, rows))

    def standings(self, since: datetime | None = None) -> "list[Standing]":
        """Return how each criterion stands that was tried since then."""
        rows = self._derived("SELECT * FROM standing", since, "")
        return list(map(derived_rows.standing, rows))

    def due(self, now: datetime) -> "list[Card]":
        """Return the cards that are due, those that have waited longest first."""
        self.catch_up()
        rows = self._database.read(
            "SELECT * FROM card WHERE due <= ? ORDER BY due, question_id, criterion_id",
            (derived_rows.microseconds(now),),
        )
        return [derived_rows.card(row) for row in rows]

    def due_counts(self, now: datetime) -> dict[str, int]:
        """Return how many cards of each question are due, as far as the logs have been read.

        Unlike ``due`` it does not catch up with an older store, so that it answers at once.
        """
        rows = self._database.read(
            "SELECT question_id, count(*) FROM card WHERE due <= ? GROUP BY question_id",
            (derived_rows.microseconds(now),),
        )
        return {row[0]: row[1] for row in rows}

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next card comes due after ``now``; ``None`` without any."""
        query = "SELECT min(due) FROM card WHERE due > ?"
        rows = self._database.read(query, (derived_rows.microseconds(now),))
        return derived_rows.moment(rows[0][0]) if rows and rows[0][0] is not None else None

    def catch_up(
        self,
        told: Callable[[int], object] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Derive what an older version has left underived; returns how many sessions it were.

        ``told`` hears how many sessions have been read so far. ``stop`` ends it between two
        transactions; what is left is derived the next time. It may run beside everything else.
        """
        if not self._database.read(_UNDERIVED, (1,)):
            return 0
        done = 0
        # A connection of its own: another thread may be in the middle of a transaction.
        with closing(Store(self.path)) as own:
            while not stop() and (count := own._derive_some()):
                done += count
                if told is not None:
                    told(done)
        return done

    def add(self, logs: "Iterable[Log]") -> tuple[int, int]:
        """Add whole sessions, all of them or none; returns how many were added and were known.

        A session that is there already stays as it is. What ``logs`` raises undoes all.
        """
        added = known = 0
        with self._database.transaction() as connection:
            changes = derived.Derivation(connection)
            for log in logs:
                session = log.session
                there = "SELECT 1 FROM session WHERE id = ?"
                if connection.execute(there, (session.id,)).fetchone():
                    known += 1
                    continue
                connection.execute(UPSERT, row_of(session, log.updated_at))
                connection.executemany(
                    _INSERT, [(session.id, seq, body) for seq, body in enumerate(log.bodies, 1)]
                )
                changes.put(session, session.turns)
                added += 1
            changes.finish()
        return added, known

    def delete(self, session_id: str) -> bool:
        """Delete a session for good with all that follows from it; returns whether it was there."""
        with self._database.transaction() as connection:
            changes = derived.Derivation(connection)
            changes.forget(session_id)
            gone = connection.execute("DELETE FROM session WHERE id = ?", (session_id,)).rowcount
            changes.finish()
        return gone > 0

    def check(self) -> None:
        """Look through the whole file; ``StoreError`` when it is damaged."""
        self._database.check()

    def backup(self, target: Path) -> None:
        """Write a copy of the whole store to ``target``, a file that must not exist yet.

        It may be made while others write. Raises ``StoreError`` when it cannot be written.
        """
        self._database.copy(target)

    def close(self) -> None:
        """Let go of the file; a later call opens it again."""
        self._database.close()

    def _derive_some(self) -> int:
        """Derive some sessions in one transaction; returns how many."""
        from interviewer.interview.events import from_json
        from interviewer.interview.fold import fold

        with self._database.transaction() as connection:
            ids = [name for (name,) in connection.execute(_UNDERIVED, (_AT_ONCE,)).fetchall()]
            changes = derived.Derivation(connection)
            for session_id in ids:
                try:
                    session = fold(from_json(body) for body in self.bodies(session_id))
                except ValueError:
                    pass  # damaged: whoever opens the session is told, and nothing follows from it
                else:
                    changes.put(session, session.turns)
                connection.execute("UPDATE session SET derived = 1 WHERE id = ?", (session_id,))
            changes.finish()
        return len(ids)

    def _derived(self, query: str, since: datetime | None, order: str) -> "list[sqlite3.Row]":
        self.catch_up()
        if since is None:
            return self._database.read(f"{query} {order}")
        values = (derived_rows.microseconds(since),)
        return self._database.read(f"{query} WHERE at >= ? {order}", values)

    def _rows(self, query: str, values: tuple[object, ...]) -> list[SessionRow]:
        rows = self._database.read(query, values)
        try:
            return [session_row(row) for row in rows]
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise StoreError(f"{self.path} is damaged ({error}).", remedy=DAMAGED) from error
