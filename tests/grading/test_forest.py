"""The trees: how they are read, and that they fit the features they ask for."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviewer.bank.rubric import Item
from interviewer.grading import bands
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import Reading, reading
from interviewer.grading.offline.scoring.accusation_features import ACCUSATION, accusation_rows
from interviewer.grading.offline.scoring.claim_features import CREDIT, credit_rows
from interviewer.grading.offline.scoring.forest import Forest
from interviewer.grading.offline.scoring.model import LEAST, MET, charged, fitted, share

NAMES = ("height", "the width")
SHARE = st.floats(-2, 2, allow_nan=False)
LIKELY = st.floats(0, 1)


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


@given(height=SHARE, width=SHARE)
def test_forest_adds_up_the_leaves_that_a_row_falls_into(height: float, width: float) -> None:
    forest = Forest(["height<=0.5\t-20000\tthe width<=0\t5000\t10000", "2500"], NAMES)
    leaf = -2.0 if height <= 0.5 else 0.5 if width <= 0 else 1.0
    assert forest((height, width)) == pytest.approx(logistic(leaf + 0.25), abs=6e-4)


def test_a_feature_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        Forest(["depth<=1\t0\t1"], NAMES)


@given(one=LIKELY, other=LIKELY, bare=st.booleans())
def test_the_likelier_earns_the_greater_share(one: float, other: float, bare: bool) -> None:
    low, high = sorted((one, other))
    assert 0 <= share(low, bare=bare) <= share(high, bare=bare) <= 1
    assert (share(one, bare=bare) == 0) == (one < LEAST)
    assert share(1, bare=bare) == 1


@given(likelihood=LIKELY)
def test_a_partial_point_is_never_counted_as_met(likelihood: float) -> None:
    assert (share(likelihood, bare=True) >= bands.MET) == (likelihood >= MET)


@given(likelihood=LIKELY)
def test_a_statement_without_wordings_earns_no_less(likelihood: float) -> None:
    assume(not 0.6 < likelihood < MET)
    assert share(likelihood, bare=True) >= share(likelihood)


def test_one_doubtful_accusation_is_no_charge_and_a_second_bears_it_out() -> None:
    assert charged([0.8, 0.2]) == [False, False]
    assert charged([0.8, 0.7, 0.3]) == [True, True, False]
    assert charged([0.97]) == [True]
    assert charged([]) == []


def held(item: Item, answer: str) -> Reading:
    request = GradingRequest(prompt=item.question.prompt, rubric=item.rubric, answer=answer)
    return reading(request, fitted())


def test_every_row_has_a_value_for_every_name(overfitting: Item) -> None:
    found = held(overfitting, overfitting.rubric.model_answer)
    for claim in found.ready.claims.criteria:
        for row in credit_rows(found.ready, found.about, claim):
            assert len(row) == len(CREDIT)
    for claim in found.ready.claims.misconceptions:
        for row in accusation_rows(found.ready, found.about, claim, found.made, None):
            assert len(row) == len(ACCUSATION)


def test_an_empty_answer_has_no_rows(overfitting: Item) -> None:
    found = held(overfitting, "")
    assert not any(found.made)
    assert not any(found.sure)
