"""``interviewer practice``: an interview on the full screen, or line by line."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from interviewer.bank.choices import KINDS, LEVELS
from interviewer.cli.full_screen import full_screen
from interviewer.cli.options import (
    add_bank_option,
    add_grader_options,
    add_voice_option,
    level_argument,
    stream_argument,
    whole_number,
)
from interviewer.errors import ExitCode, UsageError
from interviewer.interview.formats import FORMATS
from interviewer.settings.limits import WORDINGS
from interviewer.text.counts import counted

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.events import SessionConfig


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "practice",
        help="start a practice interview",
        description="Start a practice interview. An option given several times allows any of "
        "its values.",
    )
    _add_questions(parser)
    parser.add_argument(
        "--grader", metavar="NAME", help="which grader judges the answers (default offline)"
    )
    add_grader_options(parser)
    _add_conduct(parser)
    add_bank_option(parser)
    add_voice_option(parser, "spoken: push-to-talk (without MODE) or hands-free")
    add = parser.add_argument
    add("--plain", action="store_true", help="line by line, without the full screen")
    add("--home", action="store_true", help=argparse.SUPPRESS)
    add("--served", action="store_true", help=argparse.SUPPRESS)


def _add_questions(parser: argparse.ArgumentParser) -> None:
    """Add the options that decide which questions are asked, and how many."""
    add = parser.add_argument
    add(
        "--format",
        choices=tuple(FORMATS),
        metavar="F",
        help="the kind of interview: " + ", ".join(FORMATS),
    )
    add(
        "--job",
        type=stream_argument,
        metavar="FILE",
        help="a job description by which to weight the areas; - for standard input",
    )
    add(
        "--retry",
        nargs="?",
        const="",
        metavar="SESSION",
        help="ask the questions of a session (without SESSION the newest) again, and compare",
    )
    add("--area", action="append", default=[], metavar="A", help="ask only from this area")
    add(
        "--level",
        action="append",
        default=[],
        type=level_argument,
        choices=LEVELS,
        help="ask only questions of this difficulty",
    )
    add("--kind", action="append", default=[], choices=KINDS, help="ask only this kind of question")
    add(
        "--question",
        action="append",
        default=[],
        metavar="ID",
        help="ask exactly this question; ID#CRITERION asks about one point of it",
    )
    add("--due", action="store_true", help="review the missed points that are due")
    add(
        "--questions", type=int, metavar="N", help="how many questions (default 5, or the format's)"
    )
    add("--minutes", type=int, metavar="M", help="stop asking after this many minutes")


def _add_conduct(parser: argparse.ArgumentParser) -> None:
    """Add the options that decide how the interview is run."""
    add = parser.add_argument
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--coach",
        dest="mode",
        action="store_const",
        const="coach",
        help="feedback after each question",
    )
    mode.add_argument(
        "--exam", dest="mode", action="store_const", const="exam", help="feedback at the end"
    )
    add(
        "--wording",
        choices=WORDINGS,
        help="let the model of the grader 'llm' word the transitions between questions",
    )
    add("--probes", type=int, metavar="N", help="most follow-ups after a question (default 2)")
    add(
        "--no-estimate",
        dest="estimate",
        action="store_const",
        const=False,
        help="do not ask for your own guess before the feedback",
    )
    add(
        "--adaptive",
        action=argparse.BooleanOptionalAction,
        help="choose each question by your answers so far: harder after a strong one",
    )
    add(
        "--seed",
        type=whole_number(-(2**53), 2**53),
        metavar="N",
        help="the same bank and seed give the same questions, whatever was asked before, "
        "so that two candidates can be compared (--adaptive also goes by answers and history)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Practise; falls back to the line mode where standard output is not a terminal."""
    from interviewer.cli.config import print_job, read_job_option, session_config
    from interviewer.cli.wiring import make_engine

    engine = make_engine(arguments)
    if arguments.served:
        return full_screen(engine, served=True)
    plain = arguments.plain or not (sys.stdout.isatty() and sys.stdin.isatty())
    if arguments.home and not plain:
        return full_screen(engine)
    text, job = read_job_option(arguments.job, engine) if arguments.job else (None, None)
    config = session_config(arguments, engine, job)
    if arguments.due:
        reviewing = _due(engine, config, arguments.mode)
        if reviewing is None:
            return ExitCode.DONE
        config = reviewing
    if plain:
        from interviewer.cli.plain import converse
        from interviewer.cli.sending import require_agreement

        if arguments.voice:
            print(
                "--voice: the line mode is typed. To speak, run in a terminal without --plain.",
                file=sys.stderr,
            )
        if job is not None:
            print_job(job, arguments.area)
        if not sys.stdin.isatty():
            # A script is asked nothing that is not part of the interview.
            config = config.model_copy(update={"estimate": False})
        require_agreement(engine, config.grader, ask=True)
        return converse(engine, engine.start(config))
    return full_screen(engine, start=config, job=text)


def _due(engine: "Engine", config: "SessionConfig", mode: str | None) -> "SessionConfig | None":
    """Return the configuration of a review; says so and returns ``None`` when nothing is due."""
    from interviewer.cli.counting import Counting

    if config.question_ids or config.format:
        raise UsageError(
            "practice: --due chooses its questions, and so does --question, --retry or --format.",
            remedy="Give one of them.",
        )
    if mode == "exam":
        raise UsageError(
            "practice: --due with --exam: a review shows what is right at once.",
            remedy="Leave out --exam.",
        )
    with Counting("Reading older sessions") as on_progress:
        engine.store.catch_up(on_progress)
    names = engine.reviews.due(config.questions, config)
    if names:
        review = {"question_ids": names, "questions": len(names), "mode": "coach"}
        return config.model_copy(update=review)
    if not engine.reviews.left():
        most = counted(engine.settings.reviews_a_day, "point")
        print(f"You have reviewed {most} today, the most that 'reviews_a_day' allows.")
        return None
    upcoming = engine.reviews.next_due()
    later = f"The next point is due on {upcoming.astimezone():%d %b %Y}." if upcoming else ""
    print(f"Nothing is due for review. {later}".strip())
    return None
