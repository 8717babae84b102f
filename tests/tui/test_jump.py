"""Any question from the palette, and what the bank tells of earlier tries."""

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.tui.screens.bank import BankScreen
from interviewer.tui.screens.interview import InterviewScreen
from tests.tui.conftest import Opener
from tests.tui.steps import led, model_answer, on, press, screen_text, until


async def test_the_palette_begins_a_question_by_parts_of_its_name(opened: Opener) -> None:
    async with opened() as pilot:
        await press(pilot, "ctrl+p", *"gradescent")
        await until(pilot, lambda: "gradient descent" in screen_text(pilot))
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        screen = on(pilot, InterviewScreen)
        assert screen.conductor.session.config.question_ids[0].startswith("gradient")


async def test_the_bank_shows_score_and_tries(opened: Opener, engine: Engine) -> None:
    config = SessionConfig(question_ids=("overfitting",), probes=0)
    await led(engine, config, model_answer)
    (one,) = engine.store.practised.tries().values()
    async with opened(size=(100, 30)) as pilot:
        await press(pilot, "b")
        on(pilot, BankScreen)
        assert "not tried yet" in screen_text(pilot)
        await press(pilot, "slash", *"overfitting", "enter")
        shown = " ".join(screen_text(pilot).split())
        assert f"tried 1 time · last score {round(100 * one.score)}" in shown
