"""Runs a candidate's code against tests, each run in processes of its own.

The candidate's code and the tests never share a process: the code answers calls, and what it
answers is compared elsewhere. So nothing that it prints, patches, raises or leaves behind can be
taken for a verdict.
"""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from interviewer.bank.coding import Coding, Test
from interviewer.coding.python import Pair
from interviewer.coding.results import Isolation, OnResult, Run, TestResult
from interviewer.coding.sandbox import isolation
from interviewer.coding.sql import Query
from interviewer.errors import InterviewerError

LONGEST = 100_000
"""The most characters of code that are run."""
_MOST_STOPPED = 2
"""Stopped tests after which the rest is not run: each would wait for its time to run out."""


class Pass(Protocol):
    """The processes of one pass over some tests, up to the first that has to be stopped."""

    @property
    def ready(self) -> bool:
        """Whether they wait for their job."""

    @property
    def printed(self) -> tuple[str, bool]:
        """What the candidate's code printed, safe to show, and whether there was more."""

    async def run(self, code: str, tests: Sequence[Test], on_result: OnResult) -> list[TestResult]:
        """Run tests; may be called once."""

    async def end(self) -> None:
        """End the processes, whatever they are doing."""


class Runner:
    """Runs code for one question; an async context manager that ends all its processes.

    ``prepare`` starts the processes of the next run ahead of time, so that it begins at once.
    ``strong``, for a stranger's code, refuses to run it where it could read the user's files.
    """

    def __init__(self, coding: Coding, *, strong: bool = False) -> None:
        self._coding = coding
        self._strong = strong
        self._spare: Pass | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    async def __aenter__(self) -> "Runner":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def prepare(self) -> None:
        """Start processes that wait for the next run; does nothing if some wait, or once closed.

        Raises ``InterviewerError`` like ``run``.
        """
        async with self._starting:
            if self._closed or (self._spare is not None and self._spare.ready):
                return
            kind = await self._isolation()
            await self._drop()
            self._spare = await self._start(kind)

    async def run(
        self, code: str, tests: Sequence[Test], *, on_result: OnResult | None = None
    ) -> Run:
        """Run ``code`` against ``tests``; ``on_result`` is called with each result.

        It never raises for what the code does. Cancelling it ends its processes before it returns.
        Raises ``InterviewerError`` where a package is missing, the code is too long, the disk is
        full, the system starts no process, or no sandbox is strong enough.
        """
        if len(code) > LONGEST:
            raise InterviewerError(
                f"The code has more than {LONGEST:,} characters.", remedy="Shorten it."
            )
        kind = await self._isolation()
        started = time.monotonic()
        async with self._starting:  # processes that are starting will be ready before new ones
            first = self._spare if self._spare is not None and self._spare.ready else None
            if first is None:
                await self._drop()
            self._spare = None
        results, output, cut = await self._passes(code, tests, kind, on_result or _ignore, first)
        return Run(
            results=results,
            output=output,
            cut=cut,
            seconds=round(time.monotonic() - started, 3),
            isolation=kind,
        )

    async def close(self) -> None:
        """End the waiting processes, and start no more."""
        self._closed = True
        async with self._starting:
            await self._drop()

    async def _passes(
        self,
        code: str,
        tests: Sequence[Test],
        kind: Isolation,
        on_result: OnResult,
        first: Pass | None,
    ) -> tuple[tuple[TestResult, ...], str, bool]:
        """Run the tests; after one that had to be stopped, the rest runs in fresh processes."""
        results: list[TestResult] = []
        printed: list[tuple[str, bool]] = []
        for _ in range(_MOST_STOPPED):
            left = tests[len(results) :]
            if not left:
                break
            one, first = first or await self._start(kind), None
            try:
                results += await one.run(code, left, on_result)
            finally:
                await one.end()
            printed.append(one.printed)
        for test in tests[len(results) :]:
            results.append(TestResult(name=test.name, status="not-run", message=test.message))
            on_result(results[-1])
        output = "".join(text for text, _ in printed)
        return tuple(results), output, any(cut for _, cut in printed)

    async def _start(self, kind: Isolation) -> Pass:
        with _starting():
            if self._coding.language == "sql":
                return await Query.start(self._coding, kind)
            return await Pair.start(self._coding, kind)

    async def _isolation(self) -> Isolation:
        if not hasattr(os, "setsid"):
            raise InterviewerError(
                "Code can be run on Linux and macOS only.",
                remedy="Talk the question through instead.",
            )
        with _starting():
            kind = await asyncio.to_thread(isolation)
        if self._strong and kind == "limits":
            raise InterviewerError(
                "This machine has no sandbox for other people's code.",
                remedy="Answer in a terminal, or install bubblewrap where this runs.",
            )
        return kind

    async def _drop(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            await spare.end()


async def run_tests(
    coding: Coding, code: str, tests: Sequence[Test], *, on_result: OnResult | None = None
) -> Run:
    """Run ``code`` against ``tests`` once; like ``Runner.run``."""
    async with Runner(coding) as runner:
        return await runner.run(code, tests, on_result=on_result)


async def run_shown(coding: Coding, code: str, *, on_result: OnResult | None = None) -> Run:
    """Run the shown tests once; like ``Runner.run``."""
    return await run_tests(coding, code, coding.shown, on_result=on_result)


async def run_all(coding: Coding, code: str, *, on_result: OnResult | None = None) -> Run:
    """Run all tests once, the hidden ones too, as on submission; like ``Runner.run``."""
    return await run_tests(coding, code, coding.tests, on_result=on_result)


@contextmanager
def _starting() -> Iterator[None]:
    """Raise ``InterviewerError`` if the processes or their folder cannot be created."""
    try:
        yield
    except OSError as error:
        where = f" in {error.filename}" if error.filename else ""
        raise InterviewerError(
            f"The code cannot be run{where} ({error.strerror or error}).",
            remedy="Make room there, or end other programs, and run it again.",
        ) from error


def _ignore(_: TestResult) -> None:
    pass
