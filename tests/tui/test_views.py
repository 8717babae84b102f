"""What screens show, worked out without a screen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from interviewer.engine import Engine
from interviewer.errors import StoreError
from interviewer.grading.bands import BANDS, band
from interviewer.history.store import SessionRow
from interviewer.interview.choice import Choice, keep_choice, last_choice
from interviewer.interview.events import SessionConfig
from interviewer.interview.intents import recognise
from interviewer.settings.load import load_settings
from interviewer.text.counts import counted
from interviewer.tui.front import Front
from interviewer.tui.view.clock import place
from interviewer.tui.view.columns import bar, fit
from interviewer.tui.view.hanging import hang
from interviewer.tui.view.history_view import fits, shown_of
from interviewer.tui.view.home_view import (
    areas_of,
    menu,
    notices,
    score_text,
    session_head,
    session_line,
    trend,
)
from interviewer.tui.view.interview_view import ASIDES, ESTIMATE

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def row(**changes: object) -> SessionRow:
    values: dict[str, object] = {
        "id": "s1",
        "started_at": NOON,
        "updated_at": NOON,
        "mode": "coach",
        "grader": "offline",
        "areas": ("statistics",),
        "questions": 5,
        "asked": 2,
        "answered": 2,
        "score": 0.72,
        "finished": None,
    }
    return SessionRow(**(values | changes))  # type: ignore[arg-type]


@given(st.text(), st.integers(0, 60))
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert "\n" not in fit(text, width)


@given(st.floats(-1, 2), st.integers(1, 40))
def test_bar_is_exactly_as_wide_as_asked(value: float, width: int) -> None:
    drawn, rest = bar(value, width)
    assert len(drawn) + len(rest) == width


@given(st.text(alphabet="ab ", min_size=1, max_size=200), st.integers(14, 60))
def test_hanging_lines_are_indented_and_fit(text: str, width: int) -> None:
    first, *rest = hang(Content("· "), Content(text), width).plain.split("\n")
    assert first.startswith("· ")
    assert all(line.startswith("  ") for line in rest)
    assert all(cell_len(line.rstrip()) <= width for line in (first, *rest))


def test_numbers_have_their_noun() -> None:
    assert counted(1, "item") == "1 item"
    assert counted(2000, "criterion", "criteria") == "2,000 criteria"


@pytest.mark.parametrize("width", [36, 50, 66, 74, 120])
@pytest.mark.parametrize(
    "areas", [(), ("a" * 80,), ("evaluation", "reinforcement-learning", "data"), tuple("abcdefgh")]
)
def test_a_session_line_fills_its_width(width: int, areas: tuple[str, ...]) -> None:
    lines = session_line(row(areas=areas), width).split("\n")
    assert [cell_len(line) for line in lines] == [width] * len(lines)
    if max(map(len, areas), default=0) < 80:
        assert "…" not in "".join(lines), "areas that do not fit are counted"
    head = session_head(width)
    assert bool(head) == (len(lines) == 1)
    assert cell_len(head) in (0, width)


def test_areas_that_do_not_fit_are_counted() -> None:
    three = row(areas=("evaluation", "fundamentals", "statistics"))
    assert areas_of(three, 40) == "evaluation, fundamentals, statistics"
    assert areas_of(three, 15) == "evaluation +2"
    assert areas_of(three, 8) == "3 areas"
    assert areas_of(row(areas=()), 8) == "all areas"


def test_each_guess_stands_for_the_band_that_it_names() -> None:
    skip, *guesses = ESTIMATE[1]
    assert skip[0] == "skip"
    assert [about.split(":")[0] for _, _, about in guesses] == [name for _, name, _ in BANDS[::-1]]
    assert all(band(int(value) / 100) == about.split(":")[0] for value, _, about in guesses)
    assert [value for value, _, _ in guesses] == ["20", "52", "75", "92"]


@pytest.mark.parametrize("score", [0.0, 0.4, 0.64, 0.65, 0.85, 1.0])
def test_the_home_screen_names_the_band_of_a_score(score: float) -> None:
    assert score_text(row(score=score)).split() == [str(round(100 * score)), band(score)]


def test_an_open_exam_says_that_it_is_not_scored() -> None:
    exam = row(score=0.5, mode="exam", finished=None)
    assert score_text(exam).split() == ["–", "not", "scored"]
    assert trend([exam, row(score=0.2)]) == ""


def test_the_menu_offers_to_resume_only_what_is_open() -> None:
    assert menu(Front(), Choice())[0].action == "start"
    assert menu(Front(unfinished=row()), Choice())[0].action == "resume"


def test_what_went_wrong_is_told_with_its_remedy() -> None:
    front = Front(skipped=2, store_error=StoreError("The store is damaged.", remedy="Move it."))
    told = notices(front)
    assert told[0] == "The store is damaged. Move it."
    assert told[1].startswith("2 items")


def test_the_mean_counts_only_graded_sessions() -> None:
    assert trend([row(score=0.5), row(score=None), row(score=1.0)]) == "mean 75 of 2 session scores"
    assert trend([row()]) == ""


def test_a_filter_looks_at_all_that_is_shown() -> None:
    shown = shown_of(row())
    assert fits(shown, "coach good open")
    assert fits(shown, "2026-03 STATISTICS")
    assert not fits(shown, "exam")


def test_keys_say_what_the_interviewer_understands(engine: Engine) -> None:
    question = engine.catalog.item("overfitting").question
    names = {key: recognise(said, question) for key, said in ASIDES.items()}
    assert {key: intent.name for key, intent in names.items() if intent} == {
        "hint": "hint",
        "repeat": "repeat",
        "skip": "skip",
        "time": "time",
        "unknown": "dont-know",
        "why": "why",
    }


async def test_the_clock_counts_from_the_question_and_not_the_time_away(engine: Engine) -> None:
    conductor = engine.start(SessionConfig(question_ids=("overfitting",), questions=1, minutes=10))
    await conductor.settle()
    session = conductor.session
    asked = session.turns[-1].asked_at
    later = place(session, asked + timedelta(seconds=30), session.started_at)
    assert later is not None
    assert (later.number, later.wanted, later.on_question) == (1, 1, 30)
    assert later.whole_limit == 600
    next_day = asked + timedelta(days=1)
    back = place(session, next_day + timedelta(seconds=5), next_day)
    assert back is not None
    assert back.on_question == 5
    assert back.whole < 60


def test_a_choice_is_kept() -> None:
    choice = Choice(areas=("statistics",), minutes=20, mode="exam")
    keep_choice(choice)
    assert last_choice(load_settings({}, {})) == choice
