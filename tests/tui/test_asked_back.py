"""What an answer may have meant, asked on the screen."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from tests.tui.conftest import Opener
from tests.tui.steps import on, press, screen_text, send

ONE = SessionConfig(question_ids=("overfitting",), questions=1, probes=2)
WORDS = "Overfitting is when the model is too simple"
QUESTION = "Do you mean that an overfitted model is too simple?"
SAID = f"{WORDS}. You notice since the test error is high."


def flat(text: str) -> str:
    """Return what stands on the screen as one line, without the edges of what is said."""
    return " ".join(text.translate(str.maketrans("▌▐│", "   ")).split())


def detail_of(pilot: Pilot[int]) -> str:
    """Return what is told of the selected row."""
    return flat(str(pilot.app.screen.query_one("#detail", Static).render()))


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_the_words_are_quoted_and_a_yes_is_held_against_them(
    opened: Opener, size: tuple[int, int]
) -> None:
    async with opened(size=size, start=ONE) as pilot:
        await send(pilot, SAID)
        on(pilot, InterviewScreen)
        shown = flat(screen_text(pilot))
        assert "Interviewer · follow-up" in shown
        assert f"You said “{WORDS}”. {QUESTION}" in shown
        await send(pilot, "Yes.")
        await press(pilot, "f4")
        on(pilot, FeedbackScreen)
        assert "! wrong" in screen_text(pilot)
        await press(pilot, "end")
        detail = detail_of(pilot)
        assert "Asked whether you meant that, you said yes." in detail
        assert "Right is: Overfitting is high variance" in detail


async def test_a_no_clears_it(opened: Opener) -> None:
    async with opened(start=ONE) as pilot:
        await send(pilot, SAID)
        await send(pilot, "No, it learns the noise of the training data.")
        await press(pilot, "f4")
        on(pilot, FeedbackScreen)
        shown = screen_text(pilot)
        assert "! wrong" not in shown
        assert "? unclear" not in shown
        assert "after a challenge" in shown


async def test_what_was_never_asked_is_asked_by_the_feedback(opened: Opener) -> None:
    async with opened(start=ONE.model_copy(update={"probes": 0})) as pilot:
        await send(pilot, SAID)
        on(pilot, FeedbackScreen)
        assert "? unclear           Do you mean that" in screen_text(pilot)
        await press(pilot, "end")
        detail = detail_of(pilot)
        assert QUESTION in detail
        assert "Unclear, so it costs nothing." in detail


async def test_a_session_left_at_the_question_is_shown_there_again(
    opened: Opener, engine: Engine
) -> None:
    conductor = engine.start(ONE)
    await conductor.settle()
    conductor.say(SAID)
    await conductor.settle()
    # The process ends here.
    async with opened(resume=conductor.session.id) as pilot:
        assert QUESTION in flat(screen_text(pilot))
        await send(pilot, "no")
        interview = on(pilot, InterviewScreen)
        assert interview.conductor.session.answers[1].meant is False
