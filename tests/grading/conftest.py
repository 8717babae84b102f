import functools
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
NAMED = frozenset(
    ["bagging-vs-boosting", "classification-vs-regression", "covariance-vs-correlation",
     "discrete-vs-continuous-variable", "explain-k-means-code", "l1-vs-l2-regularization",
     "overfitting", "precision-vs-recall", "type-i-vs-type-ii-error"]
)  # fmt: skip


def _read(path: Path) -> object:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


@pytest.fixture(scope="session")
def items() -> list[Item]:
    """Return every sixth item that comes with the program, and those that tests name.

    `bank check` tries them all. Without those that run code: tests decide most of their points.
    """
    found = []
    for number, path in enumerate(sorted((ROOT / "rubrics").glob("*/*.yaml"))):
        if number % 6 and path.stem not in NAMED:
            continue
        file = ROOT / "questions" / path.relative_to(ROOT / "rubrics")
        question = Question.model_validate(_read(file))
        if question.coding is None:
            found.append(Item(question=question, rubric=Rubric.model_validate(_read(path))))
    return found


@pytest.fixture(scope="session")
def overfitting(items: list[Item]) -> Item:
    return next(item for item in items if item.question.id == "overfitting")


def graded(item: Item, answer: str) -> Grade:
    return _graded(item.question.prompt, item.rubric, answer)


@functools.lru_cache(maxsize=4096)  # model answers and weak ones are judged by many tests
def _graded(prompt: str, rubric: Rubric, answer: str) -> Grade:
    outcome = judge(GradingRequest(prompt=prompt, rubric=rubric, answer=answer))
    assert isinstance(outcome, Grade)
    return outcome


@pytest.fixture(scope="session")
def grade() -> Callable[[Item, str], Grade]:
    return graded


@pytest.fixture(scope="session")
def value() -> Callable[[Item, str], float]:
    return lambda item, answer: score(graded(item, answer), item.rubric).value
