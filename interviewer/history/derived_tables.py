"""Reads the derived tables, and derives them again where they are damaged.

Each table is checked once, before it is first read. Derived rows contain nothing that is not in the
logs, so damage to them costs time but no data.
"""

import sqlite3
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from interviewer.errors import StoreError
from interviewer.history import checksums, derived, derived_rows
from interviewer.history.database import Database, UndecodableError, restore_advice
from interviewer.history.derived_rows import DamagedTableError
from interviewer.history.findings import Findings

if TYPE_CHECKING:
    from interviewer.learning.outcomes import Outcome

_KEY = 2  # columns, of each of these tables
# Not through an index, which may miss a row; missing rows are checked for separately.
_WHOLE = {
    "graded": "SELECT * FROM graded NOT INDEXED",
    "card": "SELECT * FROM card NOT INDEXED",
    "standing": "SELECT * FROM standing NOT INDEXED",
}


class DerivedTables:
    """The derived tables; ``catch_up`` derives what is not derived yet."""

    def __init__(
        self, database: Database, findings: Findings, catch_up: Callable[[], object]
    ) -> None:
        self._database = database
        self._findings = findings
        self._catch_up = catch_up

    def read(self, table: str, query: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query on a table, up to date and sound.

        Raises ``StoreError`` when the table cannot be made sound.
        """
        self._catch_up()
        self.make_sound(table)
        return self._database.read(query, values)

    def outcomes(self, values: tuple[object, ...], where: str) -> "list[Outcome]":
        """Return the outcomes of graded turns, oldest first."""
        query = f"{derived_rows.OUTCOMES} {where} {derived_rows.OLDEST_FIRST}"
        found = _checked(self.read("graded", query, values))
        if found is None:
            self._derive_again()
            found = _checked(self.read("graded", query, values))
        if found is None:
            raise _lost(self._database, "outcome")
        return found

    def unsound(self) -> list[str]:
        """Return the names of the damaged tables, without deriving anything."""
        if not self._database.exists():
            return []
        found = [table for table in _WHOLE if not self.sound(table)]
        query = f"{derived_rows.OUTCOMES} {derived_rows.OLDEST_FIRST}"
        if "graded" not in found and _checked(self._database.read(query)) is None:
            found.append("outcome")
        return found

    def make_sound(self, table: str) -> None:
        """Check a table once; derive everything again if it is damaged."""
        if not self._database.exists() or not self._findings.begin_check(table):
            return
        if not self.sound(table):
            self._derive_again()
            if not self.sound(table):
                raise _lost(self._database, table)

    def make_all_sound(self) -> None:
        """Check every table that has not been read yet."""
        for table in _WHOLE:
            self.make_sound(table)

    def sound(self, table: str) -> bool:
        """Whether a table contains exactly the rows that were written, unchanged."""
        try:
            rows = self._database.read(_WHOLE[table])
            for row in rows:
                derived_rows.check(table, row)
        except DamagedTableError:
            return False
        except UndecodableError:
            return False
        keys = sum(checksums.of_key(table, *tuple(row)[:_KEY]) for row in rows)
        whole = self._database.tally(table) == (len(rows), keys)
        return whole and not self._database.findings(table)

    def _derive_again(self) -> None:
        with self._database.upkeep() as connection:
            derived.forget_all(connection)
        self._catch_up()


def _checked(rows: Sequence[sqlite3.Row]) -> "list[Outcome] | None":
    """Return the outcomes of the rows; ``None`` if they are not what was written."""
    try:
        return [
            one
            for _, turn in groupby(rows, key=lambda row: tuple(row)[:_KEY])
            for one in derived_rows.checked_outcomes(list(turn))
        ]
    except DamagedTableError:
        return None


def _lost(database: Database, table: str) -> StoreError:
    return StoreError(
        f"{database.path} is damaged (what is derived from its logs, {table}).",
        remedy=restore_advice(),
    )
