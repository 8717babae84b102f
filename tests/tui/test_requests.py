"""What is asked for aloud, alone and beside an answer, and what is no request."""

import pytest

from interviewer.interview.intents import recognise
from interviewer.speech.turn_taking import echoes
from interviewer.speech.words import Word, joined
from interviewer.tui.requests import requested
from tests.sample_bank import sample_item

QUESTION = sample_item("variance").question


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, n / 2, n / 2 + 0.4, 0.9) for n, word in enumerate(text.split()))


@pytest.mark.parametrize(
    ("said", "name", "rest"),
    [
        ("Could you repeat the question, please?", "repeat", ""),
        ("Okay, so. Could you repeat the question?", "repeat", ""),
        ("Hmm. Well, can I have a hint?", "hint", ""),
        ("It lowers the variance. Can I have a hint?", "hint", "It lowers the variance."),
        ("Give me a hand, please.", "hint", ""),
        ("The bias grows, how much time do I have?", "time", "The bias grows,"),
        ("Let me think about that.", "wait", ""),
    ],
)
def test_a_request_is_taken_and_the_answer_beside_it_stays(said: str, name: str, rest: str) -> None:
    found = requested(words(said), QUESTION)
    assert found is not None
    assert (found.intent.name, joined(found.rest)) == (name, rest)
    assert recognise(found.said, QUESTION) == found.intent, "no answer to the conductor either"


@pytest.mark.parametrize(
    "said",
    [
        "I fit the model, repeat that, and average the results.",
        "Then I shuffle. Repeat. Then I stop.",
        "It lowers the variance. Skip connections help.",
        "The hint loss gives the student a hint of the teacher.",
        "I give each worker a hand in the plan.",
        "The time it takes is linear.",
    ],
)
def test_words_of_an_answer_are_no_request(said: str) -> None:
    assert requested(words(said), QUESTION) is None


def test_what_a_loudspeaker_says_is_known_again_though_it_is_misheard_in_part() -> None:
    said = "What is the difference between bias and variance of a model?"
    assert echoes("what is the difference between bias and variants", said)
    assert echoes("What is the", said)
    assert not echoes("Bias is the error of a wrong assumption", said)
    assert not echoes("Could you repeat the question?", said)
    assert not echoes("", said)
