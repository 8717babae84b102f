"""Processes that grade, and leave Ctrl+C to the one that has started them."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker

from interviewer.garbage import collect_rarely

SPAWN = get_context("spawn")
"""The only way to start a process that every system has and that copies no lock in use."""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Block Ctrl+C, for this process and for those that are started in the block.

    They inherit that, so that none is interrupted before it reaches ``begin``.
    """
    mask = getattr(signal, "pthread_sigmask", None)  # Windows has none
    if mask is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    # With the first process of a program Python starts another one, and then lifts the mask.
    resource_tracker.ensure_running()
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def begin() -> None:
    """Make a process that was just started ready to grade.

    It ignores Ctrl+C, which a terminal sends to each process: the one that started it ends it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
