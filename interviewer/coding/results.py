"""The results of running a candidate's code: a verdict for each test, the output, the time."""

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from interviewer.bank.strict import Strict

Status = Literal[
    "passed",
    "failed",
    "error",
    "timeout",
    "memory",
    "output",
    "exited",
    "crashed",
    "garbled",
    "not-run",
]
Isolation = Literal["bubblewrap", "landlock", "limits"]

WORDS: dict[Status, str] = {
    "passed": "passed",
    "failed": "the result is not right",
    "error": "your code gave an error",
    "timeout": "stopped: it took longer than a test may (look for a loop without end)",
    "memory": "stopped: it wanted more memory than a test may have (hold less at once)",
    "output": "stopped: it printed without end (print less)",
    "exited": "your code ended the program instead of returning",
    "crashed": "the interpreter crashed or was killed",
    "garbled": "what came back could not be read: return plain values, and leave open files alone",
    "not-run": "not run: two tests before it had to be stopped",
}
"""What each status says to the candidate."""


class TestResult(Strict):
    """The result of one test.

    ``message`` says what is true if it passes. ``detail`` is how it failed, ``call`` the last call
    of the candidate's code with its arguments and result, ``trace`` the lines of that code that
    raised. ``seconds`` is wall-clock time.
    """

    __test__ = False  # so that pytest does not collect it

    name: str
    status: Status
    message: str = ""
    detail: str = ""
    call: str = ""
    trace: str = ""
    seconds: float = Field(default=0.0, ge=0)

    @property
    def passed(self) -> bool:
        """Whether the test passed."""
        return self.status == "passed"

    @property
    def said(self) -> str:
        """The result in one line, as the candidate sees it."""
        words = WORDS[self.status]
        return f"{words}: {self.detail}" if self.detail else words


OnResult = Callable[[TestResult], None]
"""Called with each result as it comes."""


class Run(Strict):
    """One run of a candidate's code: the results in the order of the tests.

    ``output`` is what the code printed, ``cut`` says that there was more. ``seconds`` is the wall
    time of the whole run. ``isolation`` is what kept the code from the rest of the machine.
    """

    results: tuple[TestResult, ...]
    output: str = ""
    cut: bool = False
    seconds: float = Field(default=0.0, ge=0)
    isolation: Isolation = "limits"

    @property
    def passed(self) -> int:
        """How many tests passed."""
        return sum(result.passed for result in self.results)

    @property
    def all_passed(self) -> bool:
        """Whether every test passed."""
        return self.passed == len(self.results)

    def result(self, name: str) -> TestResult | None:
        """Return the result of a test; None where it was not run."""
        return next((one for one in self.results if one.name == name), None)
