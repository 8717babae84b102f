"""The results of a session's questions, in the form that a later session stores to compare with."""

from interviewer.bank.reference import reference
from interviewer.interview.events import Earlier, EarlierVerdict
from interviewer.interview.ledger import result
from interviewer.interview.score_rules import may_show_scores
from interviewer.interview.session import Session


def earlier_tries(session: Session) -> tuple[Earlier, ...]:
    """Return the last graded try at each question, in the order of the questions.

    Empty for an exam that is not over.
    """
    tries: dict[str, Earlier] = {}
    if not may_show_scores(session.config.mode, session.finished):
        return ()
    for turn in session.turns:
        known = result(turn)
        if known is None:
            continue
        question_id = reference(turn.item.question.id, turn.criterion_id)
        tries[question_id] = Earlier(
            question_id=question_id,
            session_id=session.id,
            turn=turn.number,
            at=turn.ended_at or turn.asked_at,
            score=known.score.value,
            verdicts=tuple(
                EarlierVerdict(
                    criterion_id=entry.criterion.id,
                    level=entry.verdict.level,
                    credit=entry.verdict.credit,
                )
                for entry in known.entries
                if entry.verdict.settled
            ),
        )
    return tuple(tries.values())
