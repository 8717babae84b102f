"""``interviewer resume``: continue an interview that was left unfinished."""

import argparse
import sys
from typing import Any

from interviewer.cli.full_screen import full_screen
from interviewer.cli.options import add_bank_option, add_grader_options, add_voice_option
from interviewer.errors import InterviewerError
from interviewer.installed import typed


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "resume",
        help="continue an interview that was left unfinished",
        description="Continue an interview where you left it.",
    )
    parser.add_argument("session", nargs="?", metavar="SESSION", help="default: the newest one")
    add_bank_option(parser)
    add_voice_option(
        parser, "push-to-talk (without MODE), hands-free or off; default: spoken if it was before"
    )
    parser.add_argument("--plain", action="store_true", help="line by line")
    add_grader_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Resume on the screen, or line by line where standard output is not a terminal."""
    from interviewer.cli.wiring import make_engine

    engine = make_engine(arguments)
    session_id = arguments.session
    if session_id is None:
        newest = engine.store.newest(unfinished=True)
        if newest is None:
            raise InterviewerError(
                "There is no unfinished interview.", remedy=f"'{typed('practice')}' starts one."
            )
        session_id = newest.id
    session = engine.store.session(session_id)
    if session.finished:
        raise InterviewerError(
            f"Session {session_id} is finished.",
            remedy=f"'{typed('report', session_id)}' shows it.",
        )
    if arguments.plain or not (sys.stdout.isatty() and sys.stdin.isatty()):
        from interviewer.cli.plain import converse
        from interviewer.cli.sending import require_agreement

        require_agreement(engine, session.config.grader, ask=True)
        return converse(engine, engine.resume(session_id))
    return full_screen(engine, resume=session_id, written=arguments.voice == "off")
