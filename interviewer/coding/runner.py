"""Runs a candidate's code against tests, each run in processes of its own.

The candidate's code and the tests never share a process: the code answers calls, and what it
answers is compared elsewhere. So nothing that it prints, patches, raises or leaves behind can be
taken for a verdict.
"""

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from interviewer.bank.coding import Coding, Test
from interviewer.coding.python import Pair, run_python
from interviewer.coding.results import Run, TestResult
from interviewer.coding.sandbox import isolation
from interviewer.coding.sql import run_sql
from interviewer.errors import InterviewerError

LONGEST = 100_000
"""Characters of code that are run."""

Told = Callable[[TestResult], None]


class Runner:
    """Runs code of one question; used as an asynchronous context, which ends all its processes.

    ``prepare`` starts the processes of the next run ahead of time, so that it begins at once.
    """

    def __init__(self, coding: Coding) -> None:
        self._coding = coding
        self._spare: Pair | None = None

    async def __aenter__(self) -> "Runner":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def prepare(self) -> None:
        """Have fresh processes wait for the next run; does nothing where they do, or for SQL.

        Raises ``InterviewerError`` like ``run``.
        """
        if self._coding.language == "sql" or (self._spare is not None and self._spare.ready):
            return
        _must_be_able()
        kind = await asyncio.to_thread(isolation)
        await self.close()
        with _starting():
            self._spare = await Pair.start(self._coding, kind)

    async def run(self, code: str, tests: Sequence[Test], *, told: Told | None = None) -> Run:
        """Run ``code`` against ``tests``; ``told`` hears each result as it comes.

        It never raises for what the code does. Cancelling it ends its processes before it returns.
        Raises ``InterviewerError`` where a package is missing, the code is too long, the disk is
        full, or the system starts no process.
        """
        _must_be_able()
        if len(code) > LONGEST:
            raise InterviewerError(
                f"The code has more than {LONGEST:,} characters.", remedy="Shorten it."
            )
        kind = await asyncio.to_thread(isolation)
        started = time.monotonic()
        spare, self._spare = self._spare, None
        try:
            with _starting():
                if self._coding.language == "sql":
                    done = await run_sql(self._coding, code, tests, kind, told or _silent)
                else:
                    done = await run_python(self._coding, code, tests, kind, told or _silent, spare)
        finally:
            if spare is not None:
                await spare.end()
        results, (output, cut) = done
        return Run(
            results=results,
            output=output,
            cut=cut,
            seconds=round(time.monotonic() - started, 3),
            isolation=kind,
        )

    async def close(self) -> None:
        """End the processes that wait."""
        spare, self._spare = self._spare, None
        if spare is not None:
            await spare.end()


async def run_tests(
    coding: Coding, code: str, tests: Sequence[Test], *, told: Told | None = None
) -> Run:
    """Run ``code`` against ``tests`` once; like ``Runner.run``."""
    async with Runner(coding) as runner:
        return await runner.run(code, tests, told=told)


async def run_shown(coding: Coding, code: str, *, told: Told | None = None) -> Run:
    """Run the shown tests once; like ``Runner.run``."""
    return await run_tests(coding, code, coding.shown, told=told)


async def run_all(coding: Coding, code: str, *, told: Told | None = None) -> Run:
    """Run all tests once, the hidden ones too, as on submission; like ``Runner.run``."""
    return await run_tests(coding, code, coding.tests, told=told)


@contextmanager
def _starting() -> Iterator[None]:
    """Tell as ``InterviewerError`` what keeps processes and their folder from being made."""
    try:
        yield
    except OSError as error:
        where = f" in {error.filename}" if error.filename else ""
        raise InterviewerError(
            f"The code cannot be run{where} ({error.strerror or error}).",
            remedy="Make room there, or end other programs, and run it again.",
        ) from error


def _silent(_: TestResult) -> None:
    pass


def _must_be_able() -> None:
    if not hasattr(os, "setsid"):
        raise InterviewerError(
            "Code can be run on Linux and macOS only.", remedy="Talk the question through instead."
        )
