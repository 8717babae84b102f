"""The store of sessions: each event is one commit, together with what is derived from it.

Only the standard library is imported at the top, because the home screen reads ``rows`` before
its first frame; the events' models are loaded by the first call that needs them.
"""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history import derived_rows, writing
from interviewer.history.catching_up import LEFT_OUT, UNDERIVED, derive_some
from interviewer.history.database import Database, restore_advice
from interviewer.history.derived_tables import DerivedTables
from interviewer.history.findings import Findings
from interviewer.history.listing import Listing
from interviewer.history.new_store import new_store
from interviewer.history.newest_entry import Entry, NewestEntry
from interviewer.history.practised import Practised
from interviewer.history.rows import SessionRow
from interviewer.history.stored_log import StoredLog, read_log
from interviewer.history.stored_session import (
    damage_error,
    stored_events,
    stored_session,
    undamaged,
)
from interviewer.installed import typed

if TYPE_CHECKING:
    import sqlite3

    from interviewer.history.log import Log
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session
    from interviewer.learning.mastery import Mastery
    from interviewer.learning.outcomes import Outcome, TurnScore


__all__ = ["SessionRow", "Store"]


class Store:
    """The sessions in one database file; made on the first write.

    Every method raises ``StoreError`` when the file cannot be read, is locked for too long, newer
    than this program, another program's, or the disk is full. Damage is never repaired by
    overwriting. What is damaged within a readable file is left out and reported by ``damage``; the
    rest is returned.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = Database(path)
        self._findings = Findings()
        self._newest = NewestEntry(path)
        self._list = Listing(self._database, self._findings, self._newest)
        self._tables = DerivedTables(self._database, self._findings, self.catch_up)
        self.practised = Practised(self._database, self._tables)

    def append(self, session: "Session", event: "Event") -> None:
        """Commit one event together with everything derived from it.

        ``session`` is the fold that includes the event. Also raise ``StoreError`` when another
        process has written to the session since this one read it.
        """
        with self._database.transaction() as connection:
            entry = writing.append(connection, session, event)
        self._newest.write(entry)

    def log(self, session_id: str) -> StoredLog:
        """Return a session's stored log, each entry checked; empty for an unknown session."""
        if not self._database.exists():
            return StoredLog(session_id, {})
        with self._database.reading() as connection:
            try:
                return read_log(connection, session_id)
            except UnicodeEncodeError:
                return StoredLog(session_id, {})  # not text, so no session has this name

    def events(self, session_id: str) -> "list[Event]":
        """Return the log of a session, oldest first; ``StoreError`` when an entry is damaged."""
        return stored_events(self._known(session_id), self.path)

    def session(self, session_id: str) -> "Session":
        """Return the session of a stored log; raise ``StoreError`` if it is unknown or damaged."""
        return stored_session(self._known(session_id), self.path)

    def undamaged(self, session_id: str) -> "tuple[Session, StoreError | None]":
        """Return the session from its undamaged entries, and an error if some are damaged.

        Raise ``StoreError`` for an unknown session, and for one of which nothing can be recovered.
        """
        log = self._known(session_id)
        if not log.damaged:
            return stored_session(log, self.path), None
        error = damage_error(log)
        found = undamaged(log)
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
        """Return the newest sessions that contain an event of this type, newest first.

        A damaged one is left out.
        """
        # A quote within an answer is escaped, so that no answer looks like an event.
        mark = f'"type":"{event_type}"'.encode()
        found: list[Session] = []
        for session_id in reversed(self.ids()):
            try:
                log = self.log(session_id)
                if log.damaged:
                    self._findings.add(f"Session {session_id} {log.complaint()}. It is left out.")
                elif any(mark in body for body in log.bodies.values()):
                    found.append(stored_session(log, self.path))
            except StoreError as error:
                self._findings.add(f"Session {session_id} is left out. {error.message}")
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

    def catch_up(
        self,
        on_progress: Callable[[int], object] | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Derive what an older version did not; return the number of sessions derived.

        ``on_progress`` is called with the number of sessions read so far. When ``stop`` returns
        true, it ends after the current transaction and the rest is left for next time. It may run
        alongside everything else.
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
                if on_progress is not None:
                    on_progress(done)
        for (session_id,) in self._database.read(LEFT_OUT):
            self._findings.add(f"Session {session_id} is damaged and counts in no progress.")
        return done

    def add(
        self, logs: "Iterable[Log]", *, and_then: Callable[[], object] = lambda: None
    ) -> tuple[int, int]:
        """Add whole sessions, all or none; return how many were added and how many were known.

        A session that already exists is left unchanged. An error raised by ``logs``, or by
        ``and_then``, which is called just before the commit, rolls everything back.
        """
        if not self._database.exists():
            with new_store(self.path) as beside, closing(Database(beside)) as made:
                added, known, newest = _added(made, logs, and_then)
        else:
            added, known, newest = _added(self._database, logs, and_then)
        if newest is not None:
            self._newest.write(newest)
        return added, known

    def delete(self, session_id: str) -> bool:
        """Delete a session and everything derived from it; return whether it existed."""
        self._newest.clear(session_id)
        with self._database.transaction() as connection:
            gone = writing.delete(connection, session_id)
        self._newest.clear(session_id)  # another window may just have noted it
        return gone

    @property
    def damage_met(self) -> tuple[str, ...]:
        """The damage found in what has been read so far, a sentence each."""
        return self._findings.sentences

    def damage(self) -> tuple[str, ...]:
        """Return the damage found so far, after checking the whole list of sessions."""
        self._list.check()
        return self._findings.sentences

    def look_ahead(self) -> None:
        """Check the derived tables now, so that no later call has to wait for it."""
        self.catch_up()
        self._tables.make_all_sound()

    def check(self, on_progress: Callable[[int], object] = lambda _: None) -> tuple[str, ...]:
        """Check everything; return what is damaged, a sentence each.

        ``on_progress`` is called with the number of logs read so far. Raise ``StoreError`` when the
        file itself is damaged.
        """
        for finding in self._database.findings():
            raise StoreError(f"{self.path} is damaged: {finding}.", remedy=restore_advice())
        self.catch_up()
        self.damage()
        for number, session_id in enumerate(self.ids(), 1):
            log = self.log(session_id)
            if not log.sound:
                self._findings.add(f"Session {session_id} {log.complaint()}.")
            on_progress(number)
        for table in self._tables.unsound():
            self._findings.add(
                f"What is derived from the logs ({table}) is damaged; it is derived again when it "
                "is needed."
            )
        return self._findings.sentences

    def backup(self, target: Path) -> None:
        """Write a copy of the whole store to ``target``, a file that must not exist yet.

        It can be made while others write. Raise ``StoreError`` when it cannot be written.
        """
        self._database.copy(target)

    def must_be_writable(self) -> None:
        """Raise ``StoreError`` if sessions can be read but not stored."""
        self._database.must_be_writable()

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        self._database.close()
        self._findings.forget_checks()

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
