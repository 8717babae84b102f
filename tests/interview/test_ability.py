"""What graded answers tell of an ability: more with more answers, less with time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.choices import LEVELS
from interviewer.interview.ability import SUREST, Abilities, Belief, beliefs
from tests.sample_bank import START

NOBODY = Abilities({})


@dataclass(frozen=True)
class Row:
    area: str = "statistics"
    level: str = "beginner"
    credit: float = 1.0
    points: int = 2
    help: str = "unprompted"
    at: datetime = START


def turn(*earned: float, area: str = "statistics", level: str = "beginner") -> tuple[Row, ...]:
    return tuple(Row(area, level, credit) for credit in earned)


STRONG, HALF, WEAK = turn(1, 1, 1, 1), turn(1, 1, 0, 0), turn(0, 0, 0, 0)
ROWS = st.lists(
    st.builds(
        Row,
        area=st.sampled_from(["statistics", "evaluation", "coding"]),
        level=st.sampled_from(LEVELS),
        credit=st.floats(0, 1),
        points=st.integers(1, 100),
        help=st.sampled_from(["unprompted", "after a probe", "after a hint", "never"]),
        at=st.integers(0, 500).map(lambda days: START + timedelta(days=days)),
    ),
    max_size=40,
)


def test_of_nobody_the_same_is_assumed_in_every_area() -> None:
    assert NOBODY.of("statistics") == NOBODY.of("coding")
    assert NOBODY.of("statistics").mean == 0


def test_a_better_answer_gives_a_higher_ability_and_every_answer_a_surer_one() -> None:
    before = NOBODY.of("statistics")
    found = [NOBODY.after(answer).of("statistics") for answer in (WEAK, HALF, STRONG)]
    assert [one.mean for one in found] == sorted(one.mean for one in found)
    assert found[0].mean < before.mean < found[-1].mean
    assert all(one.deviation < before.deviation for one in found)


def test_the_same_answer_to_a_harder_question_shows_a_higher_ability() -> None:
    core = NOBODY.after(turn(1, 1, 0, level="beginner"))
    advanced = NOBODY.after(turn(1, 1, 0, level="advanced"))
    assert advanced.of("statistics").mean > core.of("statistics").mean


def test_an_answer_tells_something_of_other_areas_and_most_of_its_own() -> None:
    known = NOBODY.after(STRONG)
    own, other = known.of("statistics"), known.of("coding")
    assert own.mean > other.mean > 0
    assert own.deviation < other.deviation < NOBODY.of("coding").deviation


def test_points_weigh_what_was_made() -> None:
    heavy = (Row(credit=1, points=8), Row(credit=0, points=1))
    light = (Row(credit=0, points=8), Row(credit=1, points=1))
    assert NOBODY.after(heavy).of("statistics").mean > NOBODY.after(light).of("statistics").mean


def test_what_came_only_after_a_hint_counts_less() -> None:
    hinted = tuple(replace(row, help="after a hint") for row in STRONG)
    probed = tuple(replace(row, help="after a probe") for row in STRONG)
    alone = NOBODY.after(STRONG).of("statistics")
    assert NOBODY.after(hinted).of("statistics").mean < alone.mean
    assert NOBODY.after(probed).of("statistics") == alone


def test_nothing_graded_tells_nothing() -> None:
    assert NOBODY.after(()) is NOBODY
    assert beliefs([]) == ()


def test_a_session_that_begins_with_what_was_believed_goes_on_from_there() -> None:
    known = NOBODY.after(STRONG).after(turn(0, 0, 1, area="coding"))
    again = Abilities.from_beliefs(known.by_area.values())
    for area in ("statistics", "coding", "evaluation"):
        assert again.of(area) == known.of(area)


def test_a_question_tells_most_where_it_is_as_hard_as_the_candidate_is_able() -> None:
    everywhere = {"statistics": 1.0}
    for answer, fits, misses in ((STRONG, "advanced", "beginner"), (WEAK, "beginner", "advanced")):
        known = NOBODY.after(answer)
        assert known.gain("statistics", fits, everywhere) > known.gain(
            "statistics", misses, everywhere
        )


@given(ROWS)
def test_no_answer_takes_away_from_what_is_known(rows: list[Row]) -> None:
    known = NOBODY
    for row in rows:
        following = known.after([row])
        for area in ("statistics", "evaluation", "coding"):
            assert following.of(area).deviation <= known.of(area).deviation * (1 + 1e-9)
            assert abs(following.of(area).mean) < 30
        known = following


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=7), st.integers(0, 6))
def test_more_credit_never_lowers_the_estimate(earned: list[float], place: int) -> None:
    better = [*earned]
    better[place % len(earned)] = 1.0
    low, high = (NOBODY.after(turn(*each)).of("statistics").mean for each in (earned, better))
    assert high >= low - 1e-9


# Earlier sessions


@given(ROWS, st.randoms())
def test_beliefs_hang_on_the_outcomes_and_not_on_their_order(rows: list[Row], dice: object) -> None:
    shuffled = rows[:]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert close(beliefs(rows), beliefs(shuffled))


def close(one: Sequence[Belief], other: Sequence[Belief]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(
        a.area == b.area
        and a.mean == pytest.approx(b.mean)
        and a.deviation == pytest.approx(b.deviation)
        for a, b in pairs
    )


def test_what_is_long_ago_tells_less() -> None:
    def then(days: float) -> Abilities:
        return Abilities.from_beliefs(beliefs(STRONG, now=START + timedelta(days=days)))

    means = [then(days).of("statistics").mean for days in (0, 30, 365, 3650)]
    assert means == sorted(means, reverse=True)
    assert means[0] > means[-1] > 0


def test_the_newer_of_two_contrary_answers_tells_more() -> None:
    long_ago = tuple(replace(row, at=START - timedelta(days=400)) for row in WEAK)
    improved = Abilities.from_beliefs(beliefs([*long_ago, *STRONG]))
    forgotten = tuple(replace(row, at=long_ago[0].at) for row in STRONG)
    worsened = Abilities.from_beliefs(beliefs([*forgotten, *WEAK]))
    assert improved.of("statistics").mean > worsened.of("statistics").mean


def test_a_long_history_still_lets_a_new_session_differ() -> None:
    many = [replace(row, at=START + timedelta(hours=n)) for n in range(300) for row in HALF]
    (belief,) = beliefs(many)
    assert belief.deviation == SUREST
