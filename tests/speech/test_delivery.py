"""Pace, pauses and hesitations."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.speech.delivery import measure, merged, pace_over_time, together
from interviewer.speech.words import Word


def spread(text: str, seconds: float) -> list[Word]:
    words = text.split()
    each = seconds / max(len(words), 1)
    return [Word(w, n * each, (n + 1) * each) for n, w in enumerate(words)]


def test_pace_counts_pauses_in_and_articulation_leaves_them_out() -> None:
    words = spread("one two three four five six", 6)
    found = measure(words, [(1.0, 3.0), (5.0, 7.0)], to_first_word=1.0)
    assert found.words == 6
    assert (found.seconds, found.speaking_seconds) == (6.0, 4.0)
    assert (found.pace, found.articulation) == (60.0, 90.0)
    assert (found.pauses, found.longest_pause) == (1, 2.0)
    assert found.pause_share == pytest.approx(1 / 3, abs=0.001)
    assert found.to_first_word == 1.0


def test_hesitations_are_no_words_and_soft_fillers_are_counted_apart() -> None:
    words = spread("Um, so it was like really hard, you know. Uh basically", 5)
    found = measure(words, [(0, 5)])
    assert (found.hesitations, found.soft_fillers) == (2, 3)
    assert found.words == 9
    assert found.hesitation_rate == 24.0


@pytest.mark.parametrize(
    ("text", "hesitations", "soft", "words"),
    [
        ("um-um it grows", 2, 0, 2),
        ("um,like it grows", 1, 1, 3),
        ("UMM it grows, Uhhh", 2, 0, 2),
        ("Ummm… er-um hmmm", 4, 0, 0),
        ("well-known k-means, held-out 1,000 e.g. gains", 0, 0, 6),
        ("uh-huh um,so", 2, 0, 2),
    ],
)
def test_hesitations_are_counted_however_they_are_written(
    text: str, hesitations: int, soft: int, words: int
) -> None:
    found = measure(spread(text, 5), [(0, 5)])
    assert (found.hesitations, found.soft_fillers, found.words) == (hesitations, soft, words)


def test_gaps_below_a_quarter_second_are_no_pauses() -> None:
    assert merged([(2.5, 3), (0, 1), (1.2, 1.9)]) == [(0, 1.9), (2.5, 3)]
    assert measure([], [(0, 1), (1.2, 2), (2.25, 3)]).pauses == 1


def test_without_speech_there_are_no_rates() -> None:
    found = measure([], [])
    assert found.pace is found.articulation is found.hesitation_rate is None
    assert found.pause_share == 0
    assert pace_over_time([], []) == ()


def test_several_answers_add_up() -> None:
    one = measure(spread("a b c", 3), [(0, 3)], 1.0)
    two = measure(spread("a b c", 3), [(0, 1), (2, 3)], 3.0)
    both = together([one, two])
    assert (both.words, both.seconds, both.to_first_word) == (6, 6.0, 2.0)
    assert both.longest_pause == 1.0
    assert together([]).to_first_word is None


STRETCHES = st.lists(
    st.tuples(st.floats(0, 600), st.floats(0.01, 30)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=20,
)


@given(STRETCHES, st.lists(st.sampled_from(["um", "word", "like", "—"]), max_size=60))
def test_measures_are_in_their_ranges(
    stretches: list[tuple[float, float]], said: list[str]
) -> None:
    words = spread(" ".join(said), 60)
    found = measure(words, stretches)
    assert 0 <= found.speaking_seconds <= found.seconds + 0.02
    assert -0.001 <= found.pause_share <= 1
    assert found.words + found.hesitations <= len(words)
    runs = merged(stretches)
    assert all(a[1] + 0.25 <= b[0] + 1e-9 for a, b in itertools.pairwise(runs))
    plot = pace_over_time(words, stretches)
    assert len(plot) <= 24
    assert all(value >= 0 for value in plot)
