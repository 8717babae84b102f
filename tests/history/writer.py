"""Writes an endless session into a store; prints the number of each entry once it is committed."""

import sys
from pathlib import Path

from interviewer.history.store import Store
from interviewer.interview.events import (
    AsideTaken,
    Event,
    QuestionAsked,
    SessionConfig,
    SessionStarted,
)
from interviewer.interview.fold import apply, fold
from interviewer.interview.session import Session
from tests.sample_bank import Clock, sample_item


def entries(store: Store, session_id: str, count: int | None = None) -> None:
    """Append ``count`` entries, or go on for ever."""
    clock = Clock()
    first = SessionStarted(
        at=clock(), session_id=session_id, config=SessionConfig(), app_version="0"
    )
    session = fold([first])
    put(store, session, first)
    asked = QuestionAsked(at=clock(), turn=1, item=sample_item("variance"))
    session = apply(session, asked)
    put(store, session, asked)
    while count is None or session.length < count:
        said = f"entry {session.length + 1} " + "and so on " * 30
        aside = AsideTaken(at=clock(), turn=1, intent="wait", said=said, reply="Take your time.")
        session = apply(session, aside)
        put(store, session, aside)


def put(store: Store, session: Session, event: Event) -> None:
    """Append, then confirm."""
    store.append(session, event)
    sys.stdout.write(f"{session.length}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    path, name, *rest = sys.argv[1:]
    if rest:
        sys.stdin.readline()  # wait for the start signal
    entries(Store(Path(path)), name, int(rest[0]) if rest else None)
