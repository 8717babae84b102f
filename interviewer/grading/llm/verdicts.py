"""From what a judge said to verdicts: clauses checked, votes counted, in the rubric's order."""

from collections.abc import Mapping, Sequence
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
from interviewer.grading.llm.evidence import Evidence
from interviewer.grading.llm.schema import EXPLAINED, Answered, Judged, Judgement, Sheet
from interviewer.grading.numbers.judging import figure_verdicts
from interviewer.text.display import one_line

_LEVELS: dict[Answered, Level] = {"yes": "met", "partial": "partial", "no": "missed"}
_RANK: dict[Level, int] = {"missed": 0, "partial": 1, "met": 2}
_SURE = 0.9
"""Confidence where no verdict is in doubt: a model may always err."""
_DOUBT = 0.6
"""How much lower it is where every verdict is in doubt."""
_NOTHING: tuple[tuple[Span, ...], str] = ((), "")
UNFIT = 0.5
"""The share of the points asked for above which credit without evidence makes a judge unfit."""


@dataclass(frozen=True, slots=True)
class Vote:
    """One judgement of one point after its evidence has been checked.

    ``problem`` says why a credit that was given cannot be believed; then the level is missed, and
    nobody has judged the point.
    """

    level: Level
    spans: tuple[Span, ...] = ()
    explanation: str = ""
    problem: str = ""


Votes = dict[str, Vote]


def checked(
    judgement: Judgement, asked: Sheet, rubric: Rubric, evidence: Evidence
) -> tuple[Votes, Votes]:
    """Return the votes on the criteria and misconceptions that were ``asked``.

    No evidence, no credit. A misconception that was asked about and not found is a vote as well.
    """
    criteria: Votes = {}
    for one, said in judgement.criteria.items():
        level = _LEVELS[said.verdict]
        spans, problem = _NOTHING
        if level != "missed":
            spans, problem = evidence.spans(said.clauses, rubric.criterion(one))
        criteria[one] = _vote(level, spans, said, problem)
    wrong: Votes = {}
    for belief in rubric.misconceptions:
        if belief.id not in asked.misconceptions:
            continue
        found = judgement.misconceptions.get(belief.id)
        if found is None:
            wrong[belief.id] = Vote("missed")
            continue
        spans, problem = evidence.spans(found.clauses, belief)
        wrong[belief.id] = _vote("met", spans, found, problem)
    return criteria, wrong


def _vote(level: Level, spans: tuple[Span, ...], said: Judged, problem: str) -> Vote:
    explanation = one_line(said.explanation, EXPLAINED)
    if problem:
        return Vote("missed", (), explanation, problem)
    return Vote(level, spans, explanation)


def unproved(criteria: Votes, wrong: Votes, clauses: int) -> Sheet:
    """Return the sheet of what was credited without evidence; ``clauses`` can be cited."""
    return Sheet(
        [one for one, vote in criteria.items() if vote.problem],
        [one for one, vote in wrong.items() if vote.problem],
        clauses=clauses,
    )


def disputed(criteria: Votes, wrong: Votes, baseline: Grade | Ungraded, clauses: int) -> Sheet:
    """Return the sheet of what contradicts a clear verdict of the baseline.

    That is met there and missed here, or the other way round; or a misconception that only one
    found. Points without evidence are left out: they were asked for twice already.
    """
    other = clear_verdicts(baseline)
    again = tuple(
        one
        for one, vote in criteria.items()
        if not vote.problem
        and one in other
        and abs(_RANK[vote.level] - _RANK[other[one].level]) > 1
    )
    beliefs: tuple[str, ...] = ()
    if isinstance(baseline, Grade):
        found = {one.misconception_id: one.certainty for one in baseline.misconceptions}
        beliefs = tuple(
            one
            for one, vote in wrong.items()
            if not vote.problem
            and (one not in found if vote.level == "met" else found.get(one) == "clear")
        )
    return Sheet(again, beliefs, clauses=clauses)


