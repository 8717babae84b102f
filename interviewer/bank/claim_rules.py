"""Rules for what a rubric claims: what each misconception denies, and what figures stand for."""

import re
from collections.abc import Iterator

from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import Breach

_OR = re.compile(r"\bor\b", re.IGNORECASE)


def misconception_breaches(rubric: Rubric) -> Iterator[Breach]:
    """Check the misconceptions, from the rubric file alone."""
    for i, misconception in enumerate(rubric.misconceptions):
        at = ("misconceptions", i)
        if misconception.contradicts is None:
            capped = misconception.cap is not None
            yield Breach(
                (*at, "cap" if capped else "contradicts"),
                f"`{misconception.id}` {'caps the score but ' if capped else ''}"
                "contradicts no criterion.",
                "Add `contradicts:` with the criterion that nobody who holds it can make.",
            )
        if _OR.search(misconception.statement):
            yield Breach(
                (*at, "statement"),
                f"`{misconception.id}` may bundle two misconceptions with “or”.",
                "Keep the one that candidates really hold, or make two of it.",
                "warning",
            )


def figure_breaches(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Check how the figures of a rubric fit the kind of its question, in the rubric file."""
    kind = question.kind
    figures = [(i, one.number) for i, one in enumerate(rubric.criteria) if one.number is not None]
    for i, number in figures:
        at = ("criteria", i, "number")
        if number.factor is not None and kind == "calculation":
            yield Breach(
                (*at, "factor"),
                "a calculation is right or wrong.",
                "Give a tolerance instead, or make it `kind: estimate`.",
            )
    if kind == "calculation" and not figures:
        yield Breach(
            ("criteria",),
            "no criterion of this calculation is a figure.",
            "Add `number:` with value, unit and tolerance to the one that is its result.",
        )
    if kind == "estimate" and not any(number.factor for _, number in figures):
        yield Breach(
            ("criteria",),
            "no criterion of this estimate is a figure with a factor.",
            "Add `number:` with value, unit and factor to the one that is its result.",
        )
