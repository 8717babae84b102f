"""The offline grader: the same grade for the same answer, on every machine."""

import asyncio

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, Ungraded, verified
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.calibration import FOUND, Calibration, fitted
from interviewer.grading.offline.evidence import compiled, read
from interviewer.grading.offline.features import features, whole
from interviewer.grading.offline.similarity import likeness, shared
from interviewer.grading.offline.verdicts import finding, quote, verdict

NAME = "offline"
VERSION = "1"


def judge(request: GradingRequest, calibration: Calibration | None = None) -> Grade:
    """Judge an answer; the same request always gives the same grade.

    ``calibration`` takes the place of the fitted one, for measuring on questions left out.
    """
    calibration = calibration or fitted()
    rubric = request.rubric
    count = len(rubric.criteria)
    ready = compiled(request.prompt, rubric)
    words, evidence, vocabulary, breadth, topic = read(
        ready, request.answer, count, request.transcript
    )
    about = whole(rubric, evidence, vocabulary, words, breadth, topic)
    criteria, beliefs = evidence[:count], evidence[count:]
    worded = any(criterion.evidence for criterion in rubric.criteria)
    alike = None if worded else shared(request.prompt, rubric.model_answer, words)
    verdicts = []
    for criterion, own, known in zip(rubric.criteria, criteria, vocabulary[:count], strict=True):
        if alike is None:
            share = calibration.share(features(own, beliefs, about, known))
        else:
            share = calibration.likely(likeness(own, alike))
        span = quote(own[0], request.answer, words) if share else None
        verdicts.append(verdict(criterion, share, span))
    findings = []
    for misconception, own, known in zip(
        rubric.misconceptions, beliefs, vocabulary[count:], strict=True
    ):
        sureness = calibration.sureness(features(own, criteria, about, known))
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
        """Judge one answer. It never fails: every text can be read.

        The work is done in a thread, so that keys typed meanwhile are shown at once.
        """
        return await asyncio.to_thread(judge, request)

    def prepare(self, prompt: str, rubric: Rubric) -> None:
        """Make the rubric ready while the candidate thinks; it costs more than judging does."""
        compiled(prompt, rubric)
