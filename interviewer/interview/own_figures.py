"""Whether an answer names a figure of the sort that a point asks for, if not the right one."""

from collections.abc import Iterable

from interviewer.bank.rubric import Criterion
from interviewer.figures.reading import figures
from interviewer.figures.units import named_unit

_NEAR = 20.0
"""How many times more or less is still the same thing: 307 GB for 2 TB, and not 4 bytes."""


def names_such_a_figure(criterion: Criterion, answers: Iterable[str]) -> bool:
    """Whether the answers hold a figure with a unit of the same kind and a like size."""
    number = criterion.number
    if number is None or number.unit is None or not number.value:
        return False
    said = (
        (figure.low * unit.scale, unit)
        for text in answers
        for figure in figures(text)
        for unit in figure.units
        if not figure.bare
    )
    wanted = named_unit(number.unit)
    return any(
        unit.kind == one.kind
        and unit.per == one.per
        and 1 / _NEAR <= size / (number.value * one.scale) <= _NEAR
        for size, unit in said
        for one in wanted
    )
