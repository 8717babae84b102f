"""Which question comes next: the picker's promises, on banks of any shape."""

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.choices import LEVELS
from interviewer.interview.events import Focus, SessionConfig
from interviewer.interview.picker import pick
from tests.interview.play import CONFIGS, Row

ROWS = st.lists(
    st.builds(
        Row,
        id=st.from_regex(r"[a-z]{1,3}", fullmatch=True),
        area=st.sampled_from(["statistics", "evaluation", "optimisation", "coding"]),
        level=st.sampled_from(LEVELS),
        kind=st.sampled_from(["concept", "scenario"]),
    ),
    max_size=25,
    unique_by=lambda row: row.id,
)


def all_picked(rows: list[Row], config: SessionConfig) -> list[Row]:
    """Pick until nothing is left."""
    picked: list[Row] = []
    while (row := pick(rows, config, [row.id for row in picked])) is not None:
        picked.append(row)
        assert len(picked) <= len(rows)
    return picked


def allowed(row: Row, config: SessionConfig) -> bool:
    return (
        (not config.areas or row.area in config.areas)
        and (not config.levels or row.level in config.levels)
        and (not config.kinds or row.kind in config.kinds)
    )


@given(ROWS, CONFIGS)
def test_everything_that_the_filters_allow_comes_once_and_nothing_else(
    rows: list[Row], config: SessionConfig
) -> None:
    picked = all_picked(rows, config)
    assert sorted(row.id for row in picked) == sorted(r.id for r in rows if allowed(r, config))


@given(ROWS, CONFIGS, st.integers(0, 99))
def test_new_questions_come_first_and_then_those_of_longest_ago(
    rows: list[Row], config: SessionConfig, seed: int
) -> None:
    dice = random.Random(seed)
    seen = dice.sample([row.id for row in rows], len(rows) // 2)
    picked = all_picked(rows, config.model_copy(update={"seen": tuple(seen)}))
    again = [row.id in seen for row in picked]
    assert again == sorted(again), "a question of before came while a new one was left"
    for area in {row.area for row in rows}:
        old = [row.id for row in picked if row.area == area and row.id in seen]
        assert old == sorted(old, key=seen.index)


def test_a_job_keeps_its_weights_where_an_area_has_been_asked_out() -> None:
    rows = [Row(f"{area[0]}{n}", area, "beginner", "concept") for area in ("a", "b") for n in "12"]
    focus = (Focus(area="a", weight=0.9), Focus(area="b", weight=0.1))
    config = SessionConfig(focus=focus, seen=("a2", "a1"))
    assert [row.id for row in all_picked(rows, config)][:2] == ["a2", "a1"]


@given(ROWS, CONFIGS)
def test_areas_are_asked_equally_often_while_they_have_questions_left(
    rows: list[Row], config: SessionConfig
) -> None:
    stock = Counter(row.area for row in rows if allowed(row, config))
    used = Counter[str]()
    for row in all_picked(rows, config):
        used[row.area] += 1
        left = [used[area] for area in stock if used[area] < stock[area]]
        assert used[row.area] <= min(left, default=used[row.area]) + 1


@given(ROWS, CONFIGS, st.randoms())
def test_the_seed_alone_decides_whatever_the_order_of_the_bank(
    rows: list[Row],
    config: SessionConfig,
    dice: random.Random,
) -> None:
    shuffled = rows[:]
    dice.shuffle(shuffled)
    assert all_picked(rows, config) == all_picked(shuffled, config)


def test_other_seeds_pick_other_questions() -> None:
    rows = [Row(f"q{n}", "statistics", "beginner", "concept") for n in range(20)]
    firsts = {all_picked(rows, SessionConfig(seed=seed))[0].id for seed in range(40)}
    assert len(firsts) > 10


@given(ROWS.filter(bool), st.data())
def test_questions_asked_for_by_name_come_in_their_order(
    rows: list[Row], data: st.DataObject
) -> None:
    wanted = data.draw(st.lists(st.sampled_from([row.id for row in rows]), unique=True))
    config = SessionConfig(question_ids=(*wanted, "in-no-bank"), areas=("statistics",))
    assert [row.id for row in all_picked(rows, config)] == wanted
