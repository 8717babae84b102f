"""Tests of a coding question as the screen shows them: before a run, while it goes on, after it."""

from collections.abc import Mapping

from textual.content import Content

from interviewer.bank.coding import Coding
from interviewer.coding.results import Run, TestResult
from interviewer.coding.wording import (
    failure_lines,
    hidden_count,
    lines_of_test,
    mark,
    passed,
    result_line,
    table_lines,
)
from interviewer.text.display import one_line, plain
from interviewer.tui.view.hanging import hang

_OUTPUT = 4000  # characters of output that are shown; the report has all that is kept
_STYLES = {"✓": "bold $success", "✗": "bold $error", "–": "bold $muted"}


def tests_before(coding: Coding, width: int) -> Content:
    """Return what the shown tests ask for, and how many are hidden."""
    lines = [Content.styled(line, "$muted") for line in table_lines(coding)]
    for test in coding.shown:
        lines.append(_named("·", "$primary", test.name, test.message, width))
        lines += _indented(lines_of_test(test), width)
    told = f"{hidden_count(coding)} until you submit."
    return Content("\n").join([*lines, Content.styled(told, "$muted")])


def tests_after(
    coding: Coding, results: Mapping[str, TestResult], run: Run | None, width: int
) -> Content:
    """Return each shown test with its mark, what failed, and what the code printed.

    ``run`` is ``None`` while it is in progress; a test without a result is still to come.
    """
    lines = []
    for test in coding.shown:
        result = results.get(test.name)
        if result is None:
            lines.append(Content.styled(f"· {one_line(test.name)}", "$muted"))
            continue
        sign = mark(result.status)
        lines.append(Content.assemble((sign, _STYLES[sign]), (result_line(result)[1:], "bold")))
        lines += [hang(Content("  "), Content(line), width) for line in failure_lines(result)]
        if not result.passed:
            lines += _indented(lines_of_test(test), width)
    if run is not None and run.output:
        output = plain(run.output.rstrip())
        cut = " …" if run.cut or len(output) > _OUTPUT else ""
        lines += [Content.styled("Printed", "bold $primary"), Content(output[:_OUTPUT] + cut)]
    lines += [Content.styled(line, "$muted") for line in table_lines(coding)]
    return Content("\n").join(lines)


def running_line(done: Mapping[str, TestResult], count: int, seconds: float, key: str) -> Content:
    """Return how far a run has come, and which key stops it."""
    return Content.assemble(
        (f"Running, {len(done)} of {count}", "bold $primary"),
        (f"  {seconds:.1f} s · {key} stops", "$muted"),
    )


def verdict_line(run: Run) -> Content:
    """Return the result of a run and its time."""
    style = "bold $success" if run.all_passed else "bold $error"
    return Content.assemble((passed(run.results), style), (f"  {run.seconds:.2f} s", "$muted"))


def _named(sign: str, style: str, name: str, message: str, width: int) -> Content:
    text = Content.assemble((one_line(name), "bold"), f"  {one_line(message)}")
    return hang(Content.styled(f"{sign} ", style), text, width)


def _indented(lines: list[str], width: int) -> list[Content]:
    return [hang(Content("    "), Content.styled(line, "$muted"), width) for line in lines]
