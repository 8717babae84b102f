"""A session after an answer was judged, or its score guessed."""

from dataclasses import replace

from interviewer.grading.grade import Grade
from interviewer.interview import disputes
from interviewer.interview.events import AnswerGraded, SelfEstimated
from interviewer.interview.fold_step import current, with_turn
from interviewer.interview.log_error import LogError
from interviewer.interview.session import Answer, Session
from interviewer.llm.usage import Usage


def answer_graded(session: Session, event: AnswerGraded) -> Session:
    """Return the session with a judgement; a failed open_for_regrading leaves the old grade."""
    if event.answer_id > len(session.answers):
        raise LogError(f"a grade for answer {event.answer_id}, which was not given")
    turns = []
    for turn in session.turns:
        answers, taken_back = (
            tuple(_outcome(one, event) if one.id == event.answer_id else one for one in several)
            for several in (turn.answers, turn.taken_back)
        )
        if answers != turn.answers or taken_back != turn.taken_back:
            turn = replace(turn, answers=answers, taken_back=taken_back)
            turn = disputes.judged_again(turn, event)
        turns.append(turn)
    usage = session.usage + (event.outcome.usage or Usage())
    return replace(session, turns=tuple(turns), usage=usage)


def self_estimated(session: Session, event: SelfEstimated) -> Session:
    """Return the session with the guess of the score of its turn."""
    turn = current(session, event, event.turn)
    if turn.estimated or turn.open_follow_up or not turn.answers:
        raise LogError("a self-estimate where none was asked for")
    return with_turn(session, replace(turn, estimated=True, estimate=event.value))


def _outcome(answer: Answer, event: AnswerGraded) -> Answer:
    judged = isinstance(event.outcome, Grade)
    if not event.provisional:
        # A failed open_for_regrading leaves the old grade.
        return replace(answer, outcome=event.outcome if judged else answer.grade or event.outcome)
    if isinstance(event.outcome, Grade):
        return replace(answer, provisional=event.outcome)
    return answer
