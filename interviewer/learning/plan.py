"""A day-by-day plan up to an interview: what to practise on which day, and why.

Days of practice go to the areas by need: their weight in the job, times how much of them is still
missing. Shares follow the highest averages, so that an area comes back at growing distance instead
of in one block; spaced practice is kept better than massed practice (Cepeda et al. 2006). Every
fifth day is a mock interview under exam conditions, the last but one is the dress rehearsal, and
the eve is short.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from interviewer.interview.formats import FORMATS

LONGEST = 366
"""The most days that a plan has."""
REMEMBERED = timedelta(days=365)
"""After this an answer weighs less than a thousandth of a new one."""
MINUTES = (5, 480)
"""The least and the most minutes of a common day."""

DayKind = Literal["practice", "mock", "rehearsal", "eve"]

_HALF_LIFE = 30.0  # days after which an answer says half as much about what is known today
_UNKNOWN = 0.5  # how much of an area is taken for mastered before any answer
_PRIOR = 6.0  # points of the middling result that every area begins with
_MOCK_EVERY = 5
_AREAS_A_DAY = 2
_MINUTES_A_QUESTION = 6
_REHEARSED_FROM = 4  # days; a shorter plan has no day to spare for a rehearsal
_WORTH = {"unprompted": 1.0, "after a probe": 0.7, "after a challenge": 0.7, "after a hint": 0.5}


class Graded(Protocol):
    """What the plan knows of one graded criterion: an outcome of the history."""

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
        """With how much help, as the ledger says it."""
        ...


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what to do in about ``minutes``, why, and the command that begins it."""

    on: date
    kind: DayKind
    areas: tuple[str, ...]
    questions: int
    minutes: int
    why: str
    command: str


def area_mastery(outcomes: Sequence[Graded], today: date, areas: Sequence[str]) -> dict[str, float]:
    """Return how much of each area is mastered, 0..1; one never asked about is halfway.

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
    outcomes: Sequence[Graded] = (),
    asked: Collection[str] = (),
    minutes: int = 45,
    mock: str = "mixed-loop",
) -> tuple[Day, ...]:
    """Return one entry a day, from ``today`` to the eve of the interview on ``until``.

    ``weights`` say how much each area matters (any scale above 0); ``outcomes`` older than
    ``REMEMBERED`` change nothing; ``asked`` are the areas of older ones; ``minutes`` are those of a
    common day; ``mock`` is the format of the mock interviews. Empty when the interview is today;
    ``ValueError`` when it has been, is more than a year away, or no area matters.
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
    """Take the areas whose turn it is; the first is none of the day before's, if there are others.

    ``turns`` counts how often each has been planned, and is brought up to date.
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
        # Nothing but an answer says how good it is.
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
