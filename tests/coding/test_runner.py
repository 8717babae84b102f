"""Processes that wait for a run, and the folders of runs: neither is left behind."""

import asyncio
import errno
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.coding import Coding
from interviewer.coding import folder
from interviewer.coding.process import Process
from interviewer.coding.runner import Runner
from interviewer.coding.sandbox import Launch, isolation
from interviewer.errors import InterviewerError
from tests.coding.questions import DOUBLE, python, sql

PYTHON = python("assert double(2) == 4")
SQL = sql([("a", 1.0)], [("a", 1.0)])
both = pytest.mark.parametrize(
    ("coding", "code"), [(PYTHON, DOUBLE), (SQL, "SELECT * FROM t")], ids=["python", "sql"]
)


def children() -> set[int]:
    """Return the processes that this one has started and not yet seen end."""
    found: set[int] = set()
    for thread in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError):  # the thread has ended meanwhile
            found |= set(map(int, (thread / "children").read_text("ascii").split()))
    return found


@both
async def test_a_run_takes_the_processes_that_wait_and_one_that_is_closed_has_none(
    coding: Coding, code: str
) -> None:
    before = children()
    runner = Runner(coding)
    await runner.prepare()
    waiting = children() - before
    await runner.prepare()
    assert children() - before == waiting
    seen: set[int] = set()
    run = await runner.run(code, coding.shown, on_result=lambda _: seen.update(children() - before))
    assert run.all_passed
    assert seen <= waiting
    assert children() <= before
    await runner.prepare()
    assert len(children() - before) == len(waiting)
    await runner.close()
    await runner.prepare()
    assert children() <= before


@both
async def test_a_run_waits_for_what_is_about_to_be_ready(coding: Coding, code: str) -> None:
    before = children()
    async with Runner(coding) as runner:
        ready = [asyncio.create_task(runner.prepare()) for _ in range(3)]
        await asyncio.sleep(0)
        assert (await runner.run(code, coding.shown)).all_passed
        await asyncio.gather(*ready)
    assert children() <= before


@both
async def test_one_that_is_closed_while_it_prepares_leaves_nothing(
    coding: Coding, code: str
) -> None:
    before = children()
    runner = Runner(coding)
    ready = asyncio.create_task(runner.prepare())
    await asyncio.sleep(0)
    await runner.close()
    await ready
    assert children() <= before


@both
async def test_a_strangers_code_runs_in_a_strong_sandbox_or_not_at_all(
    coding: Coding, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.coding.runner.isolation", lambda: "limits")
    async with Runner(coding, strong=True) as runner:
        for work in (runner.prepare(), runner.run(code, coding.shown)):
            with pytest.raises(InterviewerError, match="no sandbox for other people's code"):
                await work


@both
@pytest.mark.parametrize("kind", ["bubblewrap", "landlock", "limits"])
async def test_a_run_leaves_no_folder(
    coding: Coding, code: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strengths = ("limits", "landlock", "bubblewrap")
    if strengths.index(kind) > strengths.index(isolation()):
        pytest.skip(f"this machine has no {kind}")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("interviewer.coding.runner.isolation", lambda: kind)
    seen: list[Path] = []

    def look(_: object = None) -> None:
        seen[:] = tmp_path.glob("interviewer-run-*")

    async with Runner(coding) as runner:
        assert (await runner.run(code, coding.shown, on_result=look)).all_passed
    assert len(seen) == (kind != "bubblewrap")
    look()
    assert not seen


@both
async def test_a_start_that_is_given_up_leaves_nothing(
    coding: Coding, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = asyncio.create_subprocess_exec, asyncio.Event()
    groups: list[int] = []

    async def slow(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        process = await start(*command, **options)
        groups.append(process.pid)
        started.set()
        for _ in range(10):
            await asyncio.sleep(0)
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", slow)
    running = asyncio.create_task(Runner(coding).run(code, coding.shown))
    await started.wait()
    for _ in range(3):  # as Ctrl+C does, and then the loop as it closes
        running.cancel()
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await running
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        await task
    assert groups
    async with asyncio.timeout(10):  # the system buries them when it gets to it
        for group in groups:
            with suppress(ProcessLookupError):
                while True:
                    os.killpg(group, 0)
                    await asyncio.sleep(0)


async def test_where_one_process_cannot_be_started_the_other_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, start = children(), asyncio.create_subprocess_exec
    held: list[asyncio.subprocess.Process] = []  # else it ends because it is no longer used

    async def once(*command: Any, **options: Any) -> asyncio.subprocess.Process:
        if "child.judge" in command[-1]:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        held.append(await start(*command, **options))
        return held[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", once)
    with pytest.raises(InterviewerError, match="cannot be run"):
        await Runner(PYTHON).run(DOUBLE, PYTHON.shown)
    assert held
    assert children() <= before


async def test_a_process_ends_though_one_that_it_has_left_holds_its_pipes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("interviewer.coding.process._CLOSING", 0.2)
    leaves = (
        "import json, subprocess, sys, time\n"
        "left = [sys.executable, '-c', 'import sys, time; sys.stdin.read(); time.sleep(60)']\n"
        "left = subprocess.Popen(left, start_new_session=True)\n"
        "print(json.dumps({'left': left.pid}), flush=True)\n"
        "time.sleep(60)"
    )
    environment = {"HOME": str(Path.home())}
    process = await Process.start(Launch((sys.executable, "-c", leaves), environment, {}))
    said = await process.read_line(30)
    assert said is not None
    await asyncio.wait_for(process.end(), 30)
    assert not process.alive
    os.kill(said["left"], signal.SIGKILL)


def test_the_folder_of_a_program_that_was_killed_is_deleted_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    held = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "from interviewer.coding.folder import Folder\n"
        "held = Folder('limits'); print(held.path, flush=True); sys.stdin.read()"
    )
    python = [sys.executable, "-c", held, str(tmp_path)]
    with subprocess.Popen(
        python, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        left = Path(killed.stdout.readline().strip())
        (left / "written").touch()
        os.utime(left, (0, 0))
        (tmp_path / "interviewer-run-of-another").symlink_to(Path.home())

        def swept() -> bool:
            folder._sweep.cache_clear()
            folder.Folder("limits").end()
            return not left.exists()

        assert not swept(), "it still runs"
        killed.kill()
        killed.wait()
        assert swept()
    assert Path.home().is_dir()
