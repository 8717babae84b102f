"""Compares a figure with the one that is wanted, within its kind of unit."""

import math
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from interviewer.bank.rubric import Number
from interviewer.figures.reading import Figure
from interviewer.figures.units import COUNTED, MONEY, NUMBER, PERCENT, TIMES, Unit, named_unit

_COUNTS = frozenset(COUNTED.values())
_NEAREST = 1e-9
"""Tolerance for the rounding of floats."""
_WIDEST = 2.0
"""Largest ratio of a range's upper to its lower end with which it still names a figure."""
_POWERS = range(1, 13)


class Likeness(IntEnum):
    """How close a figure is to the one that is wanted, worst first."""

    OTHER = 0
    WIDE = 1
    """A range that contains it, but is too wide."""
    SLIP = 2
    """The right digits, with another power of ten or another unit of the kind."""
    RIGHT = 3


class Wanted(NamedTuple):
    """The figure of a criterion, with the readings of its unit."""

    number: Number
    units: tuple[Unit, ...]

    @classmethod
    def of(cls, number: Number) -> "Wanted":
        """Return the figure of a criterion."""
        return cls(number, (NUMBER,) if number.unit is None else named_unit(number.unit))

    def comparable(self, figure: Figure) -> bool:
        """Whether a figure is of the kind that is wanted; a bare number may be a count."""
        return next(self._pairs(figure), None) is not None

    def likeness(self, figure: Figure) -> Likeness:
        """Return the best likeness over all readings of the two units."""
        found = Likeness.OTHER
        for low, high in self._pairs(figure):
            found = max(found, self._likeness(figure, low, high))
        return found

    def said(self, figure: Figure) -> float | None:
        """Return what a figure is in the wanted unit; ``None`` for a range or another kind."""
        pair = next(self._pairs(figure), None)
        return pair[0] if pair and not figure.is_range else None

    def _likeness(self, figure: Figure, low: float, high: float) -> Likeness:
        if self._right(low) and self._right(high):
            return Likeness.RIGHT
        value, factor = self.number.value, self.number.factor
        if figure.is_range and low <= value <= high:
            widest = _WIDEST if factor is None else factor**2
            return Likeness.WIDE if high <= widest * low else Likeness.OTHER
        if factor is None and not figure.is_range and self._slipped(figure, low):
            return Likeness.SLIP
        return Likeness.OTHER

    def _right(self, said: float) -> bool:
        value, factor = self.number.value, self.number.factor
        if factor is not None:
            ratio = said / value if value else 0.0
            return 1 / factor <= ratio * (1 + _NEAREST) and ratio <= factor * (1 + _NEAREST)
        return abs(said - value) <= (self.number.tolerance + _NEAREST) * abs(value)

    def _slipped(self, figure: Figure, said: float) -> bool:
        value = self.number.value
        if not said or not value or (said < 0) != (value < 0):
            return False
        if figure.bare and not _telling(value):
            return False
        if not figure.bare and self.number.unit is not None and self._right(figure.low):
            return True
        power = round(math.log10(said / value))
        return abs(power) in _POWERS and self._right(said / 10.0**power)

    def _pairs(self, figure: Figure) -> Iterator[tuple[float, float]]:
        """Yield the ends of a figure in the wanted unit, for each pair of readings."""
        for wanted in self.units:
            for unit in figure.units:
                if (scale := _scale(figure, unit, wanted)) is not None:
                    yield figure.low * scale, figure.high * scale


def _scale(figure: Figure, unit: Unit, wanted: Unit) -> float | None:
    """Return the factor from ``unit`` to ``wanted``; ``None`` where they cannot be compared."""
    if unit.kind in MONEY and unit.period and not wanted.per:
        # "$12k a month", asked for dollars: the question says for how long.
        unit = unit._replace(scale=unit.scale * unit.period, per="", period=0.0)
    if "time" in (unit.per, wanted.per) and unit.per != wanted.per:
        return None
    if unit.kind == TIMES.kind and wanted.kind != PERCENT:
        unit = unit._replace(kind="number")  # "10x" is a number, and no share
    if wanted.kind == PERCENT and unit.kind == "number" and not unit.per:
        return _percent_of_bare(figure, unit)
    same = (
        unit.kind == wanted.kind
        or (unit.kind == "number" and wanted.kind in _COUNTS)
        or (wanted.kind == "number" and (unit.kind in _COUNTS or unit.kind == PERCENT))
    )
    if not same:
        return None
    if unit.convention and wanted.convention and unit.convention != wanted.convention:
        return None
    if wanted.per in ("", "time"):
        return unit.scale / unit.each / (wanted.scale / wanted.each)
    if unit.per and unit.per != wanted.per:
        return None
    each = unit.each if unit.per else wanted.each  # "$2", asked for dollars per million tokens
    return unit.scale / each / (wanted.scale / wanted.each)


def _percent_of_bare(figure: Figure, unit: Unit) -> float | None:
    """Return the factor that makes a bare number a percentage; ``None`` where that is ambiguous.

    Below one it is a share, above one a percentage; a mere "1" may be either.
    """
    if unit.scale != 1:
        return None
    if figure.fraction or abs(figure.high) < 1:
        return 100.0
    return 1.0 if figure.low > 1 else None


def _telling(value: float) -> bool:
    """Whether a number has two significant digits or more, unlike 10 and 0.5."""
    digits = f"{abs(value):.6g}".partition("e")[0].replace(".", "").strip("0")
    return len(digits) > 1
