"""Serves the full screen to a browser: textual-serve behind a guard and a page of our own.

Each browser tab gets a program of its own, which ends with the tab. The page asks nothing of any
other host. The guard turns away pages of other sites, which a browser would otherwise let talk to
this server behind the user's back.
"""

import asyncio
import ipaddress
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from aiohttp import web

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HERE = frozenset(["localhost", "127.0.0.1", "::1"])
_GRACE = 5.0  # seconds that the programs have to end
_SIZES = (8, 40)  # pixels of a letter
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server bound to ``host``."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def allowed(host: str, origin: str | None, bound_to: str) -> bool:
    """Return whether a request may be answered.

    ``host`` and ``origin`` are its headers, ``bound_to`` is the host that the server listens on.
    Another site's page has its own origin; a name that was made to point here has its own host.
    """
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return False
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    return not is_loopback(bound_to) or name in _HERE or name == bound_to


def application(command: str, host: str) -> "web.Application":
    """Return the web application that runs the shell line ``command`` for every tab."""
    from aiohttp import web
    from textual_serve.server import Server

    @web.middleware
    async def guard(request: web.Request, handler: "Handler") -> web.StreamResponse:
        if not allowed(request.host, request.headers.get("Origin"), host):
            raise web.HTTPForbidden(text="This server answers its own page only.")
        return await handler(request)

    served = Server(command, title="Interviewer")
    running: set[asyncio.Task[object]] = set()

    async def websocket(request: web.Request) -> web.StreamResponse:
        running.add(request.task)
        try:
            return await served.handle_websocket(request)
        finally:
            running.discard(request.task)

    async def close(_: web.Application) -> None:
        for task in running:
            task.cancel()

    app = web.Application(middlewares=[guard])
    app.on_shutdown.append(close)
    app.add_routes(
        [
            web.get("/", _page),
            web.get("/page.js", _script),
            web.get("/ws", websocket),
            web.get("/download/{key}", served.handle_download),
            web.static("/static", served.statics_path),
        ]
    )
    return app


async def _page(request: "web.Request") -> "web.Response":
    from aiohttp import web

    page = _file("page.html")
    address = f"{'wss' if request.secure else 'ws'}://{request.host}/ws"
    page = page.replace("{{ websocket }}", escape(address))
    page = page.replace("{{ font_size }}", str(_font_size(request.query.get("fontsize", ""))))
    return web.Response(
        text=page,
        content_type="text/html",
        headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"},
    )


async def _script(_: "web.Request") -> "web.Response":
    from aiohttp import web

    return web.Response(text=_file("page.js"), content_type="text/javascript")


def _file(name: str) -> str:
    return files("interviewer.browser").joinpath(name).read_text("utf-8")


def _font_size(wanted: str) -> int:
    smallest, largest = _SIZES
    return min(max(int(wanted), smallest), largest) if wanted.isdecimal() else 16


async def serve(command: str, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, then end every program that is still running.

    ``ready`` is told the address once it can be opened; port 0 takes a free one. Raises
    ``InterviewerError`` when the port cannot be used.
    """
    from aiohttp import web

    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows, where Ctrl+C cancels this task
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    runner = web.AppRunner(application(command, host), access_log=None, shutdown_timeout=_GRACE)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise InterviewerError(
                f"Port {port} of {host} cannot be used ({error.strerror or error}).",
                remedy="Choose another with --port; 0 takes a free one.",
            ) from error
        name = f"[{host}]" if ":" in host else host
        ready(f"http://{name}:{runner.addresses[0][1]}/")
        await stop.wait()
    finally:
        await runner.cleanup()
