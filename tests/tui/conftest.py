"""The real engine, store, bank and grader; the data folder is the temporary one of every test."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.app import InterviewerApp
from tests.tui.steps import settled

Opener = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def _unhurried(indexed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses a key here has looked at the screen first."""
    monkeypatch.setattr("interviewer.tui.interruption.QUIET", 0.0)


@pytest.fixture
def engine() -> Engine:
    """An engine with the default settings, which draws the same questions each time."""
    return Engine(load_settings({}, {}), seed=0)


@pytest.fixture
def opened(engine: Engine) -> Opener:
    """Open the program: ``async with opened(size=(80, 24), start=config) as pilot``."""

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24),
        start: SessionConfig | None = None,
        resume: str | None = None,
    ) -> AsyncIterator[Pilot[int]]:
        app = InterviewerApp(engine, start=start, resume=resume)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(pilot)
            yield pilot

    return open_app
