"""What an adaptive interview asks: harder after a strong answer, easier after a weak one."""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.offline.grader import OfflineGrader
from interviewer.interview.ability import DIFFICULTY, Belief
from interviewer.interview.adaptive import Past, Point, choose, past
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import ShowFeedback
from tests.interview.play import CONFIGS, Bank, MemoryLog, Row, replayed
from tests.interview.test_picker import ROWS, allowed
from tests.sample_bank import START, Clock, sample_item

SEEDS = range(30)
AREAS = ("algorithms", "evaluation", "statistics")
BANK = [
    Row(f"{area}-{level}-{n}", area, level, ("concept", "scenario")[n % 2])
    for area in AREAS
    for level in DIFFICULTY
    for n in range(4)
]
CREDITS = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=3, max_size=5)


def adaptive(seed: int = 0, **more: object) -> SessionConfig:
    return SessionConfig.model_validate({"adaptive": True, "seed": seed, **more})


def answered(row: Row, *earned: float) -> Past:
    points = tuple(Point(row.area, row.level, credit, 2, "unprompted", START) for credit in earned)
    score = sum(earned) / len(earned) if earned else None
    return Past(row.area, row.level, row.kind, points, score)


def interview(config: SessionConfig, earned: list[list[float]], rows: list[Row]) -> list[Row]:
    """Ask as many questions as there are answers, and return what was asked."""
    asked: list[Row] = []
    before: list[Past] = []
    for answer in earned:
        chosen = choose(rows, config, [row.id for row in asked], before)
        if chosen is None:
            break
        asked.append(chosen.row)
        before.append(answered(chosen.row, *answer))
    return asked


def second(seed: int, *earned: float) -> tuple[Row, Row, str]:
    first = choose(BANK, adaptive(seed), [], [])
    assert first is not None
    before = [answered(first.row, *earned)]
    following = choose(BANK, adaptive(seed), [first.row.id], before)
    assert following is not None
    return first.row, following.row, following.reason


@pytest.mark.parametrize("seed", SEEDS)
def test_a_strong_answer_is_followed_by_a_harder_question(seed: int) -> None:
    first, following, reason = second(seed, 1, 1, 1, 1)
    assert (first.level, following.level) == ("intermediate", "advanced")
    assert "Your last answer was strong, so this one is harder." in reason


@pytest.mark.parametrize("seed", SEEDS)
def test_a_weak_answer_is_followed_by_an_easier_question(seed: int) -> None:
    first, following, reason = second(seed, 0, 0, 0, 0)
    assert (first.level, following.level) == ("intermediate", "beginner")
    assert "Your last answer was weak, so this one is easier." in reason
    first, harder, _ = second(seed, 1, 1, 1, 1)
    before = [answered(first, 1, 1, 1, 1), answered(harder, 0, 0, 0, 0)]
    back = choose(BANK, adaptive(seed), [first.id, harder.id], before)
    assert back is not None
    assert back.row.level == "intermediate", "one step, because the answer before was strong"
    assert "Your last answer was weak, so this one is easier." in back.reason


@pytest.mark.parametrize(
    ("score", "told"), [(0.6471, "was strong"), (0.644, "fits you best"), (0.3971, "fits you best")]
)
def test_an_answer_is_as_strong_as_its_band_is_called(score: float, told: str) -> None:
    first = choose(BANK, adaptive(3), [], [])
    assert first is not None
    before = [replace(answered(first.row, score, score, score), score=score)]
    following = choose(BANK, adaptive(3), [first.row.id], before)
    assert following is not None
    assert told in following.reason


