"""Progress: what many graded answers show together, worked out from rows alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.choices import LEVELS
from interviewer.interview.ledger import Help
from interviewer.learning.mastery import TRIES
from interviewer.learning.outcomes import Outcome
from interviewer.learning.progress import LATELY, Progress
from interviewer.learning.timed_scores import TimedScore, thinned
from tests.history.scored import outcome, progress_of

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HELPS: tuple[Help, ...] = ("unprompted", "after a probe", "after a hint", "never")

ROW = outcome(at=NOON)


def turn(
    session: str, number: int, area: str, *earned: float, days_ago: float = 0, **more: object
) -> list[Outcome]:
    """Return the rows of one turn, a criterion of two points for each credit."""
    values: dict[str, object] = {"question_id": f"{area}-{number}", **more}
    at = NOON - days_ago * DAY
    row = replace(ROW, session_id=session, turn=number, area=area, at=at, **values)  # type: ignore[arg-type]
    return [
        replace(row, criterion_id=f"c{place}", credit=credit)
        for place, credit in enumerate(earned, 1)
    ]


def shown(*turns: list[Outcome], now: datetime = NOON) -> Progress:
    rows = [row for group in turns for row in group]
    return progress_of(rows, now)


def test_nothing_graded_shows_nothing() -> None:
    empty = progress_of([], NOON)
    assert (empty.sessions, empty.questions, empty.score) == (0, 0, None)
    assert (empty.areas, empty.criteria, empty.overall) == ((), (), ())
    assert empty.comparison is None
    assert (empty.practice.days_of_seven, empty.practice.days_in_a_row) == (0, 0)


def test_a_question_scores_the_share_of_its_points_and_an_area_the_mean_of_its_questions() -> None:
    light = turn("a", 1, "statistics", 1, 0, days_ago=1)
    heavy = [replace(row, points=9) for row in turn("a", 2, "statistics", 1, 1, 1, 0)]
    (area,) = shown(light, heavy).areas
    assert area.score == pytest.approx((0.5 + 0.75) / 2)
    assert area.questions == 2


def test_points_weigh_within_a_question() -> None:
    rows = turn("a", 1, "statistics", 1, 0)
    assert shown([replace(rows[0], points=3), replace(rows[1], points=1)]).score == 0.75


def test_what_was_helped_to_is_not_unaided() -> None:
    own, probed, hinted = turn("a", 1, "statistics", 1, 1, 1)
    rows = [own, replace(probed, help=HELPS[1]), replace(hinted, help=HELPS[2])]
    (area,) = shown(rows).areas
    assert area.score == 1
    assert area.unaided == pytest.approx(1 / 3, abs=1e-4)


def test_levels_are_told_apart_the_easiest_first() -> None:
    (area,) = shown(
        turn("a", 1, "statistics", 0.5, level="advanced"),
        turn("a", 2, "statistics", 1, level="beginner"),
        turn("a", 3, "statistics", 0.75, level="intermediate"),
    ).areas
    scores = {level.level: level.score for level in area.levels}
    assert list(scores.items()) == [("beginner", 1), ("intermediate", 0.75), ("advanced", 0.5)]


def test_the_weakest_area_comes_first() -> None:
    found = shown(
        turn("a", 1, "evaluation", 1), turn("a", 2, "mlops", 0), turn("a", 3, "statistics", 0.5)
    )
    assert [area.area for area in found.areas] == ["mlops", "statistics", "evaluation"]


def test_a_retry_counts_for_its_criteria_and_not_for_the_score() -> None:
    first = turn("a", 1, "statistics", 0, days_ago=1, question_id="q")
    retry = turn("a", 2, "statistics", 1, question_id="q")
    found = shown(first, retry)
    assert (found.questions, found.score) == (1, 0)
    assert (found.criteria[0].times, found.criteria[0].credits) == (2, (0, 1))
    # In another session it is a question like any other.
    later = turn("b", 1, "statistics", 1, question_id="q")
    assert shown(first, later).questions == 2


def test_change_needs_enough_questions_on_both_sides() -> None:
    scores = [0.0, 0.0, 0.0] + [1.0] * LATELY
    turns = [
        turn("a", number, "statistics", score, days_ago=20 - number)
        for number, score in enumerate(scores, 1)
    ]
    (area,) = shown(*turns).areas
    assert (area.lately, area.change) == (1, 1)
    (area,) = shown(*turns[1:]).areas
    assert area.change is None


def test_the_newest_three_tries_say_how_a_criterion_stands() -> None:
    earned = [0, 0, 1, 1, 0.5]
    tries = [
        turn(f"s{place}", 1, "statistics", credit, days_ago=9 - place)
        for place, credit in enumerate(earned)
    ]
    (criterion,) = shown(*tries).criteria
    assert criterion.credit == pytest.approx(2.5 / 3, abs=1e-4)
    assert criterion.missing == pytest.approx(2 * (0.5 / 3), abs=1e-3)
    assert (criterion.times, criterion.credits) == (len(earned), tuple(earned[-TRIES:]))


def test_weakest_criteria_are_those_with_most_points_missing_and_no_whole_ones() -> None:
    whole, half, none = turn("a", 1, "statistics", 1, 0.5, 0)
    found = shown([whole, replace(half, points=8), none])
    assert [one.criterion_id for one in found.weakest] == ["c2", "c3"]
    essential = [replace(half, essential=False), none, replace(whole, credit=0.5)]
    assert [one.criterion_id for one in shown(essential).weakest] == ["c3", "c1", "c2"]


def test_the_newest_session_is_compared_with_the_last_of_its_own_format() -> None:
    found = shown(
        turn("old", 1, "statistics", 0, days_ago=4, format="theory"),
        turn("alike", 1, "statistics", 0.5, days_ago=3, format="theory"),
        turn("alike", 2, "mlops", 1, days_ago=3, format="theory"),
        turn("other", 1, "statistics", 1, days_ago=2, format="phone"),
        turn("now", 1, "statistics", 0.75, format="theory"),
        turn("now", 2, "evaluation", 0.25, format="theory"),
    )
    compared = found.comparison
    assert compared is not None
    assert (compared.before.session_id, compared.now.session_id) == ("alike", "now")
    assert (compared.before.score, compared.now.score) == (0.75, 0.5)
    assert [(area.area, area.before, area.now) for area in compared.areas] == [
        ("statistics", 0.5, 0.75)
    ]


def test_a_first_session_of_its_format_has_nothing_to_be_compared_with() -> None:
    rows = turn("a", 1, "statistics", 1, days_ago=1, format="phone")
    assert shown(rows, turn("b", 1, "statistics", 1, format=None)).comparison is None


@pytest.mark.parametrize(
    ("days_ago", "of_seven", "in_a_row"),
    [
        ((0, 1, 2), 3, 3),
        ((1, 2), 2, 2),  # today is not over yet
        ((2, 3), 2, 0),
        ((0, 2, 3, 9), 3, 1),
        ((0, 0.1), 1, 1),
        (tuple(range(12)), 7, 12),
    ],
)
def test_practice_counts_days(days_ago: tuple[float, ...], of_seven: int, in_a_row: int) -> None:
    turns = [turn(f"s{n}", 1, "statistics", 1, days_ago=ago) for n, ago in enumerate(days_ago)]
    practice = shown(*turns).practice
    assert (practice.days_of_seven, practice.days_in_a_row) == (of_seven, in_a_row)


def test_a_day_begins_where_the_candidate_is() -> None:
    rows = turn("a", 1, "statistics", 1, days_ago=0.6)  # 21:36 of the day before, in UTC
    assert shown(rows, now=NOON + DAY).practice.days_of_seven == 1
    assert shown(rows, now=NOON).practice.days_in_a_row == 1
    later = shown(rows, now=(NOON + 0.9 * DAY).astimezone(timezone(timedelta(hours=4))))
    assert later.practice.days_in_a_row == 1


@st.composite
def histories(draw: st.DrawFn) -> list[Outcome]:
    """Any outcomes: sessions in any order, several areas, retries, all kinds of help."""
    rows: list[Outcome] = []
    for session in range(draw(st.integers(0, 5))):
        start = NOON - timedelta(minutes=draw(st.integers(0, 60 * 24 * 30)))
        for number in range(1, draw(st.integers(1, 4)) + 1):
            question = draw(st.integers(1, 4))
            at = start + timedelta(minutes=number)
            row = replace(
                ROW,
                session_id=f"s{session}",
                turn=number,
                at=at,
                question_id=f"q{question}",
                area=f"area{question % 3}",
                level=LEVELS[question % 3],
                format=(None, "theory")[session % 2],
            )
            rows += [
                replace(
                    row,
                    criterion_id=f"c{criterion}",
                    points=draw(st.integers(1, 5)),
                    credit=draw(st.sampled_from((0.0, 0.5, 1.0))),
                    help=draw(st.sampled_from(HELPS)),
                )
                for criterion in range(draw(st.integers(1, 3)))
            ]
    return sorted(rows, key=lambda row: row.at)


@given(histories())
def test_whatever_the_history_nothing_is_lost_and_all_stays_in_range(rows: list[Outcome]) -> None:
    found = progress_of(rows, NOON)
    assert found.sessions == len({row.session_id for row in rows})
    assert found.questions == len({(row.session_id, row.question_id) for row in rows})
    assert sum(area.questions for area in found.areas) == found.questions
    assert sum(mark.questions for mark in found.overall) == found.questions
    assert sum(one.times for one in found.criteria) == len(rows)
    for area in found.areas:
        assert sum(level.questions for level in area.levels) == area.questions
        assert sum(mark.questions for mark in area.marks) == area.questions
        assert 0 <= area.unaided <= area.score <= 1
        assert -1 <= (area.change or 0) <= 1
    for one in found.criteria:
        assert 0 <= one.missing <= one.points


@given(histories(), st.integers(1, 40))
def test_thinned_marks_keep_time_order_range_and_weight(rows: list[Outcome], most: int) -> None:
    marks = progress_of(rows, NOON).overall
    few = thinned(marks, most)
    assert len(few) <= most
    assert [mark.at for mark in few] == sorted(mark.at for mark in few)
    assert sum(mark.questions for mark in few) == sum(mark.questions for mark in marks)
    if marks:
        assert marks[0].at <= few[0].at
        assert few[-1].at <= marks[-1].at
        low, high = min(mark.score for mark in marks), max(mark.score for mark in marks)
        assert all(low - 1e-4 <= mark.score <= high + 1e-4 for mark in few)


def test_marks_of_one_moment_become_one() -> None:
    marks = [TimedScore(NOON, score, 1) for score in (0, 1, 0.5)]
    assert thinned(marks, 2) == (TimedScore(NOON, 0.5, 3),)
