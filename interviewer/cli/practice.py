"""``interviewer practice``: an interview on the full screen, or line by line."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from interviewer.cli.options import add_grader_options
from interviewer.errors import BankError, UsageError
from interviewer.speech_settings import MODES as VOICES

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.events import SessionConfig


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "practice",
        help="practise an interview",
        description="Practise an interview. An option given several times means any of its values.",
    )
    add = parser.add_argument
    add("--area", action="append", default=[], metavar="A", help="ask only from this area")
    add("--level", action="append", default=[], choices=("core", "advanced"))
    add(
        "--kind",
        action="append",
        default=[],
        choices=("concept", "scenario", "coding", "behavioural"),
    )
    add("--question", action="append", default=[], metavar="ID", help="ask exactly this question")
    add("--questions", type=int, metavar="N", help="how many questions (default 5)")
    add("--minutes", type=int, metavar="M", help="stop asking after so many minutes")
    add("--grader", metavar="NAME", help="who judges the answers (default offline)")
    add_grader_options(parser)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--coach", dest="mode", action="store_const", const="coach", help="feedback after each one"
    )
    mode.add_argument(
        "--exam", dest="mode", action="store_const", const="exam", help="feedback at the end"
    )
    add("--probes", type=int, metavar="N", help="most follow-ups after a question (default 2)")
    add(
        "--adaptive",
        action=argparse.BooleanOptionalAction,
        help="choose each question by your answers so far: harder after a strong one",
    )
    add("--seed", type=int, metavar="N", help="the same seed picks the same questions")
    add("--bank", metavar="DIR", help="a folder of further items, which win over the built-in")
    add(
        "--voice",
        nargs="?",
        const="push-to-talk",
        choices=VOICES,
        metavar="MODE",
        help="spoken: push-to-talk (without MODE) or hands-free",
    )
    add("--plain", action="store_true", help="line by line, without the full screen")
    add("--home", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Practise; falls back to the line mode where standard output is no terminal."""
    from interviewer.cli.wiring import make_engine

    engine = make_engine(arguments)
    plain = arguments.plain or not (sys.stdout.isatty() and sys.stdin.isatty())
    if arguments.home and not plain:
        from interviewer.tui.app import run_tui

        return run_tui(engine)
    config = _config(arguments, engine)
    if plain:
        from interviewer.cli.plain import converse
        from interviewer.cli.sending import agree_to_send

        agree_to_send(engine, config.grader, ask=True)
        return converse(engine, engine.start(config))
    from interviewer.tui.app import run_tui

    return run_tui(engine, start=config)


def _config(arguments: argparse.Namespace, engine: "Engine") -> "SessionConfig":
    import secrets

    from interviewer.interview.events import SessionConfig

    _known_areas(arguments.area, {row.area for row in engine.catalog.rows})
    for question in arguments.question:
        try:
            engine.catalog.row(question)
        except BankError as error:
            raise UsageError(f"--question: {error.message}", remedy=error.remedy) from error
    if arguments.adaptive and arguments.question:
        raise UsageError(
            "--adaptive: the questions are already chosen by --question.",
            remedy="Give one of the two.",
        )
    settings = engine.settings
    engine.grader(settings.grader)
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(1_000_000)
    return SessionConfig.model_validate(
        {
            "areas": arguments.area,
            "levels": arguments.level,
            "kinds": arguments.kind,
            "question_ids": list(dict.fromkeys(arguments.question)),
            "questions": settings.questions,
            "minutes": settings.minutes,
            "mode": settings.mode,
            "seed": seed,
            "grader": settings.grader,
            "probes": settings.probes,
            "adaptive": settings.adaptive and not arguments.question,
        }
    )


def _known_areas(given: Iterable[str], known: set[str]) -> None:
    import difflib

    for area in given:
        if area not in known:
            near = difflib.get_close_matches(area, sorted(known), n=1)
            guess = f"Did you mean {near[0]!r}? " if near else ""
            raise UsageError(
                f"--area: the bank has no {area!r}.",
                remedy=f"{guess}Its areas: {', '.join(sorted(known))}.",
            )
