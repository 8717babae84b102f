"""Runs a candidate's code against tests, each run in processes of its own.

The candidate's code and the tests never share a process: the code answers calls, and what it
answers is compared elsewhere. So nothing that it prints, patches, raises or leaves behind can be
taken for a verdict.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

from interviewer.bank.coding import Coding, Test
from interviewer.coding.python import run_python
from interviewer.coding.results import Run, TestResult
from interviewer.coding.sandbox import isolation
from interviewer.coding.sql import run_sql
from interviewer.errors import InterviewerError

LONGEST = 100_000
"""Characters of code that are run."""

Told = Callable[[TestResult], None]


async def run_tests(
    coding: Coding, code: str, tests: Sequence[Test], *, told: Told | None = None
) -> Run:
    """Run ``code`` against ``tests`` of a question; ``told`` hears each result as it comes.

    It never raises for what the code does. Cancelling it ends all processes before it returns.
    Raises ``InterviewerError`` where a package is missing or the system cannot isolate processes.
    """
    if not hasattr(asyncio.subprocess, "PIPE") or not _has_sessions():
        raise InterviewerError(
            "Code can be run on Linux and macOS only.", remedy="Talk the question through instead."
        )
    if len(code) > LONGEST:
        raise InterviewerError(
            f"The code has more than {LONGEST:,} characters.", remedy="Shorten it."
        )
    kind = await asyncio.to_thread(isolation)
    started = time.monotonic()
    told = told or _silent
    with tempfile.TemporaryDirectory(prefix="interviewer-", ignore_cleanup_errors=True) as folder:
        if coding.language == "sql":
            results, printed = await run_sql(coding, code, tests, kind, folder, told)
        else:
            results, printed = await run_python(coding, code, tests, kind, folder, told)
    output, cut = printed
    return Run(
        results=results,
        output=output,
        cut=cut,
        seconds=round(time.monotonic() - started, 3),
        isolation=kind,
    )


def _silent(_: Any) -> None:
    pass


def _has_sessions() -> bool:
    import os

    return hasattr(os, "setsid")


async def run_shown(coding: Coding, code: str, *, told: Told | None = None) -> Run:
    """Run the shown tests; like ``run_tests``."""
    return await run_tests(coding, code, coding.shown, told=told)


async def run_all(coding: Coding, code: str, *, told: Told | None = None) -> Run:
    """Run all tests, the hidden ones too, as on submission; like ``run_tests``."""
    return await run_tests(coding, code, coding.tests, told=told)
