"""An item as plain text: everything of it, wrapped for reading."""

import textwrap
from collections.abc import Iterator

from interviewer.bank.question import Question
from interviewer.bank.rubric import Item, Rubric
from interviewer.plain_text import plain
from interviewer.report.wording import whole_points


def item_text(item: Item, width: int) -> str:
    """Return all that the item holds in lines of at most ``width`` columns."""
    lines: list[str] = []
    for indent, mark, text in (*_question(item.question), *_rubric(item.rubric)):
        hanging = " " * (indent + len(mark))
        # A text of several lines holds code, whose lines and indentation say something.
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
    yield from _section("Hints", question.hints, mark="- ")
    if question.follow_ups:
        yield from _section("Follow-ups", ())
        for probe in question.follow_ups:
            yield 2, "- ", f"{probe.id} (when {probe.criterion} is {probe.when}): {probe.prompt}"
    if question.clarifications:
        yield from _section("Clarifications", ())
        for clarification in question.clarifications:
            yield 2, "- ", f"{clarification.topic}: {clarification.reply}"
            yield from ((4, "? ", ask) for ask in clarification.asks)
    yield from _section("Sources", question.sources, mark="- ")


def _rubric(rubric: Rubric) -> Iterator[tuple[int, str, str]]:
    yield from _section(f"Criteria ({rubric.points} points, version {rubric.version})", ())
    for criterion in rubric.criteria:
        worth = f"{criterion.points} point{'' if criterion.points == 1 else 's'}"
        essential = ", essential" if criterion.essential else ""
        yield 2, "- ", f"{criterion.id} ({worth}{essential}): {criterion.statement}"
        yield from ((6, "~ ", wording) for wording in criterion.evidence)
    if rubric.misconceptions:
        yield from _section("Misconceptions", ())
    for belief in rubric.misconceptions:
        cap = "" if belief.cap is None else f", at most {100 * belief.cap:.0f}"
        cost = f"{whole_points(belief.penalty)} less{cap}"
        yield 2, "- ", f"{belief.id} ({cost}): {belief.statement}"
        yield 6, "", f"Instead: {belief.correction}"
        if belief.example:
            yield 6, "", f"Example: {belief.example}"
        yield from ((6, "~ ", wording) for wording in belief.evidence)
    yield from _section("Model answer", [rubric.model_answer])


def _section(
    title: str, texts: tuple[str, ...] | list[str], *, mark: str = ""
) -> Iterator[tuple[int, str, str]]:
    if not texts and mark:
        return
    yield 0, "", ""
    yield 0, "", title
    yield from ((2, mark, text) for text in texts)
