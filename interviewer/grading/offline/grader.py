"""The offline grader: the same grade for the same answer, on every machine."""

import functools
from typing import NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import (
    FoundMisconception,
    Grade,
    Level,
    Span,
    Ungraded,
    Verdict,
    verified,
)
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.answer import Unit, units
from interviewer.grading.offline.calibration import CLEAR, MET, MISCONCEPTION, PARTIAL, credit
from interviewer.grading.offline.matching import Index, Match, matches
from interviewer.grading.offline.wording import compile_wording

NAME = "offline"
VERSION = "1"


class Compiled(NamedTuple):
    """A rubric made ready: its wordings, and which claim each belongs to.

    Claims are numbered through: the criteria first, then the misconceptions.
    """

    index: Index
    claims: tuple[int, ...]


@functools.lru_cache(maxsize=256)
def compiled(prompt: str, rubric: Rubric) -> Compiled:
    """Compile a rubric once for all answers to a question."""
    question = frozenset(unit.stem for unit in units(prompt) if not unit.stop)
    wordings = []
    claims = []
    texts = [(claim.statement, *claim.evidence) for claim in rubric.criteria]
    texts += [(claim.statement, *claim.evidence) for claim in rubric.misconceptions]
    for number, group in enumerate(texts):
        for text in group:
            wording = compile_wording(text, question)
            if wording is not None:
                wordings.append(wording)
                claims.append(number)
    return Compiled(Index(wordings), tuple(claims))


def _span(match: Match, answer: str, read: list[Unit]) -> Span:
    """Quote the clause or clauses in which a match stands."""
    first, last = match.first, match.last
    while first > 0 and read[first - 1].clause == read[match.first].clause:
        if match.first - first >= 6:
            break
        first -= 1
    while last + 1 < len(read) and read[last + 1].clause == read[match.last].clause:
        if last - match.last >= 6:
            break
        last += 1
    start, end = read[first].start, read[last].end
    return Span(start=start, end=end, quote=answer[start:end])


def judge(request: GradingRequest) -> Grade:
    """Judge an answer; the same request always gives the same grade."""
    rubric = request.rubric
    read = units(request.answer)
    ready = compiled(request.prompt, rubric)
    best: dict[int, Match] = {}
    for match, claim in zip(matches(ready.index, read), ready.claims, strict=True):
        if match and (claim not in best or match.coverage > best[claim].coverage):
            best[claim] = match
    count = len(rubric.criteria)
    criteria = {number: match for number, match in best.items() if number < count}
    beliefs = {number: match for number, match in best.items() if number >= count}

    findings = []
    for number, belief in enumerate(rubric.misconceptions, count):
        match = beliefs.get(number)
        if match is None or match.coverage < MISCONCEPTION:
            continue
        rival = max(
            (
                other.coverage
                for other in criteria.values()
                if other.first <= match.last and match.first <= other.last
            ),
            default=0.0,
        )
        if rival > match.coverage - 0.02:
            continue
        findings.append(
            FoundMisconception(
                misconception_id=belief.id,
                spans=(_span(match, request.answer, read),),
                explanation=f"This states a common error. {belief.correction}",
                certainty="clear" if match.coverage - MISCONCEPTION > CLEAR else "borderline",
            )
        )
    verdicts = []
    for number, criterion in enumerate(rubric.criteria):
        match = criteria.get(number)
        coverage = match.coverage if match else 0.0
        if match and any(
            wrong.coverage > coverage + 0.25
            and wrong.first <= match.last
            and match.first <= wrong.last
            for wrong in beliefs.values()
        ):
            coverage = 0.0
        share = credit(coverage)
        level: Level = "met" if share >= MET else "partial" if share >= PARTIAL else "missed"
        doubt = min(abs(share - MET), abs(share - PARTIAL))
        certainty = "clear" if doubt > CLEAR else "borderline"
        if level == "missed" or match is None:
            verdicts.append(
                Verdict(
                    criterion_id=criterion.id,
                    level="missed",
                    explanation=f"Not found in the answer: {criterion.statement}",
                    certainty=certainty,
                )
            )
            continue
        verdicts.append(
            Verdict(
                criterion_id=criterion.id,
                level=level,
                credit=share,
                spans=(_span(match, request.answer, read),),
                explanation=(
                    "The quoted words state this point."
                    if level == "met"
                    else "The quoted words come near this point, but do not state all of it."
                ),
                certainty=certainty,
            )
        )
    grade = Grade(
        verdicts=tuple(verdicts),
        misconceptions=tuple(findings),
        grader=NAME,
        grader_version=VERSION,
        rubric_version=rubric.version,
        confidence=0.5,
    )
    return verified(grade, request.answer)


class OfflineGrader:
    """Grades with no network and no model, by comparing clauses with a rubric's wordings."""

    name = NAME
    version = VERSION

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge one answer. It never fails: every text can be read."""
        return judge(request)
