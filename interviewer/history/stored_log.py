"""The stored log of one session, every entry checked."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.history import checksums
from interviewer.history.rows import DamagedRowError, end_of_log

# As bytes, so that one damaged character does not prevent reading the other entries.
_ENTRIES = "SELECT seq, CAST(body AS BLOB), checksum FROM event WHERE session_id = ? ORDER BY seq"
_ENTRY = "SELECT seq, CAST(body AS BLOB), checksum FROM event WHERE session_id = ? AND seq = ?"


@dataclass(frozen=True, slots=True)
class StoredLog:
    """Entries by their number, from 1, as JSON.

    ``damaged`` are the numbers of those that are missing or not what was written; their bodies
    are not in ``bodies``. Without ``whole_end`` it is not known how many entries there should be.
    """

    session_id: str
    bodies: dict[int, bytes]
    damaged: tuple[int, ...] = ()
    whole_end: bool = True

    @property
    def sound(self) -> bool:
        """Whether the log is complete and unchanged."""
        return not self.damaged and self.whole_end

    def complaint(self) -> str:
        """Return what is wrong with it, phrased to follow the session's name."""
        if not self.damaged:
            return "may lack its last entries"
        numbers = ", ".join(map(str, self.damaged[:5]))
        more = f" and {len(self.damaged) - 5} more" if len(self.damaged) > 5 else ""
        noun, verb = ("entry", "is") if len(self.damaged) == 1 else ("entries", "are")
        return f"is damaged: {noun} {numbers}{more} of its log {verb} not what was written"


def read_log(connection: sqlite3.Connection, session_id: str) -> StoredLog:
    """Return a session's log, checking every entry if there are checksums."""
    try:
        end, vouched = _end(connection, session_id), True
    except DamagedRowError:
        end, vouched = None, False
    try:
        rows = connection.execute(_ENTRIES, (session_id,)).fetchall()
    except sqlite3.DatabaseError as error:
        if end is None or not _is_corrupt(error):
            raise
        rows = list(_one_by_one(connection, session_id, end[0]))
    if vouched and end is None and all(checksum is None for _, _, checksum in rows):
        return StoredLog(session_id, {seq: body for seq, body, _ in rows})  # of an older version
    return checked(session_id, rows, end)


def _end(connection: sqlite3.Connection, session_id: str) -> tuple[int, bytes] | None:
    query = "SELECT * FROM session WHERE id = ?"
    try:
        row = connection.execute(query, (session_id,)).fetchone()
    except sqlite3.OperationalError as error:
        raise DamagedRowError from error  # a text column that holds no valid text
    if row is None:
        raise DamagedRowError
    return end_of_log(row)


def _one_by_one(
    connection: sqlite3.Connection, session_id: str, length: int
) -> Iterator[sqlite3.Row]:
    """Yield the rows that can still be read despite a damaged page."""
    for number in range(1, length + 1):
        try:
            yield from connection.execute(_ENTRY, (session_id, number)).fetchall()
        except sqlite3.DatabaseError as error:
            if not _is_corrupt(error):
                raise


def _is_corrupt(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT")


def checked(
    session_id: str, rows: Sequence["sqlite3.Row"], end: tuple[int, bytes] | None
) -> StoredLog:
    """Check the entries in order; ``end`` is their number and the last one's checksum.

    Without ``end``, missing entries at the end go unnoticed.
    """
    bodies: dict[int, bytes] = {}
    damaged: list[int] = []
    length, head = end or (rows[-1][0] if rows else 0, None)
    before: bytes | None = checksums.first_link(session_id)
    expected = 1
    for place, (seq, body, checksum) in enumerate(rows):
        if not isinstance(seq, int) or not expected <= seq <= length:
            continue  # its number is damaged
        if seq > expected:
            damaged += range(expected, seq)
            before = None
        expected = seq + 1
        computed = None
        if before is not None and isinstance(body, bytes):
            computed = checksums.link(before, body)
        follower = rows[place + 1] if place + 1 < len(rows) else None
        if computed is None or (
            computed != checksum and not _borne_out(computed, follower, seq, length, head)
        ):
            damaged.append(seq)
            before = checksum if isinstance(checksum, bytes) else None
        else:
            bodies[seq] = body
            before = computed
    damaged += range(expected, length + 1)
    return StoredLog(session_id, bodies, tuple(damaged), end is not None)


def _borne_out(
    computed: bytes, follower: "sqlite3.Row | None", seq: int, length: int, head: bytes | None
) -> bool:
    """Whether the next entry or the log's end shows that only this entry's checksum is damaged."""
    if seq == length and head is not None:
        return computed == head
    if follower is None or follower[0] != seq + 1 or not isinstance(follower[1], bytes):
        return False
    return bool(checksums.link(computed, follower[1]) == follower[2])
