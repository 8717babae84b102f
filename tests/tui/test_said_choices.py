"""What is said aloud between two questions, and what is understood there."""

import pytest

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.report.build import build_report
from interviewer.tui.view.said_choices import estimate_said, feedback_aloud, next_said
from tests.tui.steps import led, model_answer

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0, estimate=False)


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("Next.", "next"),
        ("Okay, next question, please.", "next"),
        ("Let's go on.", "next"),
        ("Yes.", "next"),
        ("Again.", "retry"),
        ("Um, let me try again.", "retry"),
        ("Mm-hmm.", None),
        ("The next layer", None),
        ("I would go on with dropout", None),
    ],
)
def test_after_feedback_next_and_again_are_understood(said: str, choice: str | None) -> None:
    assert next_said(said) == choice


def test_an_estimate_is_a_band_or_skipped() -> None:
    assert estimate_said("I think it was good.") == estimate_said("Good.") is not None
    assert estimate_said("Poor.") != estimate_said("Excellent!")
    assert estimate_said("Skip.") == "skip"
    assert estimate_said("Poor or good.") is None
    assert estimate_said("It was not good.") is None
    assert estimate_said("It wasn’t excellent.") is None
    assert estimate_said("Better than poor.") is None
    assert estimate_said("It is a good way to lower the variance of a tree.") is None


async def test_feedback_is_two_sentences_and_a_question(engine: Engine) -> None:
    for answer, second in ((model_answer, "Next"), (lambda _: "It is a kind of cake.", "missing")):
        session = engine.store.session(await led(engine, ONE, answer))
        aloud = feedback_aloud(build_report(session).turns[0])
        assert aloud.startswith("That was ")
        assert "of 100." in aloud
        assert second in aloud
        assert aloud.endswith("Next, or again?")


async def test_of_a_skipped_question_there_is_no_score(engine: Engine) -> None:
    session = engine.store.session(await led(engine, ONE, lambda _: "/skip"))
    aloud = feedback_aloud(build_report(session).turns[0])
    assert aloud.startswith("There is no score: skipped")
