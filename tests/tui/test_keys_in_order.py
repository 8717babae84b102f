"""Keys that are held back behind others are given, whatever becomes of those before them."""

import asyncio
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.events import Event, Key, Paste
from textual.widgets import Input

from interviewer.tui.keys_in_order import KeysInOrder


class Field(App[int]):
    """A field that gets its keys in order."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = KeysInOrder(self, super().on_event)

    def compose(self) -> ComposeResult:
        yield Input()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.keys.take(event)
        else:
            await super().on_event(event)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while True:
            if true():
                return
            await asyncio.sleep(0.01)


async def test_a_key_whose_widget_went_away_holds_the_next_one_back_for_a_moment_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("interviewer.tui.keys_in_order._PATIENCE", 0.1)
    app = Field()
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        await pilot.pause()
        # What the first key causes is never told to be done, as when its widget was closed.
        monkeypatch.setattr(app.keys, "_climb", lambda *_: None)
        app.simulate_key("a")
        app.simulate_key("b")
        await until(lambda: field.value == "ab")
