"""What the first frame shows, read while Textual is still being imported.

Only plain data: rows of the bank's index and of the history.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.engine import Engine
    from interviewer.history.store import SessionRow

RECENT = 20
"""The most sessions that the home screen lists."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Front:
    """The facts of the home screen. Each error says what could not be read.

    ``damage`` lists the damage found in the store so far; ``unkept`` is set if nothing new can be
    saved.
    """

    recent: "tuple[SessionRow, ...]" = ()
    unfinished: "SessionRow | None" = None
    sessions: int = 0
    due: int = 0
    questions: int = 0
    areas: int = 0
    skipped: int = 0
    damage: tuple[str, ...] = ()
    unkept: InterviewerError | None = None
    store_error: InterviewerError | None = None
    bank_error: InterviewerError | None = None


def read_front(engine: "Engine") -> Front:
    """Return the facts; an unreadable store or bank is recorded in them, not raised."""
    catalog, bank_error = _tried(lambda: engine.catalog)
    history, store_error = _tried(lambda: _history(engine))
    recent, unfinished, sessions = history or ((), None, 0)
    due, _ = _tried(lambda: engine.reviews.due_count())  # an error here is recorded already
    return Front(
        recent=recent,
        unfinished=unfinished,
        sessions=sessions,
        due=due or 0,
        questions=len(catalog.rows) if catalog else 0,
        areas=len(catalog.areas) if catalog else 0,
        skipped=_skipped(catalog) if catalog else 0,
        damage=engine.store.damage_met,
        unkept=_tried(engine.store.must_be_writable)[1],
        store_error=store_error,
        bank_error=bank_error,
    )


def read_ahead(engine: "Engine") -> "Future[Front]":
    """Start reading the facts in a thread, and return them as a future."""
    future: Future[Front] = Future()

    def read() -> None:
        try:
            future.set_result(read_front(engine))
        except Exception as error:  # raised where the result is used
            future.set_exception(error)

    Thread(target=read, name="front", daemon=True).start()
    return future


def _history(engine: "Engine") -> "tuple[tuple[SessionRow, ...], SessionRow | None, int]":
    store = engine.store
    return tuple(store.rows(RECENT)), store.newest(unfinished=True), store.count()


def _skipped(catalog: "Catalog") -> int:
    return len({problem.path.stem for problem in catalog.problems if problem.severity == "error"})


def _tried(read: Callable[[], T]) -> tuple[T | None, InterviewerError | None]:
    try:
        return read(), None
    except InterviewerError as error:
        return None, error
