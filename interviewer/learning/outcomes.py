"""How each criterion fared in each graded turn: what progress, reviews and plots are made from."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from interviewer.interview.ledger import Help
    from interviewer.interview.session import Session, Turn


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one criterion fared in one graded turn. ``credit`` is 0..1."""

    session_id: str
    turn: int
    at: datetime  # when the turn's last answer was given, aware
    format: str | None
    question_id: str
    area: str
    level: str  # beginner, intermediate or advanced
    kind: str
    criterion_id: str
    essential: bool
    points: int
    credit: float
    help: "Help"


@dataclass(frozen=True, slots=True)
class GradedTurn:
    """A turn that has a score (0..1), and the outcome of each criterion that was judged, in order.

    ``whole`` is false for a turn that was about one criterion of the question only.
    """

    score: float
    whole: bool
    outcomes: tuple[Outcome, ...]


class TurnScore(NamedTuple):
    """How much of its points a graded turn earned, 0..1, penalties of misconceptions apart.

    ``unaided`` counts only points made without a probe or a hint. The other fields are those of
    its outcomes.
    """

    session_id: str
    turn: int
    at: datetime
    format: str | None
    question_id: str
    area: str
    level: str  # beginner, intermediate or advanced
    earned: float
    unaided: float


def graded_turn(session: "Session", turn: "Turn") -> GradedTurn | None:
    """Return what a turn came to; ``None`` while the session's grader has not judged it."""
    from interviewer.interview.ledger import result

    known = result(turn)
    if known is None:
        return None
    question = turn.item.question
    # A question that was declined has no answer; it ended when that was said.
    at = turn.answers[-1].submitted_at if turn.answers else turn.ended_at or turn.asked_at
    outcomes = tuple(
        Outcome(
            session_id=session.id,
            turn=turn.number,
            at=at,
            format=session.config.format,
            question_id=question.id,
            area=question.area,
            level=question.level,
            kind=question.kind,
            criterion_id=entry.criterion.id,
            essential=entry.criterion.essential,
            points=entry.criterion.points,
            credit=entry.verdict.credit,
            help=entry.earned,
        )
        for entry in known.entries
        if entry.verdict.settled
    )
    return GradedTurn(score=known.score.value, whole=turn.criterion_id is None, outcomes=outcomes)


def turn_score(turn: GradedTurn) -> TurnScore:
    """Return how much of its points a turn earned."""
    first = turn.outcomes[0]
    possible = sum(one.points for one in turn.outcomes)
    earned = sum(one.points * one.credit for one in turn.outcomes)
    unaided = sum(one.points * one.credit for one in turn.outcomes if one.help == "unprompted")
    return TurnScore(
        session_id=first.session_id,
        turn=first.turn,
        at=first.at,
        format=first.format,
        question_id=first.question_id,
        area=first.area,
        level=first.level,
        earned=earned / possible,
        unaided=unaided / possible,
    )
