"""A headless Chromium, driven by its DevTools protocol over a websocket on loopback."""

import asyncio
import base64
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
COLUMNS, ROWS = 140, 50


class Browser:
    """One tab. What the page's websocket receives is drawn on ``screen``, as a person sees it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._changed = asyncio.Event()
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.requests: list[str] = []
        self.downloads: list[str] = []
        self.problems: list[str] = []

    @property
    def text(self) -> str:
        """What stands on the screen, on one line."""
        return " ".join(" ".join(self._screen.display).split())

    async def listen(self) -> None:
        """Take in what the browser reports, until the connection ends."""
        async for message in self._socket:
            if message.type is WSMsgType.TEXT:
                self._take(json.loads(message.data))
                self._changed.set()

    def _take(self, report: dict[str, Any]) -> None:
        values = report.get("params", {})
        match report.get("method"):
            case None:
                self._answers.pop(report["id"]).set_result(report)
            case "Network.webSocketFrameReceived" if values["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(values["response"]["payloadData"]))
            case "Network.requestWillBeSent":
                self.requests.append(values["request"]["url"])
            case "Browser.downloadProgress" if values["state"] != "inProgress":
                self.downloads.append(values["state"])
            case "Log.entryAdded" if values["entry"]["level"] == "error":
                self.problems.append(values["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.problems.append(str(values["exceptionDetails"]))

    async def call(self, method: str, **values: Any) -> Any:
        """Call a method of the protocol and return its result."""
        self._number += 1
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._answers[self._number] = answer
        await self._socket.send_json({"id": self._number, "method": method, "params": values})
        report = await asyncio.wait_for(answer, 30)
        assert "error" not in report, report
        return report["result"]

    async def wait_for(self, *wanted: str) -> None:
        """Wait until all of it stands on the screen."""
        async with asyncio.timeout(60):
            while not all(part in self.text for part in wanted):
                self._changed.clear()
                try:
                    await self._changed.wait()
                except asyncio.CancelledError:
                    raise AssertionError(f"no {wanted} in: {self.text} {self.problems}") from None

    async def type(self, text: str) -> None:
        """Write, as an input method does."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press and release a key that is a letter, or Enter."""
        text, code = ("\r", 13) if key == "Enter" else (key, ord(key.upper()))
        event = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 2 if ctrl else 0}
        down = event if ctrl else {**event, "text": text}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **down)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    async def save_downloads(self, folder: Path) -> None:
        """Let the browser save files in a folder, without asking."""
        await self.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(folder),
            eventsEnabled=True,
        )

    async def downloaded(self) -> None:
        """Wait until a file has been saved whole."""
        async with asyncio.timeout(30):
            while not self.downloads:
                self._changed.clear()
                await self._changed.wait()
        assert self.downloads.pop() == "completed"

    async def evaluate(self, code: str) -> Any:
        """Return the value of an expression in the page."""
        result = await self.call("Runtime.evaluate", expression=code, returnByValue=True)
        return result["result"].get("value")


@asynccontextmanager
async def opened(folder: Path, address: str) -> AsyncIterator[Browser]:
    """Open ``address`` in a browser of its own, with a new profile in ``folder``."""
    assert CHROMIUM is not None
    process = await asyncio.create_subprocess_exec(
        CHROMIUM,
        *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", "--mute-audio"),
        *("--remote-debugging-port=0", f"--user-data-dir={folder}", "--window-size=1000,700"),
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(60):
            while b"DevTools listening on" not in (line := await process.stderr.readline()):
                assert line, "the browser did not start"
        drain = asyncio.create_task(process.stderr.read())
        port = line.decode().split("ws://", 1)[1].split("/", 1)[0]
        async with ClientSession() as session:
            async with session.get(f"http://{port}/json/list") as reply:
                (tab,) = (one for one in await reply.json() if one["type"] == "page")
            async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                browser = Browser(socket)
                listening = asyncio.create_task(browser.listen())
                for part in ("Network", "Page", "Runtime", "Log"):
                    await browser.call(f"{part}.enable")
                await browser.call("Page.navigate", url=address)
                yield browser
                await socket.close()
                await listening
    finally:
        process.terminate()
        await process.wait()
        await drain
