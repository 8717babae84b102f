"""A yes is held against a candidate, so that only a plain one counts; a no costs nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.interview.affirmation import affirmed

ASKED = "Do you mean that an overfitted model is too simple and has high bias?"
NEGATIVE = "Do you mean that XGBoost does not overfit and needs no tuning?"


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "Yes.",
        "Yeah, exactly!",
        "well, yes",
        "I do",
        "I think so.",
        "Right.",
        "Of course",
        "yes that's right",
        "Yes, that is what I meant.",
        "That’s what I mean",
        "Um, yes, I mean that",
    ],
)
def test_a_plain_yes_affirms_whatever_was_asked(said: str) -> None:
    assert affirmed(said, ASKED) is True
    assert affirmed(said, NEGATIVE) is True


@pytest.mark.parametrize(
    "said",
    [
        "Yes, because high bias means that it misses the pattern.",
        "Yes, it is.",
        "Correct, a simple model misses the pattern.",
        "Yes. It is the simple model whose gradient and current error are important.",
    ],
)
def test_a_yes_with_a_reason_affirms_unless_the_question_held_a_negation(said: str) -> None:
    assert affirmed(said, ASKED) is True
    assert affirmed(said, NEGATIVE) is None


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "No.",
        "nope",
        "Not really",
        "not at all, it has high variance",
        "No, it has high variance.",
        "no i meant that it is too complex",
        "Well, no. The other way round.",
        "I don’t mean that.",
        "I didn't say that",
        "That is not what I meant: it has high variance",
        "Of course not.",
        "On the contrary, its variance is high.",
        "The opposite",
        "No thanks.",
        "I wouldn't say that.",
        "I'm not saying that.",
        "I never said that",
        "That's not what I'm saying.",
        "That is not true, its variance is high.",
        "It's not the case.",
        "That's wrong.",
        "Not necessarily.",
        "No way!",
    ],
)
def test_a_no_denies_and_may_go_on(said: str) -> None:
    assert affirmed(said, ASKED) is False
    assert affirmed(said, NEGATIVE) is False


@pytest.mark.parametrize(
    "said",
    [
        "Yes and no.",
        "Yes, but only for small data.",
        "Yes, sorry, I misspoke: high variance.",
        "Yes, I meant variance",
        "yes, i dont think that it matters",
        "Yes?",
        "maybe",
        "I guess so",
        "Right-skewed data pull the mean.",
        "True positives over all positives",
        "Sure enough the variance is high",
        "No regularisation is needed here",
        "No model can do that",
        "No doubt",
        "No way to know without a test set",
        "Not always the mean",
        "That's wrong labels, say",
        "No, yes, it does",
        "No, I do mean that",
        "High variance.",
        "Nonsense is what noise gives",
        "",
        "Nein",
    ],
)
def test_anything_else_is_an_answer_like_any_other(said: str) -> None:
    assert affirmed(said, ASKED) is None


@given(st.sampled_from(["but", "not", "however", "only", "wrong", "isn't", "the opposite", "?"]),
       st.text(alphabet="abcdefgh ", max_size=40))  # fmt: skip
def test_no_reserve_anywhere_behind_a_yes_is_overheard(reserve: str, around: str) -> None:
    assert affirmed(f"Yes, {around} {reserve} {around}", ASKED) is None
