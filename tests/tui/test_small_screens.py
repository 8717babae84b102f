"""Few columns, as on a telephone, and 80 by 24: what is shown is wrapped or stacked, not cut."""

from pathlib import Path
from typing import Any

import pytest
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.history import HistoryScreen
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.review import ReviewScreen
from interviewer.tui.screens.setup import SetupScreen
from interviewer.tui.view.feedback_view import detail
from interviewer.tui.widgets.bar import Bar
from tests.tui.conftest import Opener
from tests.tui.steps import led, on, press, screen_text, send, settled

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0)
SAID = (
    "Overfitting means that the model learns the noise of the training set, so the training error "
    "is low but the error on unseen data is high. You can use early stopping."
)


def words(text: str) -> str:
    """Return what is read, whatever lines and edges it stands in."""
    return " ".join(text.replace("▌", " ").split())


@pytest.mark.parametrize("size", [(40, 24), (43, 50)])
async def test_a_telephone_shows_home_setup_history_and_an_interview(
    opened: Opener, engine: Engine, home: Path, size: tuple[int, int]
) -> None:
    await led(engine, ONE, lambda _: SAID)
    (home / "last-choice.json").write_text('{"areas": ["statistics"]}')
    async with opened(size=size) as pilot:
        on(pilot, HomeScreen)
        shown = words(screen_text(pilot))
        assert "choose areas, levels, length, mode and grader" in shown
        assert "1 of 1 done fundamentals" in shown
        for hint in ("⏎ open", "s start", "q quit", "? help"):
            assert hint in shown, "a telephone can only tap the hints"
        await press(pilot, "u")
        on(pilot, SetupScreen)
        shown = words(screen_text(pilot))
        assert "free › as you choose below" in shown
        assert "F2: paste a description to weight the areas" in shown
        await press(pilot, "escape", "h")
        on(pilot, HistoryScreen)
        assert "1 of 1 done fundamentals" in words(screen_text(pilot))
        await press(pilot, "escape", "s")
        on(pilot, InterviewScreen)
        shown = words(screen_text(pilot))
        for wanted in ("Question 1 of 5", "total 0:0", "F4 skip", "F6 don't know", "esc leave"):
            assert wanted in shown


@pytest.mark.parametrize("size", [(43, 24), (80, 24)])
async def test_the_way_out_of_a_coding_question_is_shown_and_says_what_is_kept(
    opened: Opener, size: tuple[int, int]
) -> None:
    coding = SessionConfig(question_ids=("top-n-with-ties",), questions=1)
    async with opened(start=coding, size=size) as pilot:

        def told() -> str:
            return str(on(pilot, Dialog).query(".muted").first(Static).content)

        assert "esc leave" in screen_text(pilot)
        await press(pilot, "escape")
        assert told() == "No answer has been sent yet."
        for key in ("s", "x", "escape"):
            await press(pilot, key)
        assert "What you have written and not sent is kept" in told()


@pytest.mark.parametrize("size", [(43, 24), (80, 24), (140, 45)])
async def test_quotes_and_coaching_are_whole(opened: Opener, size: tuple[int, int]) -> None:
    async with opened(start=ONE, size=size) as pilot:
        await send(pilot, SAID)
        feedback = on(pilot, FeedbackScreen)
        coaching = feedback.turn.coaching
        assert coaching is not None
        assert coaching.add is not None
        head = feedback.query_one("#head", VerticalScroll)
        read = words(screen_text(pilot))
        if head.max_scroll_y:
            assert head.can_focus
            head.focus()
            await pilot.pause()
            read += words(screen_text(pilot))
            head.scroll_end(animate=False)
            await pilot.pause()
            read += words(screen_text(pilot))
        if size[1] >= 30:
            assert coaching.add.sentence in read
        else:  # where the screen is low, the pane tells it with the point
            place = [one.id for one in feedback.turn.criteria].index(coaching.add.criterion_id)
            assert coaching.add.statement in read
            assert coaching.add.sentence in str(detail(feedback.turn, place))
        pane = feedback.query_one("#pane", VerticalScroll)
        told = feedback.query_one("#detail")
        wanted = detail(feedback.turn, 0)
        assert told.content_size.height >= wanted.get_height({}, told.content_size.width)
        assert told.size.height <= pane.size.height or pane.max_scroll_y > 0


async def test_a_review_on_a_telephone_has_every_question_with_its_result(
    opened: Opener, engine: Engine
) -> None:
    await led(engine, ONE, lambda _: SAID)
    async with opened(size=(43, 24)) as pilot:
        await press(pilot, "tab", "enter")
        on(pilot, ReviewScreen)
        shown = words(screen_text(pilot))
        assert "1 What is overfitting" in shown
        assert "mixed" in shown


async def test_a_head_takes_two_lines_where_one_does_not_hold_both(opened: Opener) -> None:
    async with opened(start=ONE, size=(80, 24)) as pilot:
        where = pilot.app.screen.query_one("#where", Bar)
        assert where.size.height == 1
        await pilot.resize_terminal(43, 24)
        await press(pilot, "x")
        assert where.size.height == 2
        assert "0:0" in screen_text(pilot)


async def test_a_size_that_is_no_longer_the_terminals_is_not_laid_out(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid: list[Size | None] = []
    lay_out = Screen._refresh_layout

    def noted(screen: Screen[None], size: Size | None = None, **how: Any) -> None:
        laid.append(size)
        lay_out(screen, size, **how)

    async with opened(size=(80, 24)) as pilot:
        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        past = Size(80, 25)  # what Textual begins with under TERM=dumb
        pilot.app.screen.post_message(Resize(past, past))
        await settled(pilot)
        assert past not in laid
        await pilot.resize_terminal(80, 25)
        await settled(pilot)
        assert past in laid
