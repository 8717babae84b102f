"""What is shown while a command opens an interview straight away."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from interviewer.tui import interruption
from interviewer.tui.screens.page import Page

if TYPE_CHECKING:
    from interviewer.tui.keys_in_order import KeysInOrder


class OpeningScreen(Page[None]):
    """Says that an interview is being opened, then calls ``open_interview`` to open it.

    ``keys`` keeps what is typed meanwhile for the interview. If something else comes up instead,
    such as a question to settle first, it gets no key until the candidate has stopped typing.
    Once this screen is in front again, it closes and drops the kept keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "leave", "quit")]

    def __init__(self, keys: "KeysInOrder", open_interview: Callable[[], None]) -> None:
        super().__init__()
        self._keys = keys
        self._open_interview = open_interview
        self._tried = False
        keys.hold()

    def parts(self) -> ComposeResult:
        """Compose the one line."""
        yield Static("Opening the interview. What you type goes to your answer.", id="opening")

    def on_mount(self) -> None:
        """Begin once the line can be read."""
        self.app.call_after_refresh(self._open)

    def _open(self) -> None:
        self._tried = True
        self._open_interview()
        self._give_way()

    def on_screen_resume(self) -> None:
        """Close when what was opened has been left."""
        if self._tried:
            self._give_way()

    def _give_way(self) -> None:
        typing = self._keys.held_at + interruption.QUIET - time.monotonic()
        if self._keys.holding and typing > 0:
            self.set_timer(typing, self._give_way)
        elif self.app.screen is self:
            self._keys.drop()
            self.dismiss()
        else:
            self._keys.let_pass()
