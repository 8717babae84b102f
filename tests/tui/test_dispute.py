"""The feedback as a place to contradict, and the coaching on it."""

import pytest

from interviewer.interview.events import SessionConfig
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.disputing import WordsScreen
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.review import ReviewScreen
from tests.tui.conftest import Opener
from tests.tui.steps import on, press, screen_text, send

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=0, mode="coach")
SAID = (
    "It memorises the noise of the training data instead of the pattern. "
    "My second sentence is about nothing."
)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_a_missed_point_is_disputed_by_choosing_the_words(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size=size, start=ONE) as pilot:
        await send(pilot, SAID)
        feedback = on(pilot, FeedbackScreen)
        place = next(
            row for row, one in enumerate(feedback._turn.criteria) if one.level == "missed"
        )
        before = feedback._turn.score
        await press(pilot, *["down"] * place, "d")
        on(pilot, Dialog)
        await press(pilot, "s")
        on(pilot, WordsScreen)
        assert "My second sentence is about nothing." in " ".join(screen_text(pilot).split())
        await press(pilot, "down", "enter")
        feedback = on(pilot, FeedbackScreen)
        assert "? disputed" in screen_text(pilot)
        assert feedback._turn.score != before

        await press(pilot, "d", "w")
        assert "? disputed" not in screen_text(pilot)
        assert on(pilot, FeedbackScreen)._turn.score == before
        await press(pilot, "enter")
        on(pilot, ReviewScreen)


async def test_a_dispute_can_be_made_from_the_review_too(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await send(pilot, SAID)
        await press(pilot, "enter", "enter")
        feedback = on(pilot, FeedbackScreen)
        place = next(
            row for row, one in enumerate(feedback._turn.criteria) if one.level != "missed"
        )
        await press(pilot, *["down"] * place, "d", "n")
        assert "? disputed" in screen_text(pilot)
        await press(pilot, "d", "escape")
        assert "? disputed" in screen_text(pilot), "escape changes nothing"
        await press(pilot, "escape")
        on(pilot, ReviewScreen)


async def test_coaching_and_the_model_answer_beside_ones_own_are_shown(opened: Opener) -> None:
    async with opened(size=(140, 45), start=ONE) as pilot:
        await send(pilot, SAID)
        feedback = on(pilot, FeedbackScreen)
        assert feedback._turn.coaching is not None
        point = feedback._turn.coaching.add
        assert point is not None
        shown = " ".join(screen_text(pilot).split())
        assert f"Add (+{point.lost:.0f}): {point.statement}" in shown
        await press(pilot, "m")
        assert "Model" in screen_text(pilot)
        assert "You \u201c" in " ".join(screen_text(pilot).split())


async def test_no_dispute_where_nothing_was_said(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await press(pilot, "f6")
        await press(pilot, "f6")
        on(pilot, FeedbackScreen)
        await press(pilot, "d")
        on(pilot, FeedbackScreen)
        assert "You gave no answer to this" in screen_text(pilot)


async def test_no_dispute_where_nothing_was_judged(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await press(pilot, "f4")
        on(pilot, FeedbackScreen)
        await press(pilot, "d")
        on(pilot, FeedbackScreen)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, InterviewScreen)
