"""``interviewer doctor``: check that everything works, and say how to fix what does not."""

import argparse
import platform
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from interviewer.cli.options import (
    add_bank_option,
    add_force_option,
    add_grader_options,
    add_voice_option,
    path_argument,
)
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, InterviewerError, TakenError, UsageError
from interviewer.installed import adding, typed
from interviewer.text.counts import counted
from interviewer.text.display import one_line

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.grading.grader import GradingRequest

_FAIR = 60
"""The least score of 100 for a model answer by a grader that understands it.

A model that denies every point still gives 50, where the offline grader clearly finds them all.
"""
_TOLD = 20  # findings in the store that are listed one by one


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "doctor",
        help="check bank, store, grader, speech, settings",
        description="Check that everything works: settings, bank, store, grader, coding, speech. "
        "Exit code 1 when something required does not.",
    )
    parser.add_argument(
        "--grader", metavar="NAME", help="the grader to try (default: that of the settings)"
    )
    add_grader_options(parser)
    add_bank_option(parser)
    add_voice_option(parser, "also require what spoken interviews need")
    parser.add_argument(
        "--backup",
        type=path_argument,
        metavar="FILE",
        help="only write a checked copy of the store to a new file",
    )
    parser.add_argument(
        "--judge",
        action="store_true",
        help="only measure the language model on answers whose grade is known",
    )
    add_force_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run every check; exit code 1 when one of them failed. With ``--backup`` only copy.

    With ``--judge`` only measure the language model.
    """
    from interviewer import __version__
    from interviewer.userdata.locations import config_path

    if arguments.backup is not None:
        return _backup(arguments)
    if arguments.judge:
        from interviewer.cli.doctor_judge import check_judge
        from interviewer.cli.wiring import make_engine

        return check_judge(make_engine(arguments))
    print(f"interviewer {__version__}, Python {platform.python_version()}")
    try:
        from interviewer.cli.wiring import make_engine

        engine = make_engine(arguments)
    except InterviewerError as error:
        print(f"✗ settings: {one_line(str(error))}")
        return ExitCode.FAILED
    print(f"✓ settings: {config_path()}{'' if config_path().exists() else ' (none: defaults)'}")
    failed = 0
    for name, check in _CHECKS.items():
        try:
            found = check(engine)
            if found is not None:
                print(f"✓ {name}: {one_line(found)}")
        except InterviewerError as error:
            failed += 1
            print(f"✗ {name}: {one_line(str(error))}")
    return ExitCode.FAILED if failed + _speech(engine) else ExitCode.DONE


def _backup(arguments: argparse.Namespace) -> int:
    from interviewer.cli.wiring import make_engine
    from interviewer.text.display import one_line

    if arguments.backup.is_dir():
        raise UsageError(
            f"--backup: {arguments.backup} is a folder.",
            remedy="Name a file that does not exist yet.",
        )
    store = make_engine(arguments).store
    if not store.path.exists():
        raise InterviewerError(
            f"{store.path} does not exist: there is nothing to copy yet.",
            remedy="It is created with the first session.",
        )
    target = arguments.backup
    if target.exists():
        if target.samefile(store.path):
            raise UsageError("--backup: this is the store itself.", remedy="Name another file.")
        if not arguments.force:
            raise TakenError(target)
        fresh = target.with_name(f".{target.name[:40]}.{secrets.token_hex(8)}")
        with unwinding():
            store.backup(fresh)
            fresh.replace(target)
    else:
        with unwinding():
            store.backup(target)
    count = store.count()
    print(f"{counted(count, 'session')} copied to {one_line(str(arguments.backup))}")
    return ExitCode.DONE


def _speech(engine: "Engine") -> int:
    """Check what spoken interviews need; returns the number of failures, 0 while voice is off."""
    from interviewer.cli.doctor_speech import CHECKS, wants_speech

    failed = 0
    needed = wants_speech(engine.settings.speech)
    for name, check in CHECKS.items():
        try:
            print(f"✓ {name}: {one_line(check(engine))}")
        except InterviewerError as error:
            failed += needed
            print(f"{'✗' if needed else '–'} {name}: {one_line(str(error))}")
    return failed


def _bank(engine: "Engine") -> str:
    catalog = engine.catalog
    if not catalog.rows:
        raise InterviewerError(
            "no usable item.", remedy="Reinstall the package, or name a folder with --bank."
        )
    if catalog.problems:
        items, problems = len(catalog.rows), len(catalog.problems)
        first, named = catalog.problems[0], engine.bank
        inside = named is not None and first.path.is_relative_to(named.absolute())
        folder = [str(named)] if inside else []
        raise InterviewerError(
            f"{counted(items, 'item')}, but {counted(problems, 'problem')}, the first: {first}",
            remedy=f"'{typed('bank', 'check', *folder)}' shows them all.",
        )
    areas = len({row.area for row in catalog.rows})
    return f"{len(catalog.rows)} items in {areas} areas"


def _store(engine: "Engine") -> str:
    from interviewer.cli.counting import Counting
    from interviewer.history.database import restore_advice

    with Counting("Reading sessions") as on_progress:
        damage = engine.store.check(on_progress)
    if damage:
        more = f" {len(damage) - _TOLD} more are damaged." if len(damage) > _TOLD else ""
        raise InterviewerError(" ".join(damage[:_TOLD]) + more, remedy=restore_advice())
    engine.store.must_be_writable()
    if not engine.store.path.exists():
        return f"{engine.store.path} (created with the first session)"
    return f"{engine.store.path}, {counted(engine.store.count(), 'session')}"


def _server(engine: "Engine") -> str | None:
    import asyncio

    from interviewer.cli.sending import require_agreement
    from interviewer.grading.grader import SelfTesting

    try:
        grader = engine.grader(engine.settings.grader)
    except InterviewerError:
        return None  # the check of the grader says so
    if not isinstance(grader, SelfTesting):
        return None
    require_agreement(engine, engine.settings.grader)
    return asyncio.run(grader.self_test(_trial(engine)))


def _trial(engine: "Engine") -> "GradingRequest":
    """Return the request to judge the model answer of an item: no user's words are sent.

    Criteria that tests decide are left out, since there is no code to run.
    """
    from interviewer.grading.grader import GradingRequest
    from interviewer.grading.tested import to_judge

    for row in engine.catalog.rows:
        item = engine.catalog.item(row.id)
        request = to_judge(
            GradingRequest(
                prompt=item.question.shown, rubric=item.rubric, answer=item.rubric.model_answer
            )
        )
        if request is not None:
            return request
    raise InterviewerError("not tried: there is no item to try it on.")


def _grader(engine: "Engine") -> str:
    import asyncio

    from interviewer.grading.grade import Ungraded, score
    from interviewer.grading.grader import judge_verified

    grader = engine.grader(engine.settings.grader)
    request = _trial(engine)
    outcome = asyncio.run(judge_verified(grader, request))
    if isinstance(outcome, Ungraded):
        raise InterviewerError(f"{grader.name} returned no grade: {outcome.reason}")
    value = round(score(outcome, request.rubric).value * 100)
    result = f"{grader.name} {grader.version} gives a model answer {value} of 100"
    if value < _FAIR:
        raise InterviewerError(
            f"{result}: it cannot judge.", remedy="Try a larger model, or --grader offline."
        )
    if outcome.model is None:
        return result
    known = f"{outcome.fitness} as a judge" if outcome.fitness else "never measured as a judge"
    return f"{result}; {known}: '{typed('doctor', '--judge')}' measures it"


def _coding(engine: "Engine") -> str:  # noqa: ARG001 - a check like the others
    from importlib.util import find_spec

    from interviewer.coding.sandbox import isolation

    said = {
        "bubblewrap": "code runs in bubblewrap: no network, no files of yours",
        "landlock": "code runs under Landlock and seccomp: no network, no files of yours",
        "limits": "code runs with limits on time, memory and output alone: run only your own",
    }
    kind = isolation()
    missing = [name for name in ("numpy", "pandas") if find_spec(name) is None]
    parts = [said[kind]]
    if kind != "bubblewrap" and platform.system() == "Linux":
        parts.append("install bubblewrap for stronger isolation")
    if missing:
        parts.append(
            f"{' and '.join(missing)} missing, which some questions need: {adding('coding')}"
        )
    return "; ".join(parts)


_CHECKS: dict[str, Callable[["Engine"], str | None]] = {
    "bank": _bank,
    "store": _store,
    "server": _server,
    "grader": _grader,
    "coding": _coding,
}
