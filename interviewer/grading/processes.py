"""Processes of this machine that judge a cohort's answers."""

import signal
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, NamedTuple

from interviewer.errors import InterviewerError
from interviewer.grading.batch_input import LineRequest
from interviewer.grading.cohort import JudgedPart, Part, judge_part
from interviewer.grading.grader import Grader
from interviewer.grading.spawning import SPAWN, begin, uninterrupted

_WINDING_UP = 5  # seconds in which a process whose pipe is closed ends by itself


class _Process(NamedTuple):
    child: SpawnProcess
    pipe: "Connection[Any, Any]"


class Processes:
    """A pool of processes with a pipe each; a context manager that leaves none of them running.

    One that dies is replaced. They end by themselves when this program is killed, because their
    pipes are closed then.
    """

    def __init__(self, grader: Grader, count: int) -> None:
        self._grader = grader
        self._count = count
        self._starting: list[_Process] = []
        self._idle: list[_Process] = []
        self._busy: dict[_Process, Part] = {}

    def __enter__(self) -> "Processes":
        try:
            for _ in range(self._count):
                self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._end()

    def size(self) -> int:
        """Return how many processes there are."""
        return self._count

    def free(self) -> bool:
        """Whether a process waits for work."""
        return bool(self._idle)

    def give(self, part: Part) -> None:
        """Send a part to a process that waits for one."""
        process = self._idle.pop()
        self._busy[process] = part
        # It may have died meanwhile; ``done`` finds its pipe closed then.
        with suppress(OSError):
            process.pipe.send(part.answers)

    def collect(self) -> list[JudgedPart]:
        """Wait until a part is done or a process is ready for one; return the parts that are done.

        Raises ``InterviewerError`` when a process dies before it was ready.
        """
        watched = [*self._starting, *self._busy]
        ready = wait([process.pipe for process in watched])
        found = []
        for process in watched:
            if process.pipe not in ready:
                continue
            try:
                results = process.pipe.recv()
            except (EOFError, OSError):
                found.append(self._lost(process))
                continue
            if isinstance(results, Exception):
                raise results
            if process in self._busy:
                found.append(JudgedPart(self._busy.pop(process), results))
            else:
                self._starting.remove(process)
            self._idle.append(process)
        return found

    def _start(self) -> None:
        here, there = SPAWN.Pipe()
        child = SPAWN.Process(target=_work, args=(there, self._grader), daemon=True)
        try:
            with uninterrupted():
                child.start()
                self._starting.append(_Process(child, here))
        except OSError as error:
            raise InterviewerError(
                f"A grading process cannot be started ({error.strerror or error}).",
                remedy="Give fewer --workers.",
            ) from error
        finally:
            there.close()

    def _lost(self, process: _Process) -> JudgedPart:
        part = self._busy.pop(process, None)
        process.pipe.close()
        process.child.join(_WINDING_UP)
        process.child.kill()
        process.child.join()
        how = _ending(process.child.exitcode)
        if part is None:
            self._starting.remove(process)
            raise InterviewerError(
                f"A grading process {how} while it started.", remedy="Give fewer --workers."
            )
        self._start()
        return JudgedPart(part, (), how)

    def _end(self) -> None:
        with uninterrupted():
            processes = [*self._starting, *self._idle, *self._busy]
            for process in processes:
                process.child.kill()
            for process in processes:
                process.child.join()
                process.child.close()
                process.pipe.close()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        too_little = "; too little memory?" if name == "SIGKILL" else ""
        return f"was ended by {name}{too_little}"
    return f"ended with exit code {code}"


def _work(pipe: "Connection[Any, Any]", grader: Grader) -> None:
    """Judge what comes through the pipe until it is closed."""
    begin()
    with suppress(EOFError, OSError):  # the other end is closed
        pipe.send(None)
        while True:
            answers: Sequence[LineRequest] = pipe.recv()
            try:
                results: object = judge_part(grader, answers)
            except Exception as error:  # reported by the process that receives it
                results = error
            pipe.send(results)
