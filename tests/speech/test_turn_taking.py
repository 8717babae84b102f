"""Forty scraps and pauses: what hands-free sends, what it waits for, what it obeys."""

import pytest

from interviewer.speech.messages import Silence
from interviewer.speech.turn_taking import (
    HANGING,
    ending,
    ends_unfinished,
    is_backchannel,
    says_something,
    started_over,
    without_command,
)
from interviewer.speech.words import Word, joined
from interviewer.tui.hands_free import HandsFree

USUAL = 6.0


def words(text: str, probability: float = 0.9) -> tuple[Word, ...]:
    return tuple(
        Word(word, at / 2, at / 2 + 0.4, probability) for at, word in enumerate(text.split())
    )


SCRAPS = (
    "Okay, so.", "10.", "Mm-hmm.", "Hmm.", "Um.", "Uh, so, um...", "Well,", "Right.", "Yeah.",
    "Okay.", "So the", "And then it", "I think the", "Let me think.", "Let me see.",
    "Let's think about that for a second.", "That's a good question.", "Good question. So,",
    "Hmm, that is a tricky one.", "Thank you.", "Thank you for watching.", "Thanks for watching!",
    "Bye.", "you", "Hello? Can you hear me?", "Testing, one, two, three.", "One second.",
    "Where do I start?", "How should I put this?", "The thing is", "You know, I mean, so",
    "I'm thinking.", "20 10 5", "Uh-huh.", "Ah, okay, yeah.", "First of all,", "To be honest,",
    "Sorry.", "Hmmm, mmm.", "What is", "No.", "Yes, yes.",
)  # fmt: skip

ANSWERS = (
    "Overfitting.",
    "It has high variance.",
    "Dropout and weight decay.",
    "I would use KNN.",
    "L2 regularization shrinks the weights.",
    "I don't know.",
    "About 30 percent of the users.",
    "The gradient vanishes.",
)


@pytest.mark.parametrize("scrap", SCRAPS)
def test_no_silence_sends_a_scrap(scrap: str) -> None:
    for silence in (1.0, USUAL, 60.0, 600.0):
        assert ending(words(scrap), silence, USUAL) in ("open", "empty")


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_sent_after_the_usual_silence_and_counted_down_before(answer: str) -> None:
    assert ending(words(answer), 2.9, USUAL) == "open"
    assert ending(words(answer), 3.1, USUAL) == "counting"
    assert ending(words(answer), USUAL, USUAL) == "over"


def test_one_word_that_was_hardly_heard_is_no_answer() -> None:
    assert not says_something(words("Mushroom.", 0.3))
    assert says_something(words("Mushroom.", 0.8))


def test_yes_and_no_are_answers_only_where_they_were_asked_for() -> None:
    for reply in ("Yes.", "No, no.", "Right."):
        assert not says_something(words(reply))
        assert says_something(words(reply), yes_or_no=True)
    assert not says_something(words("Mm-hmm."), yes_or_no=True)


@pytest.mark.parametrize(
    "unfinished",
    [
        "The model overfits because",
        "The model overfits because.",
        "It shrinks the weights and",
        "It shrinks the weights, so",
        "We use dropout, which",
        "First we split the data,",
        "The variance goes down, um.",
        "The loss depends on the...",
    ],
)
def test_after_an_ending_that_hangs_the_silence_is_longer(unfinished: str) -> None:
    assert ends_unfinished(words(unfinished))
    assert ending(words(unfinished), 1.5 * USUAL, USUAL) == "open"
    assert ending(words(unfinished), HANGING * USUAL, USUAL) == "over"


@pytest.mark.parametrize("whole", ["I think so.", "It is what I would do.", "It has no bias."])
def test_a_finished_sentence_does_not_hang(whole: str) -> None:
    assert not ends_unfinished(words(whole))


