"""The offline grader: the same grade for the same answer, on every machine."""

from interviewer.grading.grade import Grade, Ungraded, verified
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.answer import units
from interviewer.grading.offline.calibration import FOUND
from interviewer.grading.offline.evidence import compiled, gather, read, strength
from interviewer.grading.offline.features import features, shape
from interviewer.grading.offline.verdicts import belief, credit, finding, quote, verdict

NAME = "offline"
VERSION = "1"


def judge(request: GradingRequest) -> Grade:
    """Judge an answer; the same request always gives the same grade."""
    rubric = request.rubric
    ready = compiled(request.prompt, rubric)
    words = read(ready, units(request.answer), request.transcript)
    evidence = gather(ready, words)
    vocabulary = ready.vocabularies.weigh(words)
    count = len(rubric.criteria)
    criteria, beliefs = evidence[:count], evidence[count:]
    pooled = (
        sum(
            criterion.points * strength(own[0])
            for criterion, own in zip(rubric.criteria, criteria, strict=True)
            if own
        )
        / rubric.points
    )
    form = shape(words)
    verdicts = []
    for criterion, own, known in zip(rubric.criteria, criteria, vocabulary[:count], strict=True):
        share = credit(features(own, beliefs, pooled, form, known))
        span = quote(own[0], request.answer, words) if share else None
        verdicts.append(verdict(criterion, share, span))
    findings = []
    for misconception, own, known in zip(
        rubric.misconceptions, beliefs, vocabulary[count:], strict=True
    ):
        sureness = belief(features(own, criteria, pooled, form, known))
        if sureness >= FOUND:
            findings.append(finding(misconception, sureness, quote(own[0], request.answer, words)))
    doubtful = sum(one.certainty == "borderline" for one in verdicts)
    doubtful += sum(one.certainty == "borderline" for one in findings)
    grade = Grade(
        verdicts=tuple(verdicts),
        misconceptions=tuple(findings),
        grader=NAME,
        grader_version=VERSION,
        rubric_version=rubric.version,
        confidence=round(0.9 - 0.6 * doubtful / (len(verdicts) + len(findings)), 2),
    )
    return verified(grade, request.answer)


class OfflineGrader:
    """Grades with no network and no model, by comparing clauses with a rubric's wordings."""

    name = NAME
    version = VERSION

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge one answer. It never fails: every text can be read."""
        return judge(request)
