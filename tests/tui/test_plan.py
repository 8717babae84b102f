"""The plan on the full screen: the day is asked once, each day listed, one key begins one."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from interviewer.engine import Engine
from interviewer.interview.choice import Choice, keep_choice
from interviewer.learning.goal import Goal, keep_goal, kept_goal, read_goal
from interviewer.learning.plan import plan
from interviewer.settings.load import load_settings
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.plan import PlanScreen
from interviewer.tui.view.plan_view import day_choice, day_line
from interviewer.tui.widgets.rows import Rows
from tests.tui.conftest import Opener
from tests.tui.steps import on, press, screen_text, settled, until

TODAY = date(2026, 3, 2)
WEIGHTS = {"statistics": 1.0, "evaluation": 1.0, "coding": 1.0}


@pytest.fixture
def engine() -> Engine:
    """An engine whose day is ``TODAY``."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return Engine(load_settings({}, {}), clock=lambda: noon, seed=0)


async def test_home_shows_what_is_planned_for_today_and_begins_it(opened: Opener) -> None:
    async with opened() as pilot:
        home = on(pilot, HomeScreen)
        assert "Today" not in screen_text(pilot)
        keep_goal(Goal(date(2026, 3, 12), 30))
        home.on_screen_resume()
        await until(pilot, lambda: "Today" in screen_text(pilot))
        assert "practice · 30 min · " in screen_text(pilot)
        assert "your interview is in 10 days" in screen_text(pilot)
        await press(pilot, "t")
        await settled(pilot)
        session = on(pilot, InterviewScreen).conductor.session
        assert session.config.questions == 5


