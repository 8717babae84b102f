"""Runs Python: the candidate's module in one process, the tests in another, values between them."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from interviewer.bank.coding import Coding, Test
from interviewer.coding.process import Process
from interviewer.coding.results import Isolation, Status, TestResult
from interviewer.coding.sandbox import launched
from interviewer.text.display import plain

_STARTS = 40.0
"""Seconds that both processes may take to start, on a machine that is busy."""
_GRACE = 2.0
_DEATHS = 2
"""Stopped tests after which the rest is not run: each would wait for its time to run out."""
_JUDGE_MEGABYTES = 1024
_CRASHES = {-4, -6, -7, -8, -10, -11, -31}
"""SIGILL, SIGABRT, SIGBUS (7 on Linux, 10 on macOS), SIGFPE, SIGSEGV and SIGSYS."""
_SIGXCPU = -24

Printed = tuple[str, bool]


class _Pass(NamedTuple):
    """What one pair of processes gave: results in order, and what was printed."""

    results: list[TestResult]
    printed: Printed


async def run_python(
    coding: Coding,
    code: str,
    tests: Sequence[Test],
    kind: Isolation,
    folder: str,
    told: Callable[[TestResult], None],
) -> tuple[tuple[TestResult, ...], Printed]:
    """Run the tests; after one that had to be stopped the rest goes on in fresh processes."""
    results: list[TestResult] = []
    printed: list[Printed] = []
    for _ in range(_DEATHS):
        left = tests[len(results) :]
        if not left:
            break
        done = await _Pair(coding, code, left, kind, folder, told).run()
        results += done.results
        printed.append(done.printed)
    for test in tests[len(results) :]:
        results.append(TestResult(name=test.name, status="not-run", message=test.message))
        told(results[-1])
    output = "".join(text for text, _ in printed)
    return tuple(results), (output, any(cut for _, cut in printed))


class _Pair:
    """The two processes of one pass over some tests."""

    def __init__(
        self,
        coding: Coding,
        code: str,
        tests: Sequence[Test],
        kind: Isolation,
        folder: str,
        told: Callable[[TestResult], None],
    ) -> None:
        self._coding, self._code, self._tests = coding, code, tests
        self._kind, self._folder, self._told = kind, folder, told
        self._results: list[TestResult] = []

    async def run(self) -> _Pass:
        """Run the tests up to the first one that has to be stopped."""
        ends = socket.socketpair()
        started: list[Process] = []
        try:
            candidate, judge = await asyncio.gather(
                self._start("candidate", ends[0].fileno(), started),
                self._start("judge", ends[1].fileno(), started),
            )
            for end in ends:
                end.close()
            candidate.keep_output()
            await self._listen(candidate, judge)
        finally:
            for end in ends:
                end.close()
            for process in started:
                process.kill()
            for process in started:
                await process.end()
        data, cut = candidate.printed
        return _Pass(self._results, (plain(data.decode("utf-8", "replace")), cut))

    async def _start(self, program: Any, channel: int, started: list[Process]) -> Process:
        coding, limits = self._coding, self._coding.limits
        own = program == "candidate"
        cpu = int(limits.seconds * (len(self._tests) + 1)) + int(_STARTS)
        megabytes = limits.megabytes if own else _JUDGE_MEGABYTES
        launch = launched(program, self._kind, self._folder, coding.needs, megabytes, cpu)
        job: dict[str, Any] = {"needs": coding.needs, "channel": channel}
        if own:
            job["code"] = self._code
        else:
            job["seconds"] = limits.seconds
            job["tests"] = [
                {"name": test.name, "code": test.code, "tolerance": test.tolerance}
                for test in self._tests
            ]
        process = await Process.start(launch, job, channel)
        started.append(process)
        return process

    async def _listen(self, candidate: Process, judge: Process) -> None:
        """Turn what the tests' process says into results, until it ends."""
        patience = _STARTS
        while len(self._results) < len(self._tests):
            try:
                said = await judge.line(patience)
            except TimeoutError:
                said = {"status": "timeout"}
            if said is None:
                await self._lost(candidate, judge)
                return
            patience = self._coding.limits.seconds + _GRACE
            status = said["status"]
            if status in ("ready", "begun"):
                continue
            if status == "gone":
                status = await _ending(candidate)
            if said.get("loading"):
                for _ in self._tests:
                    self._add({**said, "status": status})
                return
            self._add({**said, "status": status})
            if said["status"] in ("gone", "timeout", "garbled"):
                return

    async def _lost(self, candidate: Process, judge: Process) -> None:
        """Say what is left when the tests' own process has ended without a verdict."""
        await judge.ended(_GRACE)
        status = await _ending(candidate)
        self._add({"status": status, "detail": "the tests ended early"})

    def _add(self, said: dict[str, Any]) -> None:
        test = self._tests[len(self._results)]
        result = TestResult(
            name=test.name,
            status=said["status"],
            message=test.message,
            detail=plain(str(said.get("detail") or ""))[:2000],
            call=plain(str(said.get("call") or ""))[:1000],
            trace=plain(str(said.get("trace") or ""))[:2000],
            seconds=round(float(said.get("seconds") or 0.0), 4),
        )
        self._results.append(result)
        self._told(result)


async def _ending(candidate: Process) -> Status:
    """Return why the candidate's process answers no more."""
    code = await candidate.ended(_GRACE)
    if candidate.flooded:
        return "output"
    if code is None:
        return "garbled"  # it lives on, and has closed what it was to answer by
    if code in _CRASHES:
        return "crashed"
    if code == _SIGXCPU:
        return "timeout"
    return "crashed" if code < 0 else "exited"
