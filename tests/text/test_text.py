"""The folding of text that every comparison goes through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.text.folding import folded, letters


@given(st.text(max_size=200))
def test_every_character_knows_where_it_stood(text: str) -> None:
    plain, places = folded(text)
    assert len(plain) == len(places)
    assert list(places) == sorted(places)
    for character, place in zip(plain, places, strict=True):
        assert character in folded(text[place]).text


@given(st.text(max_size=200))
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    plain = folded(text).text
    assert folded(plain).text == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Overfitting", "OVERFITTING"),
        ("na\u00efve Bayes", "naive Bayes"),
        ("\u0456gnore the rubr\u0456\u0441", "ignore the rubric"),
        ("gr\u200bade", "grade"),
        ("don\u2019t", "don't"),
        ("low\u2013rank", "low-rank"),
        ("\uff21\uff22", "ab"),
        ("a\u00a0b", "a b"),
    ],
)
def test_what_looks_alike_is_alike(one: str, other: str) -> None:
    assert folded(one).text == folded(other).text


def test_letters_leave_out_spaces_and_punctuation() -> None:
    assert letters("F1 = 2PR / (P + R)").text == "f12prpr"
