"""Serves the full screen to a browser: a page of our own, and a program for each tab.

The page requests nothing from other hosts. Only a browser that has shown the token of the printed
address is answered, and only under one of the server's host names.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import escape
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import web
from aiohttp.http import HttpProcessingError

from interviewer.browser.access import (
    COOKIE,
    Access,
    MalformedRequestError,
    RefusedRequestError,
    is_every_address,
)
from interviewer.browser.messages import read_font_size
from interviewer.browser.tabs import Tabs
from interviewer.errors import InterviewerError
from interviewer.text.display import one_line

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_GRACE = 5.0  # seconds that the programs have to end
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_ASSETS = (
    "css/xterm.css",
    "fonts/RobotoMono-Italic-VariableFont_wght.ttf",
    "fonts/RobotoMono-VariableFont_wght.ttf",
    "js/textual.js",
)
_CLOSED_DOOR = (
    "This is not the address that 'interviewer serve' has printed. "
    "Open that one, with its token; it is a new one each time the server starts."
)


def application(command: str, access: Access, tabs: int) -> web.Application:
    """Return the web application that runs the shell line ``command`` for every tab.

    At most ``tabs`` of them run at once.
    """
    room = access.room

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        headers = request.headers
        try:
            access.check_site(headers.getall("Host", []), headers.getall("Origin", []))
        except MalformedRequestError as error:
            raise web.HTTPBadRequest(text=f"Malformed {error} header.") from None
        except RefusedRequestError as error:
            raise web.HTTPForbidden(text=str(error)) from None
        if request.path == "/":
            return _door(request, access)
        if not request.path.startswith(room) or not access.has_token(request.cookies.get(COOKIE)):
            raise web.HTTPForbidden(text=_CLOSED_DOOR)
        return await handler(request)

    async def page(request: web.Request) -> web.Response:
        try:
            size = read_font_size(request.query.get("fontsize"))
        except ValueError:
            raise web.HTTPBadRequest(text="fontsize takes 8 to 40.") from None
        if served.full:
            raise web.HTTPServiceUnavailable(
                text=f"{tabs} tabs are open already. Close one, then load this page again."
            )
        return _html(_file("page.html").replace("{{ font_size }}", str(size)))

    async def script(_: web.Request) -> web.Response:
        return web.Response(text=_file("page.js"), content_type="text/javascript")

    served = Tabs(command, tabs)
    app = web.Application(middlewares=[guard])
    app.on_response_prepare.append(_protect)
    app.on_shutdown.append(served.close)
    app.add_routes(
        [
            web.get(room, page),
            web.get(f"{room}page.js", script),
            web.get(f"{room}ws", served.handle, allow_head=False),
            web.get(f"{room}download/{{key}}", served.downloads.handle, allow_head=False),
            *(web.get(f"{room}static/{name}", _asset(name)) for name in _ASSETS),
        ]
    )
    return app


def _door(request: web.Request, access: Access) -> web.Response:
    """Admit a browser that has the token: set the cookie, and redirect without the token."""
    if request.method not in ("GET", "HEAD"):
        raise web.HTTPMethodNotAllowed(request.method, ["GET", "HEAD"])
    if not access.has_token(request.query.get("token")):
        raise web.HTTPForbidden(text=_CLOSED_DOOR)
    # A redirect would count as coming from the site with the link, and a browser would then not
    # send a strict cookie.
    response = _html(_file("door.html").replace("{{ room }}", escape(access.room)))
    response.set_cookie(COOKIE, access.token, path=access.room, httponly=True, samesite="Strict")
    return response


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")


def _file(name: str) -> str:
    return files("interviewer.browser").joinpath(name).read_text("utf-8")


def _asset(name: str) -> Handler:
    path = Path(textual_serve.__file__).parent / "static" / name

    async def asset(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(path)

    return asset


async def serve(
    command: str, access: Access, host: str, port: int, tabs: int, ready: Callable[[str], None]
) -> None:
    """Serve until SIGINT or SIGTERM, then end every program that is still running.

    ``ready`` is called with the address, token included, once it can be opened; port 0 picks a
    free one. Raises ``InterviewerError`` when the port cannot be used.
    """
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows, where Ctrl+C cancels this task
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    runner = web.AppRunner(
        application(command, access, tabs),
        access_log=None,
        logger=_logger(),
        shutdown_timeout=_GRACE,
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise InterviewerError(
                f"Port {port} of {host} cannot be used ({_reason(error)}).",
                remedy="Give another --port (0 picks a free one), or as --host an address of "
                "this machine.",
            ) from error
        name = min(access.names) if is_every_address(host) else host
        shown = f"[{name}]" if ":" in name else name
        ready(f"http://{shown}:{runner.addresses[0][1]}/?token={access.token}")
        await stop.wait()
    finally:
        await runner.cleanup()


def _reason(error: OSError) -> str:
    """Return why an address cannot be used; asyncio's own message repeats the whole address."""
    if error.errno is not None and error.errno > 0:  # the name resolver's numbers are negative
        return os.strerror(error.errno)
    return error.strerror or str(error)


def _logger() -> logging.Logger:
    """Return aiohttp's logger: it writes one line for an error of ours, nothing for a client's."""
    logger = logging.getLogger("interviewer.browser")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.addFilter(_own_fault)
        logger.addHandler(handler)
        logger.propagate = False
    return logger


def _own_fault(record: logging.LogRecord) -> bool:
    """Return whether a record reports an error of ours, and shorten it to one line."""
    cause = record.exc_info[1] if record.exc_info else None
    if isinstance(cause, HttpProcessingError):
        return False
    if cause is not None and not os.environ.get("INTERVIEWER_DEBUG"):
        record.exc_info = None
        record.msg, record.args = "%s", (one_line(f"A request failed ({cause!r})."),)
        record.msg += " Set INTERVIEWER_DEBUG=1 to see where, and please report it."
    return True
