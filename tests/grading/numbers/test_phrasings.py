"""For any value, unit and tolerance: the right figure is met, a wrong or a denied one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.rubric import Criterion, Number, Rubric
from interviewer.grading.grade import Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.numbers.judging import figure_verdicts

VALUES = st.integers(min_value=11, max_value=9_999)
UNITS = st.sampled_from(
    ["GB", "MiB", "ms", "hours", "users", "tokens", "requests/s", "parameters", "$", "%",
     "FLOPs", None]
)  # fmt: skip
TOLERANCES = st.sampled_from([0.0, 0.01, 0.05, 0.1])
SAID = st.sampled_from(
    ["It is {}.", "So it comes to {}.", "I get {}, which fits.", "About {}.", "It is not over {}.",
     "It is true that the size is {}.", "You might say 3 apples, but it is {}.",
     "First 2 plus 5, so {}.", "Without the rest we need {}."]
)  # fmt: skip
DENIED = st.sampled_from(
    ["It is not {}.", "It isn't about {}.", "It is not true that the size is {}.",
     "It is wrong that it takes {}.", "{} would be wrong.", "It is {}. That is wrong.",
     "It is a myth that it takes {}.", "It is a common misconception that it is {}.",
     "Many people think it is {}, but that is wrong.", "I used to think it was {}.",
     "The claim that it is {} is false.", "Contrary to {} it is more.",
     "I don't think it is {}.", "{} is too low.", "Is it {}?", "It is {}, scratch that."]
)  # fmt: skip


def quantity(value: float, unit: str | None) -> str:
    if unit == "$":
        return f"${value:,.6g}" if value < 1000 else f"${value:.6g}"
    return f"{value:.6g} {unit}" if unit else f"{value:.6g}"


def judged(answer: str, value: float, unit: str | None, **more: object) -> Verdict:
    number = Number.model_validate({"value": value, "unit": unit, **more})
    figure = Criterion(id="figure", statement="The size is known.", points=5, number=number)
    rubric = Rubric(question_id="q", version=1, criteria=(figure,), model_answer="x")
    request = GradingRequest(prompt="How much is it?", rubric=rubric, answer=answer)
    return figure_verdicts(request)["figure"]


@given(VALUES, UNITS, TOLERANCES, SAID, st.floats(min_value=-0.9, max_value=0.9))
def test_a_figure_within_its_tolerance_is_met(
    value: int, unit: str | None, tolerance: float, said: str, off: float
) -> None:
    near = value * (1 + off * tolerance) if tolerance >= 0.01 else value
    verdict = judged(said.format(quantity(near, unit)), value, unit, tolerance=tolerance)
    assert verdict.level == "met", verdict.explanation


@given(VALUES, UNITS, TOLERANCES, SAID, st.floats(min_value=1.3, max_value=7))
def test_a_figure_beyond_its_tolerance_is_not_met(
    value: int, unit: str | None, tolerance: float, said: str, times: float
) -> None:
    for wrong in (value * times, value / times):
        assert judged(
            said.format(quantity(wrong, unit)), value, unit, tolerance=tolerance
        ).level != ("met")


@given(VALUES, UNITS, TOLERANCES, DENIED)
def test_a_right_figure_that_is_denied_is_missed(
    value: int, unit: str | None, tolerance: float, denied: str
) -> None:
    verdict = judged(denied.format(quantity(value, unit)), value, unit, tolerance=tolerance)
    assert verdict.level == "missed", verdict.explanation


@pytest.mark.parametrize("said", ["10x faster", "ten times as fast", "10\u00d7 as much"])
def test_a_factor_is_no_percent(said: str) -> None:
    assert judged(said, 10, "%", tolerance=0.05).level == "missed"
    assert judged(said, 10, None, tolerance=0.05).level == "met"


@pytest.mark.parametrize("said", ["$12k a month", "$12,000 per month", "12k dollars/month"])
def test_money_for_a_period_is_money(said: str) -> None:
    assert judged(said, 12_000, "$", tolerance=0.05).level == "met"
    assert judged(said, 12_000, "$/day", tolerance=0.05).level != "met"


def test_nats_and_bits_are_of_one_kind() -> None:
    assert judged("0.41 nats", 0.41, "nats", tolerance=0.01).level == "met"
    assert judged("0.41 nats", 0.5915, "bits", tolerance=0.01).level == "met"


def test_what_a_chain_of_arithmetic_comes_to_is_what_its_sentence_tells() -> None:
    entropy = Criterion(
        id="entropy", statement="The entropy is about 0.47 bits.", points=1,
        evidence=("the entropy is about (0.469 bits / half a bit)", "the entropy is 0.47"),
        number=Number.model_validate({"value": 0.469, "unit": "bits", "tolerance": 0.03}),
    )  # fmt: skip
    divergence = Criterion(
        id="divergence", statement="The divergence is the rest, about 0.53 bits.", points=1,
        evidence=("the divergence is about (0.53 / 0.531) bits",),
        number=Number.model_validate({"value": 0.531, "unit": "bits", "tolerance": 0.03}),
    )  # fmt: skip
    rubric = Rubric(question_id="q", version=1, criteria=(entropy, divergence), model_answer="x")
    answer = (
        "The entropy is minus 0.9 times the log of 0.9 minus 0.1 times the log of 0.1, in base two "
        "about 0.14 plus 0.33, so 0.47 bits. The difference, about 0.53 bits per flip, is the "
        "divergence."
    )
    request = GradingRequest(prompt="How much?", rubric=rubric, answer=answer)
    assert [one.level for one in figure_verdicts(request).values()] == ["met", "met"]
    swapped = request.model_copy(update={"answer": answer.replace("0.47", "0.74")})
    assert figure_verdicts(swapped)["entropy"].level == "missed"
