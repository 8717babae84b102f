"""``interviewer serve``: the full screen in a web browser."""

import argparse
import sys
from typing import Any

from interviewer.cli.options import add_bank_option, add_grader_options
from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, InterviewerError, UsageError
from interviewer.installed import adding

_HOST = "127.0.0.1"
_PORT = 8000
_TABS = 8
_MOST_TABS = 100


def add_parser(subparsers: Any) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "serve",
        help="open the full screen in a web browser",
        description="Serve the full screen to a web browser, to this machine only unless --host "
        "says otherwise. The address that is printed holds a token: whoever has it can practise "
        "as you. Each tab runs its own program; all share one history.",
    )
    add = parser.add_argument
    add("--host", default=_HOST, metavar="H", help=f"address to listen on (default {_HOST})")
    add(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="another name or address by which browsers may reach this server",
    )
    add("--port", type=int, default=_PORT, metavar="P", help=f"0 picks a free one ({_PORT})")
    add("--tabs", type=int, default=_TABS, metavar="N", help=f"most tabs open at once ({_TABS})")
    add("--grader", metavar="NAME", help="which grader judges the answers (default offline)")
    add_grader_options(parser)
    add_bank_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    import asyncio
    from importlib.util import find_spec

    from interviewer.cli.wiring import make_engine

    if not 0 <= arguments.port <= 65535:
        raise UsageError(
            f"--port: {arguments.port} is not allowed.",
            remedy="Give a whole number from 0 to 65535.",
        )
    if not arguments.host:
        raise UsageError("--host: an empty address is not allowed.", remedy="Leave --host out.")
    if not 1 <= arguments.tabs <= _MOST_TABS:
        raise UsageError(
            f"--tabs: {arguments.tabs} is not allowed.",
            remedy=f"Give a whole number from 1 to {_MOST_TABS}.",
        )
    engine = make_engine(arguments)
    engine.grader(engine.settings.grader)
    if find_spec("textual_serve") is None:
        raise InterviewerError(
            "The packages that serve a web browser are not installed.",
            remedy=f"Install it with: {adding('serve')}",
        )
    from interviewer.browser.access import Access, is_loopback
    from interviewer.browser.server import serve

    access = Access.to(arguments.host, arguments.allow_host)
    if not is_loopback(arguments.host):
        print(
            "Warning: whoever has the address with its token can practise as you, read your "
            "history and delete it. Over plain HTTP the token can be read on the way.",
            file=sys.stderr,
        )

    def ready(address: str) -> None:
        print(f"The interviewer is at {address} (Ctrl+C ends it)", flush=True)

    try:
        tabs = arguments.tabs
        with unwinding():
            asyncio.run(
                serve(command(arguments), access, arguments.host, arguments.port, tabs, ready)
            )
    except KeyboardInterrupt:
        print("Ended.", file=sys.stderr)
    return ExitCode.DONE


def command(arguments: argparse.Namespace) -> str:
    """Return the shell line that starts the full screen for one tab, with the same options.

    It is built only from this command's options: nothing that a browser sends gets into it.
    """
    import shlex
    import subprocess

    line = [sys.executable, "-m", "interviewer", "practice", "--home", "--served"]
    for name in ("grader", "model", "base_url", "profile", "bank"):
        value = getattr(arguments, name)
        if value is not None:
            line.append(f"--{name.replace('_', '-')}={value}")
    if arguments.allow_remote:
        line.append("--yes-send")
    if sys.platform == "win32":
        return subprocess.list2cmdline(line)
    return f"exec {shlex.join(line)}"  # no shell stays between the server and the program
