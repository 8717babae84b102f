"""``interviewer plan``: what to practise day by day, up to an interview."""

import argparse
import shlex
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from interviewer.cli.options import add_bank_option, stream_argument
from interviewer.cli.streams import print_json
from interviewer.errors import ExitCode, UsageError
from interviewer.installed import typed
from interviewer.interview.formats import FORMATS
from interviewer.text.counts import counted

if TYPE_CHECKING:
    from interviewer.learning.plan import Day


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "plan",
        help="plan the days up to an interview",
        description="Plan the days up to an interview around what your answers have missed so far.",
    )
    add = parser.add_argument
    add("--until", required=True, metavar="DATE", help="the day of the interview, as 2026-12-24")
    add(
        "--minutes",
        type=int,
        default=45,
        metavar="M",
        help="minutes of practice on an ordinary day (default 45)",
    )
    add("--area", action="append", default=[], metavar="A", help="plan only this area")
    add(
        "--job",
        type=stream_argument,
        metavar="FILE",
        help="a job description by which to weight the areas; - for standard input",
    )
    add(
        "--format",
        default="mixed-loop",
        choices=tuple(FORMATS),
        metavar="F",
        help=f"the format of the mock interviews: {', '.join(FORMATS)} (default mixed-loop)",
    )
    add("--json", action="store_true", help="as a JSON array")
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the plan."""
    from interviewer.cli.config import check_areas, print_job, read_job_option
    from interviewer.cli.wiring import make_engine
    from interviewer.learning.plan import MINUTES

    until = _date(arguments.until)
    lowest, highest = MINUTES
    if not lowest <= arguments.minutes <= highest:
        raise UsageError(
            f"--minutes: {arguments.minutes} is not allowed.",
            remedy=f"Give a whole number from {lowest} to {highest}.",
        )
    minutes, arguments.minutes = arguments.minutes, None  # not the minutes of an interview
    engine = make_engine(arguments)
    check_areas(arguments.area, engine)
    weights = None
    if arguments.job:
        _, job = read_job_option(arguments.job, engine)
        weights = {one.area: one.weight for one in job.focus}
        if not arguments.json:
            print_job(job, arguments.area, planned=True)
    areas = arguments.area or engine.catalog.areas
    days = engine.insight.plan(
        until, areas, minutes=minutes, weights=weights, mock=arguments.format
    )
    if arguments.bank:
        beside = shlex.join(("--bank", str(arguments.bank)))
        days = tuple(replace(day, command=f"{day.command} {beside}") for day in days)
    if arguments.json:
        rows = [asdict(day) | {"on": day.on.isoformat()} for day in days]
        print_json(rows)
    elif not days:
        print("The interview is today. Good luck.")
    else:
        for day in days:
            _print(day)
        print(f"{until:%a %d %b}  The interview. Good luck.")
    return ExitCode.DONE


def _print(day: "Day") -> None:
    what = {"practice": "Practice", "mock": "Mock", "rehearsal": "Rehearsal", "eve": "Day before"}
    number = counted(day.questions, "question")
    print(f"{day.on:%a %d %b}  {what[day.kind]}, {day.minutes} min, {number}: {day.why}")
    print(f"            {typed(*shlex.split(day.command)[1:])}")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--until: {text!r} is not a date.", remedy="Write it as year-month-day: 2026-12-24."
        ) from None
