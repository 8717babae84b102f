"""A whole item as plain text, wrapped for reading."""

import textwrap
from collections.abc import Iterator

from interviewer.bank.coding import Coding
from interviewer.bank.question import Question
from interviewer.bank.rubric import Criterion, Item, Number, Rubric
from interviewer.coding.wording import lines_of_test
from interviewer.report.wording import whole_points
from interviewer.text.display import plain


def item_text(item: Item, width: int) -> str:
    """Return the whole item as text, in lines of at most ``width`` columns."""
    lines: list[str] = []
    for indent, mark, text in (*_question(item.question), *_rubric(item.rubric)):
        hanging = " " * (indent + len(mark))
        # A text of several lines contains code, whose lines and indentation matter.
        for number, line in enumerate(plain(text).splitlines() or [""]):
            first = hanging if number else " " * indent + mark
            wrapped = textwrap.wrap(line, width, initial_indent=first, subsequent_indent=hanging)
            lines += wrapped or [""]
    return "\n".join(lines)


def _question(question: Question) -> Iterator[tuple[int, str, str]]:
    yield 0, "", question.id
    facts = f"{question.area}, {question.level}, {question.kind}, {question.time_limit} seconds"
    yield 0, "", facts
    yield from _section("Question", [question.prompt])
    if question.spoken:
        yield from _section("Read aloud", [question.spoken])
    if question.rephrased:
        yield from _section("In other words", [question.rephrased])
    if exhibit := question.exhibit:
        kind = f"{exhibit.language} {exhibit.kind}" if exhibit.language else exhibit.kind
        yield from _section(f"Shown ({kind})", [exhibit.content])
        yield from _section("Described for the ear", [exhibit.spoken])
    if question.coding:
        yield from _coding(question.coding)
    yield from _section("Hints", question.hints, mark="- ")
    if question.follow_ups:
        yield from _section("Follow-ups", ())
        for follow_up in question.follow_ups:
            when = f"{follow_up.criterion} is {follow_up.when}"
            yield 2, "- ", f"{follow_up.id} (when {when}): {follow_up.prompt}"
            if follow_up.spoken:
                yield 6, "", f"Read aloud: {follow_up.spoken}"
    if question.clarifications:
        yield from _section("Clarifications", ())
        for clarification in question.clarifications:
            yield 2, "- ", f"{clarification.topic}: {clarification.reply}"
            yield from ((4, "? ", ask) for ask in clarification.asks)
    yield from _section("Sources", question.sources, mark="- ")


def _coding(coding: Coding) -> Iterator[tuple[int, str, str]]:
    limits = f"{coding.limits.seconds:g} seconds and {coding.limits.megabytes} MB a test"
    needs = "".join(f", with {name}" for name in coding.needs)
    yield from _section(f"To be run ({coding.language}{needs}; {limits})", ())
    for table in coding.tables:
        yield 2, "", f"{table.name} ({', '.join(table.columns)})"
    yield 2, "", coding.starter.rstrip()
    for title, tests in (("Shown tests", coding.shown), ("Hidden tests", coding.hidden)):
        yield from _section(title, ())
        for test in tests:
            yield 2, "- ", f"{test.name}: {test.message}"
            yield 6, "", "\n".join(lines_of_test(test))
    yield from _section("Solution", [coding.solution.rstrip()])
    for one in coding.broken:
        yield from _section(f"Broken: {one.flaw}", [one.code.rstrip()])


def _rubric(rubric: Rubric) -> Iterator[tuple[int, str, str]]:
    yield from _section(f"Criteria ({rubric.points} points, version {rubric.version})", ())
    yield from _criteria(rubric.criteria)
    if rubric.misconceptions:
        yield from _section("Misconceptions", ())
    for misconception in rubric.misconceptions:
        cap = "" if misconception.cap is None else f", at most {100 * misconception.cap:.0f}"
        cost = f"{whole_points(misconception.penalty)} less{cap}"
        against = f", against {misconception.contradicts}" if misconception.contradicts else ""
        yield 2, "- ", f"{misconception.id} ({cost}{against}): {misconception.statement}"
        yield 6, "", f"Instead: {misconception.correction}"
        if misconception.example:
            yield 6, "", f"Example: {misconception.example}"
        yield from ((6, "~ ", wording) for wording in misconception.evidence)
    yield from _section("Model answer", [rubric.model_answer])
    for depth in rubric.depth:
        points = sum(criterion.points for criterion in depth.criteria)
        yield from _section(f"Reply to {depth.follow_up} ({whole_points(points)})", ())
        yield from _criteria(depth.criteria)
        yield 2, "", depth.model_answer


def _criteria(criteria: tuple[Criterion, ...]) -> Iterator[tuple[int, str, str]]:
    for criterion in criteria:
        essential = ", essential" if criterion.essential else ""
        worth = f"{whole_points(criterion.points)}{essential}"
        yield 2, "- ", f"{criterion.id} ({worth}): {criterion.statement}"
        if criterion.number:
            yield 6, "= ", _figure(criterion.number)
        if criterion.tests:
            yield 6, "= ", f"decided by the tests {', '.join(criterion.tests)}"
        yield from ((6, "~ ", wording) for wording in criterion.evidence)


def _figure(number: Number) -> str:
    unit = f" {number.unit}" if number.unit else ""
    if number.factor:
        return f"{number.value:.12g}{unit}, within a factor of {number.factor:g}"
    return f"{number.value:.12g}{unit}, within {100 * number.tolerance:g} percent"


def _section(
    title: str, texts: tuple[str, ...] | list[str], *, mark: str = ""
) -> Iterator[tuple[int, str, str]]:
    if not texts and mark:
        return
    yield 0, "", ""
    yield 0, "", title
    yield from ((2, mark, text) for text in texts)
