"""Writes to the store within one transaction: an entry, whole sessions, or a deletion."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history import checksums, derived
from interviewer.history.catching_up import store_checksums
from interviewer.history.derived_rows import DamagedTableError
from interviewer.history.newest_entry import Entry
from interviewer.history.rows import UPSERT, row_of
from interviewer.history.stored_log import read_log
from interviewer.history.tally import Tallies

if TYPE_CHECKING:
    from interviewer.history.log import Log
    from interviewer.interview.events import Event
    from interviewer.interview.session import Session

_INSERT = (
    "INSERT INTO event (session_id, seq, body, checksum)"
    " VALUES (:session_id, :seq, :body, :checksum)"
)
_LAST = "SELECT seq, checksum FROM event WHERE session_id = ? ORDER BY seq DESC LIMIT 1"
_KNOWN = "SELECT derived FROM session WHERE id = ?"


def append(connection: sqlite3.Connection, session: "Session", event: "Event") -> Entry:
    """Write one event and everything derived from it; ``session`` already includes the event.

    Raise ``StoreError`` when another process has written to the session since it was read.
    """
    from interviewer.interview.events import to_json

    body = to_json(event)
    last = connection.execute(_LAST, (session.id,)).fetchone()
    known = connection.execute(_KNOWN, (session.id,)).fetchone()
    if (last["seq"] if last else 0) != session.length - 1 or (known is None) != (last is None):
        raise StoreError(
            f"Session {session.id} has been changed by another window.",
            remedy="Close one of the two and resume the session.",
        )
    checksum = checksums.link(_head(connection, session.id, last), body.encode())
    connection.execute(UPSERT, row_of(session, event.at, checksum))
    connection.execute(_INSERT, _entry(session.id, session.length, body, checksum))
    if known is None:
        tallies = Tallies(connection)
        tallies.add("session", session.id)
        tallies.write()
    changes = derived.Derivation(connection)
    try:
        if known is not None and known["derived"] != 1:  # not yet, or its row was damaged
            changes.put(session, session.turns)
        elif event.type == "answer_graded":
            changes.put(session, (session.turn_of(event.answer_id),))
        elif event.type in ("verdict_disputed", "dispute_withdrawn"):
            changes.put(session, (session.turns[event.turn - 1],))
        elif event.type == "skipped":
            changes.put(session, session.turns[-1:])
        elif event.type == "session_finished":
            changes.put(session, session.turns)  # an exam has results only now
        changes.finish()
    except DamagedTableError:
        derived.forget_all(connection)  # the entry is kept even if the derived tables are damaged
    return Entry(session.id, session.length, checksum)


def add(connection: sqlite3.Connection, logs: "Iterable[Log]") -> tuple[int, int, Entry | None]:
    """Write whole sessions, except those that already exist.

    Return how many were added, how many were known, and the last entry written.
    """
    added = known = 0
    newest: Entry | None = None
    changes = derived.Derivation(connection)
    for log in logs:
        session = log.session
        if connection.execute(_KNOWN, (session.id,)).fetchone():
            known += 1
            continue
        head = checksums.first_link(session.id)
        entries = []
        for seq, body in enumerate(log.bodies, 1):
            head = checksums.link(head, body.encode())
            entries.append(_entry(session.id, seq, body, head))
        connection.execute(UPSERT, row_of(session, log.updated_at, head))
        connection.executemany(_INSERT, entries)
        changes.tallies.add("session", session.id)
        changes.put(session, session.turns)
        added += 1
        newest = Entry(session.id, len(entries), head)
    changes.finish()
    return added, known, newest


def delete(connection: sqlite3.Connection, session_id: str) -> bool:
    """Delete a session and everything derived from it; return whether it existed."""
    changes = derived.Derivation(connection)
    changes.forget(session_id)
    entries = connection.execute("DELETE FROM event WHERE session_id = ?", (session_id,)).rowcount
    listed = connection.execute("DELETE FROM session WHERE id = ?", (session_id,)).rowcount
    if listed or entries:  # its row may be missing
        changes.tallies.remove("session", session_id)
    changes.finish()
    return listed + entries > 0


def _entry(session_id: str, seq: int, body: str, checksum: bytes) -> dict[str, object]:
    return {"session_id": session_id, "seq": seq, "body": body, "checksum": checksum}


def _head(connection: sqlite3.Connection, session_id: str, last: "sqlite3.Row | None") -> bytes:
    """Return the checksum of a log's last entry; a log without checksums gets them first."""
    if last is None:
        return checksums.first_link(session_id)
    if last["checksum"] is None:
        return store_checksums(connection, read_log(connection, session_id))
    return bytes(last["checksum"])