def settled(votes: Sequence[Vote]) -> tuple[Vote, Stability]:
    """Return the vote of the majority; where all differ, the one in the middle."""
    levels = [vote.level for vote in votes]
    middle = sorted(levels, key=_RANK.__getitem__)[(len(levels) - 1) // 2]
    winner = max(levels, key=lambda level: (levels.count(level), level == middle))
    agreed = levels.count(winner)
    standing = next(vote for vote in votes if vote.level == winner)
    return standing, Stability(agreed=agreed, votes=len(votes))


def verdict(criterion_id: str, votes: Sequence[Vote], opposed: Verdict | None) -> Verdict:
    """Return the verdict on a criterion.

    ``opposed`` is a clear verdict of the baseline, met against missed or the other way round: the
    two judges count half each then, because nothing says which of them is right. Where no vote
    has evidence for its credit, nobody has judged the criterion.
    """
    fair = [vote for vote in votes if not vote.problem]
    if not fair:
        problem = votes[-1].problem
        return Verdict.unsettled(
            criterion_id,
            f"The model gave credit, but {problem}, so that this point counts for nothing.",
            Stability(agreed=len(votes), votes=len(votes)),
        )
    vote, stability = settled(fair)
    if opposed is not None and abs(_RANK[vote.level] - _RANK[opposed.level]) > 1:
        return Verdict(
            criterion_id=criterion_id,
            level="partial",
            credit=0.5,
            spans=vote.spans or opposed.spans,
            explanation=f"The model and the offline grader disagree here. {vote.explanation}",
            certainty="borderline",
            stability=stability,
        )
    certain = stability.agreed == stability.votes == len(votes)
    return Verdict.model_validate(
        {
            "criterion_id": criterion_id,
            "level": vote.level,
            "spans": vote.spans,
            "explanation": vote.explanation,
            "certainty": "clear" if certain else "borderline",
            "stability": stability,
        }
    )


def verdicts(
    request: GradingRequest, votes: Sequence[Votes], baseline: Grade | Ungraded
) -> tuple[Verdict, ...]:
    """Return the verdict on each criterion; those on figures are decided by code."""
    decided = figure_verdicts(request)
    other = clear_verdicts(baseline)
    return tuple(
        decided.get(one.id)
        or verdict(
            one.id, [ballot[one.id] for ballot in votes if one.id in ballot], other.get(one.id)
        )
        for one in request.rubric.criteria
    )


def clear_verdicts(baseline: Grade | Ungraded) -> Mapping[str, Verdict]:
    """Return what the baseline is sure of, by criterion; nothing where it gave no grade."""
    if isinstance(baseline, Ungraded):
        return {}
    return {one.criterion_id: one for one in baseline.verdicts if one.certainty == "clear"}


def unfit(made: Sequence[Verdict], rubric: Rubric) -> bool:
    """Whether a judge gave credit without evidence for most of the points that it judged."""
    judged = [one for one in made if rubric.criterion(one.criterion_id).number is None]
    points = {one.id: one.points for one in rubric.criteria}
    open_still = sum(points[one.criterion_id] for one in judged if not one.settled)
    return open_still > UNFIT * sum(points[one.criterion_id] for one in judged)


def finding(belief_id: str, votes: Sequence[Vote], *, doubted: bool) -> FoundMisconception | None:
    """Return the misconception, or ``None`` where the majority did not find it.

    ``doubted`` says that it contradicts the baseline and could not be asked again.
    """
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


def findings(
    rubric: Rubric, ballots: Sequence[Votes], doubted: Sequence[str]
) -> tuple[FoundMisconception, ...]:
    """Return the misconceptions that the votes have found, in the rubric's order."""
    made = (
        finding(
            one.id,
            [ballot[one.id] for ballot in ballots if one.id in ballot],
            doubted=one.id in doubted,
        )
        for one in rubric.misconceptions
    )
    return tuple(one for one in made if one is not None)


def confidence(made: Sequence[Verdict], found: Sequence[FoundMisconception]) -> float:
    """Return how sure a grade is: the lower, the more of its verdicts are borderline."""
    certainties = [one.certainty for one in made] + [one.certainty for one in found]
    return round(_SURE - _DOUBT * certainties.count("borderline") / len(certainties), 2)
