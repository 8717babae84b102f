"""The code of one question in a report."""

from interviewer.bank.question import Strict
from interviewer.coding.results import Status as RunStatus


class CodeTestReport(Strict):
    """The result of one test. ``seconds`` is its time, ``reference_seconds`` the reference's.

    ``message`` says what the test checks, ``said`` what happened. ``call``, ``trace`` and
    ``wanted`` (the test itself) are given for ``shown`` tests and for hidden ones that failed.
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
    """One run of the shown tests; ``at`` is in active seconds since the question was asked."""

    at: float
    passed: int
    tests: int
    hints: int


class CodeReport(Strict):
    """The code for a question that runs code, with the results of all tests.

    If it was not ``submitted``, it is the code of the last run, with the shown tests only.
    ``output`` is what the code printed. If every test passed, ``seconds`` is their total time, and
    ``reference_seconds`` that of the ``reference`` solution on the same machine. ``runs`` are the
    runs before.
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
