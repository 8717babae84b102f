"""A session after a verdict was disputed, or a dispute withdrawn or settled by a judgement."""

from dataclasses import replace
from typing import Literal

from interviewer.grading.grade import Grade
from interviewer.interview.events import AnswerGraded, DisputeWithdrawn, VerdictDisputed
from interviewer.interview.log_error import LogError
from interviewer.interview.session import Dispute, Session, Turn


def opened(session: Session, event: VerdictDisputed) -> Session:
    """Return the session with a verdict disputed; an open dispute of the same one is replaced.

    Raise ``LogError`` if the rubric has no such claim, or if no judged answer contains the words.
    """
    turn = _turn(session, event.turn)
    rubric = turn.item.rubric
    claims = {one.id for one in rubric.criteria} | {one.id for one in rubric.misconceptions}
    answer = next((one for one in turn.answers if one.id == event.answer_id), None)
    if event.claim_id not in claims or answer is None or answer.best_known is None:
        raise LogError(f"{event.claim_id} of turn {event.turn} cannot be disputed")
    if not all(span.stands_in(answer.text) for span in event.spans):
        raise LogError(f"a dispute with words that answer {event.answer_id} does not hold")
    dispute = Dispute(
        claim_id=event.claim_id,
        against=event.against,
        said=event.said,
        answer_id=event.answer_id,
        spans=event.spans,
        grader=answer.best_known.grader,
        grader_version=answer.best_known.grader_version,
    )
    others = tuple(
        one for one in turn.disputes if one.state != "open" or one.claim_id != event.claim_id
    )
    return _with(session, replace(turn, disputes=(*others, dispute)))


def withdrawn(session: Session, event: DisputeWithdrawn) -> Session:
    """Return the session with the verdict restored; raise ``LogError`` if it was not disputed."""
    turn = _turn(session, event.turn)
    if event.claim_id not in turn.disputed:
        raise LogError(f"{event.claim_id} of turn {event.turn} is not disputed")
    return _with(session, _closed(turn, {event.claim_id}, "withdrawn"))


def judged_again(turn: Turn, event: AnswerGraded) -> Turn:
    """Return the turn with the disputes settled that this judgement decides.

    Only a language model's judgement does: the offline grader would repeat itself. It must cover
    the criterion and be firm.
    """
    grade = event.outcome
    if event.provisional or not isinstance(grade, Grade) or grade.model is None:
        return turn
    criteria = {one.id for one in turn.item.rubric.criteria}
    judged = {one.criterion_id for one in grade.verdicts if one.settled}
    decided = {
        claim
        for claim, dispute in turn.disputed.items()
        if dispute.answer_id == event.answer_id and (claim in judged or claim not in criteria)
    }
    return _closed(turn, decided, "settled")


def _closed(turn: Turn, claims: set[str], state: Literal["settled", "withdrawn"]) -> Turn:
    closed = tuple(
        replace(one, state=state) if one.state == "open" and one.claim_id in claims else one
        for one in turn.disputes
    )
    return replace(turn, disputes=closed)


def _turn(session: Session, number: int) -> Turn:
    if not 1 <= number <= len(session.turns):
        raise LogError(f"turn {number}, which was not asked")
    return session.turns[number - 1]


def _with(session: Session, turn: Turn) -> Session:
    turns = list(session.turns)
    turns[turn.number - 1] = turn
    return replace(session, turns=tuple(turns))
