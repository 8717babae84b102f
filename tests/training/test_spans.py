"""Pieces of a file that make an answer, and hold none of its words."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.spans import cut, file_text, find, wordless

FILE = """# Notes

## Why does **dropout** help?

* It *randomly* drops units, so that
  no unit relies on another one.
* At test time all units stay, see [the paper](http://example.org/a).

Later on: weights y<sub>i</sub> are scaled &amp; kept.
"""


def rebuilt(answer: str, text: str = FILE) -> str:
    pieces = find(answer, text)
    assert pieces is not None
    assert all(wordless(piece) for piece in pieces if isinstance(piece, str))
    return cut(text, pieces)


@pytest.mark.parametrize(
    "answer",
    [
        "It *randomly* drops units",
        "It randomly drops units, so that no unit relies on another one.",
        "- It randomly drops units, so that no unit relies\n- At test time all units",
        "Why does dropout help?\nAt test time all units stay, see the paper",
        "At test time all units stay. It randomly drops units, so that",
        "weights yi are scaled & kept!",
    ],
    ids=["one stretch", "without markup", "other bullets", "left out", "other order", "in parts"],
)
def test_an_answer_is_rebuilt_to_the_letter(answer: str) -> None:
    assert rebuilt(answer) == answer


@pytest.mark.parametrize(
    "answer", ["It randomly removes units", "all units stay forever", "Elephants"]
)
def test_reworded_answers_have_no_pieces(answer: str) -> None:
    assert find(answer, FILE) is None


WORDS = st.lists(
    st.sampled_from(["the", "a", "model", "loss", "of", "is", "K", "2", "über"]), min_size=1
)
MARKUP = st.sampled_from([" ", "\n", " **", "** ", "\n- ", " _", ", ", ". "])


@given(st.data(), WORDS)
def test_whatever_was_cut_and_stripped_is_rebuilt(data: st.DataObject, words: list[str]) -> None:
    text = "".join(word + data.draw(MARKUP) for word in words)
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    answer = " ".join(words[start:end])
    assert rebuilt(answer, text) == answer


def test_a_notebook_is_the_sources_of_its_cells() -> None:
    cells = [{"source": ["a **b**\n", "c"]}, {"source": "d"}]
    assert file_text("x/y.ipynb", json.dumps({"cells": cells}).encode()) == "a **b**\nc\n\nd"
    for content in (b"{", b"[]", b'{"cells": [{}]}', b'{"worksheets": []}'):
        with pytest.raises(ValueError, match=r"."):
            file_text("y.ipynb", content)


def test_files_that_are_no_utf_8_are_read_all_the_same() -> None:
    assert file_text("a.md", "it’s".encode("cp1252")) == "it’s"
    assert file_text("a.md", "it’s".encode()) == "it’s"


@pytest.mark.parametrize("piece", [(0, 10**6), (5, 5), (-2, 3)])
def test_pieces_outside_of_the_file_are_an_error(piece: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=re.escape(f"characters {piece[0]} to {piece[1]}")):
        cut(FILE, [piece])
