"""An event loop in its own thread, so that work goes on while the main thread waits for keys.

Reading standard input cannot be cancelled; it therefore stays on the main thread, where Ctrl+C
ends it at once.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, TypeVar

Result = TypeVar("Result")


class Background:
    """Runs coroutines and functions on its loop; whatever still runs at the end is cancelled."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "Background":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Return the result of ``work``, which is cancelled if the wait is interrupted."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        finally:
            future.cancel()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Start ``work`` in the background; anything it raises is lost."""
        asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """Call ``function`` on the loop's thread and return its result."""

        async def called() -> Result:
            return function(*arguments)

        return self.wait(called())


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