@pytest.mark.parametrize("seed", SEEDS)
def test_one_weak_answer_does_not_undo_a_strong_history_but_two_in_a_row_do(seed: int) -> None:
    known = [{"area": area, "mean": 2, "deviation": 1} for area in AREAS]
    asked = interview(adaptive(seed, known=known), [[0, 0, 0, 0]] * 6, BANK)
    levels = [row.level for row in asked]
    assert levels == ["advanced", "advanced", "intermediate", "beginner", "beginner", "beginner"]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_strong_answers_make_up_for_a_weak_beginning(seed: int) -> None:
    answers = [[0.0] * 4] * 4 + [[1.0] * 4] * 3
    asked = interview(adaptive(seed), [*answers, [0.0]], BANK)
    levels = [row.level for row in asked]
    assert levels == ["intermediate", *["beginner"] * 5, "intermediate", "advanced"]


@given(CREDITS, st.integers(0, 4), st.integers(0, 99))
def test_a_better_answer_never_leads_to_an_easier_question(
    earned: list[float], place: int, seed: int
) -> None:
    better = [*earned]
    better[place % len(earned)] = 1.0
    one_area = [row for row in BANK if row.area == "statistics"]
    levels = []
    for answer in (earned, better):
        first, following = interview(adaptive(seed), [answer, answer], one_area)
        levels.append(DIFFICULTY[following.level])
        assert first.level == "intermediate"
    assert levels == sorted(levels)


@given(ROWS, CONFIGS, st.data())
def test_everything_that_the_filters_allow_comes_once_and_nothing_else(
    rows: list[Row], config: SessionConfig, data: st.DataObject
) -> None:
    earned = data.draw(st.lists(CREDITS, min_size=len(rows) + 1, max_size=len(rows) + 1))
    asked = interview(config.model_copy(update={"adaptive": True}), earned, rows)
    assert sorted(row.id for row in asked) == sorted(r.id for r in rows if allowed(r, config))


@given(ROWS, st.lists(CREDITS, max_size=8), st.integers(0, 99), st.randoms())
def test_the_seed_and_the_answers_decide_whatever_the_order_of_the_bank(
    rows: list[Row], earned: list[list[float]], seed: int, dice: random.Random
) -> None:
    shuffled = rows[:]
    dice.shuffle(shuffled)
    assert interview(adaptive(seed), earned, rows) == interview(adaptive(seed), earned, shuffled)


def test_other_seeds_ask_other_questions() -> None:
    firsts = {interview(adaptive(seed), [[1.0]], BANK)[0].id for seed in range(60)}
    assert len(firsts) > 6


@pytest.mark.parametrize("seed", SEEDS)
def test_areas_alternate_and_all_come_up(seed: int) -> None:
    asked = interview(adaptive(seed), [[1, 1, 0, 0]] * 6, BANK)
    assert all(one.area != two.area for one, two in pairwise(asked))
    assert set(AREAS) == {row.area for row in asked}


def test_kinds_take_turns() -> None:
    for seed in SEEDS:
        asked = interview(adaptive(seed), [[1, 1, 0, 0]] * 6, BANK)
        assert Counter(row.kind for row in asked) == {"concept": 3, "scenario": 3}


def test_the_weak_area_comes_up_more_often_than_the_strong_one() -> None:
    asked = Counter[str]()
    for seed in SEEDS:
        before: list[Past] = []
        ids: list[str] = []
        for _ in range(9):
            chosen = choose(BANK, adaptive(seed), ids, before)
            assert chosen is not None
            ids.append(chosen.row.id)
            good = chosen.row.area != "evaluation"
            before.append(answered(chosen.row, *([1.0, 1.0, 1.0, 1.0] if good else [0.0] * 4)))
            asked[chosen.row.area] += 1
    assert asked["evaluation"] > max(asked["statistics"], asked["algorithms"])


def test_what_earlier_sessions_tell_decides_the_first_question() -> None:
    for mean, level in ((-2.5, "beginner"), (0, "intermediate"), (2.5, "advanced")):
        known = tuple(Belief(area=area, mean=mean, deviation=0.5) for area in AREAS)
        for seed in SEEDS:
            chosen = choose(BANK, adaptive(seed, known=known), [], [])
            assert chosen is not None
            assert chosen.row.level == level
            assert "To begin with" in chosen.reason


