"""``interviewer report``: write the graded report of a session."""

import argparse
import sys
from pathlib import Path
from typing import Any

from interviewer.errors import ExitCode, InterviewerError, UsageError


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser("report", help="write the graded report of a session")
    parser.add_argument("session", nargs="?", metavar="SESSION", help="see 'interviewer history'")
    parser.add_argument("--last", action="store_true", help="the newest session (the default)")
    parser.add_argument("--format", default="md", metavar="F", help="html, md, json or csv")
    parser.add_argument("--output", metavar="FILE", help="default: standard output")


def run(arguments: argparse.Namespace) -> int:
    """Write the report to a file or to standard output."""
    from interviewer.cli.wiring import make_engine

    if arguments.session and arguments.last:
        raise UsageError("report: give a SESSION or --last, not both.")
    engine = make_engine(arguments)
    session_id = arguments.session
    if session_id is None:
        newest = engine.store.newest()
        if newest is None:
            raise InterviewerError(
                "There is no session yet.", remedy="'interviewer practice' begins one."
            )
        session_id = newest.id
    if arguments.output in (None, "-"):
        sys.stdout.buffer.write(engine.render(session_id, arguments.format))
        sys.stdout.flush()
    else:
        path = Path(arguments.output).expanduser()
        engine.export(session_id, arguments.format, path)
        print(path)
    return ExitCode.DONE
