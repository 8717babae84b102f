"""What the graded answers of many sessions show together.

Pure: the current time is an argument. Scores (0..1) are those of the sessions and their reports:
they include penalties, and the first answer counts if a question was asked again in a session. For
single criteria every try counts, including retries.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

from interviewer.bank.choices import LEVELS
from interviewer.interview.score_rules import mean_score
from interviewer.learning.mastery import Mastery
from interviewer.learning.outcomes import TurnScore
from interviewer.learning.timed_scores import TimedScore

LATELY = 5
"""How many of the newest questions of an area make up its recent score."""

_BEFORE = 3  # earlier questions needed to compare with

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """Mean scores (0..1) on the questions of one level.

    ``unaided`` counts only points made without a probe or a hint.
    """

    level: str
    questions: int
    score: float
    unaided: float


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """Mean scores (0..1) in one area, and over time.

    ``lately`` is the mean of the newest ``LATELY`` questions, ``change`` how far it is above the
    earlier ones (-1..1), or ``None`` if those are too few. ``marks`` has one entry per session.
    """

    area: str
    questions: int
    score: float
    unaided: float
    lately: float
    change: float | None
    levels: tuple[LevelProgress, ...]
    marks: tuple[TimedScore, ...]


@dataclass(frozen=True, slots=True)
class SessionScore:
    """The mean score (0..1) of one session's questions; ``at`` is when its last one was over."""

    session_id: str
    at: datetime
    score: float
    questions: int


@dataclass(frozen=True, slots=True)
class AreaChange:
    """The scores (0..1) of an area in two sessions."""

    area: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The newest session compared with the previous one of its format; ``areas`` are in both."""

    format: str | None
    before: SessionScore
    now: SessionScore
    areas: tuple[AreaChange, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """How regular practice is: days in the last seven, and days in a row to today or yesterday."""

    days_of_seven: int
    days_in_a_row: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole progress.

    ``areas`` and ``criteria`` come weakest first: lowest score, most points missing. ``overall``
    has one entry per session. ``comparison`` is ``None`` without an earlier session of the format.
    """

    sessions: int
    questions: int
    score: float | None
    overall: tuple[TimedScore, ...]
    areas: tuple[AreaProgress, ...]
    criteria: tuple[Mastery, ...]
    comparison: Comparison | None
    practice: Practice

    @property
    def weakest(self) -> tuple[Mastery, ...]:
        """The criteria that still miss points, most first."""
        return tuple(criterion for criterion in self.criteria if criterion.missing > 0)


def progress(turns: Iterable[TurnScore], mastery: Iterable[Mastery], now: datetime) -> Progress:
    """Return the progress from turns, ordered by session and turn, and the mastery of criteria.

    ``now`` is timezone-aware; its zone defines days, and times are returned in it.
    """
    zone = now.tzinfo
    answered = _answered(turns)
    overall = _by_session(answered)
    areas = [_area(area, group, zone) for area, group in _grouped(answered, lambda one: one.area)]
    return Progress(
        sessions=len(overall),
        questions=len(answered),
        score=mean_score([one.score for one in answered]) if answered else None,
        overall=tuple(_timed_score(group, zone) for group in overall),
        areas=tuple(sorted(areas, key=lambda area: (area.score, area.area))),
        criteria=tuple(
            sorted(mastery, key=lambda one: (-one.missing, not one.essential, one.question_id))
        ),
        comparison=_comparison(overall, zone),
        practice=_practice({one.at.astimezone(zone).date() for one in answered}, now.date()),
    )


def _answered(turns: Iterable[TurnScore]) -> list[TurnScore]:
    """Return the turns that count towards their session's score, in the order they ended."""
    return sorted((one for one in turns if not one.retry), key=lambda one: one.at)


def _area(area: str, answered: Sequence[TurnScore], zone: tzinfo | None) -> AreaProgress:
    scores = [one.score for one in answered]
    lately, before = scores[-LATELY:], scores[:-LATELY]
    change = mean_score(lately) - mean_score(before) if len(before) >= _BEFORE else None
    levels = [_level(level, group) for level, group in _grouped(answered, lambda one: one.level)]
    return AreaProgress(
        area=area,
        questions=len(answered),
        score=mean_score(scores),
        unaided=mean_score([one.unaided for one in answered]),
        lately=mean_score(lately),
        change=None if change is None else round(change, 4),
        levels=tuple(sorted(levels, key=lambda level: _place(level.level))),
        marks=tuple(_timed_score(group, zone) for group in _by_session(answered)),
    )


def _level(level: str, answered: Sequence[TurnScore]) -> LevelProgress:
    return LevelProgress(
        level=level,
        questions=len(answered),
        score=mean_score([one.score for one in answered]),
        unaided=mean_score([one.unaided for one in answered]),
    )


def _place(level: str) -> tuple[int, str]:
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS), level)


def _by_session(answered: Iterable[TurnScore]) -> list[list[TurnScore]]:
    """Return the questions of each session, in the order they ended."""
    groups = [group for _, group in _grouped(answered, lambda one: one.session_id)]
    return sorted(groups, key=lambda group: group[-1].at)


def _timed_score(answered: Sequence[TurnScore], zone: tzinfo | None) -> TimedScore:
    at = answered[-1].at.astimezone(zone)
    return TimedScore(at, mean_score([one.score for one in answered]), len(answered))


def _comparison(sessions: Sequence[Sequence[TurnScore]], zone: tzinfo | None) -> Comparison | None:
    if not sessions:
        return None
    *earlier, now = sessions
    alike = [session for session in earlier if session[0].format == now[0].format]
    if not alike:
        return None
    before = alike[-1]
    then, here = _by_area(before), _by_area(now)
    return Comparison(
        format=now[0].format,
        before=_session_score(before, zone),
        now=_session_score(now, zone),
        areas=tuple(
            AreaChange(area, then[area], here[area]) for area in sorted(then.keys() & here.keys())
        ),
    )


def _by_area(answered: Sequence[TurnScore]) -> dict[str, float]:
    groups = _grouped(answered, lambda one: one.area)
    return {area: mean_score([one.score for one in group]) for area, group in groups}


def _session_score(answered: Sequence[TurnScore], zone: tzinfo | None) -> SessionScore:
    one = _timed_score(answered, zone)
    return SessionScore(answered[0].session_id, one.at, one.score, one.questions)


def _practice(days: set[date], today: date) -> Practice:
    one = timedelta(days=1)
    last = today if today in days else today - one
    row = 0
    while last - row * one in days:
        row += 1
    return Practice(
        days_of_seven=sum(today - back * one in days for back in range(7)), days_in_a_row=row
    )


def _grouped(values: Iterable[T], key: Callable[[T], K]) -> list[tuple[K, list[T]]]:
    """Return the values grouped by key, keys and values in order of first appearance."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return list(groups.items())
