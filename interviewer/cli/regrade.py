"""``interviewer regrade``: judge the answers of a stored session once more."""

import argparse
import sys
from typing import Any

from interviewer.cli.options import add_grader_options
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, UsageError


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "regrade",
        help="judge the answers of a session again",
        description="Judge the answers of a session again, and show the score before and now.",
    )
    parser.add_argument("session", metavar="SESSION", help="see 'interviewer history'")
    parser.add_argument("--grader", metavar="NAME", help="default: the session's own")
    parser.add_argument(
        "--missing", action="store_true", help="only the answers that have no grade"
    )
    add_grader_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Judge every answer again; one that cannot be judged keeps the grade that it had."""
    import asyncio

    from interviewer.cli.sending import require_agreement
    from interviewer.cli.wiring import make_engine
    from interviewer.grading.grade import Ungraded
    from interviewer.interview.ledger import session_score
    from interviewer.report.wording import percent
    from interviewer.text.display import one_line

    engine = make_engine(arguments)
    session = engine.store.session(arguments.session)
    grader = arguments.grader or session.config.grader
    others = {one.grade.grader for one in session.answers if one.grade} - {grader}
    if arguments.missing and others:
        raise UsageError(
            f"--missing: other answers were judged by {', '.join(sorted(others))}, and a score "
            f"does not mix that with {grader}.",
            remedy="Leave out --missing to judge all of them again.",
        )
    require_agreement(engine, grader, ask=True)
    conductor = engine.open_for_regrading(arguments.session, grader)
    before = session_score(conductor.session)
    with unwinding():
        outcomes = asyncio.run(conductor.regrade(missing=arguments.missing))
    failed = [outcome for outcome in outcomes if isinstance(outcome, Ungraded)]
    after = session_score(conductor.session)
    print(f"{len(outcomes)} answers judged: {percent(before)} before, {percent(after)} now.")
    for outcome in failed:
        print(f"Not judged: {one_line(outcome.reason)}", file=sys.stderr)
    return ExitCode.FAILED if failed else ExitCode.DONE
