"""Ctrl+C for work that needs to be cleaned up when it is interrupted."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class StoppedError(Exception):
    """Ctrl+C was pressed for one piece of work, and not for the program."""


@contextmanager
def unwinding() -> Iterator[None]:
    """Make Ctrl+C raise ``KeyboardInterrupt`` in this block, so that work can be cleaned up.

    Elsewhere it ends the program at once. Only in such a block does asyncio cancel its tasks.
    Where Ctrl+C is ignored, as in the background of a shell, it stays ignored.
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
    """Make Ctrl+C raise ``StoppedError`` in this block: it ends this work, not the program.

    Other signals keep their meaning. Where Ctrl+C is ignored, it stays ignored.
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
    """Make every signal that asks a program to end raise ``KeyboardInterrupt``."""
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        sign = getattr(signal, name, None)  # Windows lacks some
        if sign is not None and signal.getsignal(sign) is signal.SIG_DFL:
            signal.signal(sign, signal.default_int_handler)
