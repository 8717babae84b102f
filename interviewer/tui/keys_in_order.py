"""Makes keys act in the order in which they were pressed, even when many arrive in one read.

Textual writes a letter as soon as the focused field gets it, but lets a bound key such as
backspace climb from there to the app, one queue after the other, and only then runs its action.
Over a slow line, letters overtake the backspaces before them and are deleted by them, and what is
typed after a key that opens something goes to what was open before.
"""

import time
from collections import deque
from collections.abc import Awaitable, Callable
from math import inf
from typing import TYPE_CHECKING, Any

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen

_PATIENCE = 1.0
"""Seconds after which a key counts as done: a widget may have closed without passing it on."""


class KeysInOrder:
    """Holds back each key or paste until everything that the one before causes is done.

    ``give`` makes the app handle one. All of it runs in the app's own task. While ``holding``,
    keys are kept for an interview that is being opened; the last came at ``held_at``, in seconds
    of the monotonic clock.
    """

    def __init__(
        self, app: "App[int]", give: Callable[[events.Key | events.Paste], Awaitable[None]]
    ) -> None:
        self._app = app
        self._give = give
        self.holding = False
        self.held_at = -inf
        self._held: list[events.Key | events.Paste] = []
        self._opened: Screen[Any] | None = None
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._given = 0
        self._done = 0
        self._since = 0.0

    async def take(self, event: events.Key | events.Paste) -> None:
        """Handle it now, or after those before it; keep it while ``holding``."""
        if self._opened is not None and self._opened not in self._app.screen_stack:
            self.drop()  # closed before anything could be written there
        if self.holding:
            self._held.append(event)
            self.held_at = event.time
            return
        self._waiting.append(event)
        if self._given == self._done or time.monotonic() - self._since > _PATIENCE:
            await self._next()
        else:
            self._app.set_timer(_PATIENCE, self._overdue)

    def hold(self, opened: "Screen[Any] | None" = None) -> None:
        """Keep all keys from now on, for the interview ``opened`` or for one still to be opened."""
        self.holding, self._opened = True, opened

    def let_pass(self) -> None:
        """Let new keys through to the screen in front; those kept still wait for the interview."""
        if self._opened is None:
            self.holding = False

    async def release(self) -> None:
        """Handle all keys that were kept: the interview can take them now."""
        if self._opened is None:
            return
        self._waiting.extend(self._held)
        self.drop()
        if self._waiting and self._given == self._done:
            await self._next()

    def drop(self) -> None:
        """Discard the kept keys, and keep no more."""
        self._held.clear()
        self.holding, self._opened = False, None

    async def _overdue(self) -> None:
        """Go on if the key before was never reported as done."""
        if self._waiting and time.monotonic() - self._since >= _PATIENCE:
            await self._next()

    async def _next(self) -> None:
        self._given += 1
        self._since = time.monotonic()
        await self._give(self._waiting.popleft())
        self._climb(self._app.focused or self._app.screen, self._given)

    def _climb(self, node: "MessagePump | None", number: int) -> None:
        """Follow the key through each queue that it climbs, always right behind it."""
        climbs = False
        if node is not None and node is not self._app:
            climbs = node.call_later(self._climb, node._parent, number)
        if not climbs:
            self._app.call_later(self._arrived, number)

    async def _arrived(self, number: int) -> None:
        if number == self._given:
            self._done = number
            if self._waiting:
                await self._next()
