"""The store of sessions: one event one commit, together with what follows from it.

Only the standard library is imported at the top, because the home screen reads ``rows`` before
its first frame; the events' models are loaded by the first call that needs them.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from interviewer.errors import StoreError
from interviewer.history import derived_rows, writing
from interviewer.history.catching_up import LEFT_OUT, UNDERIVED, derive_some
from interviewer.history.database import Database, restoring
from interviewer.history.derived_tables import DerivedTables
from interviewer.history.findings import Findings
from interviewer.history.fresh import fresh
from interviewer.history.listing import Listing
from interviewer.history.newest_entry import Entry, NewestEntry
from interviewer.history.rows import SessionRow
from interviewer.history.stored_log import StoredLog, read_log, rest
from interviewer.installed import typed

if TYPE_CHECKING:
    import sqlite3

    from interviewer.history.log import Log
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session
    from interviewer.learning.mastery import Mastery
    from interviewer.learning.outcomes import Outcome, TurnScore
    from interviewer.learning.reviews import Card


__all__ = ["SessionRow", "Store", "Tries"]


class Tries(NamedTuple):
    """How often a question was graded, when last, and with which score (0..1)."""

    times: int
    at: datetime
    score: float


class Store:
    """The sessions in one database file; made on the first write.

    Every method raises ``StoreError`` when the file cannot be read, is locked for too long, newer
    than this program, another program's, or the disk is full. Nothing is ever repaired by
    overwriting. What is damaged within a file that can be read is left out, and ``damage`` tells
    it; the rest is shown.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path)
        self._findings = Findings()
        self._newest = NewestEntry(path)
        self._list = Listing(self._database, self._findings, self._newest)
        self._tables = DerivedTables(self._database, self._findings, self.catch_up)

    def append(self, session: "Session", event: "Event") -> None:
        """Commit one event together with all that follows from it.

        ``session`` is the fold with the event in it. Raises ``StoreError`` as well when another
        process has written to the session since this one read it.
        """
        with self._database.transaction() as connection:
            entry = writing.append(connection, session, event)
        self._newest.write(entry)

    def log(self, session_id: str) -> StoredLog:
        """Return a session's log as it is stored, each entry checked; empty without a session."""
        if not self._database.exists():
            return StoredLog(session_id, {})
        with self._database.reading() as connection:
            try:
                return read_log(connection, session_id)
            except UnicodeEncodeError:
                return StoredLog(session_id, {})  # not text, so no session has this name

    def events(self, session_id: str) -> "list[Event]":
        """Return the log of a session, oldest first; ``StoreError`` when an entry is damaged."""
        from pydantic import ValidationError

        from interviewer.interview.events import from_json

        log = self._known(session_id)
        if log.damaged:
            raise _damaged(log)
        try:
            return [from_json(body) for _, body in sorted(log.bodies.items())]
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

    def rest(self, session_id: str) -> "tuple[Session, StoreError | None]":
        """Return what the sound entries of a session tell, and an error if some are damaged.

        Raises ``StoreError`` for an unknown session, and one of which nothing can be told.
        """
        log = self._known(session_id)
        if not log.damaged:
            return self.session(session_id), None
        error = _damaged(log)
        found = rest(log)
        if found is None:
            raise error
        session, left_out = found
        numbers = ", ".join(map(str, left_out))
        self._findings.add(
            f"Session {session_id} {log.complaint()}. What is shown leaves out {numbers}."
        )
        return session, error

    def rows(self, limit: int = 50, offset: int = 0) -> list[SessionRow]:
        """Return the newest sessions first; empty while nothing has been stored."""
        return self._list.rows(limit, offset)

    def newest(self, *, unfinished: bool = False) -> SessionRow | None:
        """Return the newest session, or the newest that can be resumed; ``None`` without any."""
        if unfinished:
            return self._list.newest_open()
        rows = self.rows(limit=1)
        return rows[0] if rows else None

    def count(self) -> int:
        """Return how many sessions are stored."""
        rows = self._database.read("SELECT count(*) FROM session")
        return int(rows[0][0]) if rows else 0

    def sessions_with(self, event_type: str, limit: int) -> "list[Session]":
        """Return the newest sessions that hold an event of this type, newest first.

        A damaged one is left out.
        """
        # A quote within an answer is escaped, so that no answer looks like an event.
        mark = f'"type":"{event_type}"'.encode()
        found: list[Session] = []
        for session_id in reversed(self.ids()):
            try:
                log = self.log(session_id)
            except StoreError as error:
                self._findings.add(f"Session {session_id} is left out. {error.message}")
                continue
            if log.damaged:
                self._findings.add(f"Session {session_id} {log.complaint()}. It is left out.")
            elif any(mark in body for body in log.bodies.values()):
                found.append(self.session(session_id))
            if len(found) == limit:
                break
        return found

    def ids(self) -> list[str]:
        """Return the ids of all sessions, oldest first."""
        return self._list.ids()

    def outcomes(self, since: datetime | None = None) -> "list[Outcome]":
        """Return how each criterion fared in each turn graded since then, oldest first."""
        if since is None:
            return self._tables.outcomes((), "")
        return self._tables.outcomes((derived_rows.microseconds(since),), "WHERE at >= ?")

    def turn_scores(self, since: datetime | None = None) -> "list[TurnScore]":
        """Return what each turn graded since then earned, by session and turn."""
        rows = self._since("graded", derived_rows.TURN_SCORES, since, "ORDER BY session_id, turn")
        return list(map(derived_rows.turn_score, rows))

    def mastery(self, since: datetime | None = None) -> "list[Mastery]":
        """Return the mastery of each criterion that was tried since then."""
        rows = self._since("standing", "SELECT * FROM standing", since, "")
        return list(map(derived_rows.mastery, rows))

    def due(self, now: datetime) -> "list[Card]":
        """Return the cards that come due before a moment, those of longest ago first."""
        rows = self._tables.read(
            "card",
            "SELECT * FROM card WHERE due < ? ORDER BY due, question_id, criterion_id",
            (derived_rows.microseconds(now),),
        )
        return [derived_rows.card(row) for row in rows]

    def due_counts(self, now: datetime) -> dict[str, int]:
        """Return how many cards of each question come due before ``now``.

        It counts as far as the logs have been read.
        Unlike ``due`` it does not catch up with an older store, so that it answers at once.
        """
        rows = self._database.read(
            "SELECT question_id, count(*) FROM card WHERE due < ? GROUP BY question_id",
            (derived_rows.microseconds(now),),
        )
        return {row[0]: row[1] for row in rows}

    def tries(self) -> dict[str, Tries]:
        """Return how often each question was graded as a whole, and what came of it last.

        Those of longest ago come first. Like ``due_counts`` it does not catch up.
        """
        # SQLite takes the other columns from the row that has the maximum.
        rows = self._database.read(
            "SELECT question_id, count(*), max(at), score FROM graded WHERE whole"
            " GROUP BY question_id ORDER BY max(at), question_id"
        )
        return {row[0]: Tries(row[1], derived_rows.moment(row[2]), row[3]) for row in rows}

    def seen(self) -> tuple[str, ...]:
        """Return the questions that were asked before, those of longest ago first.

        Those of exams that are still open come last: nothing is known yet of how they went.
        """
        rows = self._database.read(
            "SELECT DISTINCT json_extract(body, '$.item.question.id') FROM event"
            " WHERE session_id IN"
            " (SELECT id FROM session WHERE mode = 'exam' AND finished IS NULL)"
            " AND json_valid(body) AND json_extract(body, '$.type') = 'question_asked'"
        )
        open_ones = sorted(str(row[0]) for row in rows)
        return (*(name for name in self.tries() if name not in open_ones), *open_ones)

    def reviews_since(self, moment: datetime) -> int:
        """Return how many single points have been asked and graded since then."""
        rows = self._database.read(
            "SELECT count(*) FROM graded WHERE NOT whole AND at >= ?",
            (derived_rows.microseconds(moment),),
        )
        return int(rows[0][0]) if rows else 0

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next card comes due from ``now`` on; ``None`` without any."""
        query = "SELECT min(due) FROM card WHERE due >= ?"
        rows = self._tables.read("card", query, (derived_rows.microseconds(now),))
        return derived_rows.moment(rows[0][0]) if rows and rows[0][0] is not None else None

    def catch_up(
        self,
        told: Callable[[int], object] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Derive what an older version has left underived; returns of how many sessions.

        ``told`` hears how many sessions have been read so far. ``stop`` ends it between two
        transactions; what is left is derived the next time. It may run beside everything else.
        """
        done = 0
        if self._database.read(UNDERIVED, (1,)):
            while not stop():
                # Another thread may be in the middle of a transaction.
                with self._database.upkeep() as connection:
                    count = derive_some(connection)
                if not count:
                    break
                done += count
                if told is not None:
                    told(done)
        for (session_id,) in self._database.read(LEFT_OUT):
            self._findings.add(f"Session {session_id} is damaged and counts in no progress.")
        return done

    def add(
        self, logs: "Iterable[Log]", *, and_then: Callable[[], object] = lambda: None
    ) -> tuple[int, int]:
        """Add whole sessions, all of them or none; returns how many were added and were known.

        A session that is there already stays as it is. What ``logs`` raises undoes all, and so
        does ``and_then``, which is called before anything is final.
        """
        if not self._database.exists():
            with fresh(self.path) as beside, closing(Database(beside)) as made:
                added, known, newest = _added(made, logs, and_then)
        else:
            added, known, newest = _added(self._database, logs, and_then)
        if newest is not None:
            self._newest.write(newest)
        return added, known

    def delete(self, session_id: str) -> bool:
        """Delete a session for good with all that follows from it; returns whether it was there."""
        self._newest.clear(session_id)
        with self._database.transaction() as connection:
            gone = writing.delete(connection, session_id)
        self._newest.clear(session_id)  # another window may just have noted it
        return gone

    @property
    def damage_met(self) -> tuple[str, ...]:
        """What was found damaged in what has been read so far, a sentence each."""
        return self._findings.told

    def damage(self) -> tuple[str, ...]:
        """Return what was found damaged so far, and in the list of sessions at all."""
        self._list.check()
        return self._findings.told

    def look_ahead(self) -> None:
        """Look through the derived tables now, so that nobody waits for it later."""
        self.catch_up()
        self._tables.make_all_sound()

    def check(self, told: Callable[[int], object] = lambda _: None) -> tuple[str, ...]:
        """Look through everything; returns what is damaged, a sentence each.

        ``told`` hears how many logs have been read. Raises ``StoreError`` when the file itself is
        damaged.
        """
        for finding in self._database.findings():
            raise StoreError(f"{self.path} is damaged: {finding}.", remedy=restoring())
        self.catch_up()
        self.damage()
        for number, session_id in enumerate(self.ids(), 1):
            log = self.log(session_id)
            if not log.sound:
                self._findings.add(f"Session {session_id} {log.complaint()}.")
            told(number)
        for table in self._tables.unsound():
            self._findings.add(
                f"What is derived from the logs ({table}) is damaged; it is derived again when it "
                "is needed."
            )
        return self._findings.told

    def backup(self, target: Path) -> None:
        """Write a copy of the whole store to ``target``, a file that must not exist yet.

        It may be made while others write. Raises ``StoreError`` when it cannot be written.
        """
        self._database.copy(target)

    def must_be_writable(self) -> None:
        """Raise ``StoreError`` where no session can be kept, but only be looked at."""
        self._database.must_be_writable()

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        self._database.close()
        self._findings.again()

    def _known(self, session_id: str) -> StoredLog:
        log = self.log(session_id)
        if not log.bodies and not log.damaged:
            raise StoreError(
                f"There is no session {session_id!r}.",
                remedy=f"'{typed('history')}' lists the sessions.",
            )
        return log

    def _since(
        self, table: str, query: str, since: datetime | None, order: str
    ) -> "list[sqlite3.Row]":
        if since is None:
            return self._tables.read(table, f"{query} {order}")
        values = (derived_rows.microseconds(since),)
        return self._tables.read(table, f"{query} WHERE at >= ? {order}", values)


def _added(
    database: Database, logs: "Iterable[Log]", and_then: Callable[[], object]
) -> "tuple[int, int, Entry | None]":
    with database.transaction() as connection:
        result = writing.add(connection, logs)
        and_then()
    return result


def _damaged(log: StoredLog) -> StoreError:
    return StoreError(
        f"Session {log.session_id} {log.complaint()}.",
        remedy=f"'{typed('report', log.session_id)}' shows the rest. "
        f"The other sessions still open. {restoring()}",
    )
