"""The words that every readable format of a report uses of code, its tests and its runs."""

from interviewer.coding.wording import mark
from interviewer.report.report import CodeReport, CodeTestReport
from interviewer.report.wording import duration
from interviewer.text.counts import counted


def title(code: CodeReport) -> str:
    """Return what the code is: as it was submitted, or last run, or nothing."""
    if not code.code:
        return "No code was submitted."
    return "The code that was submitted" if code.submitted else "The code that was run last"


def passed(code: CodeReport) -> str:
    """Return how many tests passed, with the time against that of the reference."""
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
    """Return the mark and the name of a test, whether it was hidden, and what holds if it passes.

    Where both times are known and worth telling, they follow.
    """
    hidden = "" if test.shown else " (hidden)"
    message = f": {test.message}" if test.message else ""
    return f"{mark(test.status)} {test.name}{hidden}{message}{_times(test)}"


def failure_of_test(test: CodeTestReport) -> list[str]:
    """Return in lines how a test failed: what was said, called and raised."""
    if test.status == "passed":
        return []
    lines = [test.said]
    if test.call:
        lines.append(test.call)
    lines += test.trace.rstrip().splitlines()
    return lines


def case_of_test(test: CodeTestReport) -> str:
    """Return a test that failed, as it is written; empty for one that passed or stays hidden."""
    return "" if test.status == "passed" else test.wanted


def details_of_test(test: CodeTestReport) -> list[str]:
    """Return in lines how a test failed, and the test itself beneath."""
    case = [f"    {line}".rstrip() for line in case_of_test(test).splitlines()]
    return [*failure_of_test(test), *(["The test:", *case] if case else [])]


def runs(code: CodeReport) -> str:
    """Return the runs before the submission, each with when it was made and what passed."""
    if not code.runs:
        return "Not run before it was submitted." if code.submitted else "Not run."
    told = [
        f"{duration(one.at)}: {one.passed} of {one.tests}"
        + (f" ({counted(one.hints, 'hint')} before)" if one.hints else "")
        for one in code.runs
    ]
    return f"{counted(len(told), 'run')} of the shown tests: {'; '.join(told)}."


def code_lines(code: CodeReport) -> list[str]:
    """Return the tests and the runs in lines, what failed indented beneath its test."""
    lines = [passed(code), runs(code)]
    for test in code.tests:
        lines.append(head_of_test(test))
        lines += [f"    {told}" for told in details_of_test(test)]
    return lines


def milliseconds(seconds: float) -> str:
    """Return a time as it is read best: ``12 ms``, ``1.4 s``."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _times(test: CodeTestReport) -> str:
    if test.reference_seconds is None or test.status != "passed":
        return ""
    if max(test.seconds, test.reference_seconds) < _WORTH_TELLING:
        return ""
    return f" {milliseconds(test.seconds)}, reference {milliseconds(test.reference_seconds)}"


_WORTH_TELLING = 0.02  # seconds
