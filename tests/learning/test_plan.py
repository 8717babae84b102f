"""The plan up to an interview: every day has its work, and weak areas that matter come first."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.learning.plan import LONGEST, REMEMBERED, area_mastery, plan

TODAY = date(2026, 3, 1)
AREAS = ("coding", "evaluation", "mlops", "statistics")


@dataclass(frozen=True)
class Outcome:
    area: str
    credit: float
    at: datetime = datetime(2026, 2, 28, tzinfo=UTC)
    points: int = 4
    help: str = "unprompted"


OUTCOMES = st.lists(
    st.builds(
        Outcome,
        area=st.sampled_from([*AREAS, "elsewhere"]),
        credit=st.floats(0, 1),
        points=st.integers(1, 9),
        help=st.sampled_from(["unprompted", "after a probe", "after a hint", "never"]),
    ),
    max_size=20,
)
WEIGHTS = st.dictionaries(st.sampled_from(AREAS), st.floats(0.1, 5), min_size=1)


@given(st.integers(0, LONGEST), WEIGHTS, OUTCOMES, st.integers(5, 480))
def test_every_day_up_to_the_interview_has_one_entry_and_only_the_wanted_areas(
    days: int, weights: dict[str, float], outcomes: list[Outcome], minutes: int
) -> None:
    until = TODAY + timedelta(days=days)
    made = plan(TODAY, until, weights=weights, outcomes=outcomes, minutes=minutes)
    assert [day.on for day in made] == [TODAY + timedelta(days=n) for n in range(days)]
    assert {area for day in made for area in day.areas} <= set(weights)
    for day in made:
        assert bool(day.areas) == (day.kind in ("practice", "eve"))
        assert day.questions >= 1
        assert day.minutes <= minutes or day.kind in ("mock", "rehearsal")
    if days:
        assert made[-1].kind == "eve"
    assert [day.kind for day in made].count("rehearsal") == (days >= 4)
    assert made == plan(TODAY, until, weights=weights, outcomes=outcomes, minutes=minutes)


def days_of(weights: dict[str, float], outcomes: list[Outcome], days: int = 30) -> Counter[str]:
    made = plan(TODAY, TODAY + timedelta(days=days), weights=weights, outcomes=outcomes)
    return Counter(area for day in made if day.kind == "practice" for area in day.areas)


def test_what_is_weak_and_what_the_job_weighs_gets_more_days() -> None:
    even = dict.fromkeys(AREAS, 1.0)
    known = [Outcome("statistics", 1.0, points=20), Outcome("mlops", 0.0, points=20)]
    days = days_of(even, known)
    assert days["mlops"] > days["coding"] > days["statistics"] > 0
    weighed = days_of({**even, "coding": 4.0}, [])
    assert weighed["coding"] > weighed["evaluation"] > 0


def test_areas_come_back_and_every_day_has_one_that_the_day_before_had_not() -> None:
    made = plan(TODAY, TODAY + timedelta(days=30), weights=dict.fromkeys(AREAS, 1.0))
    practice = [set(day.areas) for day in made if day.kind == "practice"]
    assert all(then - one for one, then in pairwise(practice))
    assert all(len(areas) == 2 for areas in practice)
    assert Counter(area for areas in practice for area in areas)["coding"] > 3


def test_help_and_age_take_from_what_is_mastered() -> None:
    def known(outcome: Outcome) -> float:
        return area_mastery([outcome], TODAY, ["coding"])["coding"]

    alone = known(Outcome("coding", 1.0))
    assert alone > known(Outcome("coding", 1.0, help="after a probe"))
    assert known(Outcome("coding", 1.0, help="after a probe")) > known(
        Outcome("coding", 1.0, help="after a hint")
    )
    assert alone > known(Outcome("coding", 1.0, at=datetime(2025, 9, 1, tzinfo=UTC))) > 0.5
    assert area_mastery([], TODAY, ["coding"]) == {"coding": 0.5}


def test_what_is_forgotten_says_nothing_but_that_it_was_asked() -> None:
    before = datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC) - REMEMBERED
    old = [Outcome("coding", 0.0, at=before)]
    assert area_mastery(old, TODAY, ["coding"])["coding"] == pytest.approx(0.5, abs=1e-3)
    until = TODAY + timedelta(days=3)
    (first, *_) = plan(TODAY, until, weights={"coding": 1.0}, asked={"coding"})
    assert first.why == "coding again"
    (first, *_) = plan(TODAY, until, weights={"coding": 1.0})
    assert first.why == "coding not asked yet"


@pytest.mark.parametrize(("days", "weight"), [(-1, 1.0), (LONGEST + 1, 1.0), (3, 0.0)])
def test_what_cannot_be_planned_is_refused(days: int, weight: float) -> None:
    with pytest.raises(ValueError, match="no days or no areas"):
        plan(TODAY, TODAY + timedelta(days=days), weights={"coding": weight})
