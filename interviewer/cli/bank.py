"""``interviewer bank``: list, show, check and begin items."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from interviewer.errors import ExitCode, UsageError
from interviewer.plain_text import one_line

if TYPE_CHECKING:
    from interviewer.bank.linter import Judge
    from interviewer.bank.problems import Problem


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own subcommands."""
    parser = subparsers.add_parser("bank", help="list, show, check and begin items of the bank")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="find everything that is wrong with a bank")
    check.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="a folder that holds questions/ and rubrics/ (default: the whole bank)",
    )
    check.add_argument(
        "--item", action="append", metavar="ID", help="report on this item only; may be repeated"
    )
    check.add_argument(
        "--quick", action="store_true", help="do not try the rubrics on answers with the grader"
    )


def run(args: argparse.Namespace) -> int:
    """Carry out the subcommand and return the exit code."""
    return int(_check(args.folder, args.item, quick=args.quick))


def _check(folder: Path | None, only: list[str] | None, *, quick: bool) -> ExitCode:
    from interviewer.bank.folders import QUESTIONS, RUBRICS, bank_roots, list_root
    from interviewer.bank.linter import lint

    if folder is not None and not folder.is_dir():
        raise UsageError(
            f"{folder}: there is no such folder.",
            remedy=f"Name a folder that holds {QUESTIONS}/ and {RUBRICS}/.",
        )
    listings = [list_root(root) for root in ((folder,) if folder else bank_roots())]
    known = {pair.id for listing in listings for pair in listing.pairs}
    if only and (unknown := sorted(set(only) - known)):
        raise UsageError(
            f"No item has both its files under the id {unknown[0]!r}.",
            remedy="`interviewer bank list` shows all ids.",
        )
    problems = lint(listings, judge=None if quick else _offline_judge(), only=only)
    _print_problems(problems, sys.stdout)
    errors = sum(problem.severity == "error" for problem in problems)
    checked = len(only) if only else len(known)
    print(f"{checked} items checked: {errors or 'no'} error{'' if errors == 1 else 's'}.")
    return ExitCode.FAILED if errors else ExitCode.DONE


def _offline_judge() -> "Judge":
    from interviewer.grading.offline.grader import judge

    return judge


def _print_problems(problems: Iterable["Problem"], stream: TextIO) -> None:
    here = Path.cwd()
    for problem in problems:
        path = problem.path
        near = path.relative_to(here) if path.is_relative_to(here) else path
        print(one_line(str(problem._replace(path=near))), file=stream)


if __name__ == "__main__":
    from interviewer.errors import InterviewerError

    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    try:
        sys.exit(run(parser.parse_args(["bank", *sys.argv[1:]])))
    except InterviewerError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