def test_a_skipped_question_tells_nothing() -> None:
    for seed in SEEDS:
        first = choose(BANK, adaptive(seed), [], [])
        assert first is not None
        following = choose(BANK, adaptive(seed), [first.row.id], [answered(first.row)])
        assert following is not None
        assert following.row.level == first.row.level
        assert "answer was" not in following.reason


def test_reasons_are_true_of_areas_with_little_left() -> None:
    rows = [
        Row("a", "statistics", "beginner", "concept"),
        Row("b", "statistics", "beginner", "concept"),
    ]
    chosen = choose(rows, adaptive(), ["a"], [answered(rows[0], 1, 1, 1)])
    assert chosen is not None
    assert chosen.reason == (
        "There is only statistics left to ask from. I have only beginner questions left on it."
    )
    assert choose(rows, adaptive(), ["a", "b"], []) is None


# A whole session


def started(config: SessionConfig) -> Conductor:
    return Conductor.start(
        config, "s1", log=MemoryLog(), bank=Bank(), grader=OfflineGrader(), clock=Clock()
    )


def talk(conductor: Conductor, questions: int, *, strong: bool) -> None:
    async def through() -> None:
        for number in range(questions):
            await conductor.settle()
            turn = conductor.session.turns[-1]
            model = turn.item.rubric.model_answer
            conductor.say(model if strong else "It depends on a lot of things.")
            assert await conductor.settle() == ShowFeedback(number + 1)
            conductor.go_on()

    asyncio.run(through())


@pytest.mark.parametrize(("strong", "level"), [(True, "advanced"), (False, "beginner")])
def test_a_session_answers_why_and_its_log_tells_the_same_again(strong: bool, level: str) -> None:
    conductor = started(adaptive(4, probes=0, areas=["statistics"], questions=3))
    talk(conductor, 1, strong=strong)
    turn = conductor.session.turns[-1]
    assert turn.item.question.level == level
    assert turn.reason is not None
    intent = conductor.say("Why this question?")
    assert intent is not None
    assert intent.name == "why"
    assert conductor.session.lines[-1].text == turn.reason
    assert isinstance(conductor._log, MemoryLog)
    assert replayed(conductor._log) == conductor.session
    assert not conductor.session.turns[-1].answers


def test_the_past_of_a_session_leaves_out_tries_again() -> None:
    conductor = started(adaptive(1, probes=0, questions=2))

    async def twice() -> None:
        await conductor.settle()
        conductor.say("It depends on a lot of things.")
        await conductor.settle()
        conductor.retry()
        conductor.say(conductor.session.turns[-1].item.rubric.model_answer)
        await conductor.settle()

    asyncio.run(twice())
    (first,) = past(conductor.session)
    assert first.score == 0.0
    assert {point.credit for point in first.points} == {0.0}
    conductor.go_on()
    assert conductor.session.turns[-1].item.question.level == "beginner"


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"question_ids": ["variance"], "adaptive": True}, "You asked for this very question."),
        ({}, "drawn at random"),
    ],
)
def test_why_is_answered_where_nothing_was_chosen_by_answers(
    config: dict[str, object], told: str
) -> None:
    conductor = started(SessionConfig.model_validate(config))
    asyncio.run(conductor.settle())
    conductor.say("/why")
    assert told in conductor.session.lines[-1].text
    assert conductor.session.turns[-1].reason is None


def test_why_of_a_follow_up_is_about_the_follow_up() -> None:
    conductor = started(SessionConfig(question_ids=("variance",)))

    async def probed() -> None:
        await conductor.settle()
        conductor.say(sample_item("variance").rubric.criteria[0].statement)
        await conductor.settle()

    asyncio.run(probed())
    assert conductor.session.turns[-1].open_follow_up is not None
    conductor.say("why are you asking this?")
    assert "have not heard yet" in conductor.session.lines[-1].text
