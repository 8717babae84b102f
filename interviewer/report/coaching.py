"""Coaching on one answer: the point to add, what to mend, and the model answer to compare with.

It needs no language model. It is made separately from the rest of a report, because the offline
grader must read the model answer first.
"""

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.alignment import first_wording, model_sentences
from interviewer.interview.session import Session, Turn
from interviewer.report.report import Coaching, CriterionReport, PointToAdd, Report, TurnReport


def coached(report: Report, session: Session) -> Report:
    """Return the report of a session with coaching on each turn that was judged."""
    pairs = zip(report.turns, session.turns, strict=True)
    return report.model_copy(update={"turns": tuple(coached_turn(*pair) for pair in pairs)})


def coached_turn(report: TurnReport, turn: Turn) -> TurnReport:
    """Return a turn's report with its coaching, and what the model answer says to each criterion.

    A turn that was not judged is returned unchanged. Criteria decided by tests are earned by code,
    so they get no sentence.
    """
    if not report.criteria:
        return report
    rubric = turn.item.rubric
    tested = {one.id for one in rubric.criteria if one.tests}
    sentences = {
        criterion: words
        for criterion, words in model_sentences(turn.item.question.shown, rubric).items()
        if criterion not in tested
    }
    charged = sorted(report.misconceptions, key=lambda wrong: -wrong.penalty)
    return report.model_copy(
        update={
            "criteria": tuple(
                one.model_copy(update={"model_words": sentences.get(one.id, "")})
                for one in report.criteria
            ),
            "coaching": Coaching(
                add=_to_add(report.criteria, rubric, sentences),
                mend=next(iter((*charged, *report.suspected)), None),
            ),
        }
    )


def _to_add(
    criteria: tuple[CriterionReport, ...], rubric: Rubric, sentences: dict[str, str]
) -> PointToAdd | None:
    """Return the point that cost most, an essential one among equals; ``None`` if none did."""
    lost = [one for one in criteria if one.settled and one.level != "met"]
    if not lost:
        return None
    best = max(lost, key=lambda one: (one.points - one.earned, one.essential))
    sentence = sentences.get(best.id) or first_wording(rubric.criterion(best.id).evidence)
    return PointToAdd(
        criterion_id=best.id,
        statement=best.statement,
        lost=round(best.points - best.earned, 2),
        sentence="" if sentence == best.statement else sentence,
    )
