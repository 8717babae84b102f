"""What a verdict on a figure says: what was read in the answer, and what is right."""

import re

from interviewer.bank.rubric import Number
from interviewer.figures.number_words import SCALES
from interviewer.figures.reading import Figure
from interviewer.figures.units import MONEY_SIGNS
from interviewer.grading.numbers.comparing import Wanted
from interviewer.grading.numbers.figure_stance import FigureStance

_DIGITS = 3
_LARGE = tuple((name, scale) for name, scale in reversed(SCALES.items()) if scale > 1e3)
_SMALL = 1e-4
_BEFORE = frozenset(MONEY_SIGNS)

WHY = {
    FigureStance.DENIED: "said only to be wrong",
    FigureStance.TAKEN_BACK: "taken back",
    FigureStance.ASKED: "asked, not said",
    FigureStance.GUESSED: "one of several guesses",
    FigureStance.ORDERED: "addressed to the grader",
    FigureStance.REPEATED: "only said back from the question",
}
"""Why a figure that stands in an answer does not count."""


def right(number: Number) -> str:
    """Return what is right: "2 GB within 5 %", "300 users within a factor of 2", "12 exactly"."""
    value = amount(number.value, number.unit)
    if number.factor is not None:
        return f"{value} within a factor of {number.factor:g}"
    if number.tolerance == 0:
        return f"{value} exactly"
    return f"{value} within {100 * number.tolerance:g} %"


def said(answer: str, figure: Figure, wanted: Wanted) -> str:
    """Return a figure as it was said, and in the wanted unit where it was said in another."""
    words = " ".join(answer[figure.start : figure.end].split())
    value = wanted.said(figure)
    if value is None or (figure.bare and not figure.fraction and wanted.units[0].kind != "percent"):
        return words
    ours = amount(float(f"{value:.{_DIGITS}g}"), wanted.number.unit)
    alike = words.replace(" ", "").casefold() == ours.replace(" ", "").casefold()
    return words if alike or _same_unit(words, wanted.number.unit) else f"{words} ({ours})"


def amount(value: float, unit: str | None) -> str:
    """Return a value with its unit: "2 GB", "1,500 users", "67 %", "$3", "2.1 billion bytes"."""
    name, scale = next(
        ((f" {name}", scale) for name, scale in _LARGE if abs(value) >= scale), ("", 1.0)
    )
    if 0 < abs(value) < _SMALL:
        text = re.sub(r"e-0?", "e-", f"{value:.4g}")
    else:
        shown = value / scale
        shown = shown if abs(shown) >= 1000 else float(f"{shown:.4g}")
        text = f"{shown:,.7f}".rstrip("0").rstrip(".") + name
    if unit is None:
        return text
    if unit[0] in _BEFORE:
        return f"{unit[0]}{text}{unit[1:]}"
    return f"{text} {unit}"


def _same_unit(words: str, unit: str | None) -> bool:
    return unit is None or words.casefold().endswith(unit.casefold())
