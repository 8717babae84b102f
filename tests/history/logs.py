"""Logs of any interviews at all, and a look at everything that a store has derived from them."""

import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st

from interviewer.history.log import Log
from interviewer.history.store import Store
from interviewer.interview.events import Event, SessionConfig, SessionStarted, to_json
from interviewer.interview.fold import apply, fold
from tests.interview.play import DiceGrader, MemoryLog, Play
from tests.sample_bank import START, Clock

_SAYINGS = (
    *("The mean adds all values, I think.", "It is the spread.", "hint please", "I don't know"),
    *("I don't know", "/skip", ("go on",), ("go on",), ("retry",)),
)


def logs(seed: int, count: int = 4) -> list[list[Event]]:
    """Return the logs of ``count`` interviews on a few days, led and graded by dice."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        clock = Clock()
        clock.now = START + timedelta(days=dice.randint(0, 30), seconds=number)
        chosen = dice.randint(0, 9)
        mode = "exam" if number == 3 else "coach"
        config = SessionConfig(areas=("statistics",), questions=3, seed=chosen, mode=mode)
        play = Play(config, DiceGrader(seed + number), log=MemoryLog(), clock=clock)
        play.run([dice.choice(_SAYINGS) for _ in range(12)])
        found.append(named(list(play.log.events("s1")), f"session-{number}"))
    return found


LOGS = st.integers(0, 10_000).map(logs)


def named(events: list[Event], session_id: str) -> list[Event]:
    """Return the log under another id."""
    first = events[0]
    assert isinstance(first, SessionStarted)
    return [first.model_copy(update={"session_id": session_id}), *events[1:]]


def append(store: Store, *several: list[Event], seed: int = 0) -> None:
    """Append the events of several sessions, mixed as they would be in several windows."""
    dice = random.Random(seed)
    waiting = [list(events) for events in several]
    sessions = [fold(events[:1]) for events in several]
    while any(waiting):
        place = dice.choice([number for number, events in enumerate(waiting) if events])
        event = waiting[place].pop(0)
        if not isinstance(event, SessionStarted):
            sessions[place] = apply(sessions[place], event)
        store.append(sessions[place], event)


def as_read(events: list[Event]) -> Log:
    """Return the log as a file would have given it."""
    return Log(fold(events), [to_json(event) for event in events], events[-1].at)


def derived(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the derived tables."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)
            for table in ("graded", "outcome", "card", "standing", "session", "event", "tally")
        }


def as_of_version(path: Path, version: int) -> None:
    """Take from a store what came with the later versions of its schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for column in ("retry", "unaided"):
            connection.execute(f"ALTER TABLE graded DROP COLUMN {column}")
        for column in ("earned", "unaided"):
            connection.execute(f"ALTER TABLE graded ADD COLUMN {column} REAL NOT NULL DEFAULT 0")
        connection.execute("ALTER TABLE outcome DROP COLUMN certainty")
        if version >= 4:
            connection.execute(f"PRAGMA user_version = {version}")
            return
        connection.execute("DROP TABLE tally")
        columns = {"event": ["checksum"], "session": ["length", "head", "checksum"]}
        columns |= {"graded": ["outcomes", "checksum"], "card": ["checksum"]}
        for table, names in columns.items():
            for column in names:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        if version == 3:
            connection.execute("ALTER TABLE standing DROP COLUMN checksum")
            connection.execute("PRAGMA user_version = 3")
            return
        connection.execute("DROP TABLE standing")
        if version == 2:
            for column in ("earned", "unaided"):
                connection.execute(f"ALTER TABLE graded DROP COLUMN {column}")
        else:
            for table in ("card", "outcome", "graded"):
                connection.execute(f"DROP TABLE {table}")
            for index in ("session_open", "session_underived"):
                connection.execute(f"DROP INDEX {index}")
            connection.execute("ALTER TABLE session DROP COLUMN derived")
        connection.execute(f"PRAGMA user_version = {version}")
