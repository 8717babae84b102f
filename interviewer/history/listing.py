"""The list of sessions, each row checked when it is read, and the whole list once."""

import sqlite3
from collections.abc import Sequence

from interviewer.errors import StoreError
from interviewer.history import checksums
from interviewer.history.database import Database, UndecodableError
from interviewer.history.findings import Findings
from interviewer.history.newest_entry import NewestEntry
from interviewer.history.rows import DamagedRowError, SessionRow, session_row
from interviewer.userdata.locations import DRAFTS, RECORDINGS

_NEWEST = "SELECT * FROM session ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?"
_NEWEST_OPEN = (
    "SELECT * FROM session WHERE finished IS NULL ORDER BY started_at DESC, id DESC LIMIT 1"
)
_WHOLE = "SELECT * FROM session NOT INDEXED"  # an index may be what is damaged
_KEPT_BESIDE = (DRAFTS, RECORDINGS)


class Listing:
    """Reads the table of sessions. Damaged rows are left out and reported in ``findings``."""

    def __init__(self, database: Database, findings: Findings, newest: NewestEntry) -> None:
        self._database = database
        self._findings = findings
        self._newest = newest
        self._unlisted: tuple[str, ...] = ()

    def rows(self, limit: int, offset: int) -> list[SessionRow]:
        """Return the newest sessions first."""
        found = self._fast(_NEWEST, (limit, offset))
        return self._sound()[offset : offset + limit] if found is None else found

    def newest_open(self) -> SessionRow | None:
        """Return the newest session that is not finished; ``None`` without any."""
        found = self._fast(_NEWEST_OPEN, ())
        if found is None:
            found = [row for row in self._sound() if row.finished is None]
        return found[0] if found else None

    def ids(self) -> list[str]:
        """Return the ids of all sessions, oldest first, including those that only have a log."""
        if not self._database.exists():
            return []
        try:
            self.check()
            rows = sorted(self._whole(), key=lambda row: (str(row["started_at"]), str(row["id"])))
        except StoreError as error:
            self._findings.add(error.message)
            return self._logged()
        listed = [str(row["id"]) for row in rows]
        if not self._unlisted:
            return listed
        return [*listed, *(one for one in self._logged() if one not in set(listed))]

    def check(self) -> None:
        """Check once the whole list, and whether the newest entry is in the store."""
        if not self._findings.begin_check("session"):
            return
        rows = self._whole() if self._database.exists() else []
        self._sound(rows)
        present = {str(row["id"]) for row in rows}
        self._check_newest()
        if not rows:
            self._check_beside()
        if not self._database.exists():
            return
        known = self._database.tally("session")
        keys = sum(checksums.of_key("session", row["id"]) for row in rows)
        if known != (len(rows), keys):
            self._tell_missing(present, known)
        elif found := self._database.findings("session"):
            self._findings.add(f"The list of sessions is damaged: {found[0]}.")

    def _fast(self, query: str, values: tuple[object, ...]) -> list[SessionRow] | None:
        try:
            return [session_row(row) for row in self._database.read(query, values)]
        except (DamagedRowError, UndecodableError):
            return None

    def _sound(self, rows: Sequence[sqlite3.Row] | None = None) -> list[SessionRow]:
        """Return every undamaged row, newest first; the others are reported in ``findings``."""
        sound = []
        for row in self._whole() if rows is None else rows:
            try:
                sound.append(session_row(row))
            except DamagedRowError:
                self._findings.add(f"Session {row['id']} is not listed: its row is damaged.")
        return sorted(sound, key=lambda row: (row.started_at, row.id), reverse=True)

    def _whole(self) -> list[sqlite3.Row]:
        return self._database.read_damaged(_WHOLE)

    def _tell_missing(self, present: set[str], known: tuple[int, int] | None) -> None:
        self._unlisted = tuple(one for one in self._logged() if one not in present)
        for session_id in self._unlisted:
            self._findings.add(f"Session {session_id} is missing from the list.")
        if not self._unlisted:
            should = f"; there should be {known[0]}" if known else ""
            self._findings.add(
                f"The list of sessions is damaged: {len(present)} can be read{should}."
            )

    def _logged(self) -> list[str]:
        logged = self._database.read_damaged("SELECT DISTINCT session_id FROM event")
        return sorted(str(row[0]) for row in logged)

    def _check_newest(self) -> None:
        entry = self._newest.read()
        if entry is None:
            return
        query = "SELECT checksum FROM event WHERE session_id = ? AND seq = ?"
        rows = self._database.read(query, (entry.session_id, entry.number))
        if not rows:
            self._findings.add(
                f"The newest entries are missing, up to entry {entry.number} of session "
                f"{entry.session_id}: the store or its write-ahead log "
                f"({self._database.path.name}-wal) was cut, damaged or taken away."
            )

    def _check_beside(self) -> None:
        folder = self._database.path.parent
        left = [name for name in _KEPT_BESIDE if any(folder.glob(f"{name}/*"))]
        if left and self._newest.read() is None:
            self._findings.add(
                f"{self._database.path} is empty or missing, but {' and '.join(left)} of earlier "
                "sessions are there."
            )
