"""The wording for code, its tests and its runs, shared by every readable report format."""

from interviewer.coding.wording import mark
from interviewer.report.report import CodeReport, CodeTestReport
from interviewer.report.wording import duration
from interviewer.text.counts import counted


def title(code: CodeReport) -> str:
    """Return a title for the code: as submitted, as last run, or that there is none."""
    if not code.code:
        return "No code was submitted."
    return "The code that was submitted" if code.submitted else "The code that was run last"


def passed(code: CodeReport) -> str:
    """Return how many tests passed, with the time compared to the reference's."""
    if not code.tests:
        return "No test was run."
    count = sum(test.status == "passed" for test in code.tests)
    text = f"{count} of {len(code.tests)} tests passed"
    if code.seconds is not None and code.reference_seconds is not None:
        text += (
            f" in {milliseconds(code.seconds)}, "
            f"the reference solution in {milliseconds(code.reference_seconds)}"
        )
    return f"{text}."


def head_of_test(test: CodeTestReport) -> str:
    """Return the mark and name of a test, whether it was hidden, and what it checks.

    The two times follow if both are known and worth showing.
    """
    hidden = "" if test.shown else " (hidden)"
    message = f": {test.message}" if test.message else ""
    return f"{mark(test.status)} {test.name}{hidden}{message}{_times(test)}"


def failure_of_test(test: CodeTestReport) -> list[str]:
    """Return the lines that say how a test failed: the message, the call and the traceback."""
    if test.status == "passed":
        return []
    lines = [test.said]
    if test.call:
        lines.append(test.call)
    lines += test.trace.rstrip().splitlines()
    return lines


def case_of_test(test: CodeTestReport) -> str:
    """Return the source of a failed test; empty for one that passed or stays hidden."""
    return "" if test.status == "passed" else test.wanted


def details_of_test(test: CodeTestReport) -> list[str]:
    """Return the lines that say how a test failed, followed by the test itself."""
    case = [f"    {line}".rstrip() for line in case_of_test(test).splitlines()]
    return [*failure_of_test(test), *(["The test:", *case] if case else [])]


def runs(code: CodeReport) -> str:
    """Return the runs before the submission, each with its time and what passed."""
    if not code.runs:
        return "Not run before it was submitted." if code.submitted else "Not run."
    told = [
        f"{duration(one.at)}: {one.passed} of {one.tests}"
        + (f" ({counted(one.hints, 'hint')} before)" if one.hints else "")
        for one in code.runs
    ]
    return f"{counted(len(told), 'run')} of the shown tests: {'; '.join(told)}."


def code_lines(code: CodeReport) -> list[str]:
    """Return the lines for the tests and the runs, failures indented beneath their test."""
    lines = [passed(code), runs(code)]
    for test in code.tests:
        lines.append(head_of_test(test))
        lines += [f"    {told}" for told in details_of_test(test)]
    return lines


def milliseconds(seconds: float) -> str:
    """Return a time in a readable unit: ``12 ms``, ``1.4 s``."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _times(test: CodeTestReport) -> str:
    if test.reference_seconds is None or test.status != "passed":
        return ""
    if max(test.seconds, test.reference_seconds) < _WORTH_TELLING:
        return ""
    return f" {milliseconds(test.seconds)}, reference {milliseconds(test.reference_seconds)}"


_WORTH_TELLING = 0.02  # seconds
