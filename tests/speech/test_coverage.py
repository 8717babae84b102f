"""Readings that stop short of the voice, and those that repeat what they were told to expect."""

from interviewer.speech.coverage import (
    better,
    echoes,
    falls_short,
    guesses,
    left_over,
    without_guesses,
)
from interviewer.speech.loops import without_loops
from interviewer.speech.words import Word, joined

VOICED = ((0.3, 10.0), (10.5, 23.0))
HINT = "regularization, overfitting, held-out, BERT"


def spoken(until: float, probability: float = 0.9, begin: float = 0.3) -> list[Word]:
    count = round((until - begin) / 0.4)
    return [
        Word(f"w{n}", begin + 0.4 * n, begin + 0.4 * n + 0.3, probability) for n in range(count)
    ]


def test_a_reading_that_stops_before_the_voice_falls_short() -> None:
    assert not falls_short(spoken(23), VOICED)
    assert not falls_short(spoken(22), VOICED), "word times are rough"
    assert falls_short(spoken(8), VOICED)
    assert left_over(spoken(8), VOICED) > 10
    assert falls_short([], VOICED)


def test_a_hole_in_the_middle_is_found_and_a_pause_is_none() -> None:
    assert falls_short(spoken(6) + spoken(23, begin=14), VOICED)
    pause = ((0.3, 5.0), (15.0, 20.0))
    assert not falls_short(spoken(5) + spoken(20, begin=15), pause)


def test_few_words_for_much_voice_fall_short() -> None:
    slow = [Word(f"w{n}", n * 1.5, n * 1.5 + 1.4, 0.9) for n in range(6)]
    assert falls_short(slow, ((0.0, 9.0),))
    assert not falls_short([Word("yes", 0.1, 0.4)], ((0.0, 0.5),))


def test_the_fuller_reading_is_kept_and_of_two_full_ones_the_surer() -> None:
    whole, half = spoken(23, 0.5), spoken(8, 0.99)
    assert better(half, whole, VOICED) == whole
    assert better(whole, half, VOICED) == whole
    assert better(spoken(23, 0.6), sure := spoken(23, 0.8), VOICED) == sure


def words(text: str, probability: float = 0.9) -> list[Word]:
    return [Word(word, n / 2, n / 2 + 0.4, probability) for n, word in enumerate(text.split())]


def test_hints_said_back_are_seen() -> None:
    assert echoes(words("Regularization, overfitting, held-out"), HINT)
    assert not echoes(words("Regularization against overfitting, measured held-out"), HINT)


def test_a_hint_that_was_hardly_heard_is_a_guess() -> None:
    assert guesses(words("the held-out penalty", 0.3), HINT), "it was said of L2"
    assert not guesses(words("the held-out penalty"), HINT)
    assert not guesses(words("the colonel trick", 0.3), HINT)


def test_a_guessed_hint_gives_way_only_to_words_that_are_sure() -> None:
    told = words("the held-out penalty shrinks weights")
    told[1] = Word("held-out", 0.5, 0.9, 0.3)
    sure, unsure = words("the L2 penalty shrinks weights"), words("the eltoo penalty", 0.4)
    assert joined(without_guesses(told, sure, HINT)) == "the L2 penalty shrinks weights"
    assert joined(without_guesses(told, unsure, HINT)) == joined(told)
    other_place = words("the held-out penalty shrinks waits")
    assert joined(without_guesses(told, other_place, HINT)) == joined(told)


def test_loops_within_a_word_are_no_word() -> None:
    heard = words("It is fufufufufufu variance hahahaha 1000000 Mississippi bananas hmmmm")
    assert joined(without_loops(heard)) == "It is variance 1000000 Mississippi bananas hmmmm"
