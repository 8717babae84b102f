"""``interviewer dispute``: dispute a verdict, or export all disputes to a file."""

import argparse
from typing import TYPE_CHECKING, Any

from interviewer.cli.options import add_force_option
from interviewer.errors import ExitCode, UsageError
from interviewer.installed import typed
from interviewer.text.display import one_line
from interviewer.userdata.paths import user_path

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.conductor import Conductor

_EXPORT = "export"  # never the id of a session


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "dispute",
        help="dispute a verdict, or export what you dispute",
        description="Dispute a verdict, or export what you dispute. A disputed verdict counts "
        "for nothing until a language model has judged the answer again, or you withdraw.",
        usage="%(prog)s SESSION QUESTION CRITERION (--said WORDS | --not-said | --withdraw)\n"
        "       %(prog)s export FILE [--force]",
    )
    add = parser.add_argument
    add("session", metavar="SESSION", help="see 'interviewer history'; or 'export'")
    add("question", metavar="QUESTION", help="its number in the session, or its id; or the FILE")
    add("criterion", nargs="?", metavar="CRITERION", help="the id of a criterion or misconception")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--said", metavar="WORDS", help="the words of your answer that make the point"
    )
    what.add_argument(
        "--not-said", action="store_true", help="your answer does not say what was judged"
    )
    what.add_argument("--withdraw", action="store_true", help="let the verdict stand")
    add_force_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Log a dispute or its withdrawal, or write all disputes to a file."""
    from interviewer.cli.wiring import make_engine

    chosen = arguments.said is not None or arguments.not_said or arguments.withdraw
    if arguments.session == _EXPORT:
        if chosen or arguments.criterion:
            raise UsageError(
                "dispute: export takes a FILE and nothing else.",
                remedy=f"Type '{typed('dispute', 'export', 'disputes.jsonl')}'.",
            )
        return _export(make_engine(arguments), arguments.question, replace=arguments.force)
    if not arguments.criterion or not chosen:
        raise UsageError(
            "dispute: give a CRITERION, and one of --said WORDS, --not-said and --withdraw.",
            remedy=f"'{typed('report', arguments.session, '--format', 'csv')}' lists the criteria.",
        )
    engine = make_engine(arguments)
    return _dispute(engine, engine.open_for_regrading(arguments.session), arguments)


def _dispute(engine: "Engine", conductor: "Conductor", arguments: argparse.Namespace) -> int:
    from interviewer.interview import disputing
    from interviewer.interview.ledger import session_score
    from interviewer.report.wording import percent

    session = conductor.session
    number = disputing.turn_named(session, arguments.question)
    before = session_score(session)
    conductor.dispute(
        disputing.withdrawal(session, number, arguments.criterion, engine.now())
        if arguments.withdraw
        else disputing.disputed(session, number, arguments.criterion, arguments.said, engine.now())
    )
    after = session_score(conductor.session)
    print("Withdrawn." if arguments.withdraw else "Disputed: in no score until it is settled.")
    print(f"Score: {percent(before)} before, {percent(after)} now.")
    if not arguments.withdraw and engine.settings.model:
        settle = typed("regrade", session.id, "--grader", "llm")
        print(f"A language model can settle it: {settle}")
    return ExitCode.DONE


def _export(engine: "Engine", target: str, *, replace: bool) -> int:
    from interviewer.history.dispute_rows import dispute_rows, to_json_lines
    from interviewer.text.counts import counted
    from interviewer.userdata.exports import write_export

    try:
        path = user_path(target)
    except ValueError as error:
        raise UsageError(f"dispute: {error}", remedy="Give the whole path.") from None
    rows = dispute_rows(engine.store.sessions_with("verdict_disputed", engine.store.count()))
    write_export(path, to_json_lines(rows), "the disputes", replace=replace)
    print(f"{counted(len(rows), 'dispute')} in {one_line(str(path))}")
    if rows:
        print("The file holds your own words: read it before you pass it on.")
    return ExitCode.DONE
