"""An existing Dask cluster, as a crew that judges a cohort's answers."""

import logging
import pickle
import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from time import monotonic
from types import TracebackType
from typing import Any

from interviewer import __version__
from interviewer.errors import InterviewerError, UsageError
from interviewer.grading.batch_input import LineRequest
from interviewer.grading.batch_output import Result
from interviewer.grading.cohort import JudgedPart, Part, judge_part
from interviewer.grading.fingerprint import fingerprint
from interviewer.grading.grader import Grader
from interviewer.installed import DISTRIBUTION, adding

_ADDRESS = re.compile(r"(?:tcp|tls)://(?:[^\s/:\[\]]+|\[[0-9A-Fa-f:.]+\]):(?P<port>\d{1,5})")
_ANSWERING = 10  # seconds in which a scheduler must answer
_LOOK = 1.0  # seconds between checks whether there are still workers
_NOBODY = 30.0  # seconds without any worker before giving up: restarts take a few
_LEAVING = 2  # seconds
_AHEAD = 2  # parts for each thread, so that none waits for the next to be sent


class OtherProgramError(Exception):
    """A worker has another version of the program. Its argument is the worker's fingerprint."""


class _Call:
    """A call that is made where it is unpickled.

    Sent as bytes, so that the scheduler, which inspects tasks, need not have this program.
    """

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call


class Cluster:
    """The workers behind a Dask scheduler; a context manager that drops its unfinished tasks.

    Raises ``InterviewerError`` when the extra is missing, no scheduler answers, or a worker has
    another version of the program, and ``UsageError`` for a wrong address.
    """

    def __init__(self, grader: Grader, address: str) -> None:
        shape = _ADDRESS.fullmatch(address)
        if shape is None or not 0 < int(shape["port"]) < 65536:
            raise UsageError(
                f"--cluster: {address!r} is no address of a scheduler.",
                remedy="Give one like tcp://host:8786.",
            )
        if find_spec("distributed") is None:
            raise InterviewerError(
                "Dask support is not installed.",
                remedy=f"Install it with: {adding('cluster')}",
            )
        self._address = address
        self._grader = grader
        self._parts: dict[Any, Part] = {}
        self._threads = 0
        self._looked = 0.0

    def __enter__(self) -> "Cluster":
        import distributed

        # We report errors in one line; each of Dask's loggers has handlers of its own.
        logging.disable(logging.CRITICAL)
        try:
            self._client = distributed.Client(self._address, timeout=_ANSWERING)
        except Exception as error:  # whatever a foreign server's reply or a faulty set-up raises
            raise InterviewerError(
                f"No Dask scheduler answers at {self._address} ({_reason(error)}).",
                remedy="Check that it is running and that the address is right.",
            ) from error
        try:
            self._check()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._close()

    def size(self) -> int:
        """Return how many parts are given out at once: two for each thread of the workers."""
        return _AHEAD * max(1, self._threads)

    def free(self) -> bool:
        """Whether fewer parts are given out than two for each thread of the workers."""
        return len(self._parts) < self.size()

    def give(self, part: Part) -> None:
        """Submit a part as a task."""
        call = _Call(judge_as, fingerprint(), self._grader, part.answers)
        task = self._client.submit(pickle.loads, pickle.dumps(call), pure=False)
        self._parts[task] = part

    def collect(self) -> list[JudgedPart]:
        """Wait until a task is done, and return all that are."""
        from distributed import wait

        self._recount()
        since = monotonic()
        while True:
            if self._client.status != "running":
                raise self._no_scheduler()
            try:
                wait(list(self._parts), timeout=_LOOK, return_when="FIRST_COMPLETED")
                break
            except TimeoutError:
                self._recount()
                if self._threads:
                    since = monotonic()
                elif monotonic() - since > _NOBODY:
                    raise InterviewerError(
                        f"The cluster at {self._address} has no workers any more.",
                        remedy="Start some, and run the command again.",
                    ) from None
            except Exception as error:  # what a connection that breaks raises
                raise self._no_scheduler() from error
        return [self._taken(task) for task in list(self._parts) if task.done()]

    def _taken(self, task: Any) -> JudgedPart:
        from distributed import KilledWorker

        part = self._parts.pop(task)
        if task.status == "finished":
            return JudgedPart(part, task.result())
        if task.status != "error":
            raise self._no_scheduler()
        error = task.exception()
        if isinstance(error, KilledWorker):
            return JudgedPart(
                part, (), "died with each worker that was given it; too little memory?"
            )
        raise self._worker_error(error)

    def _recount(self) -> None:
        """Recount the threads, at most once a second: workers come and go."""
        if monotonic() - self._looked < _LOOK and self._threads:
            return
        try:
            self._threads = sum(self._client.nthreads().values())
        except Exception as error:  # what a connection that breaks raises
            raise self._no_scheduler() from error
        self._looked = monotonic()

    def _check(self) -> None:
        """Raise unless there are workers and all of them have this version of the program."""
        self._recount()
        if not self._threads:
            raise InterviewerError(
                f"The cluster at {self._address} has no workers.",
                remedy=f"Start some where {DISTRIBUTION} {__version__} is installed.",
            )
        call = pickle.dumps(_Call(fingerprint))
        prints = self._client.run(pickle.loads, call, on_error="return")
        for worker, found in sorted(prints.items()):
            if isinstance(found, Exception):
                raise self._worker_error(found, worker)
            if found != fingerprint():
                raise self._worker_error(OtherProgramError(found), worker)

    def _worker_error(self, error: Exception | None, worker: str = "") -> InterviewerError:
        who = f"The worker {worker}" if worker else "A worker"
        remedy = f"Install on every worker what is installed here ({DISTRIBUTION} {__version__})."
        if isinstance(error, OtherProgramError):
            return InterviewerError(
                f"{who} has another version of this program "
                f"({error.args[0]}; here {fingerprint()}).",
                remedy=remedy,
            )
        return InterviewerError(
            f"{who} of the cluster cannot judge ({_reason(error)}).", remedy=remedy
        )

    def _no_scheduler(self) -> InterviewerError:
        return InterviewerError(
            f"The Dask scheduler at {self._address} does not answer any more.",
            remedy="See whether it runs, and run the command again.",
        )

    def _close(self) -> None:
        """Drop unfinished tasks, without waiting for a scheduler that no longer answers."""
        self._parts.clear()  # the scheduler drops the tasks of a client that leaves
        self._client.close(timeout=_LEAVING)


def judge_as(wanted: str, grader: Grader, answers: Sequence[LineRequest]) -> list[Result]:
    """Judge answers on a worker; raise ``OtherProgramError`` unless it is as ``wanted``."""
    if fingerprint() != wanted:
        raise OtherProgramError(fingerprint())
    return judge_part(grader, answers)


def _reason(error: BaseException | None) -> str:
    """Return the root cause, on one line: the first error often says only that something failed."""
    while error is not None and error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split()) or type(error).__name__
