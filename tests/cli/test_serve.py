"""``interviewer serve``: the real server, and a real browser that answers a question through it."""

import asyncio
import os
import select
import shlex
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from interviewer.browser.server import allowed, is_loopback
from interviewer.cli import serve
from interviewer.history.store import Store
from interviewer.interview.fold import fold
from interviewer.report.build import build_report
from tests.cli.browser import CHROMIUM, opened
from tests.cli.conftest import COMMAND, Run


class Served:
    """A running server."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("The interviewer is at http://127.0.0.1:"), (
            self.process.communicate()
        )
        self.address = line.split(" at ")[1].split(" ")[0]

    def programs(self) -> list[int]:
        """Return the ids of the programs that the server has started and that still run."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
        return [int(child) for child in children.split()]


def ended(pid: int) -> None:
    """Wait until a process has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ready, _, _ = select.select([handle], [], [], 30)
        assert ready, f"process {pid} goes on"
    finally:
        os.close(handle)


@pytest.fixture
def served() -> Iterator[Callable[..., Served]]:
    started: list[Served] = []

    def start(*arguments: str) -> Served:
        started.append(Served(*arguments))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.communicate()


@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine"
)
async def test_a_question_is_answered_and_graded_in_a_browser(
    served: Callable[..., Served], home: Path, tmp_path: Path
) -> None:
    (home / "config.toml").write_text("probes = 0\nestimate = false\n")
    store = Store(home / "sessions.sqlite3")
    server = served()
    async with opened(tmp_path / "profile", server.address) as browser:
        await browser.wait_for("Practise machine-learning interviews", "start")
        await browser.press("s")
        await browser.wait_for("Question 1 of 5", "send")
        (row,) = store.rows()
        item = fold(store.events(row.id)).turns[0].item
        await browser.wait_for(" ".join(item.question.prompt.split()[:4]))
        await browser.type(item.rubric.model_answer)
        await browser.wait_for(item.rubric.model_answer.split()[-1])
        await browser.press("s", ctrl=True)
        await browser.wait_for("Feedback", "✓ met", "excellent")
        assert await browser.evaluate("document.body.classList.contains('-first-byte')")
        assert browser.problems == []
        assert {url.split("/")[2] for url in browser.requests} == {server.address.split("/")[2]}
        (program,) = server.programs()
    ended(program)

    report = build_report(fold(store.events(row.id)))
    store.close()
    assert report.turns[0].answers[0].text == item.rubric.model_answer
    assert report.turns[0].status == "graded"
    assert report.turns[0].band == "excellent"


async def test_other_sites_are_turned_away(served: Callable[..., Served]) -> None:
    server = served()
    async with aiohttp.ClientSession() as session:
        async with session.get(server.address) as reply:
            assert reply.status == 200
            assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
            assert f"ws://{server.address.split('/')[2]}/ws" in await reply.text()
        async with session.get(server.address, headers={"Host": "evil.example"}) as reply:
            assert reply.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{server.address}ws", origin="http://evil.example")
        assert refused.value.status == 403
    assert server.programs() == []


async def test_interrupting_the_server_ends_its_programs(served: Callable[..., Served]) -> None:
    server = served()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.address}ws?width=80&height=24") as tab,
    ):
        assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY
        (program,) = server.programs()
        server.process.send_signal(signal.SIGINT)
        while (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY:
            pass
        assert await asyncio.to_thread(server.process.wait, 30) == 0
    ended(program)


async def test_a_program_ends_when_its_server_is_killed(served: Callable[..., Served]) -> None:
    server = served()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.address}ws?width=80&height=24") as tab,
    ):
        assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY
        (program,) = server.programs()
        server.process.kill()
        await asyncio.to_thread(ended, program)


@pytest.mark.parametrize(
    ("host", "origin", "bound_to", "may"),
    [
        ("127.0.0.1:8000", None, "127.0.0.1", True),
        ("localhost:8000", "http://localhost:8000", "127.0.0.1", True),
        ("[::1]:8000", "http://[::1]:8000", "::1", True),
        ("127.0.0.2:8000", None, "127.0.0.2", True),
        ("127.0.0.1:8000", "http://evil.example", "127.0.0.1", False),
        ("127.0.0.1:8000", "http://127.0.0.1:9000", "127.0.0.1", False),
        ("127.0.0.1:8000", "null", "127.0.0.1", False),
        ("evil.example:8000", "http://evil.example:8000", "127.0.0.1", False),
        ("[", None, "127.0.0.1", False),
        ("", None, "127.0.0.1", False),
        ("box.example:8000", "http://box.example:8000", "0.0.0.0", True),
        ("box.example:8000", "http://evil.example", "0.0.0.0", False),
    ],
)
def test_who_may_ask(host: str, origin: str | None, bound_to: str, may: bool) -> None:
    assert allowed(host, origin, bound_to) is may


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("localhost.example", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_options_reach_the_program_of_each_tab() -> None:
    parser = ArgumentParser()
    serve.add_parser(subparsers := parser.add_subparsers())
    del subparsers
    given = ["--grader", "llm", "--model", "a 'b' $(c)", "--bank", "my bank", "--yes-send"]
    line = shlex.split(serve.command(parser.parse_args(["serve", *given])))
    assert line[:5] == [sys.executable, "-m", "interviewer", "practice", "--home"]
    assert line[6:] == ["--grader=llm", "--model=a 'b' $(c)", "--bank=my bank", "--yes-send"]


def test_another_hosts_address_is_warned_of(run: Run) -> None:
    done = run("serve", "--host", "192.0.2.1")  # an address that no machine has
    assert done.returncode == 1
    warning, error = done.stderr.splitlines()
    assert "whoever can reach 192.0.2.1" in warning
    assert "no password" in warning
    assert "Port 8000 of 192.0.2.1 cannot be used" in error


def test_a_port_that_is_taken_is_one_line(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} of 127.0.0.1 cannot be used")
    assert "Choose another with --port" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("--port", "70000"), ("--host", ""), ("--grader", "nobody"), ("--bank", "none")]
)
def test_wrong_usage_is_told_before_anything_is_served(
    run: Run, arguments: tuple[str, ...]
) -> None:
    done = run("serve", *arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['textual_serve'] = None\n"
        "from interviewer.cli.main import main; sys.exit(main(['serve']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "pip install 'interviewer[serve]'" in done.stderr
