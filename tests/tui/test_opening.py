"""What is typed while a command opens an interview goes to that interview, and nowhere else."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import Settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.job import JobScreen
from interviewer.tui.screens.opening import OpeningScreen
from interviewer.tui.screens.plan import PlanScreen
from interviewer.tui.widgets.composer import Composer
from tests.tui.steps import on, press, screen_text, settled, until

HOME_KEYS = "surtdhplb?"
"""The letters that open something on the home screen."""
ONE = SessionConfig(question_ids=("p-value",), questions=1, seed=1)
NONE_FITS = SessionConfig(areas=("statistics",), kinds=("coding",), seed=1)
REMOTE = Settings(grader="llm", model="m", base_url="https://judge.example/v1")

Typed = str | Paste
Typing = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


def type_at_once(app: InterviewerApp, typed: Sequence[Typed]) -> None:
    """Have all of it read before any of it is handled."""
    for one in typed:
        app.post_message(
            one if isinstance(one, Paste) else Key(one, one if len(one) == 1 else None)
        )


@pytest.fixture
def opening(engine: Engine) -> Typing:
    """Start the program with what is typed before its first frame."""

    @asynccontextmanager
    async def open_app(typed: Sequence[Typed], **how: Any) -> AsyncIterator[Pilot[int]]:
        app = InterviewerApp(engine, **how)
        app.call_later(type_at_once, app, typed)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settled(pilot)
            yield pilot

    return open_app


def written(pilot: Pilot[int]) -> str:
    return on(pilot, InterviewScreen).query_one(Composer).text


async def test_it_is_in_the_answer_in_order(opening: Typing) -> None:
    typed = [*HOME_KEYS, "enter", "backspace", "!", Paste("pasted\nq "), "x"]
    async with opening(typed, start=ONE) as pilot:
        await until(pilot, lambda: written(pilot) == f"{HOME_KEYS}!pasted\nq x")


async def test_what_is_sent_meanwhile_is_sent_once_the_question_is_asked(opening: Typing) -> None:
    async with opening([*"done", "ctrl+s", *"more"], start=ONE) as pilot:
        await until(pilot, lambda: written(pilot) == "more")
        said = [line.text for line in on(pilot, InterviewScreen).conductor.session.lines]
        assert "done" in said


async def test_it_is_in_an_answer_that_is_resumed(opening: Typing, engine: Engine) -> None:
    conductor = engine.start(ONE)
    await conductor.settle()
    async with opening(HOME_KEYS, resume=conductor.session.id) as pilot:
        await until(pilot, lambda: written(pilot) == HOME_KEYS)


async def test_it_is_in_the_answer_that_home_opens_too(opening: Typing) -> None:
    async with opening([], start=None) as pilot:
        on(pilot, HomeScreen)
        type_at_once(pilot.app, ["s", *HOME_KEYS])  # type: ignore[arg-type]  # it is this app
        await settled(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
        await until(pilot, lambda: written(pilot) == HOME_KEYS)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_what_quits_quits_at_once(opening: Typing, engine: Engine, key: str) -> None:
    async with opening([*"ab", key, *"s"], start=ONE) as pilot:
        await until(pilot, lambda: pilot.app._exit)
    assert pilot.app.return_code == 0


@pytest.mark.parametrize("how", [{"start": NONE_FITS}, {"resume": "20260101-000000-0000"}])
async def test_nothing_acts_on_home_where_no_interview_opens(
    opening: Typing, engine: Engine, how: dict[str, Any]
) -> None:
    async with opening([*HOME_KEYS, "enter", "q"], **how) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert [one.severity for one in pilot.app._notifications] == ["error"]
        assert engine.store.count() == 0
        pilot.app.read_again()  # type: ignore[attr-defined]  # it is this app
        await settled(pilot)
        assert "Start     5 questions · all areas" in screen_text(pilot)
        await press(pilot, "l")
        on(pilot, PlanScreen)


async def test_home_waits_until_the_candidate_stops_typing(
    opening: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.tui.interruption.QUIET", 1000.0)
    async with opening("s", start=NONE_FITS) as pilot:
        on(pilot, OpeningScreen)
        assert "No " in screen_text(pilot)
        await press(pilot, *HOME_KEYS)
        on(pilot, OpeningScreen)
        await press(pilot, "ctrl+q")
        await until(pilot, lambda: pilot.app._exit)


@pytest.mark.parametrize(("key", "text"), [("o", "so"), ("b", "")])
async def test_it_answers_no_question_that_comes_first(
    opening: Typing, engine: Engine, key: str, text: str
) -> None:
    engine.settings = REMOTE
    async with opening("so", start=ONE.model_copy(update={"grader": "llm"})) as pilot:
        on(pilot, Dialog)
        assert engine.notice("llm") is not None
        await press(pilot, key)
        if key == "b":
            on(pilot, HomeScreen)
            pilot.app.interviews.begin(ONE)  # type: ignore[attr-defined]  # it is this app
            await settled(pilot)
        await until(pilot, lambda: written(pilot) == text)


async def test_it_is_no_part_of_a_job_description(opening: Typing) -> None:
    async with opening("so", start=ONE, job="Statistics and A/B tests.") as pilot:
        on(pilot, JobScreen)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: written(pilot) == "so")
