"""What a history of 10,000 sessions and a bank of 10,000 items cost, against 100 and 208.

Every operation runs on both in turns, in one process. The histories have three questions a
session, three sessions a day, with the same five criteria each; the screens are the real ones,
driven without a terminal. The goal is a factor of 2 at most where a user waits for it:
for the history, its filter, what the plots show, and the count of what is due. The bank is
compared with reading its files, because 10,000 items take longer to list than 208.

    python -m benchmarks.scale [ROUNDS]
"""

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root, list_root
from interviewer.bank.loader import load_item
from interviewer.engine import Engine
from interviewer.grading.grade import Grade, Span, Verdict
from interviewer.history.log import Log
from interviewer.history.store import Store
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    Event,
    QuestionAsked,
    SessionConfig,
    SessionFinished,
    SessionStarted,
    to_json,
)
from interviewer.interview.fold import fold
from interviewer.learning.progress import progress
from interviewer.settings.load import load_settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.progress import ProgressScreen
from interviewer.tui.widgets.rows import Rows

FEW, MANY = 100, 10_000
ITEMS = 10_000
GOAL = 2.0
_FIRST = datetime(2016, 1, 1, tzinfo=UTC)
_LEVELS = ("met", "partial", "missed", "met", "met")


def sessions(count: int) -> Iterator[Log]:
    """Build the logs of finished sessions, the verdicts different from one to the next."""
    catalog = Catalog((built_in_root(),))
    items = [catalog.item(row.id) for row in catalog.rows]
    for number in range(count):
        at = _FIRST + timedelta(hours=8 * number)
        config = SessionConfig(questions=3, seed=number, probes=0)
        session_id = f"{at:%Y%m%d-%H%M%S}-{number:04x}"
        events: list[Event] = [
            SessionStarted(at=at, session_id=session_id, config=config, app_version="0")
        ]
        for turn in range(1, 4):
            item = items[(3 * number + 7 * turn) % len(items)]
            answer = item.rubric.model_answer
            span = Span(start=0, end=20, quote=answer[:20])
            verdicts = []
            for place, criterion in enumerate(item.rubric.criteria):
                level = _LEVELS[(number + place * turn) % len(_LEVELS)]
                spans = () if level == "missed" else (span,)
                verdicts.append(
                    Verdict.model_validate(
                        {"criterion_id": criterion.id, "level": level, "spans": spans}
                    )
                )
            grade = Grade(
                verdicts=tuple(verdicts),
                grader="offline",
                grader_version="2",
                rubric_version=item.rubric.version,
            )
            at += timedelta(minutes=2)
            events += [
                QuestionAsked(at=at, turn=turn, item=item),
                AnswerSubmitted(at=at, turn=turn, answer_id=turn, text=answer),
                AnswerGraded(at=at, answer_id=turn, outcome=grade),
            ]
        events.append(SessionFinished(at=at, reason="completed"))
        yield Log(fold(events), [to_json(event) for event in events], at)


def median_ratio(works: dict[int, Callable[[], object]], rounds: int) -> tuple[float, float, float]:
    """Return the medians in ms for few and for many, and the median of their ratios."""
    seen = []
    for _ in range(rounds):
        times = []
        for work in works.values():
            start = time.perf_counter()
            work()
            times.append(1000 * (time.perf_counter() - start))
        seen.append(times)
    few, many = zip(*seen, strict=True)
    ratios = [b / a for a, b in seen]
    return statistics.median(few), statistics.median(many), statistics.median(ratios)


async def until(true: Callable[[], bool]) -> None:
    """Let the app run until ``true()``; the pilot would wait until nothing runs at all."""
    while True:
        if true():
            return
        await asyncio.sleep(0.001)


async def screens(engine: Engine) -> dict[str, float]:
    """Return how long the history takes to open and a letter in its filter to show, in ms."""
    app = InterviewerApp(engine)
    times = {}

    async def timed(name: str, act: Callable[[], Awaitable[object]]) -> None:
        start = time.perf_counter()
        await act()
        times[name] = 1000 * (time.perf_counter() - start)

    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()

        def listed() -> bool:
            rows = app.screen.query("#sessions")
            return bool(rows) and bool(rows.first(Rows).option_count)

        async def opens() -> None:
            app.simulate_key("h")
            await until(listed)

        await timed("history opens", opens)
        await until(lambda: all(worker.is_finished for worker in app.workers))
        await pilot.pause()
        await pilot.press("slash")
        await timed("a letter in its filter", lambda: pilot.press("x"))
        await pilot.press("backspace")
        await timed("a letter that all fit", lambda: pilot.press("o"))
        await pilot.press("escape", "escape")
        await pilot.pause()

        def showing(sessions: int) -> bool:
            facts = app.screen._facts if isinstance(app.screen, ProgressScreen) else None
            return facts is not None and facts.progress.sessions == sessions

        async def plots(sessions: int) -> None:
            app.simulate_key("p")
            await until(lambda: showing(sessions))

        await timed("progress opens", lambda: plots(FEW))
        await until(lambda: all(worker.is_finished for worker in app.workers))
        everything = engine.store.count()
        if everything > FEW:
            await timed("progress over all sessions", lambda: plots(everything))
        else:
            times["progress over all sessions"] = times["progress opens"]
    return times


