"""Numbers that a user types."""

import pytest

from interviewer.learning.goal import read_goal
from interviewer.text.counts import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("45", 45), ("٤٥", 45), ("", None), ("-1", None), ("4.5", None), ("²", None)],
)
def test_digits_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_more_digits_than_python_reads_are_no_number() -> None:
    assert whole_number("9" * 5_000) is None
    with pytest.raises(ValueError, match="Write the minutes"):
        read_goal("2026-12-24", "9" * 5_000)
