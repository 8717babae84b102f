"""Chooses the next question of an adaptive interview: the most informative where it matters.

An answer is most informative where little is known yet and where the difficulty matches the
candidate's ability (F. M. Lord, Applications of Item Response Theory to Practical Testing Problems,
1980). So a harder question follows a strong answer and an easier one a weak answer, unless all
other evidence is clearly against it; two such answers in a row outweigh nearly everything.
"""

import random
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Generic, TypeVar

from interviewer.bank.choices import LEVELS
from interviewer.grading.bands import Band, band
from interviewer.interview.ability import DIFFICULTY, Abilities
from interviewer.interview.events import SessionConfig, Stage
from interviewer.interview.ledger import Help, denied, result
from interviewer.interview.picker import (
    Candidate,
    eligible,
    longest_unasked,
    not_asked_before,
    weight_of,
)
from interviewer.interview.session import Session, Turn

C = TypeVar("C", bound=Candidate)

STRONG: tuple[Band, ...] = ("good", "excellent")
"""The bands of a strong answer."""

WEAK: tuple[Band, ...] = ("poor",)
"""The bands of a weak answer."""

_BAR = 0.6  # logits: six in seven points of a beginner question, a third of an advanced one
_NEED = 1.0  # how much more an area counts when its ability is certainly below the bar
_AGAIN = 0.6  # factor for the area that was just asked about
_AGAINST = 0.8  # factor for a level that the last answer does not call for, less after a run
_CLOSE = 0.9  # the seed picks among the areas worth at least this share of the best