PAUSES: tuple[tuple[tuple[str, float], ...], ...] = (
    (("The model overfits because", 9.0), ("it has too many parameters.", 6.0)),
    (("Okay, so.", 30.0), ("Bias is the error of a wrong assumption.", 6.0)),
    (("Um,", 12.0), ("it shrinks the weights.", 5.5), ("And,", 14.0), ("it helps.", 6.0)),
    (("We split the data first.", 5.5), ("Then we fit the scaler.", 6.0)),
    (("That's a good question.", 20.0), ("Let me think.", 40.0), ("Dropout helps.", 6.0)),
)


@pytest.mark.parametrize("script", PAUSES)
def test_scripted_pauses_are_waited_for_and_the_last_sends(
    script: tuple[tuple[str, float], ...],
) -> None:
    side = HandsFree(USUAL)
    side.begin()
    heard: tuple[Word, ...] = ()
    now = 0.0
    for number, (said, pause) in enumerate(script, 1):
        side.note_speech(now)
        heard = (*heard, *words(said))
        now += 1.0
        since = now
        while now - since < pause:
            now += 0.5
            found = side.after_silence(Silence(1, since, now - since), heard, yes_or_no=False)
            last = number == len(script) and now - since >= pause
            assert (found == "over") is last, f"after {said!r}, {now - since} s"


def test_speech_cancels_the_countdown_and_a_key_holds_it() -> None:
    side = HandsFree(USUAL)
    side.begin()
    answer = words("It has high variance.")
    side.note_speech(0.2)
    assert side.after_silence(Silence(1, 2.0, 4.0), answer, yes_or_no=False) == "counting"
    side.note_speech(6.1)
    assert not side.counting
    late = Silence(1, 2.0, 8.0)  # told late, of the silence before
    assert side.after_silence(late, answer, yes_or_no=False) == "open"
    assert side.after_silence(Silence(1, 8.0, 4.0), answer, yes_or_no=False) == "counting"
    side.hold()
    assert side.after_silence(Silence(1, 8.0, 60.0), answer, yes_or_no=False) == "open"


@pytest.mark.parametrize(
    ("said", "kept", "command"),
    [
        ("It reduces variance. That's my answer.", "It reduces variance.", "send"),
        ("It reduces variance that’s my answer", "It reduces variance", "send"),
        ("That is my answer.", "", "send"),
        ("It reduces variance. I'm done.", "It reduces variance.", "send"),
        ("Training stops when I'm done.", "Training stops when I'm done.", None),
        ("That's all the data we have.", "That's all the data we have.", None),
        ("Scratch that.", "", "again"),
        ("It is the, scratch that. It is the variance.", "It is the variance.", "again"),
        ("You can scratch that idea.", "You can scratch that idea.", None),
        ("No, scratch that. Bias. That's my answer.", "Bias.", "send"),
        ("Bias. Scratch that. The mean. Start over. Variance.", "Variance.", "again"),
        ("One two three. Scratch that. A b c. Start over. Variance.", "Variance.", "again"),
        ("Bias. Start over. The mean. Scratch that. Variance.", "Variance.", "again"),
        ("It reduces variance.", "It reduces variance.", None),
    ],
)
def test_what_is_asked_for_is_no_part_of_the_answer(
    said: str, kept: str, command: str | None
) -> None:
    found, asked = without_command(words(said))
    assert joined(found) == kept
    assert asked == command


def test_an_answer_that_starts_over_and_is_sent_in_one_breath_does_both() -> None:
    said = words("No, scratch that. Bias. That's my answer.")
    assert started_over(said) == words("No, scratch that. Bias. That's my answer.")[3:]
    assert started_over(words("It reduces variance. That's my answer.")) is None
    assert without_command(said)[1] == "send"


def test_a_sign_of_attention_interrupts_nobody() -> None:
    assert all(map(is_backchannel, ("Mm-hmm.", "Okay.", "Uh-huh, yeah.", "Right, I see.", "")))
    assert not any(map(is_backchannel, ("Wait.", "Could you repeat that?", "Variance.")))
