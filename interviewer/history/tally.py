"""Tracks how many rows each table has, and which, to notice one that a damaged page hides."""

import sqlite3
from collections import defaultdict

from interviewer.history import checksums


def functions(connection: sqlite3.Connection) -> None:
    """Register the SQL functions ``key_number`` and ``tally_checksum``, which migrations use."""
    connection.create_function("key_number", -1, checksums.of_key, deterministic=True)
    connection.create_function("tally_checksum", 3, _checksum, deterministic=True)


class Tallies:
    """Collects what one transaction adds and removes; ``write`` brings the tallies up to date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._rows: dict[str, int] = defaultdict(int)
        self._totals: dict[str, int] = defaultdict(int)

    def add(self, table: str, *key: object) -> None:
        """Count an added row with this key."""
        self._rows[table] += 1
        self._totals[table] += checksums.of_key(table, *key)

    def remove(self, table: str, *key: object) -> None:
        """Count the removal of the row with this key."""
        self._rows[table] -= 1
        self._totals[table] -= checksums.of_key(table, *key)

    def write(self) -> None:
        """Write the changes. A damaged tally is left as it is, so that it is still detected."""
        for table, more in self._totals.items():
            known = read(self._connection, table) if more or self._rows[table] else None
            if known is not None:
                _put(self._connection, table, known[0] + self._rows[table], known[1] + more)


def read(connection: sqlite3.Connection, table: str) -> tuple[int, int] | None:
    """Return how many rows a table has and the sum of their keys; ``None`` if damaged."""
    query = "SELECT rows, total, checksum FROM tally WHERE name = ?"
    found = connection.execute(query, (table,)).fetchone()
    if found is None:
        return None
    rows, total, checksum = found
    return (rows, total) if checksum == _checksum(table, rows, total) else None


def clear(connection: sqlite3.Connection, table: str) -> None:
    """Reset the tally of a table that has been emptied."""
    _put(connection, table, 0, 0)


def _put(connection: sqlite3.Connection, table: str, rows: int, total: int) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO tally (name, rows, total, checksum)"
        " VALUES (:name, :rows, :total, :checksum)",
        {
            "name": table,
            "rows": rows,
            "total": total,
            "checksum": _checksum(table, rows, total),
        },
    )


def _checksum(table: str, rows: int, total: int) -> bytes:
    return checksums.of_row("tally", (table, rows, total))
