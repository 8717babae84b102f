"""Ctrl+C for work that must not be dropped where it stands."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class StoppedError(Exception):
    """Ctrl+C was pressed for one piece of work, and not for the program."""


@contextmanager
def unwinding() -> Iterator[None]:
    """In this block Ctrl+C raises ``KeyboardInterrupt``, so that what was begun is ended in order.

    Elsewhere it ends the program at once. It is also only in such a block that asyncio cancels its
    tasks. Where Ctrl+C is ignored, as in the background of a shell, it stays so.
    """
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def stoppable() -> Iterator[None]:
    """In this block Ctrl+C raises ``StoppedError``: it ends this work, and the program goes on.

    Every other signal keeps its meaning. Where Ctrl+C is ignored it stays so.
    """
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(*_: object) -> NoReturn:
    raise StoppedError


def raise_on_every_end() -> None:
    """Have every signal that asks a program to end raise ``KeyboardInterrupt``."""
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        sign = getattr(signal, name, None)  # Windows lacks some
        if sign is not None and signal.getsignal(sign) is signal.SIG_DFL:
            signal.signal(sign, signal.default_int_handler)