@dataclass(frozen=True, slots=True)
class Point:
    """One graded criterion of a turn: a row of ``ability.GradedCriterion``."""

    area: str
    level: str
    credit: float
    points: int
    help: Help
    at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """A question that was asked; ``points`` is empty where nothing was graded.

    ``score`` is 0..1, or ``None`` like the points.
    """

    area: str
    level: str
    kind: str
    points: tuple[Point, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Chosen(Generic[C]):
    """The next item, and why it is asked, as an interviewer would say it."""

    row: C
    reason: str


def points(turn: Turn) -> tuple[Point, ...]:
    """Return a turn's graded points by the best grade so far; empty if nothing was graded.

    A point that a misconception contradicts earns nothing, as in the report.
    """
    known = result(turn, provisional=True)
    if known is None:
        return ()
    question, contradicted = turn.item.question, denied(turn, known)
    return tuple(
        Point(
            area=question.area,
            level=question.level,
            credit=0.0 if entry.criterion.id in contradicted else entry.verdict.credit,
            points=entry.criterion.points,
            help="never" if entry.criterion.id in contradicted else entry.earned,
            at=turn.ended_at or turn.asked_at,
        )
        for entry in known.entries
        if entry.verdict.settled
    )


def past(session: Session) -> tuple[Past, ...]:
    """Return the questions asked in a session, except retries: they show what was just read."""
    return tuple(_past(turn) for turn in session.turns if turn.retry_of is None)


def abilities(config: SessionConfig, asked: Sequence[Past]) -> Abilities:
    """Return the candidate's estimated abilities, from earlier sessions and then this one."""
    known = Abilities.from_beliefs(config.known)
    for one in asked:
        known = known.after(one.points)
    return known


def choose(
    rows: Sequence[C],
    config: SessionConfig,
    asked: Collection[str],
    before: Sequence[Past],
    stage: Stage | None = None,
) -> Chosen[C] | None:
    """Return the next item, or ``None`` when none is left.

    ``asked`` are the ids not to ask (again), ``before`` the questions of this session. The same
    arguments give the same item. In each area the level worth most is taken, then one of the areas
    worth most. Worth is the information that an answer gives about all areas; it is more where the
    candidate is weak or a job description gives weight, less if the area was just asked about or
    the last answers call for another level. Among its items one of the least asked kind is taken.
    Items that no earlier session has asked come first, then those asked longest ago. The seed
    breaks ties.
    """
    left = [row for row in eligible(rows, config, stage) if row.id not in asked]
    if not left:
        return None
    left = not_asked_before(left, config)
    known = abilities(config, before)
    levels: dict[str, set[str]] = {}
    for row in left:
        levels.setdefault(row.area, set()).add(row.level)
    weights = {
        area: weight_of(config, area) * (1 + _NEED * known.of(area).chance_below(_BAR))
        for area in levels
    }
    due, other = _due(before)
    worth: dict[tuple[str, str], float] = {}
    for area in sorted(levels):
        gains = {
            level: known.gain(area, level, weights) * (other if due and level not in due else 1)
            for level in levels[area]
        }
        # Of two equally informative levels, the easier one.
        level = max(gains, key=lambda one: (round(gains[one], 9), -DIFFICULTY[one]))
        worth[area, level] = gains[level]
        if before and before[-1].area == area:
            worth[area, level] *= _AGAIN
    best = max(worth.values())
    close = [cell for cell, value in worth.items() if value >= _CLOSE * best]
    area, level = min(close, key=lambda cell: _place(config.seed, cell[0]))
    here = [row for row in left if (row.area, row.level) == (area, level)]
    kinds = Counter(one.kind for one in before)
    rarest = min(kinds[row.kind] for row in here)
    row = min(
        longest_unasked([row for row in here if kinds[row.kind] == rarest], config),
        key=lambda row: (_place(config.seed, row.id), row.id),
    )
    return Chosen(row, _reason(row, known, levels, before))


def _due(before: Sequence[Past]) -> tuple[Sequence[str], float]:
    """Return the levels that the last answers call for, if any, and the factor for the others."""
    calls = [_call(one) for one in reversed(before)]
    if not calls or not calls[0]:
        return (), 1.0
    run = sum(1 for _ in takewhile(lambda call: call == calls[0], calls))
    place = LEVELS.index(before[-1].level)
    # At the end of the scale the level stays.
    due = LEVELS[place + 1 :] or LEVELS[-1:] if calls[0] > 0 else LEVELS[:place] or LEVELS[:1]
    return due, _AGAINST ** (run * run)


def _call(one: Past) -> int:
    """Return 1 for an answer that calls for something harder, -1 for something easier, else 0."""
    if one.score is None:
        return 0
    shown = band(one.score)
    return (shown in STRONG) - (shown in WEAK)


def _place(seed: int, name: str) -> float:
    """Return the place of an area or item in the order that the seed defines, 0..1.

    It does not depend on what was asked, so that candidates who do equally well get the same
    questions and can be compared.
    """
    draw = random.Random(f"{seed}:{name}")  # noqa: S311 - not used for security
    return draw.random()


def _past(turn: Turn) -> Past:
    question = turn.item.question
    graded = points(turn)
    known = result(turn, provisional=True)
    return Past(
        area=question.area,
        level=question.level,
        kind=question.kind,
        points=graded,
        score=known.score.value if known else None,
    )


def _reason(
    row: Candidate, known: Abilities, levels: Mapping[str, set[str]], before: Sequence[Past]
) -> str:
    area = row.area.replace("-", " ")
    return f"{_why_area(row.area, area, known, levels)} {_why_level(row, levels, before)}"


def _why_area(area: str, name: str, known: Abilities, levels: Mapping[str, set[str]]) -> str:
    if len(levels) == 1:
        return f"There is only {name} left to ask from."
    if area not in known.by_area:
        return f"I have not heard an answer of yours on {name} yet, so one would tell me much."
    others = [known.of(other).mean for other in levels if other != area]
    if known.of(area).mean < min(others):
        return f"Of what I can ask you, {name} seems to be where you are weakest."
    surest = [known.of(other).deviation for other in levels if other != area]
    if known.of(area).deviation > max(surest):
        return f"Of what I can ask you, {name} is where I know your level least."
    return f"I am still not sure how well you know {name}."


def _why_level(row: Candidate, levels: Mapping[str, set[str]], before: Sequence[Past]) -> str:
    if len(levels[row.area]) == 1:
        return f"I have only {row.level} questions left on it."
    last = before[-1] if before else None
    if last is None:
        return f"To begin with, {_level(row.level)} fits what I know of you."
    if last.score is None:
        return f"By what you have said so far, {_level(row.level)} fits you best here."
    step = DIFFICULTY[row.level] - DIFFICULTY[last.level]
    if band(last.score) in STRONG:
        if step > 0:
            return "Your last answer was strong, so this one is harder."
        if step == 0 and row.level == LEVELS[-1]:
            return f"Your last answer was strong, so this one is {row.level} too."
    if band(last.score) in WEAK:
        if step < 0:
            return "Your last answer was weak, so this one is easier."
        if step == 0 and row.level == LEVELS[0]:
            return f"Your last answer was weak, so this one is {_level(row.level)} too."
    return f"By what you have said so far, {_level(row.level)} fits you best here."


def _level(level: str) -> str:
    return f"{'an' if level[0] in 'aeiou' else 'a'} {level} question"
