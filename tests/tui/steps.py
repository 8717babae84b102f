"""What the tests of the full screen do and look at."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from interviewer.engine import Engine
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import Done, ShowFeedback
from interviewer.tui.widgets.composer import Composer

S = TypeVar("S", bound=Screen[Any])


async def settled(pilot: Pilot[int]) -> None:
    """Wait until no worker runs and no message is left."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, and wait for all that follows from them."""
    await pilot.press(*keys)
    await settled(pilot)


def screen_text(pilot: Pilot[int]) -> str:
    """Return what stands on the screen, as text."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def led(engine: Engine, config: SessionConfig, answer: Callable[[Conductor], str]) -> str:
    """Lead a whole session without a screen and return its id."""
    conductor = engine.start(config)
    for _ in range(1000):
        match await conductor.settle():
            case Done():
                return conductor.session.id
            case ShowFeedback():
                conductor.go_on()
            case _:
                conductor.say(answer(conductor))
    raise AssertionError(f"the session does not end: {conductor.session.turns[-1]}")


def model_answer(conductor: Conductor) -> str:
    """Return what a strong candidate would say now."""
    return conductor.session.turns[-1].item.rubric.model_answer


def on(pilot: Pilot[int], kind: type[S]) -> S:
    """Return the present screen, which is to be of this kind."""
    screen = pilot.app.screen
    assert isinstance(screen, kind), f"on {screen}, not on {kind.__name__}"
    return screen


async def until(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Wait until it is true, for half a minute at most."""
    await act_until(true, pilot.pause)


async def act_until(true: Callable[[], bool], act: Callable[[], Awaitable[object]]) -> None:
    """Do the same again and again until it is true, for half a minute at most."""
    async with asyncio.timeout(30):
        while not true():
            await act()


async def send(pilot: Pilot[int], text: str) -> None:
    """Put a text in the composer and hand it in."""
    composer = pilot.app.screen.query_one(Composer)
    composer.clear()
    composer.insert(text)
    await press(pilot, "ctrl+s")
