"""Malformed requests and frames at the real server: 4xx, no traceback, no program started."""

import asyncio
import os
import random
import re
import signal
from collections.abc import Iterator

import pytest
from aiohttp import WSMsgType

from tests.cli.served import Screen, Served, visiting

REQUESTS = int(os.environ.get("HOSTILE_REQUESTS", "600"))

HOSTS = ("[", "[::1", "[::1]:x", "a b", "", "127.0.0.1:99999", "127.0.0.1:٣", "é", "\0", "a" * 9000)
ORIGINS = (
    "null",
    "",
    "http://",
    "http://[",
    "://",
    "javascript:1",
    "http://a:b:c",
    "\xff",
    "a" * 8000,
)
PATHS = (
    *("/", "ROOM", "ROOMws", "ROOMpage.js", "ROOMstatic/js/textual.js", "ROOMdownload/x", "//"),
    *("ROOMstatic/../../server.py", "ROOMstatic/%2e%2e/%2e%2e/server.py", "ROOM%00", "/%", "*"),
    *("ROOMdownload/%00%ff", "http://evil/", "http://[/", "ROOMws%0d%0a", "\xff", "\\", ""),
    "ROOM" + "a" * 7000,
)
QUERIES = (
    *("", "", "?fontsize=²", "?fontsize=" + "9" * 5000, "?fontsize=-1", "?fontsize=%ff", "?%"),
    *(
        "?width=&height=",
        "?width=999999999999&height=1",
        "?width=1&width=2",
        "?token",
        "?token=%ff",
    ),
    *("?token=%ed%a0%80", "?" + "a&" * 3000, "?;;==&&", "?token=TOKEN", "?a[]=\xfe"),
)
COOKIES = ("interviewer=", "=;=;", "interviewer=\xff", 'interviewer="', "a=b; " * 900, "; " * 200)
METHODS = ("HEAD", "POST", "OPTIONS", "CONNECT", "PUT", "get", "G E T", "TRACE", "\xff")
HEADERS = (
    *("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: x", "X: " + "a" * 9000),
    *("Sec-WebSocket-Version: 99", "Sec-WebSocket-Extensions: permessage-deflate; x=99", ": x"),
    *("Range: bytes=a-b", "Range: bytes=5-1", "If-Modified-Since: x", 'If-None-Match: "'),
    *(
        "Content-Length: -5",
        "Content-Length: 5",
        "Transfer-Encoding: gzip",
        "Expect: x",
        "Bad x: y",
    ),
    *("Host: b", "Origin: http://b", "Content-Type: multipart/form-data; boundary=", "Cookie: ;"),
)


@pytest.fixture
def server(indexed: None) -> Iterator[Served]:
    served = Served()
    yield served
    served.end()


async def answer(server: Served, request: bytes) -> bytes:
    """Send bytes and return the head of the answer; nothing where the server waits for more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(request)
    try:
        async with asyncio.timeout(0.5):
            return await reader.readuntil(b"\r\n\r\n")
    except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
        return b""
    finally:
        writer.close()


def request(chance: random.Random, server: Served, room: str) -> bytes:
    """Return a request of which most parts are right, and some are not."""

    def one(right: str, *wrong: str) -> str:
        return right if chance.random() < 0.7 else chance.choice(wrong)

    path = chance.choice(PATHS) + chance.choice(QUERIES)
    path = path.replace("ROOM", room).replace("TOKEN", server.token)
    lines = [
        f"{one('GET', *METHODS)} {path} {one('HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'X', '')}",
        f"Host: {one(f'127.0.0.1:{server.port}', *HOSTS)}",
        f"Cookie: {one(f'interviewer={server.token}', *COOKIES)}",
        *chance.choices(HEADERS, k=chance.randrange(3)),
    ]
    if chance.random() < 0.3:
        lines.append(f"Origin: {chance.choice(ORIGINS)}")
    made = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
    if chance.random() < 0.1:
        place = chance.randrange(len(made))
        made = made[:place] + chance.randbytes(3) + made[place + 3 :]
    return made


async def test_malformed_requests_are_refused_without_a_word(server: Served) -> None:
    chance = random.Random(13)
    async with visiting(server) as visitor:
        room = visitor.room.removeprefix(server.origin)
        for _ in range(REQUESTS):
            sent = request(chance, server, room)
            head = await answer(server, sent)
            right = re.match(rb"HTTP/\S+ (200|206|100|4\d\d) |\Z", head)
            assert right, (sent[:300], head[:200])
        assert await visitor.status() == 200
    assert server.programs() == []
    server.process.send_signal(signal.SIGINT)
    out, err = server.process.communicate(timeout=30)
    assert (out, err, server.process.returncode) == ("", "", 0)


FRAMES: tuple[tuple[str | bytes, int], ...] = (
    ('["stdin", 1]', 1008),
    ("[" * 100_000, 1008),
    ('["resize", {"width": 99999999, "height": 9}]', 1008),
    (b"\xff\xfe", 1003),
    (" " * (2**20 + 1), 1009),
)


async def test_a_malformed_frame_closes_its_tab_and_no_other(server: Served) -> None:
    async with visiting(server) as visitor, visitor.tab(Screen.QUERY) as other:
        for frame, code in FRAMES:
            async with visitor.tab() as tab:
                await (tab.send_bytes(frame) if isinstance(frame, bytes) else tab.send_str(frame))
                async with asyncio.timeout(30):
                    while (await tab.receive()).type is WSMsgType.BINARY:
                        pass
                assert tab.close_code == code
        for query in ("?width=0", "?width=x&height=5", "?height=9999999", f"?width={'9' * 5000}"):
            assert await visitor.status(f"ws{query}") == 400
        await Screen(other).shows("Practise machine-learning interviews")
    server.process.send_signal(signal.SIGINT)
    assert server.process.communicate(timeout=30) == ("", "")


async def test_no_size_comes_in_among_the_keys(server: Served) -> None:
    async with visiting(server) as visitor, visitor.tab(Screen.QUERY) as tab:
        screen = Screen(tab)
        await screen.shows("Practise machine-learning interviews")
        await screen.press("\x1b[48;99999;99999;9;9t")
        await screen.press("h")
        await screen.shows("No session")
