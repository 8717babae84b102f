"""The offline grader: the same grade for the same answer, on every machine."""

import asyncio
from collections.abc import Sequence

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, Ungraded, verified
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.answer import Unit
from interviewer.grading.offline.calibration import FOUND, Calibration, fitted
from interviewer.grading.offline.evidence import compiled, read
from interviewer.grading.offline.figures import figures
from interviewer.grading.offline.relation import Evidence
from interviewer.grading.offline.similarity import likeness, nearest, shared
from interviewer.grading.offline.verdicts import finding, quote, verdict

NAME = "offline"
VERSION = "2"
_LEAST_WORDINGS = 4
_ALL_LISTED = 0.9


def judge(request: GradingRequest, calibration: Calibration | None = None) -> Grade:
    """Judge an answer; the same request always gives the same grade.

    ``calibration`` takes the place of the fitted one, for measuring on questions left out.
    """
    calibration = calibration or fitted()
    rubric = request.rubric
    count = len(rubric.criteria)
    ready = compiled(request.prompt, rubric)
    reading = read(ready, request.answer, count, request.transcript)
    criteria, beliefs = reading.evidence[:count], reading.evidence[count:]
    places = [_place(own) for own in criteria]
    about = figures(rubric, reading)
    sure = calibration.sureness(about)
    if any(criterion.evidence for criterion in rubric.criteria):
        alone = request.probes is not None or _sparse(rubric)
        shares = calibration.reply_shares(about) if alone else calibration.shares(about, sure)
    else:
        alike = shared(request.prompt, rubric.model_answer, reading.words)
        shares = [calibration.likely(likeness(own, alike)) for own in criteria]
        places = [
            place or nearest(criterion.statement, reading.words)
            for criterion, place in zip(rubric.criteria, places, strict=True)
        ]
    if _bare_list(reading.words):
        shares = [0.0] * count
    verdicts = [
        verdict(criterion, share, place and quote(*place, request.answer, reading.words))
        for criterion, share, place in zip(rubric.criteria, shares, places, strict=True)
    ]
    findings = [
        finding(misconception, sureness, quote(*place, request.answer, reading.words))
        for misconception, sureness, place in zip(
            rubric.misconceptions, sure, map(_place, beliefs), strict=True
        )
        if place and sureness >= FOUND
    ]
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


def _bare_list(words: Sequence[Unit]) -> bool:
    """Whether an answer is a list of terms and nothing else: that claims nothing."""
    listed = sum(word.worth < 1.0 for word in words)
    return listed > _ALL_LISTED * len(words)


def _sparse(rubric: Rubric) -> bool:
    """Whether a rubric has too few wordings for the figures of a whole answer.

    Those were learned on rubrics with some eight wordings for each criterion.
    """
    wordings = sum(len(criterion.evidence) for criterion in rubric.criteria)
    return wordings < _LEAST_WORDINGS * len(rubric.criteria)


def _place(own: Sequence[Evidence]) -> tuple[int, int] | None:
    return (own[0].match.first, own[0].match.last) if own else None


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
