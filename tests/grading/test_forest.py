"""The trees of the calibration: how they are read, and that they fit the figures they ask for."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.rubric import Item
from interviewer.grading.offline.scoring.model import fitted, gate
from interviewer.grading.offline.matching.evidence import compiled, read
from interviewer.grading.offline.figures import BELIEF, CREDIT, REPLY, WHOLE, Figures, figures
from interviewer.grading.offline.scoring.forest import Forest

NAMES = ("height", "the width")
SHARE = st.floats(-2, 2, allow_nan=False)


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


@given(height=SHARE, width=SHARE)
def test_forest_adds_up_the_leaves_that_a_row_falls_into(height: float, width: float) -> None:
    forest = Forest(["height<=0.5\t-20000\tthe width<=0\t5000\t10000", "2500"], NAMES)
    leaf = -2.0 if height <= 0.5 else 0.5 if width <= 0 else 1.0
    assert forest((height, width)) == pytest.approx(logistic(leaf + 0.25), abs=6e-4)


def test_a_figure_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        Forest(["depth<=1\t0\t1"], NAMES)


@given(topic=st.floats(0, 1))
def test_gate_opens_with_the_topic(topic: float) -> None:
    assert 0 <= gate(topic) <= gate(min(1.0, topic + 0.1)) <= 1
    assert gate(0) == 0
    assert gate(1) == 1


def about(item: Item, answer: str) -> Figures:
    ready = compiled(item.question.prompt, item.rubric)
    return figures(item.rubric, read(ready, answer, len(item.rubric.criteria), False))


def test_every_row_has_a_figure_for_every_name(overfitting: Item) -> None:
    found = about(overfitting, overfitting.rubric.model_answer)
    sure = fitted().sureness(found)
    assert len(sure) == len(overfitting.rubric.misconceptions)
    assert len(found.whole) == len(WHOLE)
    for number in range(len(found.criteria)):
        assert len(found.credit(number, sure, 0.5, 0.5) or ()) == len(CREDIT)
        assert len(found.reply(number) or ()) == len(REPLY)
    beliefs = [found.belief(number) for number in range(len(found.beliefs))]
    assert {len(row) for row in beliefs if row is not None} == {len(BELIEF)}


def test_an_empty_answer_has_no_rows(overfitting: Item) -> None:
    found = about(overfitting, "")
    assert all(found.credit(number, [], 0.5, 0.0) is None for number in range(len(found.criteria)))
    assert fitted().shares(found, [0.0]) == [0.0] * len(found.criteria)
