"""Works on what comes slowly, such as lines from a pipe: several at once, the results in order."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from threading import Thread
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


async def in_order(
    source: Iterator[Given],
    work: Callable[[Given], Coroutine[Any, Any, Made]],
    done: Callable[[Made], None],
    most: int,
) -> None:
    """Have ``work`` done on each of ``source``, and hand the results to ``done`` in their order.

    A result is handed over as soon as it and those before it are there, also while the next of
    ``source`` is waited for. At most ``most`` are taken from it before their turn.
    """
    waiting: deque[asyncio.Task[Made]] = deque()
    coming: asyncio.Future[Given | None] | None = _next_of(source)
    try:
        while coming is not None or waiting:
            taking = coming if len(waiting) < most else None
            watched: list[asyncio.Future[Any]] = [] if taking is None else [taking]
            watched += [waiting[0]] if waiting else []
            await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            while waiting and waiting[0].done():
                done(waiting.popleft().result())
            if taking is not None and taking.done():
                given = taking.result()
                coming = None if given is None else _next_of(source)
                if given is not None:
                    waiting.append(asyncio.create_task(work(given)))
    finally:
        for task in waiting:
            task.cancel()


def _next_of(source: Iterator[Given]) -> "asyncio.Future[Given | None]":
    """Return the next of ``source``, ``None`` at its end, as a future of the running loop.

    The thread that waits for it holds up neither the loop, when that is cancelled, nor the end of
    the program.
    """
    loop = asyncio.get_running_loop()
    coming: asyncio.Future[Given | None] = loop.create_future()

    def settle(found: Given | None, error: Exception | None) -> None:
        if coming.done():  # nobody waits for it any more
            return
        if error is None:
            coming.set_result(found)
        else:
            coming.set_exception(error)

    def read() -> None:
        found, failed = None, None
        try:
            found = next(source, None)
        except Exception as error:  # raised where it is waited for
            failed = error
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle, found, failed)

    Thread(target=read, daemon=True).start()
    return coming