def copied_bank(root: Path) -> Path:
    """Write ITEMS copies of the built-in items under new ids."""
    originals = Catalog((built_in_root(),)).rows
    texts = {
        row.id: [
            (kind, Path(path).read_text("utf-8"))
            for kind, path in (("questions", row.question_path), ("rubrics", row.rubric_path))
        ]
        for row in originals
    }
    for number in range(ITEMS):
        row = originals[number % len(originals)]
        new_id = f"{row.id}-{number}"
        for kind, text in texts[row.id]:
            target = root / kind / row.area / f"{new_id}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace(f"id: {row.id}\n", f"id: {new_id}\n"), "utf-8")
    return root


def history(folder: Path, rounds: int) -> bool:
    """Measure both histories; returns whether every goal is met."""
    stores: dict[int, Store] = {}
    for count in (FEW, MANY):
        home = folder / str(count)
        home.mkdir()
        stores[count] = Store(home / "sessions.sqlite3")
        start = time.perf_counter()
        stores[count].add(sessions(count))
        print(f"{count:>6} sessions made and added in {time.perf_counter() - start:.1f} s")
    now = _FIRST + timedelta(hours=8 * MANY)
    since = {count: _FIRST + timedelta(hours=8 * (count - FEW)) for count in (FEW, MANY)}
    operations: dict[str, Callable[[Store, int], object]] = {
        "rows of the home screen": lambda store, _: (store.rows(20), store.count()),
        "newest unfinished": lambda store, _: store.newest(unfinished=True),
        "due count": lambda store, _: store.practised.due_counts(now),
        "newest 100 sessions' outcomes": lambda store, n: store.outcomes(since[n]),
        "progress of the newest 100": lambda store, n: progress(
            store.turn_scores(since[n]), store.mastery(since[n]), now
        ),
        "progress of all": lambda store, _: progress(store.turn_scores(), store.mastery(), now),
        "all outcomes": lambda store, _: store.outcomes(),
    }
    met = True
    print(f"\n{'store':<32}{FEW:>9,}{MANY:>9,}   ratio")
    for name, operation in operations.items():
        works: dict[int, Callable[[], object]] = {
            count: partial(operation, store, count) for count, store in stores.items()
        }
        few, many, ratio = median_ratio(works, rounds)
        print(f"{name:<32}{few:>6.1f} ms{many:>6.1f} ms  {ratio:>6.2f}")
    for store in stores.values():
        store.close()

    seen: dict[str, dict[int, list[float]]] = {}
    for _ in range(rounds):
        for count in stores:
            os.environ["INTERVIEWER_HOME"] = str(folder / str(count))
            engine = Engine(load_settings(), clock=lambda: now)
            for name, value in asyncio.run(screens(engine)).items():
                seen.setdefault(name, {}).setdefault(count, []).append(value)
            engine.store.close()
    print(f"\n{'screen':<32}{FEW:>9,}{MANY:>9,}   ratio")
    for name, values in seen.items():
        few, many = (statistics.median(values[count]) for count in (FEW, MANY))
        ratio = many / few
        met &= ratio <= GOAL
        print(f"{name:<32}{few:>6.1f} ms{many:>6.1f} ms  {ratio:>6.2f}")
    print(f"goal {GOAL} for the screens: {'met' if met else 'MISSED'}")
    return met


def bank(folder: Path) -> None:
    """Measure the start with a bank of ITEMS items, through its index and from its files."""
    root, cache = copied_bank(folder / "bank"), folder / "cache"
    time.sleep(4)  # files must be older than a tick of any file system's clock to be cached
    start = time.perf_counter()
    assert len(Catalog((root,), cache).rows) == ITEMS
    cold = time.perf_counter() - start
    warm = statistics.median(_seconds(lambda: Catalog((root,), cache)) for _ in range(5))
    pairs = list_root(root).pairs[::50]
    files = 50 * _seconds(
        lambda: [load_item(Path(pair.question), Path(pair.rubric)) for pair in pairs]
    )
    print(f"\nbank of {ITEMS:,} items: first index {cold:.1f} s, warm start {1000 * warm:.0f} ms")
    print(
        f"reading its files (a fiftieth of them, times 50) {files:.1f} s: ratio {warm / files:.4f}"
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code says whether the goal is met."""
    parser = parser_of("scale", __doc__)
    parser.add_argument("rounds", nargs="?", type=int, default=9, help="of each (default 9)")
    rounds = parser.parse_args(argv).rounds
    sys.setswitchinterval(0.0001)  # as the program does
    folder = Path(tempfile.mkdtemp())
    try:
        met = history(folder, rounds)
        bank(folder)
    finally:
        shutil.rmtree(folder)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
