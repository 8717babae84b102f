"""Ratio of committing one event to the store to a bare commit of the same bytes.

Both go to SQLite with a write-ahead log and ``synchronous = FULL``, in turns, on the disk of the
given folder (default: the temporary one). The goal is 2 at most.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from interviewer.history.store import Store
from interviewer.interview.events import (
    AnswerSubmitted,
    AsideTaken,
    Event,
    QuestionAsked,
    SessionConfig,
    SessionStarted,
    Skipped,
    to_json,
)
from interviewer.interview.fold import apply, fold
from interviewer.interview.session import Session

SESSIONS = 30
GOAL = 2.0


def sessions() -> list[list[tuple[Session, Event]]]:
    """Return logs of five questions each, every event with the session that it leads to."""
    catalog = Catalog((built_in_root(),))
    items = [catalog.item(row.id) for row in catalog.rows[:5]]
    logs = []
    for number in range(SESSIONS):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
        config = SessionConfig(mode="exam")
        first = SessionStarted(at=at, session_id=f"s{number}", config=config, app_version="0")
        session = fold([first])
        log: list[tuple[Session, Event]] = [(session, first)]
        for turn, item in enumerate(items, 1):
            answer = item.rubric.model_answer
            events: list[Event] = [
                QuestionAsked(at=at, turn=turn, item=item),
                AsideTaken(at=at, turn=turn, intent="wait", said="A moment.", reply="Of course."),
                AnswerSubmitted(at=at, turn=turn, answer_id=turn, text=answer)
                if turn % 2
                else Skipped(at=at, turn=turn),
            ]
            for event in events:
                if isinstance(event, AnswerSubmitted):
                    event = event.model_copy(update={"answer_id": len(session.answers) + 1})
                session = apply(session, event)
                log.append((session, event))
        logs.append(log)
    return logs


def bare(path: Path) -> sqlite3.Connection:
    """Open a database of one table, with no other features."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE entry (body TEXT)")
    return connection


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratio; the exit code says whether the goal is met."""
    parser = parser_of("event_commit", __doc__)
    parser.add_argument("folder", nargs="?", help="on the disk to measure (default: temporary)")
    given = parser.parse_args(argv)
    logs = sessions()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        store = Store(Path(folder) / "sessions.sqlite3")
        connection = bare(Path(folder) / "bare.sqlite3")
        ours, plain = [], []
        for number, log in enumerate(logs):
            for session, event in log:
                body = to_json(event)
                start = time.perf_counter()
                store.append(session, event)
                middle = time.perf_counter()
                connection.execute("INSERT INTO entry VALUES (?)", (body,))
                end = time.perf_counter()
                if number:  # the first session warms up both
                    ours.append(middle - start)
                    plain.append(end - middle)
        connection.close()
        store.close()
    ratio = statistics.median(ours) / statistics.median(plain)
    pairs = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    print(f"{len(ours)} events; ours {1e6 * statistics.median(ours):7.0f} us in the median")
    print(f"bare commit of the bytes {1e6 * statistics.median(plain):7.0f} us")
    print(f"ratio of the medians {ratio:.2f}, median of the ratios {pairs:.2f}")
    print(f"goal {GOAL}: {'met' if ratio <= GOAL else 'MISSED'}")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
