"""Mastery of a criterion: the mean credit of its newest tries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from interviewer.learning.outcomes import GradedTurn, Outcome

if TYPE_CHECKING:
    from interviewer.interview.ledger import Help

TRIES = 3
"""How many of the newest tries count."""


@dataclass(frozen=True, slots=True)
class Mastery:
    """One criterion after all its tries.

    ``credits`` (0..1) are those of the newest tries, at most ``TRIES``, the newest last; ``at``
    and ``help`` are the newest one's, as in ``Outcome``. ``times`` counts all tries.
    """

    question_id: str
    criterion_id: str
    area: str
    level: str
    essential: bool
    points: int
    times: int
    at: datetime
    help: "Help"
    credits: tuple[float, ...]

    @property
    def credit(self) -> float:
        """The mean credit of the newest tries, 0..1."""
        return round(sum(self.credits) / len(self.credits), 4)

    @property
    def missing(self) -> float:
        """The points that are not earned yet, by the newest tries."""
        return round(self.points * (1 - self.credit), 4)


def after_turn(before: Mapping[str, Mastery], turn: GradedTurn) -> dict[str, Mastery]:
    """Return the mastery of one question's criteria, by criterion, after one more turn about it.

    Give the turns in chronological order. A whole turn whose rubric lacks a criterion removes its
    entry: the question has been rewritten.
    """
    known = turn.criteria
    after = {name: one for name, one in before.items() if name in known or not turn.whole}
    for outcome in turn.outcomes:
        after[outcome.criterion_id] = _after(after.get(outcome.criterion_id), outcome)
    return after


def mastery_of(turns: Iterable[GradedTurn]) -> dict[str, Mastery]:
    """Return the mastery of one question's criteria after all its turns, oldest first."""
    mastery: dict[str, Mastery] = {}
    for turn in turns:
        mastery = after_turn(mastery, turn)
    return mastery


def _after(before: Mastery | None, outcome: Outcome) -> Mastery:
    earlier = before.credits if before else ()
    return Mastery(
        question_id=outcome.question_id,
        criterion_id=outcome.criterion_id,
        area=outcome.area,
        level=outcome.level,
        essential=outcome.essential,
        points=outcome.points,
        times=1 + (before.times if before else 0),
        at=outcome.at,
        help=outcome.help,
        credits=(*earlier, outcome.credit)[-TRIES:],
    )
