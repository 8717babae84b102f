"""The tabs that are open, each with a program of its own behind it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.app_service import AppService

from interviewer.browser.downloads import Downloads
from interviewer.browser.messages import (
    LARGEST,
    Focused,
    Pinged,
    Resized,
    Typed,
    read_message,
    read_size,
)

_HEARTBEAT = 15.0  # seconds
_PATIENCE = 10.0  # seconds that a program has to end, as after a signal


class _Program(AppService):
    """The program of a tab. Textual's own service keeps the tab when the program dies."""

    async def run(self) -> None:
        """Pass on what the program sends until it ends, in whatever way; then close the tab."""
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def end(self) -> None:
        """End the program: it is asked to, and killed if it does not, or if this is cancelled."""
        stopping = asyncio.create_task(self.stop())
        try:
            # Cancelled, ``stop`` would return as if the program had ended.
            await asyncio.wait({stopping}, timeout=_PATIENCE)
        finally:
            if not stopping.done() and self._process is not None:
                with suppress(ProcessLookupError):
                    self._process.kill()


class Tabs:
    """Runs the shell line ``command`` for each tab, at most ``most`` at once."""

    def __init__(self, command: str, most: int) -> None:
        self.most = most
        self.downloads = Downloads()
        self._command = command
        self._open: set[asyncio.Task[Any]] = set()

    @property
    def full(self) -> bool:
        """Whether no further tab can be opened."""
        return len(self._open) >= self.most

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Connect the page of a tab with a new program, until either of them ends."""
        try:
            size = read_size(request.query.get("width"), request.query.get("height"))
        except ValueError:
            raise web.HTTPBadRequest(text="The size of the screen makes no sense.") from None
        if self.full:
            raise web.HTTPServiceUnavailable(text="Too many tabs are open already.")
        task = request.task
        self._open.add(task)
        try:
            socket = web.WebSocketResponse(
                heartbeat=_HEARTBEAT, max_msg_size=LARGEST, compress=False
            )
            await socket.prepare(request)
            await self._run(socket, size)
        finally:
            self._open.discard(task)
        return socket

    async def close(self, _: web.Application) -> None:
        """End every program."""
        for task in self._open:
            task.cancel()

    async def _run(self, socket: web.WebSocketResponse, size: tuple[int, int]) -> None:
        program = _Program(
            self._command,
            write_bytes=_while_open(socket.send_bytes),
            write_str=_while_open(socket.send_str),
            close=_while_open(socket.close),
            download_manager=self.downloads,
        )
        await program.start(*size)
        try:
            await _pass_on(socket, program)
        finally:
            await program.end()


def _while_open(send: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[None]]:
    """Return ``send`` wrapped so that it drops what is sent after the page has closed.

    The program's last output can then be read to its end, and the program exits cleanly.
    """

    async def send_or_drop(*content: Any) -> None:
        with suppress(ConnectionError):
            await send(*content)

    return send_or_drop


async def _pass_on(socket: web.WebSocketResponse, program: AppService) -> None:
    async for frame in socket:
        if frame.type is not WSMsgType.TEXT:
            await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
            return
        try:
            message = read_message(frame.data)
        except ValueError:
            await socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return
        match message:
            case Typed(data):
                await program.send_bytes(data)
            case Resized(columns, lines):
                await program.set_terminal_size(columns, lines)
            case Focused(here):
                await (program.focus() if here else program.blur())
            case Pinged(mark):
                await socket.send_json(["pong", mark])
