"""Runs SQL: the query in a process with the tables, its rows compared with those expected here."""

import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from interviewer.bank.coding import Coding, Test
from interviewer.coding.process import Process
from interviewer.coding.results import Isolation, TestResult
from interviewer.coding.rows import difference
from interviewer.coding.sandbox import launched
from interviewer.text.display import plain

_STARTS = 40.0
_GRACE = 2.0
_DEATHS = 2


async def run_sql(
    coding: Coding,
    code: str,
    tests: Sequence[Test],
    kind: Isolation,
    told: Callable[[TestResult], None],
) -> tuple[tuple[TestResult, ...], tuple[str, bool]]:
    """Run the query on the tables of each test, and compare its rows with those expected."""
    results: list[TestResult] = []
    with tempfile.TemporaryDirectory(prefix="interviewer-") as folder:
        for _ in range(_DEATHS):
            for result in await _pass(coding, code, tests[len(results) :], kind, folder):
                results.append(result)
                told(result)
    for test in tests[len(results) :]:
        results.append(TestResult(name=test.name, status="not-run", message=test.message))
        told(results[-1])
    return tuple(results), ("", False)


async def _pass(
    coding: Coding, code: str, tests: Sequence[Test], kind: Isolation, folder: str
) -> list[TestResult]:
    """Return the results up to the first query that had to be stopped."""
    if not tests:
        return []
    limits = coding.limits
    cpu = int(limits.seconds * (len(tests) + 1)) + int(_STARTS)
    launch = launched("query", kind, folder, (), limits.megabytes, cpu)
    process = await Process.start(launch)
    process.give(
        {
            "code": code,
            "seconds": limits.seconds,
            "tables": [table.model_dump() for table in coding.tables],
            "tests": [{"name": test.name, "rows": test.rows or {}} for test in tests],
        }
    )
    results: list[TestResult] = []
    patience = _STARTS
    try:
        while len(results) < len(tests):
            said: dict[str, Any] | None
            try:
                said = await process.line(patience)
            except TimeoutError:
                said = {"status": "timeout"}
            except ValueError:  # a line without end
                said = {"status": "output"}
            if said is None:
                said = {"status": "crashed" if (await process.ended(_GRACE) or 0) < 0 else "exited"}
            patience = limits.seconds + _GRACE
            if said.get("status") == "ready":
                continue
            results.append(_result(tests[len(results)], said))
            if results[-1].status in ("timeout", "output", "crashed", "exited"):
                break
    finally:
        await process.end()
    return results


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
