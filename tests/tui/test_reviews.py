"""What is due on the home screen, and a history of more sessions than are drawn at once."""

from datetime import UTC, datetime, timedelta

import pytest
from textual.widgets import Input

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig, SessionStarted
from interviewer.interview.fold import fold
from interviewer.settings.load import load_settings
from interviewer.tui.screens.history import HistoryScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.widgets.rows import Rows
from tests.tui.conftest import Opener
from tests.tui.steps import led, on, press, screen_text, send, settled

CONFIG = SessionConfig(question_ids=("accuracy",), questions=1, probes=0)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def engine() -> Engine:
    """An engine that is ten days further whenever ``later`` is called."""
    return Engine(load_settings({}, {}), clock=lambda: NOW + _days, seed=0)


_days = timedelta()


def later(days: int) -> None:
    global _days
    _days = timedelta(days=days)


@pytest.fixture(autouse=True)
def _at_first() -> None:
    later(0)


async def test_home_counts_what_is_due_and_one_key_asks_it(opened: Opener, engine: Engine) -> None:
    await led(engine, CONFIG, lambda _: "I have never heard of it, honestly.")
    async with opened() as pilot:
        assert "Review" not in screen_text(pilot)
        await press(pilot, "d")
        on(pilot, HomeScreen)
    later(10)
    due = engine.reviews.due(9)
    async with opened() as pilot:
        count = engine.reviews.due_count()
        assert f"{count} points that you missed are due" in screen_text(pilot)
        await press(pilot, "d")
        await settled(pilot)
        session = on(pilot, InterviewScreen).conductor.session
        assert session.asked == due[:1]
        assert session.config.question_ids == due[:5]
        text = screen_text(pilot)
        assert "“How is a classifier's accuracy defined" in text
        assert f"Question 1 of {len(due[:5])}" in text
        await send(pilot, "I still do not know what to say about that.")
    assert engine.store.outcomes()[-1].criterion_id == due[0].split("#")[1]


async def test_review_is_told_where_another_window_was_faster(
    opened: Opener, engine: Engine
) -> None:
    session_id = await led(engine, CONFIG, lambda _: "I have never heard of it, honestly.")
    later(10)
    async with opened() as pilot:
        engine.store.delete(session_id)
        await press(pilot, "d")
        await settled(pilot)
        on(pilot, HomeScreen)
        assert "Nothing is due for review." in screen_text(pilot)


def fill(engine: Engine, count: int) -> None:
    """Store sessions of one entry, the first of each hundred in exam mode."""
    for number in range(count):
        mode = "coach" if number % 100 else "exam"
        event = SessionStarted(
            at=NOW + timedelta(hours=number),
            session_id=f"s{number:04}",
            config=SessionConfig.model_validate({"mode": mode}),
            app_version="0",
        )
        engine.store.append(fold([event]), event)


async def test_a_long_history_is_drawn_as_far_as_it_is_looked_at(
    opened: Opener, engine: Engine
) -> None:
    fill(engine, 650)
    async with opened() as pilot:
        await press(pilot, "h")
        rows = on(pilot, HistoryScreen).query_one("#sessions", Rows)
        assert "650 sessions" in screen_text(pilot)
        assert rows.option_count < 650
        rows.highlighted = rows.option_count - 1
        await settled(pilot)
        assert rows.option_count == 400
        await press(pilot, "G")
        assert rows.option_count == 650
        assert rows.highlighted_option is not None
        assert rows.highlighted_option.id == "s0000"
        await press(pilot, "g")
        assert rows.highlighted_option.id == "s0649"
        await press(pilot, "slash", *"exam")
        assert on(pilot, HistoryScreen).query_one(Input).value == "exam"
        assert "7 of 650 sessions" in screen_text(pilot)
        assert [option.id for option in rows.options] == [f"s0{n}00" for n in range(6, -1, -1)]
