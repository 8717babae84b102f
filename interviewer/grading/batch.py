"""Judge answers from JSON lines: the contract of ``interviewer grade``."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import nullcontext

from interviewer.bank.rubric import Item
from interviewer.coding.results import Run
from interviewer.errors import InterviewerError
from interviewer.grading.batch_input import LineRequest, read_lines
from interviewer.grading.batch_output import Result, failed_line, graded_line, spelled
from interviewer.grading.grade import Ungraded
from interviewer.grading.grader import Grader, Previewing, judge_verified
from interviewer.grading.in_order import in_order
from interviewer.grading.tested import to_judge

_AHEAD = 4
"""Lines kept for each answer that is judged at once."""


async def grade_lines(
    lines: Iterable[str],
    grader: Grader,
    item: Callable[[str], Item],
    write: Callable[[str, bool], None],
    concurrency: int,
) -> None:
    """Judge each line and ``write`` its result as soon as possible, in the order of the lines.

    Blank lines are skipped. ``write`` takes a line of JSON and whether it is an error. At most
    ``concurrency`` answers are judged at once, and a few times as many lines kept in memory. The
    lines are read in a thread, so that a slow source keeps no judgement waiting.
    """
    gate = asyncio.Semaphore(concurrency)
    alone = asyncio.Lock()  # programs that share the processor would exceed their time limits

    async def one(asked: LineRequest) -> Result:
        async with gate:
            async with alone if asked.submission else nullcontext():
                asked = await run_code(asked)
            return await judge_line(asked, grader)

    await in_order(read_lines(lines, item), one, lambda made: write(*made), _AHEAD * concurrency)


def preview_lines(
    lines: Iterable[str],
    grader: Previewing,
    item: Callable[[str], Item],
    write: Callable[[str, bool], None],
) -> None:
    """Write for each line the request that would be sent to judge it; nothing is sent or run."""
    for identity, request, submission in read_lines(lines, item):
        if isinstance(request, str):
            write(spelled({"id": identity, "error": request}), True)
        else:
            if submission is not None:
                request = request.model_copy(update={"run": Run(results=())})
            asked = to_judge(request)
            preview = {} if asked is None else grader.preview(asked.shortened())
            write(spelled({"id": identity, **preview, "error": None}), False)


async def run_code(asked: LineRequest) -> LineRequest:
    """Run the code of a line, and return the line with the outcome."""
    if asked.submission is None or isinstance(asked.request, str):
        return asked
    try:
        run = await asked.submission.run()
    except InterviewerError as error:
        return LineRequest(asked.id, str(error))
    return LineRequest(asked.id, asked.request.model_copy(update={"run": run}))


async def judge_line(asked: LineRequest, grader: Grader) -> Result:
    """Judge a line and return its line of output, the same in whichever process this runs."""
    if isinstance(asked.request, str):
        return failed_line(asked.id, asked.request, grader)
    outcome = await judge_verified(grader, asked.request)
    if isinstance(outcome, Ungraded):
        return failed_line(asked.id, outcome.reason, grader)
    return graded_line(asked.id, outcome, asked.request.rubric)
