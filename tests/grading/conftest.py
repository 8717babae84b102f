from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from interviewer.bank.question import Question
from interviewer.bank.rubric import Item, Rubric
from interviewer.grading.grade import Grade, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def items() -> list[Item]:
    found = []
    for path in sorted((ROOT / "rubrics").glob("*/*.yaml")):
        question = ROOT / "questions" / path.relative_to(ROOT / "rubrics")
        found.append(
            Item(
                question=Question.model_validate(yaml.safe_load(question.read_text("utf-8"))),
                rubric=Rubric.model_validate(yaml.safe_load(path.read_text("utf-8"))),
            )
        )
    return found


@pytest.fixture(scope="session")
def overfitting(items: list[Item]) -> Item:
    return next(item for item in items if item.question.id == "overfitting")


def graded(item: Item, answer: str) -> Grade:
    outcome = judge(GradingRequest(prompt=item.question.prompt, rubric=item.rubric, answer=answer))
    assert isinstance(outcome, Grade)
    return outcome


@pytest.fixture(scope="session")
def grade() -> Callable[[Item, str], Grade]:
    return graded


@pytest.fixture(scope="session")
def value() -> Callable[[Item, str], float]:
    return lambda item, answer: score(graded(item, answer), item.rubric).value
