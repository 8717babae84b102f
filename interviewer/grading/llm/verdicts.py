"""From what a judge said to verdicts: quotes checked, votes counted, in the rubric's order."""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import (
    FoundMisconception,
    Grade,
    Level,
    Span,
    Stability,
    Ungraded,
    Verdict,
)
from interviewer.grading.grader import GradingRequest
from interviewer.grading.llm.quotes import Evidence
from interviewer.grading.llm.schema import Answered, Judgement, Sheet
from interviewer.grading.numbers.judging import figure_verdicts
from interviewer.text.display import one_line

_LEVELS: dict[Answered, Level] = {"yes": "met", "partial": "partial", "no": "missed"}
_RANK: dict[Level, int] = {"missed": 0, "partial": 1, "met": 2}
_EXPLAINED = 500  # characters
_NOTHING: tuple[tuple[Span, ...], str] = ((), "")


@dataclass(frozen=True, slots=True)
class Vote:
    """One judgement of one point after its quote has been checked.

    ``problem`` says why a credit that was given does not stand; the level is then missed.
    """

    level: Level
    spans: tuple[Span, ...] = ()
    explanation: str = ""
    problem: str = ""


Votes = dict[str, Vote]


def checked(judgement: Judgement, rubric: Rubric, evidence: Evidence) -> tuple[Votes, Votes]:
    """Return the votes on criteria and on misconceptions. No quote, no credit."""
    beliefs = {belief.id: belief for belief in rubric.misconceptions}
    criteria: Votes = {}
    for one, said in judgement.criteria.items():
        level = _LEVELS[said.verdict]
        spans, problem = _NOTHING
        if level != "missed":
            spans, problem = evidence.spans(said.quote, rubric.criterion(one))
        criteria[one] = _vote(level, spans, said.explanation, problem)
    wrong: Votes = {}
    for one, found in judgement.misconceptions.items():
        spans, problem = _NOTHING
        if found.verdict == "yes":
            spans, problem = evidence.spans(found.quote, beliefs[one])
        level = "met" if found.verdict == "yes" else "missed"
        wrong[one] = _vote(level, spans, found.explanation, problem)
    return criteria, wrong


def _vote(level: Level, spans: tuple[Span, ...], explanation: str, problem: str) -> Vote:
    explanation = one_line(explanation, _EXPLAINED)
    if problem:
        return Vote("missed", (), f"No credit: {problem}. {explanation}".strip(), problem)
    return Vote(level, spans, explanation)


def unproved(criteria: Votes, wrong: Votes) -> Sheet:
    """Return the sheet of what was credited without a valid quote."""
    return Sheet(
        [one for one, vote in criteria.items() if vote.problem],
        [one for one, vote in wrong.items() if vote.problem],
    )


def disputed(criteria: Votes, wrong: Votes, baseline: Grade | Ungraded) -> Sheet:
    """Return the sheet of what is to be asked again.

    That is what still has no valid quote, and what lies far from a clear verdict of the baseline:
    met there and missed here, or the other way round; or a misconception that only one found.
    """
    open_still = unproved(criteria, wrong)
    again, beliefs = open_still.criteria, open_still.misconceptions
    if isinstance(baseline, Grade):
        other = {one.criterion_id: one for one in baseline.verdicts if one.certainty == "clear"}
        again += tuple(
            one
            for one, vote in criteria.items()
            if one not in again
            and one in other
            and abs(_RANK[vote.level] - _RANK[other[one].level]) > 1
        )
        found = {one.misconception_id: one.certainty for one in baseline.misconceptions}
        beliefs += tuple(
            one
            for one, vote in wrong.items()
            if one not in beliefs
            and (one not in found if vote.level == "met" else found.get(one) == "clear")
        )
    return Sheet(again, beliefs)


def settled(votes: Sequence[Vote]) -> tuple[Vote, Stability]:
    """Return the vote of the majority; where all differ, the one in the middle."""
    levels = [vote.level for vote in votes]
    middle = sorted(levels, key=_RANK.__getitem__)[(len(levels) - 1) // 2]
    winner = max(levels, key=lambda level: (levels.count(level), level == middle))
    agreed = levels.count(winner)
    standing = next(vote for vote in votes if vote.level == winner)
    return standing, Stability(agreed=agreed, votes=len(votes))


def verdict(criterion_id: str, votes: Sequence[Vote], *, doubted: bool) -> Verdict:
    """Return the verdict on a criterion; ``doubted`` when it could not be asked again."""
    vote, stability = settled(votes)
    return Verdict.model_validate(
        {
            "criterion_id": criterion_id,
            "level": vote.level,
            "spans": vote.spans,
            "explanation": vote.explanation,
            "certainty": "borderline" if doubted or stability.agreed < stability.votes else "clear",
            "stability": stability,
        }
    )


def verdicts(
    request: GradingRequest, votes: Sequence[Votes], doubted: Sheet
) -> tuple[Verdict, ...]:
    """Return the verdict on each criterion; on one that asks for a figure it is code's."""
    decided = figure_verdicts(request)
    return tuple(
        decided.get(one.id)
        or verdict(
            one.id,
            [ballot[one.id] for ballot in votes if one.id in ballot],
            doubted=one.id in doubted.criteria,
        )
        for one in request.rubric.criteria
    )


def finding(belief_id: str, votes: Sequence[Vote], *, doubted: bool) -> FoundMisconception | None:
    """Return the misconception, or ``None`` where the majority did not find it."""
    vote, stability = settled(votes)
    if vote.level == "missed":
        return None
    return FoundMisconception(
        misconception_id=belief_id,
        spans=vote.spans,
        explanation=vote.explanation,
        certainty="borderline" if doubted or stability.agreed < stability.votes else "clear",
        stability=stability,
    )
