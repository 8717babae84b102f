"""Runs SQL: the query in a process with the tables, its rows compared with those expected here."""

from collections.abc import Sequence
from typing import Any

from interviewer.bank.coding import Coding, Test
from interviewer.coding.folder import Folder
from interviewer.coding.process import Process, signal_name
from interviewer.coding.results import Isolation, OnResult, TestResult
from interviewer.coding.rows import difference
from interviewer.coding.sandbox import launch_for
from interviewer.text.display import plain

_STARTS = 40.0
_GRACE = 2.0


class Query:
    """The process of one pass over some tests, started early to wait for ``run``.

    ``end`` must always be called. A query prints nothing.
    """

    printed = ("", False)

    def __init__(self, coding: Coding, process: Process, folder: Folder) -> None:
        self._coding = coding
        self._process = process
        self._folder = folder
        self._begun = False

    @classmethod
    async def start(cls, coding: Coding, kind: Isolation) -> "Query":
        """Start the process."""
        limits = coding.limits
        cpu = int(limits.seconds * (len(coding.tests) + 1)) + int(_STARTS)
        folder = Folder(kind)
        try:
            launch = launch_for("query", kind, folder.path, (), limits.megabytes, cpu)
            return cls(coding, await Process.start(launch), folder)
        except BaseException:
            folder.end()
            raise

    @property
    def ready(self) -> bool:
        """Whether the process waits for its job."""
        return not self._begun and self._process.alive

    async def run(self, code: str, tests: Sequence[Test], on_result: OnResult) -> list[TestResult]:
        """Run the query on the tables of each test, up to the first that has to be stopped."""
        self._begun = True
        seconds = self._coding.limits.seconds
        self._process.send_job(
            {
                "code": code,
                "seconds": seconds,
                "tables": [table.model_dump() for table in self._coding.tables],
                "tests": [{"name": test.name, "rows": test.rows or {}} for test in tests],
            }
        )
        results: list[TestResult] = []
        patience = _STARTS
        while len(results) < len(tests):
            said = await self._said(patience)
            patience = seconds + _GRACE
            if said.get("status") == "ready":
                continue
            results.append(_result(tests[len(results)], said))
            on_result(results[-1])
            if results[-1].status in ("timeout", "output", "crashed", "exited"):
                break
        return results

    async def end(self) -> None:
        """End the process, whatever it is doing."""
        await self._process.end()
        self._folder.end()

    async def _said(self, patience: float) -> dict[str, Any]:
        try:
            said = await self._process.read_line(patience)
        except TimeoutError:
            return {"status": "timeout"}
        except ValueError:  # an endless line
            return {"status": "output"}
        if said is None:
            code = await self._process.wait_for_end(_GRACE) or 0
            if code < 0:
                return {"status": "crashed", "detail": signal_name(code)}
            return {"status": "exited"}
        return said


def _result(test: Test, said: dict[str, Any]) -> TestResult:
    status, detail = said.get("status"), str(said.get("detail") or "")
    if status is None:
        detail = difference(
            said["rows"], test.expected or (), ordered=test.ordered, tolerance=test.tolerance
        )
        status = "failed" if detail else "passed"
    if status == "tables":
        status, detail = "error", f"the tables of the test cannot be made: {detail}"
    return TestResult(
        name=test.name,
        status=status,
        message=test.message,
        detail=plain(detail)[:2000],
        seconds=round(float(said.get("seconds") or 0.0), 4),
    )
