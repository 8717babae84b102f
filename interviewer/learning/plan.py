"""A day-by-day plan up to an interview: what to practise on which day, and why.

Days of practice are allotted to areas by need: their weight in the job times what is still missing.
Shares follow the highest-averages method, so that an area comes back at growing intervals instead
of in one block; spaced practice is retained better than massed practice (Cepeda et al. 2006). Every
fifth day is a mock interview under exam conditions, the last but one is the dress rehearsal, and
the last is short.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from interviewer.interview.formats import FORMATS

LONGEST = 366
"""The maximum number of days in a plan."""
REMEMBERED = timedelta(days=365)
"""An answer older than this weighs less than a thousandth of a new one."""
MINUTES = (5, 480)
"""The minimum and maximum minutes of an ordinary day."""

DayKind = Literal["practice", "mock", "rehearsal", "eve"]

_HALF_LIFE = 30.0  # days after which an answer says half as much about what is known today
_UNKNOWN = 0.5  # how much of an area is assumed mastered before any answer
_PRIOR = 6.0  # points of the average result that every area starts with
_MOCK_EVERY = 5
_AREAS_A_DAY = 2
_MINUTES_A_QUESTION = 6
_REHEARSED_FROM = 4  # days; a shorter plan has no day to spare for a rehearsal
_WORTH = {"unprompted": 1.0, "after a probe": 0.7, "after a challenge": 0.7, "after a hint": 0.5}


class GradedCriterion(Protocol):
    """What the plan needs to know about one graded criterion: an outcome of the history."""

    @property
    def at(self) -> datetime:
        """When it was answered, aware of its zone."""
        ...

    @property
    def area(self) -> str:
        """The area of its question."""
        ...

    @property
    def points(self) -> int:
        """What it is worth."""
        ...

    @property
    def credit(self) -> float:
        """The share of the points that was earned, 0..1."""
        ...

    @property
    def help(self) -> str:
        """How much help was given, as in the ledger's ``Help``."""
        ...


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what to do in about ``minutes``, why, and the command that starts it."""

    on: date
    kind: DayKind
    areas: tuple[str, ...]
    questions: int
    minutes: int
    why: str
    command: str


def area_mastery(
    outcomes: Sequence[GradedCriterion], today: date, areas: Sequence[str]
) -> dict[str, float]:
    """Return how much of each area is mastered, 0..1; an area never asked about counts as 0.5.

    Points earned after a probe or a hint count less, and an answer counts half after 30 days.
    """
    earned = dict.fromkeys(areas, _UNKNOWN * _PRIOR)
    possible = dict.fromkeys(areas, _PRIOR)
    for one in outcomes:
        if one.area in earned:
            age = max((today - one.at.date()).days, 0)
            weight = one.points * 0.5 ** (age / _HALF_LIFE)
            earned[one.area] += weight * one.credit * _WORTH.get(one.help, 1.0)
            possible[one.area] += weight
    return {area: earned[area] / possible[area] for area in areas}


def plan(
    today: date,
    until: date,
    *,
    weights: Mapping[str, float],
    outcomes: Sequence[GradedCriterion] = (),
    asked: Collection[str] = (),
    minutes: int = 45,
    mock: str = "mixed-loop",
) -> tuple[Day, ...]:
    """Return one entry per day, from ``today`` to the day before the interview on ``until``.

    ``weights`` say how much each area matters (any scale above 0); ``outcomes`` older than
    ``REMEMBERED`` change nothing; ``asked`` are the areas of older ones; ``minutes`` are those of
    an ordinary day; ``mock`` is the format of the mock interviews. Empty when the interview is
    today. Raise ``ValueError`` when it is past or over a year away, or no area matters.
    """
    days = (until - today).days
    if not 0 <= days <= LONGEST or not any(weight > 0 for weight in weights.values()):
        raise ValueError("no days or no areas to plan for")
    known = area_mastery(outcomes, today, sorted(weights))
    areas_asked = {*asked, *(one.area for one in outcomes)}
    need = {area: weights[area] * (1.05 - known[area]) for area in known if weights[area] > 0}
    turns = dict.fromkeys(need, 0)
    planned: list[Day] = []
    last: tuple[str, ...] = ()
    for number in range(days):
        on = today + timedelta(days=number)
        left = days - number  # days to the interview
        if left == 1:
            planned.append(_eve(on, need, minutes))
        elif left == 2 and days >= _REHEARSED_FROM:
            planned.append(_mock(on, "rehearsal", mock))
        elif number and number % _MOCK_EVERY == 0 and left > _MOCK_EVERY // 2 + 1:
            planned.append(_mock(on, "mock", mock))
        else:
            last = _next_areas(need, turns, last)
            planned.append(_practice(on, last, minutes, known, areas_asked))
            areas_asked |= set(last)
    return tuple(planned)


def _next_areas(
    need: Mapping[str, float], turns: dict[str, int], last: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the areas for the next day; the first is not one of ``last`` if there are others.

    ``turns`` counts how often each area has been planned, and is updated.
    """
    chosen: list[str] = []
    for _ in range(min(_AREAS_A_DAY, len(need))):
        barred = {*chosen, *(() if chosen else last)}
        open_ones = [area for area in need if area not in barred] or list(need)
        area = min(open_ones, key=lambda area: (-need[area] / (turns[area] + 1), area))
        turns[area] += 1
        chosen.append(area)
    return tuple(chosen)


def _practice(
    on: date,
    areas: tuple[str, ...],
    minutes: int,
    known: Mapping[str, float],
    asked: set[str],
) -> Day:
    questions = max(minutes // _MINUTES_A_QUESTION, 1)
    why = "; ".join(
        f"{area} not asked yet"
        if area not in asked
        # Only an answer can tell how good an area is.
        else f"{area} again"
        if known[area] == _UNKNOWN
        else f"{area} at {round(100 * known[area])} of 100"
        for area in areas
    )
    return _day(on, "practice", areas, questions, minutes, why)


def _mock(on: date, kind: DayKind, name: str) -> Day:
    form = FORMATS[name]
    why = (
        "under exam conditions, to see where you stand"
        if kind == "mock"
        else "the whole interview once more, with a day left to rest"
    )
    return Day(
        on=on,
        kind=kind,
        areas=(),
        questions=form.questions,
        minutes=form.minutes,
        why=f"{form.title}, {why}",
        command=f"interviewer practice --format {name} --exam",
    )


def _eve(on: date, need: Mapping[str, float], minutes: int) -> Day:
    areas = tuple(sorted(need, key=lambda area: (-need[area], area))[:1])
    short = min(minutes, 20)
    why = "the weakest area once more, then rest"
    return _day(on, "eve", areas, max(short // _MINUTES_A_QUESTION, 1), short, why)


def _day(
    on: date, kind: DayKind, areas: tuple[str, ...], questions: int, minutes: int, why: str
) -> Day:
    chosen = " ".join(f"--area {area}" for area in areas)
    return Day(
        on=on,
        kind=kind,
        areas=areas,
        questions=questions,
        minutes=minutes,
        why=why,
        command=f"interviewer practice {chosen} --questions {questions}",
    )
