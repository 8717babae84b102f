"""One sandboxed process: takes a job, is limited in its output, and is reliably ended."""

import asyncio
import json
import os
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from interviewer.coding.sandbox import Launch, close_descriptors

KEPT = 20_000
"""Bytes of output that are kept."""
MOST = 2_000_000
"""Bytes of output after which a process is stopped."""
_CLOSING = 5.0
"""Seconds for the pipes of a killed process to close by themselves."""
_LINE = 1 << 20
"""Bytes of the longest line that a program of ours writes."""
_SIGNALS = 64
"""The highest number of a signal. Bubblewrap adds 128 to one, and passes on any exit code."""

Result = TypeVar("Result")


class Process:
    """A process in a session of its own.

    ``flooded`` says that it was stopped for printing too much.
    """

    def __init__(self, process: asyncio.subprocess.Process, job: dict[str, Any]) -> None:
        self._process = process
        self._job = job
        self._out = process.stdout or asyncio.StreamReader()
        self._printed = bytearray()
        self._printing: asyncio.Task[None] | None = None
        self._seen = 0
        self._given = False
        self.flooded = False

    @classmethod
    async def start(cls, launch: Launch, *channel: int) -> "Process":
        """Start a program, which waits for its job; ``channel`` are descriptors it inherits.

        If it is cancelled, the program has ended when it returns.
        """
        starting = _uncancelled(
            asyncio.create_subprocess_exec(
                *launch.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                env=launch.environment,
                cwd=launch.environment["HOME"] if not launch.held else None,
                pass_fds=(*launch.held, *channel),
                start_new_session=True,
                limit=_LINE,
            )
        )
        try:
            process = await asyncio.shield(starting)
        except asyncio.CancelledError:
            await asyncio.shield(_uncancelled(_ended(starting, launch.job)))
            raise
        finally:
            close_descriptors(launch.held)
        return cls(process, launch.job)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    def send_job(self, job: dict[str, Any]) -> None:
        """Send the job; does nothing if the process has already ended."""
        self._given = True
        if self._process.stdin is not None:
            with suppress(ConnectionError):
                self._process.stdin.write(json.dumps({**self._job, **job}).encode())
            self._process.stdin.close()

    async def read_line(self, seconds: float) -> dict[str, Any] | None:
        """Return the next line of JSON, None at the end; ``TimeoutError`` after ``seconds``."""
        line = await asyncio.wait_for(self._out.readline(), seconds)
        return json.loads(line) if line.startswith(b"{") else None

    def keep_output(self) -> None:
        """Collect output in the background from now on, and stop the process if it is too much."""
        self._printing = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while data := await self._out.read(65536):
            self._seen += len(data)
            self._printed += data[: KEPT - len(self._printed)]
            if self._seen > MOST and not self.flooded:
                self.flooded = True
                self.kill()

    def kill(self) -> None:
        """Kill the process and everything that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    async def wait_for_end(self, seconds: float) -> int | None:
        """Return the exit code, or minus the signal; None if it was stopped after ``seconds``."""
        stopped = False
        try:
            code = await asyncio.wait_for(self._process.wait(), seconds)
        except TimeoutError:
            self.kill()
            stopped = True
            code = await self._reap()
        if self._printing is not None:
            await self._printing
        if stopped:
            return None
        return 128 - code if 0 < code - 128 <= _SIGNALS else code

    async def end(self) -> None:
        """Kill the process and wait until it has ended.

        One without a job ends by itself when its input does.
        """
        if not self._given:
            self._end_input()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _CLOSING)
        self.kill()
        await self._reap()
        if self._printing is not None:
            await self._printing
        self._close()

    async def _reap(self) -> int:
        """Wait until the killed process has ended; return its exit code.

        What it has left behind may hold the pipes open, and is not waited for long.
        """
        self._end_input()
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._process.wait(), _CLOSING)
        self._close()
        return await self._process.wait()

    def _end_input(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()

    def _close(self) -> None:
        transport = getattr(self._process, "_transport", None)
        if transport is not None:
            transport.close()

    @property
    def printed(self) -> tuple[bytes, bool]:
        """The output that was kept, and whether there was more."""
        return bytes(self._printed), self._seen > len(self._printed)


class _Uncancelled(asyncio.Task[Result]):
    """A task that goes on to its end, also when the event loop cancels all tasks."""

    def cancel(self, msg: Any = None) -> bool:
        del msg
        return False


def _uncancelled(work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
    return _Uncancelled(work, loop=asyncio.get_running_loop())


async def _ended(starting: asyncio.Task[asyncio.subprocess.Process], job: dict[str, Any]) -> None:
    """End a process that is still starting.

    Cancelled, asyncio would kill bubblewrap alone, without the process that it is setting up: that
    one would wait for ever, and asyncio for the pipes that it holds.
    """
    with suppress(OSError):
        process = Process(await starting, job)
        process.kill()
        await process.end()


def signal_name(code: int) -> str:
    """Return the name of the signal that gave a negative exit code: ``SIGSEGV``."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
