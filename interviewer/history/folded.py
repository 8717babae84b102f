"""Outcomes worked out by folding logs: the same for every door, at the price of reading them."""

from collections.abc import Iterator

from interviewer.history.outcomes import Outcome
from interviewer.interview.ledger import result
from interviewer.interview.session import Session


def outcomes_of(session: Session) -> Iterator[Outcome]:
    """Give one row for each criterion of each turn that has a result, in their order."""
    for turn in session.turns:
        judged = result(turn)
        if judged is None:
            continue
        question = turn.item.question
        for entry in judged.entries:
            yield Outcome(
                session_id=session.id,
                turn=turn.number,
                at=turn.ended_at or turn.asked_at,
                format=getattr(session.config, "format", None),
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
