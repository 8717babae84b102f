"""How each criterion changed from one try at a question to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.grading.grade import Level
from interviewer.interview.events import Earlier
from interviewer.report.report import Change, CriterionChange, TurnReport


@dataclass(frozen=True, slots=True)
class _Try:
    """A graded try; ``verdicts`` are the level and share (0..1) of the points, by criterion."""

    session_id: str | None
    turn: int
    attempt: int | None
    score: float
    verdicts: dict[str, tuple[Level, float]]


def with_changes(
    turns: Sequence[TurnReport], names: Sequence[str], earlier: Sequence[Earlier]
) -> tuple[TurnReport, ...]:
    """Return the turns, each with its difference from the graded try before it.

    ``names`` say what each turn asked, in the form of ``SessionConfig.question_ids``: a question
    and one point of it are not compared. The try before is the last one in this session, otherwise
    the one from another session in ``earlier``.
    Criteria that the rubric did not have then are left out.
    """
    before = {
        one.question_id: _Try(
            one.session_id,
            one.turn,
            None,
            one.score,
            {verdict.criterion_id: (verdict.level, verdict.credit) for verdict in one.verdicts},
        )
        for one in earlier
    }
    told = []
    for turn, name in zip(turns, names, strict=True):
        if turn.score is None:
            told.append(turn)
            continue
        last = before.get(name)
        told.append(turn.model_copy(update={"change": _change(last, turn, turn.score)}))
        verdicts = {c.id: (c.level, c.earned / c.points) for c in turn.criteria if c.settled}
        before[name] = _Try(None, turn.number, turn.attempt, turn.score, verdicts)
    return tuple(told)


def _change(last: _Try | None, turn: TurnReport, score: float) -> Change | None:
    if last is None:
        return None
    return Change(
        session_id=last.session_id,
        turn=last.turn,
        attempt=last.attempt,
        score=last.score,
        gained=round(score - last.score, 4),
        criteria=tuple(
            CriterionChange(
                id=criterion.id,
                statement=criterion.statement,
                before=last.verdicts[criterion.id][0],
                after=criterion.level,
                gained=round(
                    criterion.earned - last.verdicts[criterion.id][1] * criterion.points, 2
                ),
            )
            for criterion in turn.criteria
            if criterion.settled and criterion.id in last.verdicts
        ),
    )
