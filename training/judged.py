"""A rated answer beside its grade."""

from typing import NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from training.rated_answers import Answer, Bank


class Judged(NamedTuple):
    """A rated answer with its grade, score and range, 0..1."""

    answer: Answer
    grade: Grade
    score: float
    low: float
    high: float


def scored(answer: Answer, grade: Grade, rubric: Rubric) -> Judged:
    """Return an answer with its grade and what that comes to."""
    found = score(grade, rubric)
    return Judged(answer, grade, found.value, found.low, found.high)


def shipped(bank: Bank, answer: Answer) -> Judged | None:
    """Grade an answer with the shipped offline grader; None where it cannot read it."""
    rubric = bank.rubrics[answer.question_id]
    prompt = bank.prompts[answer.question_id]
    grade = judge(GradingRequest(prompt=prompt, rubric=rubric, answer=answer.text))
    return scored(answer, grade, rubric) if isinstance(grade, Grade) else None
