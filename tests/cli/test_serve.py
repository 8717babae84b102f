"""``interviewer serve``: the real server, and a real browser that answers a question through it."""

import asyncio
import json
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
from urllib.parse import urlsplit

import aiohttp
import pytest

from interviewer.browser.downloads import Downloads
from interviewer.browser.tabs import _Program
from interviewer.cli import serve
from interviewer.engine import Engine
from interviewer.history.store import Store
from interviewer.installed import adding
from interviewer.interview.events import SessionConfig
from interviewer.interview.fold import fold
from interviewer.report.build import build_report
from interviewer.settings.load import load_settings
from tests.cli.browser import CHROMIUM, opened
from tests.cli.conftest import Run
from tests.cli.served import Screen, Served, visiting
from tests.tui.steps import led, model_answer


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


def files(folder: Path, *but: Path) -> list[Path]:
    """Return everything beneath a folder but what is beneath others."""
    return sorted(
        path for path in folder.rglob("*") if not any(path.is_relative_to(one) for one in but)
    )


in_a_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine"
)


@pytest.fixture
def served(indexed: None) -> Iterator[Callable[..., Served]]:
    started: list[Served] = []

    def start(*arguments: str) -> Served:
        started.append(Served(*arguments))
        return started[-1]

    yield start
    for each in started:
        each.end()


@in_a_browser
async def test_a_question_is_answered_and_graded_in_a_browser(
    served: Callable[..., Served], home: Path, tmp_path: Path
) -> None:
    chosen = {"areas": ["statistics"], "probes": 0, "estimate": False}  # no code to be run
    (home / "last-choice.json").write_text(json.dumps(chosen))
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
        assert {url.split("/")[2] for url in browser.requests} == {f"127.0.0.1:{server.port}"}
        for code in ("location.href", "document.cookie", "document.referrer"):
            assert server.token not in await browser.evaluate(code)
        assert await browser.evaluate("history.length") == 2  # the page with the token is replaced
        (program,) = server.programs()
    ended(program)

    report = build_report(fold(store.events(row.id)))
    store.close()
    assert report.turns[0].answers[0].text == item.rubric.model_answer
    assert report.turns[0].status == "graded"
    assert report.turns[0].band == "excellent"


@in_a_browser
async def test_a_browser_saves_a_report_and_no_window_opens(
    served: Callable[..., Served], home: Path, tmp_path: Path
) -> None:
    engine = Engine(load_settings())
    session_id = await led(engine, SessionConfig(questions=1), model_answer)
    server = served()
    async with opened(tmp_path / "profile", server.address) as browser:
        await browser.save_downloads(tmp_path / "saved")
        await browser.wait_for("Practise machine-learning interviews", "excellent")
        await browser.press("h")
        await browser.wait_for("delete", "excellent")
        await browser.press("Enter")
        await browser.wait_for("Review", "export")
        await browser.press("e")
        await browser.wait_for("Export the report", "⏎ download")
        await browser.press("Enter")
        await browser.downloaded()
        await browser.wait_for("Sent to your browser's downloads")
        assert browser.problems == []
        targets = await browser.call("Target.getTargets")
        assert [one["type"] for one in targets["targetInfos"]].count("page") == 1
    (saved,) = files(tmp_path / "saved")
    assert saved.name == f"interview-{session_id}.html"
    assert saved.read_bytes() == engine.render(session_id, "html")


async def test_nothing_is_served_without_the_token(served: Callable[..., Served]) -> None:
    server = served()
    async with visiting(server) as visitor, aiohttp.ClientSession() as stranger:
        assert {cookie["path"] for cookie in visitor.session.cookie_jar} == {
            urlsplit(visitor.room).path
        }
        for path in ("", "page.js", "static/js/textual.js", "ws", "download/x", "nothing"):
            for cookie in ("", "interviewer=", f"interviewer={server.token[:-1]}", "token=x"):
                async with stranger.get(
                    visitor.room + path, headers={"Cookie": cookie} if cookie else {}
                ) as reply:
                    assert reply.status == 403, path
                    assert server.token not in await reply.text()
        for query in ("", "?token=", f"?token={server.token}x", "?token=%ff", f"?x={server.token}"):
            async with stranger.get(f"{server.origin}/{query}") as reply:
                assert (reply.status, reply.cookies) == (403, {})
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await stranger.ws_connect(f"{visitor.room}ws", origin=server.origin)
        assert refused.value.status == 403
        assert await visitor.status() == 200
    assert server.programs() == []


async def test_the_token_shows_in_no_page_and_is_sent_to_nobody_else(
    served: Callable[..., Served],
) -> None:
    server = served()
    async with visiting(server) as visitor, visitor.session.get(server.address) as door:
        cookie = door.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert server.token not in await door.text()
        async with visitor.session.get(visitor.room) as page:
            assert server.token not in await page.text()
        for reply in (door, page):
            assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
            assert reply.headers["Referrer-Policy"] == "no-referrer"
            assert reply.headers["Cache-Control"] == "no-store"
            assert reply.headers["X-Content-Type-Options"] == "nosniff"


