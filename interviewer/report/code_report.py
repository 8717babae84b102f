"""The code of one question in a report."""

from interviewer.bank.question import Strict
from interviewer.coding.results import Status as RunStatus


class CodeTestReport(Strict):
    """What one test gave. ``seconds`` is its time, ``reference_seconds`` the reference solution's.

    ``message`` says what holds when it passes, ``said`` what happened. ``call``, ``trace`` and
    ``wanted``, the test itself, are told of ``shown`` tests and of hidden ones that failed.
    """

    name: str
    status: RunStatus
    message: str
    shown: bool
    said: str
    call: str = ""
    trace: str = ""
    wanted: str = ""
    seconds: float
    reference_seconds: float | None = None


class CodeRunReport(Strict):
    """One run of the shown tests, ``at`` so many active seconds into the question."""

    at: float
    passed: int
    tests: int
    hints: int


class CodeReport(Strict):
    """The code of a question that runs it, and what all tests gave.

    What was not ``submitted`` is the code of the last run with its shown tests. ``output`` is what
    it printed. Where every test passed, ``seconds`` is the time of all, and ``reference_seconds``
    that of the ``reference`` solution on the same machine. ``runs`` are those before.
    """

    language: str
    submitted: bool
    code: str
    output: str = ""
    tests: tuple[CodeTestReport, ...]
    seconds: float | None = None
    reference_seconds: float | None = None
    runs: tuple[CodeRunReport, ...]
    reference: str
