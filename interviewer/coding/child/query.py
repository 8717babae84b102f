"""Runs one SELECT against tables made for each test; it never sees the expected rows."""

from __future__ import annotations

import json
import sqlite3
import sys
import time

from .confine import confine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock."""
_ROWS = 5000
_RESULT = 1_000_000
"""Characters of a result as it is passed on; the parent reads no longer line."""
_LONGEST = 1_000_000
"""Bytes of a text within SQLite."""
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    getattr(sqlite3, "SQLITE_RECURSIVE", 33),
}
_FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"}


def _allowed(action: int, _: str | None, second: str | None, *__: str | None) -> int:
    if action not in _ALLOWED or (second or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _filled(tables: list[dict[str, Any]], rows: dict[str, list[list[Any]]]) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    for table in tables:
        base.execute(f"CREATE TABLE {table['name']} ({', '.join(table['columns'])})")
        for row in rows.get(table["name"], ()):
            marks = ", ".join("?" * len(row))
            base.execute(f"INSERT INTO {table['name']} VALUES ({marks})", row)  # noqa: S608
    return base


def _asked(job: dict[str, Any], test: dict[str, Any]) -> dict[str, Any]:
    try:
        base = _filled(job["tables"], test["rows"])
    except sqlite3.Error as error:
        return {"status": "tables", "detail": str(error)}
    started = time.monotonic()
    end = started + job["seconds"]
    base.set_authorizer(_allowed)
    base.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        found = base.execute(job["code"])
        if found.description is None:
            return {"status": "error", "detail": "the query gives no rows: write a SELECT"}
        rows = found.fetchmany(_ROWS + 1)
    except MemoryError:
        return {"status": "memory"}
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        text = str(error)
        if text == "interrupted":
            return {"status": "timeout"}
        if text in ("not authorized", "authorization denied") or "prohibited" in text:
            text = f"only a SELECT over the tables is allowed ({text})"
        return {"status": "memory" if text == "out of memory" else "error", "detail": text}
    plain = [[one.hex() if isinstance(one, bytes) else one for one in row] for row in rows]
    return {"rows": plain, "columns": [one[0] for one in found.description]}


def main() -> None:
    """Read the job from standard input, and write the rows of each test as a line of JSON."""
    job = json.loads(sys.stdin.buffer.read())
    confine(job["confine"])
    print(json.dumps({"status": "ready"}))  # noqa: T201 - what the parent reads
    for test in job["tests"]:
        started = time.monotonic()
        answer = _asked(job, test)
        seconds = time.monotonic() - started
        line = json.dumps({"name": test["name"], "seconds": seconds, **answer})
        if len(line) > _RESULT:
            answer = {"status": "error", "detail": "the result is larger than 1 MB"}
            line = json.dumps({"name": test["name"], "seconds": seconds, **answer})
        print(line)  # noqa: T201
