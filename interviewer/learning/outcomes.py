"""How each criterion fared in each graded turn: the basis of progress, reviews and plots."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from interviewer.grading.bands import MET

if TYPE_CHECKING:
    from interviewer.grading.grade import Certainty
    from interviewer.interview.ledger import Entry, Help
    from interviewer.interview.session import Session, Turn


FAR = 0.4
"""Below this credit (0..1) a point is missed; from here up to ``MET`` it was made with trouble."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one criterion fared in one graded turn. ``credit`` is 0..1.

    A point that a misconception contradicts earns nothing, as in the report.
    ``certainty`` says whether the decision between met and not met is clear or borderline.
    """

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
    certainty: "Certainty" = "clear"


@dataclass(frozen=True, slots=True)
class GradedTurn:
    """A turn that has a score, and the outcome of each judged criterion, in order.

    ``score`` (0..1) is that of the report, ``unaided`` the score without probes and hints.
    ``whole`` is false for a turn that was about one criterion of the question only; ``retry`` is
    true for one that asked a question of the same session again. ``unsettled`` are the ids of the
    rubric's other criteria: those whose verdict is disputed or could not be reached.
    """

    score: float
    unaided: float
    whole: bool
    retry: bool
    outcomes: tuple[Outcome, ...]
    unsettled: tuple[str, ...] = ()

    @property
    def criteria(self) -> frozenset[str]:
        """The ids of all criteria that the turn was about."""
        return frozenset((*(one.criterion_id for one in self.outcomes), *self.unsettled))


class TurnScore(NamedTuple):
    """The score of a graded turn: ``score``, ``unaided`` and ``retry`` as in ``GradedTurn``.

    The other fields are those of its outcomes.
    """

    session_id: str
    turn: int
    at: datetime
    format: str | None
    question_id: str
    area: str
    level: str  # beginner, intermediate or advanced
    score: float
    unaided: float
    retry: bool


def graded_turn(session: "Session", turn: "Turn") -> GradedTurn | None:
    """Return the graded turn; ``None`` while the session's grader has not judged it.

    A turn of an exam is ``None`` until the exam is over.
    """
    from interviewer.interview.ledger import denied, result
    from interviewer.interview.score_rules import may_show_scores

    known = result(turn) if may_show_scores(session.config.mode, session.finished) else None
    if known is None:
        return None
    question, contradicted = turn.item.question, denied(turn, known)
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
            credit=0.0 if entry.criterion.id in contradicted else entry.verdict.credit,
            help="never" if entry.criterion.id in contradicted else entry.earned,
            certainty=_certainty(turn, entry),
        )
        for entry in known.entries
        if entry.verdict.settled
    )
    return GradedTurn(
        score=known.score.value,
        unaided=known.unprompted.value,
        whole=turn.criterion_id is None,
        retry=turn.retry_of is not None,
        outcomes=outcomes,
        unsettled=tuple(one.criterion.id for one in known.entries if not one.verdict.settled),
    )


def _certainty(turn: "Turn", entry: "Entry") -> "Certainty":
    """Return how certain it is whether the point was met.

    A verdict between missed and partial is clear about that unless votes were divided; so is one
    on a point that was clearly missed when it was asked for.
    """
    verdict = entry.verdict
    divided = verdict.stability is not None and verdict.stability.agreed < verdict.stability.votes
    if verdict.credit >= MET:
        return verdict.certainty
    if verdict.credit < FAR and not divided:
        return "clear"
    for answer in turn.answers:
        if answer.follow_up is None or answer.follow_up.criterion != entry.criterion.id:
            continue
        for other in answer.grade.verdicts if answer.grade else ():
            if other.criterion_id == entry.criterion.id and other.certainty == "clear":
                return "clear"
    return verdict.certainty


def turn_score(turn: GradedTurn) -> TurnScore:
    """Return the score of a turn."""
    first = turn.outcomes[0]
    return TurnScore(
        session_id=first.session_id,
        turn=first.turn,
        at=first.at,
        format=first.format,
        question_id=first.question_id,
        area=first.area,
        level=first.level,
        score=turn.score,
        unaided=turn.unaided,
        retry=turn.retry,
    )
