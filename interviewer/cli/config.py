"""Turns the options of ``interviewer practice`` into the configuration of a session."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from interviewer.errors import BankError, InterviewerError, UsageError
from interviewer.installed import typed
from interviewer.interview.formats import planned

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.events import Earlier, SessionConfig
    from interviewer.interview.job import Job


def session_config(
    arguments: argparse.Namespace, engine: "Engine", job: "Job | None"
) -> "SessionConfig":
    """Return the configuration of the session; ``UsageError`` for options that make no sense."""
    from interviewer.interview.events import SessionConfig

    check_areas(arguments.area, engine)
    for question in arguments.question:
        try:
            engine.catalog.item(question)
        except BankError as error:
            raise UsageError(f"--question: {error.message}", remedy=error.remedy) from error
    wanted = list(dict.fromkeys(arguments.question))
    earlier: tuple[Earlier, ...] = ()
    if arguments.retry is not None:
        wanted, earlier = _retried(arguments.retry, wanted, engine)
    if arguments.format and wanted:
        raise UsageError(
            "practice: a --format chooses its questions, and so does --question or --retry.",
            remedy="Give one of the two.",
        )
    if arguments.adaptive and wanted:
        raise UsageError(
            "--adaptive: the questions are already chosen by --question or --retry.",
            remedy="Give one of the two.",
        )
    settings = engine.settings
    engine.grader(settings.grader)
    if arguments.wording not in (None, engine.wording(settings.grader)):
        raise UsageError(
            f"--wording: the grader {settings.grader!r} has no model to word anything.",
            remedy="Add --grader llm, or leave --wording out.",
        )
    return SessionConfig.model_validate(
        {
            "areas": arguments.area,
            "levels": arguments.level,
            "kinds": arguments.kind,
            "question_ids": wanted,
            "mode": settings.mode,
            "seed": engine.seed(),
            # A given seed means the same questions each time, whatever was asked before.
            "seen": None if arguments.seed is None else (),
            "grader": settings.grader,
            "estimate": settings.estimate,
            "adaptive": settings.adaptive and not wanted,
            "focus": job.focus if job else (),
            "earlier": earlier,
            **_pace(arguments, engine),
        }
    )


def read_job_option(path: str, engine: "Engine") -> "tuple[str, Job]":
    """Return the text of the job description ``--job`` and the requirements found in it.

    Raises ``UsageError`` when nothing matches.
    """
    from interviewer.interview.job import read_job
    from interviewer.interview.job_file import read_job_text

    if path == "-" and sys.stdin.isatty():
        print("Paste the job description; end it with a line holding only a dot.")
    text = read_job_text(path)
    prompts = ((row.area, row.prompt) for row in engine.catalog.rows)
    job = read_job(text, engine.catalog.areas, prompts)
    if not job.requirements:
        named = f" No question yet on {', '.join(job.unasked)}." if job.unasked else ""
        where = "standard input" if path == "-" else path
        raise UsageError(
            f"--job: nothing in {where} names an area of the bank.{named}",
            remedy="Give the requirements in English, or choose areas with --area.",
        )
    return text, job


def print_job(job: "Job", areas: "Sequence[str]", *, planned: bool = False) -> None:
    """Print the areas that each requirement matches, the weights, and the unmatched requirements.

    ``areas`` are the ticked ones: their effect on the weights is printed too.
    """
    from interviewer.interview.job import narrowed
    from interviewer.text.display import plain

    print("From the job description:")
    for one in job.requirements:
        nice = "" if one.required else " (nice to have)"
        print(plain(f"  {one.text}{nice}"))
        print(plain(f"      {', '.join(one.areas)}: {', '.join(one.terms)}"))
    weights = ", ".join(f"{one.area} {one.weight:.0%}" for one in job.focus)
    print(plain(f"Areas by weight: {weights}"))
    if job.unasked:
        print(plain(f"No question yet, so no weight: {', '.join(job.unasked)}"))
    if told := narrowed(job.focus, areas, planned=planned):
        print(plain(told))
    print()


def check_areas(given: Iterable[str], engine: "Engine") -> None:
    """Raise ``UsageError`` if an area is not in the bank."""
    import difflib

    known = sorted(engine.catalog.areas)
    for area in given:
        if area not in known:
            near = difflib.get_close_matches(area, known, n=1)
            guess = f"Did you mean {near[0]!r}? " if near else ""
            raise UsageError(
                f"--area: the bank has no {area!r}.",
                remedy=f"{guess}Its areas: {', '.join(known)}.",
            )


def _pace(arguments: argparse.Namespace, engine: "Engine") -> dict[str, object]:
    settings = engine.settings
    names = ("questions", "minutes", "probes")
    if not arguments.format:
        return {name: getattr(settings, name) for name in names}
    # Only options of this command line win over the format's own pace.
    given = {name: getattr(settings, name) for name in names if getattr(arguments, name)}
    if arguments.probes == 0:
        given["probes"] = 0
    return planned(arguments.format, **given)


def _retried(
    session_id: str, wanted: list[str], engine: "Engine"
) -> "tuple[list[str], tuple[Earlier, ...]]":
    """Return the questions of that session to ask again, and their earlier results."""
    from interviewer.interview.earlier import earlier_tries

    if not session_id:
        newest = engine.store.newest()
        if newest is None:
            raise InterviewerError(
                "There are no sessions yet.", remedy=f"'{typed('practice')}' starts one."
            )
        session_id = newest.id
    session = engine.store.session(session_id)
    for question in wanted:
        if question not in session.asked:
            raise UsageError(
                f"--question: session {session_id} did not ask {question}.",
                remedy=f"It asked {', '.join(session.asked)}.",
            )
    wanted = wanted or list(session.asked)
    if not wanted:
        raise UsageError(
            f"--retry: session {session_id} has asked nothing.",
            remedy=f"'{typed('history')}' lists the sessions.",
        )
    return wanted, tuple(one for one in earlier_tries(session) if one.question_id in wanted)
