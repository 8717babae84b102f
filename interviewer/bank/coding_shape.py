"""Checks that the parts of a coding question fit its language, without running anything."""

from collections.abc import Iterator
from typing import NamedTuple

from interviewer.bank.coding import Coding, Test
from interviewer.bank.strict_yaml import Location


class CodingFault(NamedTuple):
    """What is wrong with the shape of a coding part: where in it, what, and the remedy."""

    location: Location
    message: str
    remedy: str


def coding_faults(coding: Coding) -> Iterator[CodingFault]:
    """Yield what does not fit the language, and duplicate names, without running anything."""
    seen: set[str] = set()
    for group in ("shown", "hidden"):
        tests: tuple[Test, ...] = getattr(coding, group)
        for i, test in enumerate(tests):
            if test.name in seen:
                yield CodingFault(
                    (group, i, "name"),
                    f"the name `{test.name}` stands twice.",
                    "Give each test, shown or hidden, its own name.",
                )
            seen.add(test.name)
            for key, message, remedy in _faults_of_test(coding, test):
                yield CodingFault((group, i, key), message, remedy)
    if coding.language == "python" and coding.tables:
        yield CodingFault(
            ("tables",),
            "tables are for SQL.",
            "Remove them, or write `language: sql`.",
        )
    if coding.language == "sql" and not coding.tables:
        yield CodingFault(
            ("language",),
            "no tables to query.",
            "Add `tables:` with name and columns.",
        )
    if coding.language == "sql" and coding.needs:
        yield CodingFault(("needs",), "SQL needs no package.", "Remove it.")


def _faults_of_test(coding: Coding, test: Test) -> Iterator[tuple[str, str, str]]:
    if coding.language == "python":
        if test.code is None:
            yield "name", f"`{test.name}` has no code.", "Add `code:` with plain asserts."
        for key in ("rows", "expected", "ordered"):
            if getattr(test, key):
                yield key, f"`{key}` is for SQL.", "Write asserts in `code` instead."
        uses = test.code is not None and "close(" in test.code
        if uses and test.tolerance is None:
            yield "code", "`close` without a tolerance.", "Add `tolerance:` to the test."
        return
    if test.code is not None:
        yield "code", "`code` is for Python.", "Give `rows` and `expected` instead."
    if test.rows is None or test.expected is None:
        yield (
            "name",
            f"`{test.name}` has no {'rows' if test.rows is None else 'expected rows'}.",
            "Give `rows` for each table, and the `expected` rows.",
        )
        return
    widths = {table.name: len(table.columns) for table in coding.tables}
    for name, rows in test.rows.items():
        if name not in widths:
            yield "rows", f"there is no table `{name}`.", f"Tables: {', '.join(widths)}."
        elif any(len(row) != widths[name] for row in rows):
            yield "rows", f"a row of `{name}` has not {widths[name]} values.", "Mend the row."
    if len({len(row) for row in test.expected}) > 1:
        yield "expected", "its rows differ in length.", "Give each the columns of the result."
