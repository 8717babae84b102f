"""No program escapes its limits, and none makes a test pass that it should fail."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from interviewer.coding import sandbox, seccomp
from interviewer.coding.results import Isolation, Run
from interviewer.coding.runner import run_tests
from tests.coding.programs import Hostile, hostile
from tests.coding.questions import python

KIND = sandbox.isolation()
HARMFUL = {
    "bubblewrap": (),
    "landlock": ("killing everything",),
    "limits": ("killing everything", "killing its group", "fork bomb", "searching the disk"),
}
"""What is not let loose where a mistake of ours would harm the machine that tests it."""
EVERY = hostile()
PROGRAMS = [program for program in EVERY if program.name not in HARMFUL[KIND]]
CODING = python("assert double(0) == 0", "assert double(4) == 8", seconds=1.0, megabytes=96)
AT_ONCE = 8


@cache
def all_runs() -> dict[str, tuple[Run, float]]:
    """Run every program, a few at a time."""

    async def one(program: Hostile, free: asyncio.Semaphore) -> tuple[Run, float]:
        async with free:
            started = time.monotonic()
            run = await run_tests(CODING, program.code, CODING.hidden)
            return run, time.monotonic() - started

    async def everything() -> list[tuple[Run, float]]:
        free = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(one(program, free) for program in PROGRAMS))

    return dict(zip([one.name for one in PROGRAMS], asyncio.run(everything()), strict=True))


def test_there_are_sixty_of_them() -> None:
    assert len({program.name for program in EVERY}) == len(EVERY) >= 60


@pytest.mark.skipif(KIND == "limits", reason="limits alone promise less")
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_hostile_program_gets_a_clear_word_and_no_pass(program: Hostile) -> None:
    run, _ = all_runs()[program.name]
    result = run.result("test-2")
    assert result is not None
    assert result.status in program.statuses, (result, run.output[:300])
    assert result.said
    assert len(run.output) <= 60_000


def parents() -> dict[int, int]:
    """Return the parent of every process that runs a candidate's code, and of those above it."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            found[int(entry.name)] = int(stat[1])
    return found


def runs_code(process: int) -> bool:
    with contextlib.suppress(OSError):
        return b"from child.candidate import main" in Path(f"/proc/{process}/cmdline").read_bytes()
    return False


def test_nothing_is_left_running_or_lying_about() -> None:
    all_runs()
    above = parents()

    def is_ours(process: int) -> bool:
        while runs_code(process):
            process = above.get(process, 0)
        return process in (1, os.getpid())  # an orphan is nobody else's

    assert [one for one in above if runs_code(one) and is_ours(one)] == []
    assert not Path("/tmp/large").exists()
    assert not Path("/tmp/here").exists()


def test_no_program_holds_a_run_up() -> None:
    # A test of a second, and the start of two processes on a machine that is busy.
    assert max(seconds for _, seconds in all_runs().values()) < 45


@pytest.mark.parametrize("kind", ["bubblewrap", "landlock", "limits"])
@pytest.mark.parametrize(
    "name",
    [
        "endless loop",
        "fork bomb",
        "a socket",
        "os._exit(0)",
        "segmentation fault",
        "patched builtins",
        "printing what looks like a verdict",
        "memory",
        "always equal",
        "searching the disk",
    ],
)
def test_each_isolation_holds_as_far_as_it_promises(
    kind: Isolation, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    strengths = ("limits", "landlock", "bubblewrap")
    if strengths.index(kind) > strengths.index(KIND):
        pytest.skip(f"this machine has no {kind}")
    if kind == "limits" and name in ("a socket", "searching the disk", "fork bomb"):
        pytest.skip("limits alone keep neither files nor network, and root's processes uncounted")
    monkeypatch.setattr("interviewer.coding.runner.isolation", lambda: kind)
    program = next(one for one in PROGRAMS if one.name == name)
    run = asyncio.run(run_tests(CODING, program.code, CODING.hidden))
    result = run.result("test-2")
    assert run.isolation == kind
    assert result is not None
    assert result.status in program.statuses, result


ORPHANING = """
import asyncio, sys
import interviewer.coding.runner as runner
from tests.coding.questions import python

runner.isolation = lambda: sys.argv[1]
coding = python("assert double(0) == 0", "double(1)", seconds=60)
code = "def double(x):\\n    while x: pass\\n    return x\\n"
on_result = lambda result: print(result.status, flush=True)
asyncio.run(runner.run_tests(coding, code, coding.tests, on_result=on_result))
"""


def beneath(process: int) -> set[int]:
    """Return the processes that one has started, and those that they have."""
    above, found = parents(), {process}
    while more := {one for one, parent in above.items() if parent in found} - found:
        found |= more
    return found - {process}


@pytest.mark.skipif(KIND == "limits", reason="limits alone promise less")
@pytest.mark.parametrize("kind", ["bubblewrap", "landlock"][KIND == "landlock" :])
def test_a_program_ends_with_the_one_that_runs_it_however_that_ends(kind: str) -> None:
    started = subprocess.Popen(
        [sys.executable, "-c", ORPHANING, kind], stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "passed\n"
    programs = beneath(started.pid)
    assert len(programs) >= 2
    started.kill()
    started.communicate()
    deadline = time.monotonic() + 30
    while left := {one for one in programs if Path(f"/proc/{one}").exists()}:
        assert time.monotonic() < deadline, left
        time.sleep(0.01)  # the core is theirs


def test_landlock_lets_no_signal_out(monkeypatch: pytest.MonkeyPatch) -> None:
    if KIND == "limits":
        pytest.skip("this machine has no Landlock")
    monkeypatch.setattr("interviewer.coding.runner.isolation", lambda: "landlock")
    code = "import os\ndef double(x):\n    return os.kill(os.getpid(), 0)\n"
    run = asyncio.run(run_tests(CODING, code, CODING.hidden))
    assert run.results[0].detail.startswith("PermissionError"), run.results[0]


def test_the_filter_is_written_for_two_machines() -> None:
    for machine in ("x86_64", "aarch64"):
        filters = [seccomp.program(machine, signals=signals) for signals in (True, False)]
        assert all(one is not None and len(one) % 8 == 0 and len(one) // 8 < 256 for one in filters)
    assert seccomp.program("riscv64") is None
