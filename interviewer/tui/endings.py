"""Signals that ask the program to end: it shuts down cleanly, or is ended after ten seconds."""

import asyncio
import signal
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

_ENDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
_GRACE = 10.0  # seconds: a terminal that accepts no more output would block the program for ever


class EndRequested(Message):
    """A signal asks the app to end."""

    def __init__(self, sign: signal.Signals) -> None:
        super().__init__()
        self.sign = sign


def handle_end_signals(app: "App[object]") -> None:
    """Post ``EndRequested`` to the app on each of these signals, behind the keys already queued.

    Unless ``cancel_time_limit`` is called within ten seconds, the system ends the program.
    """
    loop = asyncio.get_running_loop()

    # Not a handler of the event loop, which may itself be blocked on the terminal.
    def request_end(number: int, frame: FrameType | None) -> None:
        del frame
        _end_after(_GRACE)
        with suppress(RuntimeError):  # the loop is closed: it is ending
            loop.call_soon_threadsafe(app.post_message, EndRequested(signal.Signals(number)))

    for name in _ENDS:
        if hasattr(signal, name):  # Windows lacks some
            signal.signal(getattr(signal, name), request_end)


def cancel_time_limit() -> None:
    """Cancel the time limit: the terminal has been given back."""
    _end_after(0)


def restore_handlers() -> None:
    """Cancel the time limit and restore the default handlers, also for Ctrl+C."""
    cancel_time_limit()
    for name in _ENDS:
        if hasattr(signal, name):
            default = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
            signal.signal(getattr(signal, name), default)


def _end_after(seconds: float) -> None:
    """Have the system end the program after ``seconds``; 0 cancels that."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