async def test_other_sites_are_turned_away_with_the_cookie_too(
    served: Callable[..., Served],
) -> None:
    server = served("--allow-host", "box.example")
    async with visiting(server) as visitor:
        assert await visitor.status(headers={"Host": "evil.example"}) == 403
        assert await visitor.status(headers={"Host": "box.example"}) == 200
        assert await visitor.status(headers={"Host": "["}) == 400
        assert await visitor.status(headers={"Origin": "http://evil.example"}) == 403
        for origin in ("http://evil.example", "http://127.0.0.1:9", "null"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await visitor.session.ws_connect(f"{visitor.room}ws", origin=origin)
            assert refused.value.status == 403
    assert server.programs() == []


async def test_further_tabs_wait_until_one_is_closed(served: Callable[..., Served]) -> None:
    server = served("--tabs", "1")
    async with visiting(server) as visitor:
        async with visitor.tab() as tab:
            assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY
            (program,) = server.programs()
            assert await visitor.status() == 503
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                async with visitor.tab():
                    pass
            assert refused.value.status == 503
        ended(program)
        async with asyncio.timeout(30):
            while await visitor.status() == 503:
                pass
        async with visitor.tab() as tab:
            assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY


async def test_a_tab_is_closed_when_its_program_dies(served: Callable[..., Served]) -> None:
    server = served("--tabs", "1")
    async with visiting(server) as visitor, visitor.tab() as tab:
        assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY
        (program,) = server.programs()
        os.kill(program, signal.SIGKILL)
        while (frame := await tab.receive(30)).type is aiohttp.WSMsgType.BINARY:
            pass
        assert frame.type is aiohttp.WSMsgType.CLOSE
        async with asyncio.timeout(30):
            while await visitor.status() == 503:
                pass


async def test_a_program_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewer.browser.tabs._PATIENCE", 0.01)

    async def drop(*_: object) -> None:
        pass

    program = _Program(
        "exec sleep 60", write_bytes=drop, write_str=drop, close=drop, download_manager=Downloads()
    )
    await program.start(80, 24)
    process = program._process
    assert process is not None
    await program.end()
    assert await asyncio.wait_for(process.wait(), 30) == -signal.SIGKILL


async def test_a_report_is_downloaded_once_and_no_file_is_written(
    served: Callable[..., Served], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(load_settings())
    session_id = await led(engine, SessionConfig(questions=1), model_answer)
    monkeypatch.chdir(tmp_path)
    server = served()
    before = files(tmp_path, home)
    async with visiting(server) as visitor, visitor.tab(Screen.QUERY) as tab:
        screen = Screen(tab)
        await screen.shows("Practise machine-learning interviews", "excellent")
        await screen.press("h")
        await screen.shows("delete", "excellent")
        await screen.press("\r")
        await screen.shows("Review", "excellent")
        await screen.press("e")
        await screen.shows("Export the report", "⏎ download")
        await screen.press("\x1b[B\x1b[B\r")  # the third is Markdown
        kind, key = await screen.receive_json()
        assert kind == "deliver_file_start"
        address = f"{visitor.room}download/{key}"
        async with aiohttp.ClientSession() as stranger, stranger.get(address) as refused:
            assert refused.status == 403
        async with visitor.session.head(address) as reply:
            assert reply.status == 405
        async with visitor.session.get(address) as reply:
            assert reply.headers["Content-Disposition"] == (
                f'attachment; filename="interview-{session_id}.md"'
            )
            assert reply.headers["Content-Type"] == "application/octet-stream"
            assert await reply.read() == engine.render(session_id, "md")
        assert await visitor.status(f"download/{key}") == 404
    assert files(tmp_path, home) == before


async def test_interrupting_the_server_ends_its_programs(served: Callable[..., Served]) -> None:
    server = served()
    async with visiting(server) as visitor, visitor.tab("?width=80&height=24") as tab:
        assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY
        (program,) = server.programs()
        server.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(30):
            while (await tab.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
        assert await asyncio.to_thread(server.process.wait, 30) == 0
    ended(program)


async def test_a_program_ends_when_its_server_is_killed(served: Callable[..., Served]) -> None:
    server = served()
    async with visiting(server) as visitor, visitor.tab("?width=80&height=24") as tab:
        assert (await tab.receive(30)).type is aiohttp.WSMsgType.BINARY
        (program,) = server.programs()
        server.process.kill()
        await asyncio.to_thread(ended, program)


def test_options_reach_the_program_of_each_tab() -> None:
    parser = ArgumentParser()
    serve.add_parser(subparsers := parser.add_subparsers())
    del subparsers
    given = ["--grader", "llm", "--model", "a 'b' $(c)", "--bank", "my bank", "--yes-send"]
    line = shlex.split(serve.command(parser.parse_args(["serve", *given])))
    assert line[:6] == ["exec", sys.executable, "-m", "interviewer", "practice", "--home"]
    assert line[7:] == ["--grader=llm", "--model=a 'b' $(c)", "--bank=my bank", "--yes-send"]


def test_another_hosts_address_is_warned_of(run: Run) -> None:
    done = run("serve", "--host", "192.0.2.1")  # an address that no machine has
    assert done.returncode == 1
    warning, error = done.stderr.splitlines()
    assert "whoever has the address with its token" in warning
    assert "Port 8000 of 192.0.2.1 cannot be used (Cannot assign requested address). " in error


def test_a_port_that_is_taken_is_one_line(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} of 127.0.0.1 cannot be used (")
    assert "Give another --port (0 picks a free one)" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        *(("--port", "70000"), ("--host", ""), ("--grader", "nobody"), ("--bank", "none")),
        *(("--tabs", "0"), ("--host", "0.0.0.0"), ("--allow-host", "http://box.example")),
    ],
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
    assert done.stderr.endswith(f"Install it with: {adding('serve')}\n")
