"""How submitted code did: its tests, its runs, and the reference solution beside it."""

from itertools import zip_longest

from rich.cells import set_cell_size
from textual.content import Content

from interviewer.coding.wording import mark, numbered
from interviewer.report.code_words import details_of_test, head_of_test, passed, runs, title
from interviewer.report.report import CodeReport
from interviewer.text.display import plain
from interviewer.tui.view.columns import fit
from interviewer.tui.view.hanging import hang

_BESIDE = 100  # cells from which two columns of code are readable
_STYLES = {"✓": "bold $success", "✗": "bold $error", "–": "bold $muted"}
_GAP = "  │ "


def code_text(code: CodeReport, width: int) -> Content:
    """Return the tests, the code and its output, fitted to ``width`` cells."""
    lines = [
        Content.styled(passed(code), "bold"),
        hang(Content(""), Content.styled(runs(code), "$muted"), width),
        Content(""),
    ]
    for test in code.tests:
        sign = mark(test.status)
        head = Content(plain(head_of_test(test))[2:])
        lines.append(hang(Content.styled(f"{sign} ", _STYLES[sign]), head, width))
        lines += [
            hang(Content("    "), Content.styled(plain(told), "$muted"), width)
            for told in details_of_test(test)
        ]
    lines.append(Content(""))
    own, reference = numbered(code.code) if code.code else [], numbered(code.reference)
    if width >= _BESIDE:
        room, gap = (width - len(_GAP)) // 2, Content.styled(_GAP, "$line")
        heads = (fit(one, room) for one in (title(code), "Reference solution"))
        lines.append(gap.join(Content.styled(head, "bold $primary") for head in heads))
        columns = (_beneath(own, room), _beneath(reference, room))
        for pair in zip_longest(*columns, fillvalue=Content("")):  # the same line on both sides
            for rows in zip_longest(*(one.plain.split("\n") for one in pair), fillvalue=""):
                lines.append(gap.join(Content(set_cell_size(row, room)) for row in rows))
    else:
        for name, part in ((title(code), own), ("Reference solution", reference)):
            lines += [Content.styled(name, "bold $primary"), *_beneath(part, width), Content("")]
        lines.pop()
    if code.output:
        lines += [Content(""), Content.styled("Printed", "bold $primary")]
        lines.append(Content(plain(code.output.rstrip())))
    return Content("\n").join(lines)


def _beneath(numbered_lines: list[str], width: int) -> list[Content]:
    """Return numbered lines of code, wrapped beneath the code and not beneath the numbers."""
    gutter = len(str(len(numbered_lines))) + 2
    return [hang(Content(one[:gutter]), Content(one[gutter:]), width) for one in numbered_lines]
