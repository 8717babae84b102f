"""Scores at moments: what is plotted over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby


@dataclass(frozen=True, slots=True)
class TimedScore:
    """One point of a plot: the mean score (0..1) of ``questions`` questions about ``at``."""

    at: datetime
    score: float
    questions: int


def thinned(scores: Sequence[TimedScore], most: int) -> tuple[TimedScore, ...]:
    """Return at most ``most`` scores, each the mean of those within one time interval.

    The intervals are equally long; empty ones are left out. ``scores`` are oldest first.
    """
    if len(scores) <= most:
        return tuple(scores)
    first, span = scores[0].at, (scores[-1].at - scores[0].at).total_seconds()

    def stretch(one: TimedScore) -> int:
        passed = (one.at - first).total_seconds()
        return min(int(passed / span * most), most - 1) if span else 0

    return tuple(_merged(list(group)) for _, group in groupby(scores, stretch))


def _merged(scores: Sequence[TimedScore]) -> TimedScore:
    count = sum(one.questions for one in scores)
    first = scores[0].at
    later = sum((one.at - first).total_seconds() * one.questions for one in scores) / count
    score = sum(one.score * one.questions for one in scores) / count
    return TimedScore(first + timedelta(seconds=later), round(score, 4), count)
