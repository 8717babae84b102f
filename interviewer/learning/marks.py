"""Scores at moments: what is plotted over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of a plot: the mean score (0..1) of ``questions`` questions about ``at``."""

    at: datetime
    score: float
    questions: int


def thinned(marks: Sequence[Mark], most: int) -> tuple[Mark, ...]:
    """Return at most ``most`` marks: those of the same stretch of time become their mean.

    The stretches are equally long, and one without a mark gives none. ``marks`` are oldest first.
    """
    if len(marks) <= most:
        return tuple(marks)
    first, span = marks[0].at, (marks[-1].at - marks[0].at).total_seconds()

    def stretch(mark: Mark) -> int:
        passed = (mark.at - first).total_seconds()
        return min(int(passed / span * most), most - 1) if span else 0

    return tuple(_merged(list(group)) for _, group in groupby(marks, stretch))


def _merged(marks: Sequence[Mark]) -> Mark:
    count = sum(mark.questions for mark in marks)
    first = marks[0].at
    later = sum((mark.at - first).total_seconds() * mark.questions for mark in marks) / count
    score = sum(mark.score * mark.questions for mark in marks) / count
    return Mark(first + timedelta(seconds=later), round(score, 4), count)
