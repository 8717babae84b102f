"""What leads from question to question, and what no model may say there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.rubric import Item
from interviewer.interview.bridges import LONGEST, built_in_bridge, fit
from interviewer.interview.events import SessionConfig
from interviewer.interview.intents import may_clarify
from tests.interview.play import DiceGrader, Play, replayed
from tests.sample_bank import sample_item, sample_items

ITEMS = st.sampled_from(sample_items())


@given(before=ITEMS, ahead=ITEMS, seed=st.integers(), turn=st.integers(1, 99))
def test_the_built_in_words_are_fit_themselves(
    before: Item, ahead: Item, seed: int, turn: int
) -> None:
    said = built_in_bridge(before.question, ahead.question, seed=seed, turn=turn)
    assert fit(said) == said
    assert said == built_in_bridge(before.question, ahead.question, seed=seed, turn=turn)


@pytest.mark.parametrize(
    "words",
    [
        "That is correct, so let us go on.",
        "You missed the main point.",
        "Great answer!",
        "Thanks. What about recall?",
        "Thanks. See https://example.org for more.",
        "[b]Thanks[/b], on we go.",
        "<script>x</script>",
        "One. Two. Three.",
        "",
        " \n ",
        "x" * (LONGEST + 1),
        "Your score is 90.",
    ],
)
def test_a_verdict_a_question_a_link_and_mark_up_are_not_said(words: str) -> None:
    assert fit(words) is None


@given(st.text())
def test_what_is_fit_is_one_short_line(words: str) -> None:
    said = fit(words)
    assert said is None or (said.isprintable() and 0 < len(said) <= LONGEST and "?" not in said)


def test_a_model_may_speak_of_what_was_said() -> None:
    said = "Thanks for walking me through those outliers. Let us look at how models are judged."
    assert fit(f'  "{said}" ') == said


def test_from_the_second_question_on_a_built_in_phrase_leads_over_and_the_log_keeps_it() -> None:
    config = SessionConfig(question_ids=("recall", "holdout", "variance"), questions=3, mode="exam")
    play = Play(config, DiceGrader(1))
    play.run(["skip this one"] * 3)
    lines = [line for line in replayed(play.log).lines if line.kind == "question"]
    assert lines[0].lead == ""
    assert "evaluation" in lines[1].lead
    assert "statistics" in lines[2].lead
    assert [line.text for line in lines] == [
        sample_item(name).question.prompt for name in config.question_ids
    ]


def test_a_retry_is_announced_as_one() -> None:
    play = Play(SessionConfig(question_ids=("recall",), questions=1), DiceGrader(2))
    play.run(["skip this one", ("retry",), "skip this one"])
    leads = [line.lead for line in play.conductor.session.lines if line.kind == "question"]
    assert leads == ["", "Let us take that one once more."]


@pytest.mark.parametrize(
    ("said", "may"),
    [
        ("So before I start, roughly how beefy is the box we train on?", True),
        ("I wonder how beefy the box is that we train on", True),
        ("How many machines do we have?", False),  # the bank has foreseen it
        ("Can I have a hint?", False),
        ("/hint", False),
        ("I would profile the input pipeline, then use mixed precision.", False),
        ("What? " * 61, False),
    ],
)
def test_only_what_may_be_a_clarifying_question_is_in_doubt(said: str, may: bool) -> None:
    assert may_clarify(said, sample_item("slow-training").question) is may
    assert not may_clarify(said, sample_item("recall").question)
