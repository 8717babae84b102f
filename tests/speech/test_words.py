"""Live words, loops, alignment, vocabulary."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.alignment import aligned, doubtful_spans, said_at
from interviewer.speech.loops import plausible, without_loops
from interviewer.speech.stabiliser import Live, observe
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.words import Word, bare, joined
from tests.long_texts import LINEAR, Shape, distinct_words, growth, mixed, repeated

PLAIN = st.sampled_from(
    ["the", "bias", "variance", "of", "a", "model", "Model,", "falls.", "rises"]
)


def said(text: str, probability: float = 0.9) -> list[Word]:
    return [Word(word, n * 0.5, n * 0.5 + 0.4, probability) for n, word in enumerate(text.split())]


def test_a_word_is_stable_once_two_hypotheses_agree() -> None:
    live = observe(Live(), ["the", "buyers"])
    assert live == Live((), ("the", "buyers"))
    live = observe(live, ["The", "bias", "of"])
    assert live == Live(("The",), ("bias", "of"))
    live = observe(live, ["the", "bias,", "of", "models"])
    assert live == Live(("The", "bias,", "of"), ("models",))


@given(st.lists(st.lists(PLAIN, max_size=8), max_size=8))
def test_stable_words_stay_and_together_they_are_the_newest_length(
    hypotheses: list[list[str]],
) -> None:
    live = Live()
    for hypothesis in hypotheses:
        after = observe(live, hypothesis)
        assert after.stable[: len(live.stable)] == live.stable
        assert len(after.stable) + len(after.unstable) == max(len(live.stable), len(hypothesis))
        live = after


def test_a_loop_is_said_once_and_an_emphasis_stays() -> None:
    assert joined(without_loops(said("thank you " * 9))) == "thank you"
    assert joined(without_loops(said("no no no, bias is not variance"))) == (
        "no no no, bias is not variance"
    )
    assert joined(without_loops(said("it is so " + "and then we go " * 5 + "home"))) == (
        "it is so and then we go home"
    )


@given(st.lists(PLAIN, max_size=40))
def test_what_is_no_loop_is_left_and_what_is_left_comes_from_what_was_said(
    words: list[str],
) -> None:
    before = [Word(word, n, n + 1) for n, word in enumerate(words)]
    after = without_loops(before)
    positions = [before.index(word) for word in after]
    assert positions == sorted(set(positions))
    assert {bare(word.text) for word in after} == {bare(word.text) for word in before}


def test_nobody_says_thirty_words_in_a_second() -> None:
    assert plausible(said("one two three"), 0.3)
    assert not plausible(said("word " * 30), 1.0)


def test_doubt_and_time_survive_an_edit() -> None:
    words = [
        Word("The", 0.0, 0.2, 0.9),
        Word("colonel", 0.3, 0.7, 0.2),
        Word("trick", 0.8, 1.0, 0.9),
        Word("maps", 1.1, 1.3, 0.3),
        Word("data.", 1.4, 1.8, 0.9),
    ]
    text = "Well, the kernel trick maps the data."
    (span,) = doubtful_spans(text, words)
    assert text[slice(*span)] == "maps"
    places = aligned(text, words)
    assert said_at(places, text.index("trick"), len(text)) == 0.8
    assert said_at(places, 0, 4) is None


@given(st.lists(PLAIN, max_size=20), st.lists(PLAIN, max_size=20))
def test_aligned_places_hold_the_words_in_order(text: list[str], heard: list[str]) -> None:
    whole = " ".join(text)
    places = aligned(whole, [Word(word, n, n + 0.5) for n, word in enumerate(heard)])
    for start, end, word in places:
        assert bare(whole[start:end]) == bare(word.text)
    assert [start for start, _, _ in places] == sorted({start for start, _, _ in places})
    assert [word.start for _, _, word in places] == sorted({w.start for _, _, w in places})
    if text == heard:
        assert len(places) == len(text)


def test_the_vocabulary_is_the_terms_and_no_plain_words() -> None:
    line = vocabulary(
        ["The bias-variance trade-off is what LASSO trades.", "Ask about Adam and regularisation."]
    )
    assert line.split(", ") == ["bias-variance", "trade-off", "LASSO", "Adam", "regularisation"]


@given(st.lists(st.text(max_size=200), max_size=10))
def test_the_vocabulary_is_short_whatever_the_texts(texts: list[str]) -> None:
    line = vocabulary([*texts, "Hyperparameter " * 50])
    assert len(line) <= 420
    assert len(line.split(", ")) <= 40


def changed(spoil: Callable[[list[str]], list[str]]) -> Callable[[str], object]:
    """Return the aligning of a text with what was heard of it, which ``spoil`` makes of it."""
    return lambda text: aligned(text, [Word(word, 0, 1) for word in spoil(text.split())])


@pytest.mark.parametrize("shape", [distinct_words, repeated("noise "), repeated("a b "), mixed])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda words: words[::2],
        lambda words: ["x", *words[:-1], "y"],
        lambda words: words[::-1],
        lambda words: ["b", *("a" for _ in words)],
    ],
    ids=["every second", "shifted", "backwards", "another"],
)
def test_aligning_takes_time_in_proportion_to_the_length(
    shape: Shape, spoil: Callable[[list[str]], list[str]]
) -> None:
    assert growth(changed(spoil), shape, short=20_000) < LINEAR


@pytest.mark.parametrize("shape", [repeated("Ab "), repeated("GPU, ", begin="Ab"), distinct_words])
def test_terms_and_loops_are_found_in_proportion_to_the_length(shape: Shape) -> None:
    assert growth(lambda text: vocabulary([text]), shape, short=20_000) < LINEAR
    assert growth(lambda text: without_loops(said(text)), shape) < LINEAR


def test_a_long_change_keeps_what_is_said_once() -> None:
    heard = [Word(word, n, n + 0.5) for n, word in enumerate(distinct_words(60_000).split())]
    kept = heard[::2]
    text = " ".join(f"{word.text} um" for word in kept)
    assert [word for _, _, word in aligned(text, heard)] == kept