async def test_the_day_is_asked_once_and_a_day_begins_with_one_key(
    opened: Opener, home: Path
) -> None:
    async with opened() as pilot:
        await press(pilot, "l")
        assert "When is your interview?" in screen_text(pilot)
        await press(pilot, *"2026-03-12", "enter")
        await settled(pilot)
        text = screen_text(pilot)
        assert "Thu 12 Mar 2026, in 10 days" in text
        assert "Tue 03 Mar  Practice     45 min" in text
        assert "Wed 11 Mar  Day before   20 min" in text
        assert "7 questions. " in text
        await press(pilot, "escape")
        on(pilot, HomeScreen)
    kept = {"until": "2026-03-12", "minutes": 45}
    assert json.loads((home / "interview-day.json").read_text()) == kept
    async with opened() as pilot:
        await press(pilot, "l")
        await settled(pilot)
        assert "in 10 days" in screen_text(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        config = on(pilot, InterviewScreen).conductor.session.config
        assert (config.questions, config.mode, len(config.areas)) == (7, "coach", 2)


async def test_the_question_for_another_day_waits_for_its_own_plan(
    opened: Opener, home: Path
) -> None:
    (home / "interview-day.json").write_text('{"until": "2026-03-12", "minutes": 45}')
    async with opened() as pilot:
        await press(pilot, "l")
        screen = on(pilot, PlanScreen)
        screen.on_screen_resume()  # a plan is being made, of many answers
        screen.action_change()
        await settled(pilot)
        assert "When is your interview?" in screen_text(pilot)
        until_ = screen.query_one("#until", Input)
        assert until_.has_focus
        until_.value = "2026-03-10"
        await press(pilot, "enter")
        assert "in 8 days" in screen_text(pilot)
    assert kept_goal() == Goal(date(2026, 3, 10), 45)


async def test_a_day_that_was_given_up_is_gone(opened: Opener, home: Path) -> None:
    (home / "interview-day.json").write_text('{"until": "2026-03-12", "minutes": 45}')
    async with opened() as pilot:
        await press(pilot, "l", "c", "9", "enter")
        assert "Write the day as year-month-day" in screen_text(pilot)
        await press(pilot, "escape", "c")
        assert "Write the day" not in screen_text(pilot)
        assert on(pilot, PlanScreen).query_one("#until", Input).value == "2026-03-12"


async def test_a_mock_day_is_an_exam_of_the_whole_loop(opened: Opener, home: Path) -> None:
    (home / "interview-day.json").write_text('{"until": "2026-03-12", "minutes": 30}')
    async with opened(size=(120, 40)) as pilot:
        await press(pilot, "l")
        await settled(pilot)
        assert "Mixed loop" in screen_text(pilot)
        await press(pilot, *["down"] * 5, "enter")
        await settled(pilot)
        config = on(pilot, InterviewScreen).conductor.session.config
        assert (config.format, config.mode, config.areas) == ("mixed-loop", "exam", ())


@pytest.mark.parametrize(
    ("day", "minutes", "told"),
    [
        ("tomorrow", "45", "Write the day as year-month-day"),
        ("2026-03-01", "45", "2026-03-01 is not a day to plan for."),
        ("2028-01-01", "45", "up to 366 days ahead"),
        ("2026-03-12", "2", "from 5 to 480"),
    ],
)
async def test_what_is_wrong_with_the_day_is_told_beside_it(
    opened: Opener, home: Path, day: str, minutes: str, told: str
) -> None:
    async with opened() as pilot:
        await press(pilot, "l")
        screen = on(pilot, PlanScreen)
        screen.query_one("#until", Input).value = day
        screen.query_one("#minutes", Input).value = minutes
        await press(pilot, "enter")
        await settled(pilot)
        assert told in " ".join(screen_text(pilot).split())
    assert not (home / "interview-day.json").exists()


async def test_another_day_can_be_given_and_left_as_it_was(opened: Opener, home: Path) -> None:
    (home / "interview-day.json").write_text('{"until": "2026-03-12", "minutes": 45}')
    async with opened() as pilot:
        await press(pilot, "l")
        await settled(pilot)
        await press(pilot, "c", "escape")
        assert "in 10 days" in screen_text(pilot)
        await press(pilot, "c", *"2026-03-05", "enter")  # typed over the old one
        await settled(pilot)
        assert "Thu 05 Mar 2026, in 3 days" in screen_text(pilot)
        assert on(pilot, PlanScreen).query_one(Rows).option_count == 3


@contextmanager
def no_file_grows() -> Iterator[None]:
    """Let the operating system refuse every byte that would be written, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_day_that_cannot_be_kept_is_told_and_used_and_the_former_one_stays(
    opened: Opener, home: Path
) -> None:
    former = Goal(date(2026, 3, 9), 45)
    keep_goal(former)
    async with opened() as pilot:
        await press(pilot, "l")
        await settled(pilot)
        await press(pilot, "c", *"2026-03-12")  # typed over the old one
        with no_file_grows():
            await press(pilot, "enter")
            await settled(pilot)
        assert "in 10 days" in screen_text(pilot)
        told = [one.message for one in pilot.app._notifications]
        assert any(message.startswith("The day could not be kept (") for message in told)
    assert kept_goal() == former
    assert not (home / ".interview-day.json.part").exists()


async def test_a_day_that_has_passed_is_asked_for_anew(opened: Opener, home: Path) -> None:
    (home / "interview-day.json").write_text('{"until": "2026-02-12", "minutes": 45}')
    async with opened() as pilot:
        await press(pilot, "l")
        await settled(pilot)
        text = screen_text(pilot)
        assert "2026-02-12 is not a day to plan for." in text
        assert "When is your interview?" in text


async def test_a_job_of_the_set_up_weighs_the_areas(opened: Opener, home: Path) -> None:
    (home / "interview-day.json").write_text('{"until": "2026-03-12", "minutes": 45}')
    keep_choice(Choice(focus=(("mlops", 0.75, ("deploy",)), ("coding", 0.25, ("python",)))))
    async with opened() as pilot:
        await press(pilot, "l")
        await settled(pilot)
        assert "mlops, coding" in screen_text(pilot)
        assert "statistics" not in screen_text(pilot)


async def test_a_look_at_the_help_does_not_end_the_change_of_the_day(opened: Opener) -> None:
    keep_goal(Goal(date(2026, 3, 12), 45))
    async with opened() as pilot:
        await press(pilot, "l")
        screen = on(pilot, PlanScreen)
        await until(pilot, lambda: screen.query_one(Rows).option_count > 0)
        await press(pilot, "c", "end", "backspace", "f1", "escape")
        assert on(pilot, PlanScreen).has_class("-asking")
        assert screen.query_one("#until", Input).value == "2026-03-1"


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"until": 3, "minutes": null}', "\udc80"])
def test_a_damaged_day_is_none(home: Path, kept: str) -> None:
    (home / "interview-day.json").write_bytes(kept.encode("utf-8", "surrogateescape"))
    assert kept_goal() is None


@given(st.dates(), st.integers(5, 480))
def test_a_goal_is_read_as_it_is_written(day: date, minutes: int) -> None:
    assert read_goal(f" {day.isoformat()} ", str(minutes)) == Goal(day, minutes)


@given(st.integers(40, 160))
def test_every_line_fits_its_width(width: int) -> None:
    for day in plan(TODAY, date(2026, 3, 20), weights=WEIGHTS):
        assert day_line(day, TODAY, width).cell_length <= width


def test_the_interview_of_a_day_drops_what_an_earlier_choice_narrowed() -> None:
    days = plan(TODAY, date(2026, 3, 12), weights=WEIGHTS)
    last = Choice(
        areas=("data",), levels=("beginner",), kinds=("coding",), adaptive=True, minutes=9
    )
    chosen = day_choice(days[0], replace(last, grader="llm"))
    assert chosen.grader == "llm"
    assert (chosen.levels, chosen.kinds, chosen.adaptive, chosen.minutes) == ((), (), False, None)
    assert chosen.areas == days[0].areas
