"""Moments that fall on one day can be told apart."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from interviewer.text.dates import distinct_dates

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_a_day_is_enough_where_it_occurs_once() -> None:
    assert distinct_dates([]) == []
    assert distinct_dates([NOON, NOON + timedelta(days=1)]) == ["10 Mar 2026", "11 Mar 2026"]
    assert distinct_dates([NOON, NOON.replace(year=2027)]) == ["10 Mar 2026", "10 Mar 2027"]


def test_days_that_repeat_have_their_time_and_times_a_number() -> None:
    later = NOON + timedelta(hours=2)
    other = NOON + timedelta(days=3)
    assert distinct_dates([NOON, later, other]) == [
        "10 Mar 2026 12:00",
        "10 Mar 2026 14:00",
        "13 Mar 2026",
    ]
    assert distinct_dates([NOON, NOON + timedelta(seconds=9)]) == [
        "10 Mar 2026 12:00 (1)",
        "10 Mar 2026 12:00 (2)",
    ]


def test_the_zone_of_a_moment_says_which_day_it_is() -> None:
    east = timezone(timedelta(hours=13))
    assert distinct_dates([NOON, NOON.astimezone(east)]) == ["10 Mar 2026", "11 Mar 2026"]


@given(st.lists(st.integers(0, 4000), max_size=12))
def test_no_two_read_the_same(minutes: list[int]) -> None:
    labels = distinct_dates([NOON + timedelta(minutes=one) for one in minutes])
    assert len(labels) == len(minutes)
    assert len(set(labels)) == len(labels)
