"""How well a candidate's own guesses of the score agree with the scores.

The bias is the mean of guess minus score, as in the calibration of probability forecasts
(Lichtenstein, Fischhoff and Phillips 1982): above zero is overconfidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from interviewer.bank.question import Strict
from interviewer.grading.bands import band
from interviewer.interview.ledger import result
from interviewer.interview.session import Session

_GROUP = 10  # estimates per value over time; fewer say little


class Calibration(Strict):
    """How the candidate's own guesses compare with the scores, both 0..1.

    ``bias`` is the mean of guess minus score, positive if guesses are too high; ``error`` is the
    mean absolute difference. Of all ``estimates``, ``right_band`` named the right band.
    ``over_time`` is the bias of each ten guesses in a row, oldest first.
    """

    estimates: int
    bias: float
    error: float
    right_band: int
    over_time: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SelfEstimate:
    """A guess of a score and the score, both 0..1, and when the question was asked."""

    at: datetime
    guess: float
    score: float


def self_estimates(session: Session) -> tuple[SelfEstimate, ...]:
    """Return the guesses of a session whose turns have a grade."""
    found = []
    for turn in session.turns:
        known = result(turn) if turn.estimate is not None else None
        if known is not None and turn.estimate is not None:
            found.append(SelfEstimate(turn.asked_at, turn.estimate, known.score.value))
    return tuple(found)


def calibration(several: Iterable[SelfEstimate]) -> Calibration | None:
    """Return how guesses and scores agree, over all and over time; ``None`` without any."""
    rows = sorted(several, key=lambda one: one.at)
    if not rows:
        return None
    return Calibration(
        estimates=len(rows),
        bias=_bias(rows),
        error=round(sum(abs(one.guess - one.score) for one in rows) / len(rows), 4),
        right_band=sum(band(one.guess) == band(one.score) for one in rows),
        # The oldest are left out if they do not fill a group.
        over_time=tuple(
            _bias(rows[at : at + _GROUP]) for at in range(len(rows) % _GROUP, len(rows), _GROUP)
        ),
    )


def _bias(rows: Sequence[SelfEstimate]) -> float:
    return round(sum(one.guess - one.score for one in rows) / len(rows), 4)
