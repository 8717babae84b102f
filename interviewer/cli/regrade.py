"""``interviewer regrade``: judge the answers of a stored session once more."""

import argparse
import sys
from typing import Any

from interviewer.errors import ExitCode


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("regrade", help="judge the answers of a session again")
    parser.add_argument("session", metavar="SESSION", help="see 'interviewer history'")
    parser.add_argument("--grader", metavar="NAME", help="default: the session's own")


def run(arguments: argparse.Namespace) -> int:
    """Judge every answer again; one that cannot be judged keeps the grade that it had."""
    import asyncio

    from interviewer.cli.wiring import make_engine
    from interviewer.grading.grade import Ungraded
    from interviewer.interview.ledger import session_score
    from interviewer.report.wording import percent

    conductor = make_engine(arguments).regrading(arguments.session, arguments.grader)
    before = session_score(conductor.session)
    outcomes = asyncio.run(conductor.regrade())
    failed = [outcome for outcome in outcomes if isinstance(outcome, Ungraded)]
    after = session_score(conductor.session)
    print(f"{len(outcomes)} answers judged: {percent(before)} before, {percent(after)} now.")
    for outcome in failed:
        print(f"Not judged: {outcome.reason}", file=sys.stderr)
    return ExitCode.FAILED if failed else ExitCode.DONE
