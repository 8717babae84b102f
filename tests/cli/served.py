"""A running ``interviewer serve``, and a client that has come in by the printed address."""

import asyncio
import json
import re
import subprocess
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from tests.cli.conftest import COMMAND


class Served:
    """A running server. ``address`` is the printed one, ``origin`` what stands before its path."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("The interviewer is at http://"), self.process.communicate()
        self.address = line.split(" at ")[1].split(" ")[0]
        parts = urlsplit(self.address)
        assert parts.port is not None
        self.port = parts.port
        self.origin = f"http://127.0.0.1:{self.port}"
        (self.token,) = parse_qs(parts.query)["token"]

    def programs(self) -> list[int]:
        """Return the ids of the programs that the server has started and that still run."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
        return [int(child) for child in children.split()]

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.communicate()


class Visitor:
    """A client that has the cookie. ``room`` is the address beneath which all is served."""

    def __init__(self, session: ClientSession, server: Served, room: str) -> None:
        self.session = session
        self.room = f"{server.origin}{room}"
        self._origin = server.origin

    async def status(self, path: str = "", headers: Mapping[str, str] | None = None) -> int:
        """Return the status of an answer."""
        async with self.session.get(self.room + path, headers=headers) as reply:
            await reply.read()
            return reply.status

    @asynccontextmanager
    async def tab(self, query: str = "") -> AsyncIterator[ClientWebSocketResponse]:
        """Open a tab."""
        socket = self.session.ws_connect(f"{self.room}ws{query}", origin=self._origin)
        async with socket as tab:
            yield tab


class Screen:
    """What a tab of 120 by 40 cells shows, and the text messages that came between."""

    QUERY = "?width=120&height=40"

    def __init__(self, tab: ClientWebSocketResponse) -> None:
        self._tab = tab
        self._screen = pyte.Screen(120, 40)
        self._stream = pyte.ByteStream(self._screen)

    async def press(self, keys: str) -> None:
        """Send keys, as a terminal sends them."""
        await self._tab.send_str(json.dumps(["stdin", keys]))

    async def shows(self, *words: str) -> None:
        """Wait until all words stand on the screen."""
        try:
            async with asyncio.timeout(30):
                while not all(word in "\n".join(self._screen.display) for word in words):
                    frame = await self._tab.receive()
                    assert frame.type is WSMsgType.BINARY, frame
                    self._stream.feed(frame.data)
        except TimeoutError:
            said = "\n".join(self._screen.display)
            raise AssertionError(f"no {words} in {said}") from None

    async def receive_json(self) -> Any:
        """Wait for a text message and return what it says."""
        async with asyncio.timeout(30):
            while (frame := await self._tab.receive()).type is WSMsgType.BINARY:
                self._stream.feed(frame.data)
        return frame.json()


@asynccontextmanager
async def visiting(server: Served) -> AsyncIterator[Visitor]:
    """Come in by the printed address."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.get(server.address) as reply:
            assert reply.status == 200
            room = re.search('url=([^"]+)', await reply.text())
            assert room is not None
        yield Visitor(session, server, room[1])
