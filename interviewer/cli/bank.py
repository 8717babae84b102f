"""``interviewer bank``: list, show, check and begin items."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from interviewer.bank.choices import KINDS
from interviewer.cli.options import add_bank_option, path_argument
from interviewer.cli.streams import print_json
from interviewer.errors import BankError, ExitCode, UsageError
from interviewer.installed import typed
from interviewer.text.counts import counted
from interviewer.text.display import one_line
from interviewer.userdata.locations import own_bank
from interviewer.userdata.paths import working_folder

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.bank.linter import CheckedItem
    from interviewer.bank.problems import Problem


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its own subcommands."""
    parser = subparsers.add_parser(
        "bank",
        help="list, show, check and create items of the bank",
        description="List, show, check and create items of the bank.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_reading(actions)
    _add_check(actions)
    _add_writing(actions)


def _add_reading(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = actions.add_parser(
        "list",
        help="list all items",
        description="List all items by area: id, level, kind and question of each.",
    )
    listing.add_argument("--json", action="store_true", help="as a JSON array")
    add_bank_option(listing)

    show = actions.add_parser(
        "show",
        help="show everything of one item, its model answer too",
        description="Show one item with its hints, follow-ups, rubric and model answer.",
    )
    show.add_argument("id", metavar="ID", help="as 'interviewer bank list' shows it")
    add_bank_option(show)


def _add_check(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = actions.add_parser(
        "check",
        help="find everything that is wrong with a bank",
        description="Find everything that is wrong with a bank: its files, and rubrics that the "
        "offline grader judges wrongly. Exit code 1 where there is an error.",
    )
    check.add_argument(
        "folder",
        nargs="?",
        type=path_argument,
        metavar="DIR",
        help="a folder that holds questions/ and rubrics/ (default: the whole bank)",
    )
    check.add_argument(
        "--item", action="append", metavar="ID", help="report on this item only; may be repeated"
    )
    check.add_argument(
        "--quick", action="store_true", help="do not try the rubrics with the grader or run code"
    )


def _add_writing(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    new = actions.add_parser(
        "new",
        help="create the two files of a new item",
        description="Create the question and the rubric of a new item, to be filled in.",
    )
    new.add_argument("id", metavar="ID", help="lower-case words joined by hyphens")
    new.add_argument(
        "--kind", default="concept", choices=KINDS, help="what it asks for; default: %(default)s"
    )
    new.add_argument(
        "--area", default="own", metavar="AREA", help="its field; default: %(default)s"
    )
    new.add_argument(
        "--bank",
        type=path_argument,
        metavar="DIR",
        help="where to write (default: the setting 'bank', or the folder of your own items)",
    )

    schema = actions.add_parser(
        "schema",
        help="print the JSON Schema of the files, for editors",
        description="Print the JSON Schema of the bank's files, for editors that complete and "
        "check them.",
    )
    schema.add_argument(
        "file", nargs="?", choices=("question", "rubric"), help="of which file; default: both"
    )


def run(args: argparse.Namespace) -> int:
    """Carry out the subcommand and return the exit code."""
    match args.action:
        case "list":
            return _list(_chosen(args.bank), as_json=args.json)
        case "show":
            return _show(_chosen(args.bank), args.id)
        case "check":
            return _check(args.folder, args.item, quick=args.quick)
        case "new":
            return _new(_chosen(args.bank), args.id, args.area, args.kind)
        case _:
            return _schema(args.file)


def _chosen(flag: Path | None) -> Path | None:
    """Return the items folder from the flag, or else from the settings."""
    from interviewer.settings.load import load_settings

    folder = load_settings({"bank": str(flag) if flag else None}).bank
    return Path(folder) if folder else None


def _list(bank: Path | None, *, as_json: bool) -> ExitCode:
    from interviewer.bank.catalog import Catalog

    catalog = Catalog.load(bank)
    _print_problems(catalog.problems, sys.stderr)
    if as_json:
        shown = (
            *("id", "area", "level", "kind", "prompt", "criteria", "follow_ups"),
            *("depth", "exhibit"),
        )
        rows = [{key: getattr(row, key) for key in shown} for row in catalog.rows]
        print_json(rows)
    else:
        _print_rows(catalog)
    if not catalog.rows:
        raise BankError(
            "The bank holds no usable item.", remedy=f"'{typed('bank', 'check')}' says why."
        )
    return ExitCode.DONE


def _print_rows(catalog: "Catalog") -> None:
    import shutil

    # Only a terminal has an edge at which a long line would break the table.
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    longest = max((len(row.id) for row in catalog.rows), default=0)
    for area, count in catalog.areas.items():
        print(f"{area} ({count})")
        for row in catalog.rows:
            if row.area == area:
                facts = f"  {row.id:<{longest}}  {row.level:<12}  {row.kind:<11}  "
                print(facts + one_line(row.prompt, width and max(width - len(facts), 10)))


def _show(bank: Path | None, item_id: str) -> ExitCode:
    import shutil

    from interviewer.bank.catalog import Catalog
    from interviewer.cli.item_text import item_text

    width = min(max(shutil.get_terminal_size().columns, 40), 100)
    print(item_text(Catalog.load(bank).item(item_id), width))
    return ExitCode.DONE


def _check(folder: Path | None, only: list[str] | None, *, quick: bool) -> ExitCode:
    from interviewer.bank.folders import QUESTIONS, RUBRICS, bank_roots, list_root
    from interviewer.bank.linter import lint
    from interviewer.bank.problems import in_order

    if folder is not None and not folder.is_dir():
        raise UsageError(
            f"{folder} is not a folder.",
            remedy=f"Give a folder that holds {QUESTIONS}/ and {RUBRICS}/.",
        )
    listings = [list_root(root) for root in ((folder,) if folder else bank_roots(_chosen(None)))]
    known = {pair.id for listing in listings for pair in listing.pairs}
    if only and (unknown := sorted(set(only) - known)):
        raise UsageError(
            f"No item has both its files under the id {unknown[0]!r}.",
            remedy=f"'{typed('bank', 'list')}' shows all ids.",
        )
    linted = lint(listings, only=only)
    problems = linted.problems
    if not quick:
        chosen = linted.sound if only is None else linted.sound & set(only)
        problems = in_order(
            (*problems, *_try_rubrics(linted.items, chosen), *_run_code(linted.items, chosen))
        )
    _print_problems(problems, sys.stdout)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    checked = len(set(only)) if only else len(known)
    print(
        f"{counted(checked, 'item')} checked: "
        f"{counted(errors, 'error') if errors else 'no errors'}, "
        f"{counted(warnings, 'warning') if warnings else 'no warnings'}."
    )
    return ExitCode.FAILED if errors else ExitCode.DONE


def _try_rubrics(
    items: "tuple[CheckedItem, ...]", chosen: "frozenset[str]"
) -> "tuple[Problem, ...]":
    import os

    from interviewer.cli.counting import Counting
    from interviewer.grading.offline.grader import judge
    from interviewer.grading.trial.bank import try_rubrics

    with Counting("Trying the rubrics", "items") as count:
        return try_rubrics(items, judge, only=chosen, workers=os.cpu_count() or 1, progress=count)


def _run_code(items: "tuple[CheckedItem, ...]", chosen: "frozenset[str]") -> "tuple[Problem, ...]":
    import os

    from interviewer.cli.counting import Counting
    from interviewer.cli.unwinding import unwinding
    from interviewer.coding.trial import run_solutions

    with unwinding(), Counting("Running the code", "items") as count:
        return run_solutions(items, only=chosen, workers=os.cpu_count() or 1, progress=count)


def _new(bank: Path | None, item_id: str, area: str, kind: str) -> ExitCode:
    from interviewer.bank.folders import bank_roots, list_root
    from interviewer.bank.skeleton import write_item

    root = bank or own_bank()
    question, rubric = write_item(root, item_id, area, kind)
    for path in (question, rubric):
        print(one_line(str(path)))
    for other in bank_roots(root if bank else None):
        if other != root.absolute() and any(pair.id == item_id for pair in list_root(other).pairs):
            print(f"It replaces the item {item_id} of {one_line(str(other))}.")
    print(f"Replace each TODO, then run '{typed('bank', 'check')}'.")
    return ExitCode.DONE


def _schema(file: Literal["question", "rubric"] | None) -> ExitCode:

    from interviewer.bank.schema import bank_schema

    print_json(bank_schema(file))
    return ExitCode.DONE


def _print_problems(problems: Iterable["Problem"], stream: TextIO) -> None:
    here = working_folder()
    for problem in problems:
        path = problem.path
        near = path.relative_to(here) if here and path.is_relative_to(here) else path
        print(one_line(str(problem._replace(path=near))), file=stream)
