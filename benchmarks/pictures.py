"""Redraws the pictures of the README: the real screens, over sessions that really took place.

python -m benchmarks.pictures
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import TextArea

from benchmarks.arguments import parser_of
from benchmarks.sample_history import fill
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.progress import ProgressScreen

DOCS = Path(__file__).resolve().parent.parent / "docs"
SIZE = (116, 34)
SESSIONS = 40
ANSWER = (
    "Overfitting means the model has memorised the training examples, noise included, instead of "
    "learning the general pattern. I notice it when the training loss is low but the validation "
    "loss is clearly higher and starts rising again.\n\nAgainst it I would get more varied data, "
    "for example by augmentation. And as long as I do five-fold cross-validation the model cannot "
    "overfit."
)


async def until(pilot: Pilot[int], screen: type) -> None:
    """Wait until a screen is open and drawn."""
    while not isinstance(pilot.app.screen, screen):
        await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def feedback() -> str:
    """Answer a question; return the picture of its feedback."""
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    moments = (begun + timedelta(seconds=4 * number) for number in range(10_000))
    engine = Engine(load_settings({}, {}), clock=lambda: next(moments))
    app = InterviewerApp(engine)
    async with app.run_test(size=SIZE) as pilot:
        app.interviews.begin(SessionConfig(question_ids=("overfitting",), questions=1, probes=0))
        await until(pilot, InterviewScreen)
        app.screen.query_one(TextArea).text = ANSWER
        await pilot.press("ctrl+s")
        await until(pilot, FeedbackScreen)
        while isinstance(app.screen, FeedbackScreen) and not app.screen.heeds:
            await pilot.pause(0.1)  # it does not show its keys yet
        await pilot.press("down")
        await pilot.pause()
        return app.export_screenshot(title="Interviewer")


async def progress() -> str:
    """Return the picture of the progress over many sessions."""
    end = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(hours=26 * SESSIONS)
    app = InterviewerApp(Engine(load_settings({}, {}), clock=lambda: end))
    async with app.run_test(size=SIZE) as pilot:
        app.open_progress()
        await until(pilot, ProgressScreen)
        await pilot.press("down", "down", "down")
        await pilot.pause()
        return app.export_screenshot(title="Interviewer")


def main(argv: Sequence[str] | None = None) -> None:
    """Write both pictures into the documents' folder."""
    parser_of("pictures", __doc__).parse_args(argv)
    for name, draw in (("interview", feedback), ("progress", progress)):
        with tempfile.TemporaryDirectory() as home:
            os.environ["INTERVIEWER_HOME"] = home
            (Path(home) / "config.toml").write_text("estimate = false\n", "utf-8")
            if draw is progress:
                fill(SESSIONS)
            (DOCS / f"{name}.svg").write_text(asyncio.run(draw()), "utf-8")


if __name__ == "__main__":
    main()
