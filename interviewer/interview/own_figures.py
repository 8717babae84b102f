"""Whether an answer names a figure of the kind that a point asks for, right or wrong."""

from collections.abc import Iterable

from interviewer.bank.rubric import Criterion
from interviewer.figures.reading import figures
from interviewer.figures.units import named_unit

_NEAR = 20.0
"""The factor within which a figure is about the same quantity: 307 GB for 2 TB, but not 4 bytes."""


def names_such_a_figure(criterion: Criterion, answers: Iterable[str]) -> bool:
    """Whether the answers contain a figure with the same kind of unit and a similar size."""
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
