"""``interviewer progress``: the progress over many sessions."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.bank.choices import LEVELS
from interviewer.cli.options import add_bank_option, add_force_option, stream_argument, whole_number
from interviewer.cli.streams import print_json
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode
from interviewer.installed import typed
from interviewer.settings.limits import QUESTIONS
from interviewer.text.counts import counted
from interviewer.text.display import one_line

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.learning.outcomes import Outcome
    from interviewer.learning.progress import Progress

_WEAKEST = 8
_NEXT = 3  # questions suggested for practice


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "progress",
        help="show your progress over many sessions",
        description="Show your progress over many sessions: areas over time, the weakest points "
        "and what to practise next.",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as a JSON object")
    form.add_argument(
        "--html",
        type=stream_argument,
        metavar="FILE",
        help="as a page with plots; - for standard output",
    )
    add_force_option(parser)
    parser.add_argument(
        "--sessions",
        type=whole_number(1, 1_000_000),
        metavar="N",
        help="of the newest N sessions only",
    )
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the progress, or write it as a page."""
    from interviewer.cli.wiring import make_engine

    engine = make_engine(arguments)
    progress = engine.insight.progress(arguments.sessions)
    if arguments.html:
        return _page(engine, progress, arguments.html, replace=arguments.force)
    if arguments.json:
        data = _data(progress, engine.insight.outcomes(arguments.sessions))
        print_json(data)
    elif not progress.questions and arguments.sessions and engine.store.turn_scores():
        newest = counted(arguments.sessions, "session")
        print(f"No graded answers in the newest {newest}; leave out --sessions to see older ones.")
    elif not progress.questions:
        print(f"No graded answers yet: '{typed('practice')}' starts an interview.")
    else:
        *lines, blank, legend = _lines(progress, engine.catalog.statement)
        for line in (*lines, *_next(engine, progress, arguments.bank), blank, legend):
            print(line)
    return ExitCode.DONE


def _page(engine: "Engine", progress: "Progress", target: str, *, replace: bool) -> ExitCode:
    from interviewer.report.progress_page import progress_page
    from interviewer.userdata.exports import write_export

    page = progress_page(progress, engine.catalog.statement, datetime.now().astimezone())
    if target == "-":
        sys.stdout.buffer.write(page)
        sys.stdout.flush()
    else:
        path = Path(target)
        with unwinding():
            write_export(path, page, "the page", replace=replace)
        print(one_line(str(path)))
    return ExitCode.DONE


def _data(progress: "Progress", outcomes: "Sequence[Outcome]") -> dict[str, object]:
    """Return the progress with each criterion's tries over time."""
    from dataclasses import asdict

    tries: dict[tuple[str, str], list[object]] = {}
    for one in outcomes:
        own = tries.setdefault((one.question_id, one.criterion_id), [])
        own.append({"at": one.at, "credit": one.credit, "help": one.help})
    criteria = [
        {
            **asdict(one),
            "standing": one.credit,
            "missing": one.missing,
            "tries": tries.get((one.question_id, one.criterion_id), []),
        }
        for one in progress.criteria
    ]
    return {**asdict(progress), "criteria": criteria}


def _next(engine: "Engine", progress: "Progress", bank: Path | None) -> list[str]:
    """Return what to practise next, a command a line; ``bank`` is what ``--bank`` named."""
    lines = []
    beside = () if bank is None else ("--bank", str(bank))
    if due := engine.reviews.due_count():
        command = typed("practice", "--due", "--questions", str(min(due, QUESTIONS[1])), *beside)
        lines.append(f"  {counted(due, 'point')} due for review: {command}")
    known = {row.id for row in engine.catalog.rows}
    questions = dict.fromkeys(
        one.question_id for one in progress.weakest if one.question_id in known
    )
    if named := list(questions)[:_NEXT]:
        words = [word for name in named for word in ("--question", name)]
        lines.append(f"  the weakest points: {typed('practice', *words, *beside)}")
    areas = [one.area for one in progress.areas if one.area in engine.catalog.areas]
    if areas:
        command = typed("practice", "--area", areas[0], *beside)
        lines.append(f"  the weakest area: {command}")
    return ["", "Practise next:", *lines] if lines else []


def _lines(progress: "Progress", statement: Callable[[str, str], str | None]) -> list[str]:
    from interviewer.report import progress_words as words
    from interviewer.report.wording import percent, points

    sessions = counted(progress.sessions, "session")
    questions = counted(progress.questions, "question")
    about = f"{sessions}, {questions}, mean of the questions {percent(progress.score)} of 100"
    widest = max(len("area"), *(len(area.area) for area in progress.areas))
    rows = [f"{about}; {words.practice(progress.practice)}.", ""]
    short = {level[:3]: level for level in LEVELS}  # 80 columns leave no room for longer names
    head = ("asked", "score", "unaided", *short, "lately", "change")
    rows.append("  ".join([f"{'area':<{widest}}", *head]))
    for area in progress.areas:
        levels = {level.level: percent(level.score) for level in area.levels}
        cells = (
            str(area.questions),
            percent(area.score),
            percent(area.unaided),
            *(levels.get(level, "–") for level in short.values()),
            percent(area.lately),
            words.change(area.change) or "–",
        )
        padded = (f"{cell:>{len(name)}}" for name, cell in zip(head, cells, strict=True))
        rows.append("  ".join([f"{one_line(area.area):<{widest}}", *padded]))
    compared = progress.comparison
    if compared is not None:
        difference = words.change(compared.now.score - compared.before.score)
        rows += [
            "",
            f"The {words.compared(compared)}: {words.scored(compared.now)}, before that "
            f"{words.scored(compared.before)} ({difference}).",
        ]
        rows += [
            f"  {one_line(area.area):<{widest}}  {percent(area.before):>3}  {percent(area.now):>3}"
            f"  {words.change(area.now - area.before)}"
            for area in compared.areas
        ]
    if progress.weakest:
        rows += ["", "Weakest points:"]
    for one in progress.weakest[:_WEAKEST]:
        text = words.named(one, statement(one.question_id, one.criterion_id))
        rows.append(
            f"  {one_line(text)} ({one_line(one.question_id)}: {points(one.missing)} of "
            f"{one.points} points missing, {words.tried(one)})"
        )
    levels_are = "; ".join(f"{name}: {level} questions" for name, level in short.items())
    return [*rows, "", f"{levels_are}. {words.SCORES}"]
