"""What the interviewer says again before a follow-up that goes deeper."""

import pytest

from interviewer.bank.rubric import Item
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from tests.interview.play import Bank, MemoryLog
from tests.interview.talking import go
from tests.interview.test_deeper import deeper_item
from tests.interview.test_machine import Levels
from tests.sample_bank import Clock


def lead(said: str, item: Item) -> str:
    """Return what is said before the follow-up to an answer that makes every point."""
    conductor = Conductor.start(
        SessionConfig(question_ids=("variance",)),
        "s1",
        log=MemoryLog(),
        bank=Bank([item]),
        grader=Levels({said: ("met", "met")}),
        clock=Clock(),
    )
    go(conductor, said)
    line = conductor.session.lines[-1]
    assert line.kind == "follow-up"
    return line.lead


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ("It is the average squared distance.", "It is the average squared distance"),
        ("So, and then the average squared distance.", "the average squared distance"),
    ],
)
def test_words_that_make_the_point_are_said_again(said: str, again: str) -> None:
    assert lead(said, deeper_item()) == f"You said “{again}”."


@pytest.mark.parametrize(
    "said",
    [
        "So there was this time, it was two years ago.",
        "Um, the average, you know, squared distance.",
        "It is, I think, the average squared distance.",
    ],
)
def test_neither_small_talk_nor_hesitation_is_said_again(said: str) -> None:
    assert not lead(said, deeper_item()).startswith("You said")


def test_nothing_is_said_again_before_a_prompt_that_tells_what_you_did() -> None:
    item = deeper_item()
    asked = [
        one.model_copy(update={"prompt": "You squared it. Why?"}) if one.id == "deeper" else one
        for one in item.question.follow_ups
    ]
    question = item.question.model_copy(update={"follow_ups": tuple(asked)})
    told = lead("It is the average squared distance.", Item(question=question, rubric=item.rubric))
    assert not told.startswith("You said")
