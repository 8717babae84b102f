"""Runs Python: the candidate's module in one process, the tests in another, values between them."""

import asyncio
import signal
import socket
from collections.abc import Sequence
from typing import Any, Literal

from interviewer.bank.coding import Coding, Test
from interviewer.coding.folder import Folder
from interviewer.coding.process import Process, signal_name
from interviewer.coding.results import Isolation, OnResult, Status, TestResult
from interviewer.coding.sandbox import launch_for
from interviewer.text.display import plain

_STARTS = 40.0
"""Seconds that both processes may take to start, on a machine that is busy."""
_GRACE = 2.0
_JUDGE_MEGABYTES = 1024
_OUTSIDE = ("FileNotFoundError", "PermissionError", "OSError", "gaierror", "URLError")
"""Exceptions raised by code that tries to use a file, the network or a process."""

Printed = tuple[str, bool]
_Program = Literal["candidate", "judge"]


class Pair:
    """The two processes of one pass over some tests, started early to wait for ``run``.

    ``end`` must always be called.
    """

    def __init__(self, coding: Coding, kind: Isolation) -> None:
        self._coding = coding
        self._kind = kind
        self._folder = Folder(kind)
        self._ends = socket.socketpair()
        self._processes: dict[_Program, Process] = {}
        self._tests: Sequence[Test] = ()
        self._results: list[TestResult] = []
        self._on_result: OnResult | None = None

    @classmethod
    async def start(cls, coding: Coding, kind: Isolation) -> "Pair":
        """Start both processes; raises ``InterviewerError`` for a package that is missing."""
        pair = cls(coding, kind)
        try:
            both = (pair._start("candidate", 0), pair._start("judge", 1))
            # Both have started or failed before either is ended.
            for failed in await asyncio.gather(*both, return_exceptions=True):
                if failed is not None:
                    raise failed
        except BaseException:
            await pair.end()
            raise
        return pair

    @property
    def ready(self) -> bool:
        """Whether both processes wait for their job."""
        return not self._tests and all(one.alive for one in self._processes.values())

    @property
    def printed(self) -> Printed:
        """What the candidate's code printed, safe to show, and whether there was more."""
        data, cut = self._processes["candidate"].printed
        return plain(data.decode("utf-8", "replace")), cut

    async def run(self, code: str, tests: Sequence[Test], on_result: OnResult) -> list[TestResult]:
        """Run tests up to the first one that has to be stopped; may be called once."""
        self._tests, self._on_result = tests, on_result
        candidate, judge = self._processes["candidate"], self._processes["judge"]
        candidate.send_job({"channel": self._ends[0].fileno(), "code": code})
        judge.send_job(
            {
                "channel": self._ends[1].fileno(),
                "needs": self._coding.needs,
                "seconds": self._coding.limits.seconds,
                "tests": [
                    {"name": test.name, "code": test.code, "tolerance": test.tolerance}
                    for test in tests
                ],
            }
        )
        for end in self._ends:
            end.close()
        candidate.keep_output()
        await self._listen(candidate, judge)
        return self._results

    async def end(self) -> None:
        """End both processes, whatever they are doing."""
        for end in self._ends:
            end.close()
        for process in self._processes.values():
            process.kill()
        for process in self._processes.values():
            await process.end()
        self._folder.end()

    async def _start(self, program: _Program, place: int) -> None:
        coding, limits = self._coding, self._coding.limits
        cpu = int(limits.seconds * (len(coding.tests) + 1)) + int(_STARTS)
        megabytes = limits.megabytes if program == "candidate" else _JUDGE_MEGABYTES
        launch = launch_for(program, self._kind, self._folder.path, coding.needs, megabytes, cpu)
        self._processes[program] = await Process.start(launch, self._ends[place].fileno())

    async def _listen(self, candidate: Process, judge: Process) -> None:
        """Turn the messages of the tests' process into results, until it ends."""
        patience = _STARTS
        while len(self._results) < len(self._tests):
            try:
                said = await judge.read_line(patience)
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
                status, why = await _ending(candidate)
                said["detail"] = ", ".join(filter(None, (why, said.get("detail"))))
            elif status == "timeout" and candidate.flooded:
                status = "output"  # it was stopped for that before the tests noticed
            if said.get("loading"):
                for _ in self._tests:
                    self._add({**said, "status": status})
                return
            self._add({**said, "status": status})
            if said["status"] in ("gone", "timeout", "garbled"):
                return

    async def _lost(self, candidate: Process, judge: Process) -> None:
        """Add a result for the test at which the tests' own process ended without a verdict."""
        await judge.wait_for_end(_GRACE)
        status, _ = await _ending(candidate)
        self._add({"status": status, "detail": "the tests ended early"})

    def _add(self, said: dict[str, Any]) -> None:
        test = self._tests[len(self._results)]
        result = TestResult(
            name=test.name,
            status=said["status"],
            message=test.message,
            detail=self._explained(plain(str(said.get("detail") or ""))[:2000]),
            call=plain(str(said.get("call") or ""))[:1000],
            trace=plain(str(said.get("trace") or ""))[:2000],
            seconds=round(float(said.get("seconds") or 0.0), 4),
        )
        self._results.append(result)
        if self._on_result is not None:
            self._on_result(result)

    def _explained(self, detail: str) -> str:
        if detail.startswith("EOFError"):
            return f"{detail} (there is no input to read: take the arguments)"
        if detail.startswith("ModuleNotFoundError"):
            here = ", ".join(("the standard library", *self._coding.needs))
            return f"{detail} (code here can import: {here})"
        if self._kind == "limits" or not detail.startswith(_OUTSIDE):
            return detail
        return f"{detail} (code here reaches no other files, no network and no processes)"


async def _ending(candidate: Process) -> tuple[Status, str]:
    """Return why the candidate's process no longer answers, and any signal that ended it."""
    code = await candidate.wait_for_end(_GRACE)
    if candidate.flooded:
        return "output", ""
    if code is None:
        return "garbled", ""  # it still runs, but has closed its end of the connection
    if code == -signal.SIGXCPU:
        return "timeout", ""
    return ("crashed", signal_name(code)) if code < 0 else ("exited", "")
