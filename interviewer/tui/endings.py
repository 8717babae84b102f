"""Signals that ask the program to end: it does so in order, or after a moment without order."""

import asyncio
import signal
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

_ENDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
_GRACE = 10.0  # seconds: a terminal that takes no output any more would hold the program for ever


class EndRequested(Message):
    """A signal asks the app to end."""

    def __init__(self, sign: signal.Signals) -> None:
        super().__init__()
        self.sign = sign


def heed(app: "App[object]") -> None:
    """Tell the app of each of these signals, by a message behind the keys that came before.

    When ``call_off`` has not been called ten seconds later, the system ends the program.
    """
    loop = asyncio.get_running_loop()

    # Not a handler of the loop's, which would wait for a loop that waits for the terminal.
    def request_end(number: int, frame: FrameType | None) -> None:
        del frame
        _end_after(_GRACE)
        with suppress(RuntimeError):  # the loop is closed: it is ending
            loop.call_soon_threadsafe(app.post_message, EndRequested(signal.Signals(number)))

    for name in _ENDS:
        if hasattr(signal, name):  # Windows lacks some
            signal.signal(getattr(signal, name), request_end)


def call_off() -> None:
    """Let the program take its time: it has given the terminal back."""
    _end_after(0)


def ended() -> None:
    """Have the signals do again what they do by default; Ctrl+C raises ``KeyboardInterrupt``."""
    call_off()
    for name in _ENDS:
        if hasattr(signal, name):
            default = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
            signal.signal(getattr(signal, name), default)


def _end_after(seconds: float) -> None:
    """Have the system end the program after so many seconds; 0 is never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
