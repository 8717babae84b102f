"""How each criterion stands: what its newest tries came to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from interviewer.learning.outcomes import GradedTurn, Outcome

TRIES = 3
"""How many of the newest tries say how a criterion stands."""


@dataclass(frozen=True, slots=True)
class Standing:
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
    help: str
    credits: tuple[float, ...]

    @property
    def standing(self) -> float:
        """The mean credit of the newest tries, 0..1."""
        return round(sum(self.credits) / len(self.credits), 4)

    @property
    def missing(self) -> float:
        """The points that are still not earned, as it stands."""
        return round(self.points * (1 - self.standing), 4)


def after_turn(standings: Mapping[str, Standing], turn: GradedTurn) -> dict[str, Standing]:
    """Return how the criteria of one question stand, by criterion, after one more turn about it.

    Turns are to be given in the order of their time. A whole turn whose rubric lacks a criterion
    ends its standing: the question has been rewritten.
    """
    known = {outcome.criterion_id for outcome in turn.outcomes}
    after = {name: one for name, one in standings.items() if name in known or not turn.whole}
    for outcome in turn.outcomes:
        after[outcome.criterion_id] = _after(after.get(outcome.criterion_id), outcome)
    return after


def standings_of(turns: Iterable[GradedTurn]) -> dict[str, Standing]:
    """Return how the criteria of one question stand after all its turns, oldest first."""
    standings: dict[str, Standing] = {}
    for turn in turns:
        standings = after_turn(standings, turn)
    return standings


def _after(before: Standing | None, outcome: Outcome) -> Standing:
    earlier = before.credits if before else ()
    return Standing(
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
