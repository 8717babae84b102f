"""A grader that looks for the rubric's own words: simple, and easy to fool."""

import re

from interviewer.grading.grade import Grade, Span, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest

_WORD = re.compile(r"[a-z]{5,}")
_ENOUGH = 0.5
"""The share of a criterion's words of five and more letters that one sentence has to hold."""


class KeywordGrader:
    """Credits a criterion by the sentence of the answer that holds most of its words."""

    name = "keywords"
    version = "1"

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge one answer; one without words is ungraded."""
        sentences = list(re.finditer(r"[^.!?\n]+", request.answer))
        if not any(match[0].strip() for match in sentences):
            return Ungraded(reason="The answer holds no words.", grader=self.name)
        verdicts = []
        for criterion in request.rubric.criteria:
            wanted = set(_WORD.findall(criterion.statement.lower()))
            best = max(sentences, key=lambda match: len(wanted & _words(match[0])))
            share = len(wanted & _words(best[0])) / max(len(wanted), 1)
            made = share >= _ENOUGH
            verdicts.append(
                Verdict(
                    criterion_id=criterion.id,
                    level="met" if made else "missed",
                    credit=1.0 if made else 0.0,
                    spans=(Span(start=best.start(), end=best.end(), quote=best[0]),)
                    if made
                    else (),
                    explanation=f"{share:.0%} of the criterion's words stand in one sentence.",
                )
            )
        return Grade(
            verdicts=tuple(verdicts),
            grader=self.name,
            grader_version=self.version,
            rubric_version=request.rubric.version,
            confidence=0.3,
        )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
