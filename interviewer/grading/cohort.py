"""Judges a cohort in several processes, here or on a cluster, with the same output as in one.

Only this process reads the bank. The others are sent whole requests, so that none can judge by
another bank.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from interviewer.errors import InterviewerError
from interviewer.grading.batch import judge_line, run_code
from interviewer.grading.batch_input import LineRequest
from interviewer.grading.batch_output import Result, failed_line
from interviewer.grading.grader import Grader, GradingRequest

_ANSWERS = 16
"""Answers in a part: enough that handing it over costs little, few enough to share work evenly."""
_CHARACTERS = 1_000_000
"""A part is closed once its answers have this many, so that long ones cannot fill the memory."""
_HELD = 4
"""Parts kept for each process, so that a slow one does not leave the others idle."""
_MOST_LOST = 20
"""Processes lost in a row, with nothing judged in between, that no single answer explains."""


class _Slot:
    """The results of one stretch of lines, until it is their turn to be written."""

    def __init__(self, count: int) -> None:
        self.results: list[Result | None] = [None] * count

    @property
    def whole(self) -> bool:
        return None not in self.results


class Part(NamedTuple):
    """Answers that one process judges at once; ``slot`` takes their results from ``first`` on."""

    slot: _Slot
    first: int
    answers: Sequence[LineRequest]


class JudgedPart(NamedTuple):
    """A part and its results, or ``lost``: how the process that had it ended."""

    part: Part
    results: Sequence[Result]
    lost: str = ""


class Crew(Protocol):
    """Processes that judge."""

    def size(self) -> int:
        """Return how many parts can be judged at the same time."""
        ...

    def free(self) -> bool:
        """Whether another part may be given."""
        ...

    def give(self, part: Part) -> None:
        """Have a part judged; only while ``free``. Does not wait for it."""
        ...

    def collect(self) -> Iterable[JudgedPart]:
        """Wait until a part is done, and return all that are.

        Raises ``InterviewerError`` when no part will ever be done.
        """
        ...


def grade_cohort(
    asked: Iterable[LineRequest], crew: Crew, grader: Grader, write: Callable[[str, bool], None]
) -> None:
    """Judge every answer and ``write`` its result, in the order of the answers.

    When a process dies, its answers are judged again one by one; one that kills a process again
    becomes a line with an error. Raises ``InterviewerError`` when the processes keep dying.
    """
    parts = _parts(asked)
    waiting: deque[_Slot] = deque()
    again: deque[Part] = deque()
    lost_in_a_row = 0
    more = True
    while True:
        while crew.free() and (again or (more and len(waiting) < _HELD * crew.size())):
            if again:
                part = again.popleft()
            elif (new := next(parts, None)) is None:
                more = False
                break
            else:
                part = new
                waiting.append(part.slot)
            crew.give(part)
        if not (waiting or more):
            return
        for part, results, lost in crew.collect():
            lost_in_a_row = lost_in_a_row + 1 if lost else 0
            if lost_in_a_row == _MOST_LOST:
                raise InterviewerError(
                    f"Processes that judge keep ending ({lost}).",
                    remedy="See whether the memory is enough; fewer of them need less.",
                )
            if lost and len(part.answers) > 1:
                again.extend(
                    Part(part.slot, part.first + place, [one])
                    for place, one in enumerate(part.answers)
                )
                continue
            if lost:
                results = [
                    failed_line(part.answers[0].id, f"the process that judged it {lost}", grader)
                ]
            part.slot.results[part.first : part.first + len(results)] = results
        while waiting and waiting[0].whole:
            for one in waiting.popleft().results:
                if one is not None:
                    write(*one)


def judge_part(grader: Grader, answers: Sequence[LineRequest]) -> list[Result]:
    """Judge answers one after the other, and run the code of those that have some.

    Runs in the process that was given them.
    """

    async def each() -> list[Result]:
        return [await judge_line(await run_code(asked), grader) for asked in answers]

    return asyncio.run(each())


def _parts(asked: Iterable[LineRequest]) -> Iterator[Part]:
    answers: list[LineRequest] = []
    characters = 0
    for one in asked:
        answers.append(one)
        characters += len(one.request.answer) if isinstance(one.request, GradingRequest) else 0
        characters += len(one.submission.code) if one.submission is not None else 0
        if len(answers) == _ANSWERS or characters >= _CHARACTERS:
            yield Part(_Slot(len(answers)), 0, answers)
            answers, characters = [], 0
    if answers:
        yield Part(_Slot(len(answers)), 0, answers)
