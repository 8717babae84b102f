"""Which question a turn asks, as the candidate counts, and which attempt it is."""

from dataclasses import replace

import pytest

from interviewer.interview.numbering import numbered
from interviewer.interview.session import Turn
from tests.sample_bank import START, sample_item

ITEM = sample_item("mean-vs-median")


def turns(*kinds: tuple[str, int]) -> list[Turn]:
    """Return turns that are ``new``, a ``retry`` of a turn, or come ``back`` to one."""
    made = []
    for number, (kind, before) in enumerate(kinds, 1):
        turn = Turn(number=number, item=ITEM, asked_at=START)
        if kind == "retry":
            turn = replace(turn, retry_of=before)
        elif kind == "back":
            turn = replace(turn, returns_to=before)
        made.append(turn)
    return made


NEW = ("new", 0)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), []),
        ((NEW, NEW, NEW), [(1, 1), (2, 1), (3, 1)]),
        ((NEW, ("retry", 1), ("retry", 1), NEW), [(1, 1), (1, 2), (1, 3), (2, 1)]),
        ((NEW, NEW, ("back", 1)), [(1, 1), (2, 1), (1, 1)]),
        ((NEW, NEW, ("back", 1), ("retry", 3), NEW), [(1, 1), (2, 1), (1, 1), (1, 2), (3, 1)]),
    ],
)
def test_a_retry_and_a_question_that_comes_back_keep_its_number(
    kinds: tuple[tuple[str, int], ...], expected: list[tuple[int, int]]
) -> None:
    assert numbered(turns(*kinds)) == tuple(expected)
