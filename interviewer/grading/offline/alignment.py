"""Where a question's model answer makes each criterion, by the offline grader's own matching."""

import re
from functools import lru_cache

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge

_KEPT = 64  # rubrics; each takes as long as judging an answer
_END = re.compile(r"(?<=[.!?])\s+")
_CHOICE = re.compile(r"\(([^()/]*)/[^()]*\)")


@lru_cache(maxsize=_KEPT)
def model_sentences(prompt: str, rubric: Rubric) -> dict[str, str]:
    """Return the sentence of the model answer that makes each criterion, by the criterion's id.

    A criterion that the grader finds nowhere in the model answer is left out.
    """
    text = rubric.model_answer
    outcome = judge(GradingRequest(prompt=prompt, rubric=rubric, answer=text))
    if not isinstance(outcome, Grade):
        return {}
    return {
        verdict.criterion_id: _sentence(text, verdict.spans[0].start)
        for verdict in outcome.verdicts
        if verdict.level != "missed" and verdict.spans
    }


def first_wording(wordings: tuple[str, ...]) -> str:
    """Return the first wording of a claim as one would say it; empty without any.

    Of phrases that are interchangeable the first one is taken.
    """
    if not wordings:
        return ""
    said = _CHOICE.sub(lambda choice: choice[1].strip(), wordings[0]).strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '!', '?')) else '.'}"


def _sentence(text: str, place: int) -> str:
    """Return the sentence in which a place of a text stands."""
    starts = [0, *(end.end() for end in _END.finditer(text))]
    start = max(one for one in starts if one <= place)
    end = min((one for one in starts if one > place), default=len(text))
    return text[start:end].strip()
