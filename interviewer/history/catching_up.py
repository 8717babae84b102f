"""Derives rows that are missing because of an older version or damage to the derived tables.

Logs from before there were checksums get them here.
"""

import sqlite3
from typing import TYPE_CHECKING

from interviewer.history import checksums, derived
from interviewer.history.rows import UPSERT, row_of
from interviewer.history.stored_log import StoredLog, read_log

if TYPE_CHECKING:
    from interviewer.interview.events import Event

UNDERIVED = "SELECT id FROM session WHERE derived = 0 ORDER BY started_at, id LIMIT ?"
LEFT_OUT = "SELECT id FROM session WHERE derived = 2"
"""Selects the sessions that nothing could be derived from, because their logs are damaged."""

_AT_ONCE = 50  # sessions per transaction, so that other writers do not wait long


def derive_some(connection: sqlite3.Connection) -> int:
    """Derive a batch of sessions within a transaction; return how many."""
    ids = [name for (name,) in connection.execute(UNDERIVED, (_AT_ONCE,)).fetchall()]
    changes = derived.Derivation(connection)
    for session_id in ids:
        log = read_log(connection, session_id)
        events = _events(log) if log.sound else None
        if events is None or not _derive(connection, changes, log, events):
            connection.execute("UPDATE session SET derived = 2 WHERE id = ?", (session_id,))
    changes.finish()
    return len(ids)


def store_checksums(connection: sqlite3.Connection, log: StoredLog) -> bytes:
    """Store a log's checksums; return the last one."""
    head = checksums.first_link(log.session_id)
    links = []
    for number, body in sorted(log.bodies.items()):
        head = checksums.link(head, body)
        links.append({"checksum": head, "session_id": log.session_id, "seq": number})
    connection.executemany(
        "UPDATE event SET checksum = :checksum WHERE session_id = :session_id AND seq = :seq", links
    )
    return head


def _events(log: StoredLog) -> "list[Event] | None":
    from interviewer.interview.events import from_json

    try:
        return [from_json(body) for _, body in sorted(log.bodies.items())]
    except ValueError:
        return None


def _derive(
    connection: sqlite3.Connection,
    changes: derived.Derivation,
    log: StoredLog,
    events: "list[Event]",
) -> bool:
    from interviewer.interview.fold import LogError, fold

    try:
        session = fold(events)
    except LogError:
        return False  # reported when the session is opened
    if session.id != log.session_id:
        return False
    connection.execute(UPSERT, row_of(session, events[-1].at, store_checksums(connection, log)))
    changes.put(session, session.turns)
    return True
