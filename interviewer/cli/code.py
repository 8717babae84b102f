"""``interviewer code``: show a coding question, and run code against its tests."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewer.cli.options import add_bank_option
from interviewer.cli.streams import print_json
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, UsageError
from interviewer.installed import typed
from interviewer.text.display import one_line, plain

if TYPE_CHECKING:
    from interviewer.bank.coding import Coding
    from interviewer.bank.question import Question
    from interviewer.coding.results import Run


def add_parser(subparsers: Any) -> None:
    """Add the command and its own subcommands."""
    parser = subparsers.add_parser(
        "code",
        help="show a coding question, and run code against its tests",
        description="Show a coding question, and run code against its tests.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser(
        "show",
        help="show prompt, clarifications, starter and shown tests",
        description="Show a coding question: prompt, clarifications, starter, shown tests.",
    )
    run_ = actions.add_parser(
        "run",
        help="run a file against the shown tests",
        description="Run a file against the shown tests. Exit code 1 when one does not pass.",
    )
    for one in (show, run_):
        one.add_argument(
            "id", metavar="ID", help="the question, as 'interviewer bank list' shows it"
        )
    run_.add_argument("file", metavar="FILE", help="the file with the code; - reads standard input")
    run_.add_argument(
        "--hidden", action="store_true", help="run the hidden tests too, as on submission"
    )
    for one in (show, run_):
        one.add_argument("--json", action="store_true", help="as JSON")
        add_bank_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Carry out the subcommand; exit code 1 when a test did not pass."""
    question = _question(arguments) if arguments.action == "show" else _question_to_run(arguments)
    coding = question.coding
    if coding is None:
        raise UsageError(
            f"{question.id} is talked through: it runs no code.",
            remedy=f"'{typed('bank', 'list')}' shows all questions.",
        )
    if arguments.action == "show":
        return _show(question, coding, as_json=arguments.json)
    return _run(coding, arguments)


def _question(arguments: argparse.Namespace) -> "Question":
    from interviewer.bank.catalog import Catalog
    from interviewer.settings.load import load_settings

    flag = arguments.bank
    folder = load_settings({"bank": str(flag) if flag else None}).bank
    return Catalog.load(Path(folder) if folder else None).item(arguments.id).question


def _question_to_run(arguments: argparse.Namespace) -> "Question":
    """Return the question, and find out meanwhile how code can be isolated here."""
    from concurrent.futures import ThreadPoolExecutor

    from interviewer.coding.sandbox import isolation

    with ThreadPoolExecutor(1) as beside:
        beside.submit(isolation)
        return _question(arguments)


def _show(question: "Question", coding: "Coding", *, as_json: bool) -> ExitCode:
    if as_json:
        shown = {
            "id": question.id,
            "language": coding.language,
            "prompt": question.prompt,
            "clarifications": [one.reply for one in question.clarifications],
            "needs": coding.needs,
            "starter": coding.starter,
            "tables": [table.model_dump() for table in coding.tables],
            "shown": [test.model_dump(exclude_none=True) for test in coding.shown],
            "hidden": len(coding.hidden),
            "limits": coding.limits.model_dump(),
        }
        print_json(shown)
        return ExitCode.DONE
    from interviewer.coding.wording import hidden_count, lines_of_test, table_lines

    print(plain(question.prompt))
    print()
    if question.clarifications:  # in an interview one would ask; here nobody answers
        print("What the interviewer answers when asked:")
        for one in question.clarifications:
            print(plain(f"- {one.reply}"))
        print()
    for line in table_lines(coding):
        print(line)
    print(plain(coding.starter.rstrip()))
    for test in coding.shown:
        print(f"\n{one_line(test.name)}: {one_line(test.message)}")
        for line in lines_of_test(test):
            print(f"  {line}")
    print(
        f"\n{hidden_count(coding)}. Each may take {coding.limits.seconds:g} "
        f"seconds and {coding.limits.megabytes} MB."
    )
    return ExitCode.DONE


def _run(coding: "Coding", arguments: argparse.Namespace) -> ExitCode:
    import asyncio

    from interviewer.coding.runner import run_all, run_shown

    code = read_code(arguments.file)
    running = run_all if arguments.hidden else run_shown
    with unwinding():  # else the programs would outlive Ctrl+C
        done = asyncio.run(running(coding, code))
    if arguments.json:
        shown = {
            "id": arguments.id,
            "passed": done.passed,
            "tests": len(done.results),
            **done.model_dump(mode="json"),
        }
        print_json(shown)
    else:
        print_run(done)
    return ExitCode.DONE if done.all_passed else ExitCode.FAILED


def read_code(name: str) -> str:
    """Return the code in a file, or standard input for ``-``.

    Raises ``UsageError`` if it cannot be read, is not text, or is longer than any code that is run.
    """
    from interviewer.coding.runner import LONGEST

    most = 4 * LONGEST  # bytes
    if name == "-":
        data = sys.stdin.buffer.read(most + 1)
    else:
        try:
            with Path(name).expanduser().open("rb") as file:
                data = file.read(most + 1)
        except (OSError, RuntimeError) as error:  # the latter for the home of an unknown user
            why = error.strerror if isinstance(error, OSError) else error
            raise UsageError(
                f"{name} cannot be read ({why}).", remedy="Name a file with your code."
            ) from None
    try:  # what is longer is cut off, perhaps in the middle of a character
        return data.decode("utf-8-sig", "ignore" if len(data) > most else "strict")
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8 text.", remedy="Save it as UTF-8.") from None


def print_run(done: "Run") -> None:
    """Print each result, what failed, what the code printed, and how many passed."""
    from interviewer.coding.wording import failure_lines, mark, verdict

    for result in done.results:
        message, *why = failure_lines(result) or [""]
        print(f"{mark(result.status)} {one_line(result.name)}{f': {message}' if message else ''}")
        for line in why:
            print(f"    {line}")
    if done.output:
        print("\nPrinted:")
        print(plain(done.output.rstrip()) + (" …" if done.cut else ""))
    print(f"\n{verdict(done)}.")
