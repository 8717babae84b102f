"""Coding questions and runs as text, the same in the commands, the screens and the line mode."""

from collections.abc import Iterable
from typing import Literal

from interviewer.bank.coding import Coding, Test
from interviewer.coding.results import Run, Status, TestResult
from interviewer.text.counts import counted
from interviewer.text.display import one_line, plain

MARKS: dict[Literal["passed", "failed", "not-run"], str] = {
    "passed": "✓",
    "failed": "✗",
    "not-run": "–",
}


def mark(status: Status) -> str:
    """Return the sign of a result: passed, not passed, or not run."""
    return MARKS[status if status in ("passed", "not-run") else "failed"]


def numbered(code: str) -> list[str]:
    """Return the lines of code, safe to print, each after its number."""
    lines = plain(code).rstrip("\n").split("\n")
    width = len(str(len(lines)))
    return [f"{number:>{width}}  {line}".rstrip() for number, line in enumerate(lines, 1)]


def table_lines(coding: Coding) -> list[str]:
    """Return the tables of an SQL question, a line each."""
    return [plain(f"{table.name} ({', '.join(table.columns)})") for table in coding.tables]


def lines_of_test(test: Test) -> list[str]:
    """Return what a test does: its code, or the rows of its tables and those expected.

    The tolerance is included, so that nobody has to guess whether to round.
    """
    allowed = f"within {test.tolerance:g}, absolute or relative" if test.tolerance else ""
    if test.code is not None:
        lines = plain(test.code).rstrip().splitlines()
        return [*lines, f"# close: {allowed}"] if allowed else lines
    lines = [
        f"{name}: {', '.join(map(_cell, row))}"
        for name, rows in (test.rows or {}).items()
        for row in rows
    ]
    order = ", in this order" if test.ordered else ""
    expected = [f"expected{order}: {', '.join(map(_cell, row))}" for row in test.expected or ()]
    numbers = [f"numbers: {allowed}"] if allowed else []
    return [plain(line) for line in (*lines, *expected, *numbers)]


def hidden_count(coding: Coding) -> str:
    """Return how many tests are hidden: ``2 more tests are hidden``."""
    count = len(coding.hidden)
    return f"{counted(count, 'more test')} {'is' if count == 1 else 'are'} hidden"


def result_line(result: TestResult) -> str:
    """Return the sign, the name and the time of a result."""
    spent = f"  {result.seconds:.2f} s" if result.seconds >= _WORTH_TELLING else ""
    return f"{mark(result.status)} {one_line(result.name)}{spent}"


def failure_lines(result: TestResult) -> list[str]:
    """Return what a failed test checks, then why it failed; nothing for a passed test."""
    if result.passed:
        return []
    lines = [one_line(result.message)] if result.message else []
    lines.append(one_line(result.said))
    if result.call:
        lines.append(one_line(result.call))
    return lines + plain(result.trace.rstrip()).splitlines()


def verdict(run: Run) -> str:
    """Return how many tests passed, and how long the run took."""
    return f"{passed(run.results)} in {run.seconds:.2f} s"


def passed(results: Iterable[TestResult]) -> str:
    """Return how many of these tests passed."""
    several = tuple(results)
    return f"{sum(one.passed for one in several)} of {len(several)} tests passed"


def _cell(value: object) -> str:
    return "NULL" if value is None else str(value)


_WORTH_TELLING = 0.005  # seconds
