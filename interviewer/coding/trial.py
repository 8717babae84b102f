"""Checks coding questions for `bank check` by running their solutions and starter."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence

from interviewer.bank.coding import Coding
from interviewer.bank.linter import CheckedItem, located
from interviewer.bank.problems import Problem, in_order
from interviewer.bank.rules import Breach
from interviewer.bank.strict_yaml import Location
from interviewer.coding.results import Run
from interviewer.coding.runner import run_all
from interviewer.errors import InterviewerError

_SLOW = 0.5
"""The share of the time limit from which the solution is too near to it."""


async def breaches(coding: Coding) -> tuple[Breach, ...]:
    """Run solution, starter and broken solutions; return where the results are wrong.

    Locations are in the question file. Raises ``InterviewerError`` where nothing can be run.
    """
    solution = await run_all(coding, coding.solution)
    starter = await run_all(coding, coding.starter)
    broken = [await run_all(coding, one.code) for one in coding.broken]
    return (
        *_of_solution(coding, solution),
        *_of_starter(starter),
        *_of_broken(broken),
        *_of_hidden(coding, [starter, *broken]),
    )


def run_solutions(
    items: Sequence[CheckedItem],
    *,
    only: Collection[str],
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[Problem, ...]:
    """Return the problems found by running the coding questions among these items.

    ``only`` names the items to try, ``workers`` how many at once; ``progress`` is called with the
    number done. Raises ``InterviewerError`` where nothing can be run.
    """
    chosen = [
        (item.pair.question, item.question.coding)
        for item in items
        if item.question is not None and item.question.coding and item.pair.id in only
    ]
    return asyncio.run(_all(chosen, workers, progress))


async def _all(
    chosen: Sequence[tuple[str, Coding]], workers: int, progress: Callable[[int], None] | None
) -> tuple[Problem, ...]:
    free = asyncio.Semaphore(workers)
    done = 0

    async def one(path: str, coding: Coding) -> list[Problem]:
        nonlocal done
        async with free:
            try:
                found = await breaches(coding)
            except InterviewerError as error:
                found = (Breach(("coding",), error.message, error.remedy),)
        done += 1
        if progress is not None:
            progress(done)
        return [
            problem
            for breach in found
            for problem in located(
                path, [breach._replace(location=("coding", *breach.location[:3]))]
            )
        ]

    each = await asyncio.gather(*(one(path, coding) for path, coding in chosen))
    return in_order(problem for problems in each for problem in problems)


def _of_solution(coding: Coding, run: Run) -> Iterator[Breach]:
    for result in run.results:
        if not result.passed:
            yield Breach(
                ("solution",),
                f"it does not pass `{result.name}` ({result.said}).",
                "Mend the solution or the test.",
            )
        elif result.seconds > _SLOW * coding.limits.seconds:
            yield Breach(
                ("limits",),
                f"the solution takes {result.seconds:.1f} of {coding.limits.seconds:g} seconds "
                f"in `{result.name}`.",
                "Make the test smaller, or allow more.",
                "warning",
            )


def _of_starter(run: Run) -> Iterator[Breach]:
    if run.all_passed:
        yield Breach(("starter",), "it passes every test.", "Leave something to be written.")


def _of_broken(runs: Sequence[Run]) -> Iterator[Breach]:
    for i, run in enumerate(runs):
        at: Location = ("broken", i, "code")
        if run.all_passed:
            yield Breach(at, "it passes every test.", "Add a test that finds the flaw.")
        elif not run.passed and all(result.trace for result in run.results):
            yield Breach(
                at,
                f"it fails every test by {run.results[0].detail}.",
                "Let it run, and be wrong: a slip of syntax shows nothing of the tests.",
                "warning",
            )


def _of_hidden(coding: Coding, runs: Sequence[Run]) -> Iterator[Breach]:
    for i, test in enumerate(coding.hidden):
        results = [run.result(test.name) for run in runs]
        # Code that raises because it is not written yet fails any test.
        found = [one for one in results if one and not one.passed and not _unwritten(one.detail)]
        if not found:
            yield Breach(
                ("hidden", i, "name"),
                f"`{test.name}` fails for no broken solution.",
                "Add one to `broken:` that it finds, or drop the test.",
            )


def _unwritten(detail: str) -> bool:
    return detail.startswith("NotImplementedError")
