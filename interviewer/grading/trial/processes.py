"""Processes of this machine that share out work, one task at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from interviewer.grading.spawning import SPAWN, begin, uninterrupted

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class EndedEarlyError(Exception):
    """A process could not be started, or ended before its task was done."""


def spread(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], count: int
) -> Iterator[tuple[int, _Result]]:
    """Yield each task's number and result, in the order in which they are done.

    ``work`` is something that ``count`` other processes can import. They end with the iteration,
    and also when this program is killed, because their pipes are closed then. Raises what ``work``
    raises, and ``EndedEarlyError``.
    """
    waiting = iter(enumerate(tasks))
    children: list[SpawnProcess] = []
    pipes: list[Connection[Any, Any]] = []
    busy: dict[Connection[Any, Any], int] = {}

    def give(pipe: "Connection[Any, Any]") -> None:
        for number, task in waiting:
            pipe.send(task)
            busy[pipe] = number
            return

    try:
        with _ending():
            for _ in range(min(count, len(tasks))):
                here, there = SPAWN.Pipe()
                pipes.append(here)
                child = SPAWN.Process(target=_work, args=(there, work), daemon=True)
                with there, uninterrupted():
                    child.start()
                    children.append(child)
            for pipe in pipes:
                give(pipe)
        while busy:
            ready = wait(list(busy))
            for pipe in [one for one in busy if one in ready]:
                with _ending():
                    result: Any = pipe.recv()
                if isinstance(result, Exception):
                    raise result
                number = busy.pop(pipe)
                with _ending():
                    give(pipe)
                yield number, result
    finally:
        with uninterrupted():
            for child in children:
                child.kill()
            for child in children:
                child.join()
                child.close()
            for pipe in pipes:
                pipe.close()


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise EndedEarlyError from error


def _work(pipe: "Connection[Any, Any]", work: Callable[[Any], object]) -> None:
    """Do what comes through the pipe until it is closed."""
    begin()
    with suppress(EOFError, OSError):  # the other end is closed
        while True:
            task = pipe.recv()
            try:
                result = work(task)
            except Exception as error:  # raised by the process that receives it
                result = error
            pipe.send(result)
