"""An app that no key, size, signal or error of its own leaves in a bad state."""

import signal
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.geometry import Size

from interviewer.errors import ExitCode, InterviewerError
from interviewer.text.display import plain
from interviewer.tui import endings
from interviewer.tui.commands import Palette
from interviewer.tui.interruption import Interruption
from interviewer.tui.keys_in_order import KeysInOrder
from interviewer.tui.screens.host import InterviewReady
from interviewer.tui.screens.page import Page
from interviewer.tui.widgets.toosmall import LEAST
from interviewer.tui.writing import is_writing

if TYPE_CHECKING:
    from textual.driver import Driver

_QUITS = ("ctrl+c", "ctrl+q")
_MOST = (1000, 500)  # columns and rows drawn at most, whatever a terminal reports


class SteadyApp(App[int]):
    """Gives each key to the screen that it is meant for, and ends cleanly.

    ``keys`` can hold keys for an interview that is being opened; ctrl+c and ctrl+q still quit.
    ``written_at`` is the time of the last key that wrote anything, in seconds of the monotonic
    clock. ``ended_by`` is the signal that has ended the app, ``failure`` the error.
    """

    def __init__(self, driver_class: "type[Driver] | None" = None) -> None:
        super().__init__(driver_class=driver_class)
        self.keys = KeysInOrder(self, self._give)
        self._terminal_size: Size | None = None
        self._drawn_size: Size | None = None
        self.written_at = 0.0
        self.ended_by: signal.Signals | None = None

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; keys one after the other."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._take(event)
        elif isinstance(event, events.Resize):
            await super().on_event(self._drawable(event))
        else:
            await super().on_event(event)

    async def _take(self, event: events.Key | events.Paste) -> None:
        if not self.keys.holding:
            await self.keys.take(event)
        elif isinstance(event, events.Key) and event.key in _QUITS:
            self.exit()
        else:
            if is_writing(event):
                self.written_at = event.time
            await self.keys.take(event)

    async def on_interview_ready(self, message: InterviewReady) -> None:
        """Give an interview that has been opened what was typed for it."""
        del message
        await self.keys.release()

    def _drawable(self, event: events.Resize) -> events.Resize:
        """Return the resize to draw, never below the least size: Textual fails at a width of 0.

        What does not fit the terminal is cut off, and a notice covers it.
        """
        self._terminal_size = event.size
        size = self.size
        if size == self._drawn_size:  # no screen would hear of it
            for screen in self.screen_stack:
                if isinstance(screen, Page):
                    screen.fit()
                screen.refresh(layout=True)
        self._drawn_size = size
        return events.Resize(size, size)

    @property
    def terminal_size(self) -> Size:
        """The size of the terminal, in columns and rows."""
        return self._terminal_size or super().size

    @property
    def size(self) -> Size:
        """The columns and rows that are drawn."""
        (least, lowest), (most, highest) = LEAST, _MOST
        width, height = self.terminal_size
        return Size(min(max(width, least), most), min(max(height, lowest), highest))

    async def _give(self, event: events.Key | events.Paste) -> None:
        """Give a key to the screen in front, after closing one that it cannot be meant for."""
        if is_writing(event):
            front = self.screen
            if isinstance(front, Interruption) and not front.heeds:
                front.dismiss(None)
            self.written_at = event.time
        await super().on_event(event)

    def on_end_requested(self, message: endings.EndRequested) -> None:
        """Keep what is written, and give the terminal back."""
        self.ended_by = message.sign
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Page):
                    screen.keep()
        self.exit(return_code=ExitCode.INTERRUPTED)

    def panic(self, *renderables: object) -> None:
        """End the program; the error is shown in one line once the terminal has been given back."""
        del renderables
        if self._exception is None:  # a thread of the driver's has failed
            self._exception = RuntimeError("keys cannot be read")
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """The error that ended the program, if any."""
        return self._exception

    def tell(self, error: InterviewerError) -> None:
        """Show an error with its remedy, as plain text."""
        self.notify(
            plain(error.remedy or "Nothing is lost."),
            title=plain(error.message),
            severity="error",
            markup=False,
            timeout=12,
        )

    def action_command_palette(self) -> None:
        """List every command by name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front, but never the last one, even if asked twice."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()
