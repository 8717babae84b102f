"""Answers judged by several processes: order, memory, and what becomes of a process that dies."""

import json
import os
import signal
from collections.abc import Iterator

import pytest

from interviewer.errors import InterviewerError
from interviewer.grading.batch_input import LineRequest
from interviewer.grading.batch_output import Result
from interviewer.grading.cohort import grade_cohort
from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.grading.processes import Processes
from tests.sample_bank import sample_item

ITEM = sample_item("recall")
GOOD = ITEM.rubric.model_answer


class Fragile(OfflineGrader):
    """Takes its process down with an answer that names a signal."""

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        if request.answer.startswith("SIG"):
            os.kill(os.getpid(), signal.Signals[request.answer])
        return await super().grade(request)


class Stillborn(OfflineGrader):
    """Cannot be had in another process."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


def asked(*answers: str) -> Iterator[LineRequest]:
    for number, answer in enumerate(answers):
        request = GradingRequest(prompt=ITEM.question.prompt, rubric=ITEM.rubric, answer=answer)
        yield LineRequest(number, request)


def judged(grader: OfflineGrader, answers: Iterator[LineRequest], workers: int = 2) -> list[Result]:
    out: list[Result] = []
    with Processes(grader, workers) as crew:
        grade_cohort(answers, crew, grader, lambda *one: out.append(Result(*one)))
    return out


def test_only_the_answer_that_a_process_dies_of_has_no_grade() -> None:
    answers = [GOOD] * 40
    answers[5], answers[6], answers[39] = "SIGKILL", "SIGSEGV", "SIGKILL"
    out = [json.loads(line) for line, _ in judged(Fragile(), asked(*answers))]
    assert [row["id"] for row in out] == list(range(40))
    errors = {row["id"]: row["error"] for row in out if row["error"]}
    assert errors == {
        5: "the process that judged it was ended by SIGKILL; too little memory?",
        6: "the process that judged it was ended by SIGSEGV",
        39: "the process that judged it was ended by SIGKILL; too little memory?",
    }
    assert all(row["score"] is not None for row in out if not row["error"])


def test_processes_that_keep_dying_end_the_work() -> None:
    with pytest.raises(InterviewerError, match=r"keep ending \(was ended by SIGKILL"):
        judged(Fragile(), asked(*["SIGKILL"] * 100))


def test_processes_that_cannot_start_end_the_work() -> None:
    with pytest.raises(InterviewerError, match="ended with exit code 3 while it started"):
        judged(Stillborn(), asked(GOOD))


def test_lines_are_read_as_they_are_needed_and_written_in_their_turn() -> None:
    taken = written = most = 0

    def counted() -> Iterator[LineRequest]:
        nonlocal taken, most
        for one in asked(*[GOOD] * 600):
            taken += 1
            most = max(most, taken - written)
            yield one

    def write(line: str, error: bool) -> None:
        nonlocal written
        assert json.loads(line)["id"] == written
        written += 1

    with Processes(OfflineGrader(), 2) as crew:
        grade_cohort(counted(), crew, OfflineGrader(), write)
    assert written == 600
    assert most <= 2 * 4 * 16 + 16


def test_long_answers_are_held_only_a_few_at_a_time() -> None:
    taken = written = most = 0
    long = "recall " * 100_000

    def counted() -> Iterator[LineRequest]:
        nonlocal taken, most
        for one in asked(*[long] * 20):
            taken += 1
            most = max(most, taken - written)
            yield one

    def write(line: str, error: bool) -> None:
        nonlocal written
        written += 1

    with Processes(OfflineGrader(), 2) as crew:
        grade_cohort(counted(), crew, OfflineGrader(), write)
    assert written == 20
    assert most <= 2 * 4 * 2 + 2


def test_no_answers_give_no_results() -> None:
    assert judged(OfflineGrader(), asked()) == []
