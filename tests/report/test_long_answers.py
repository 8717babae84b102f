"""However long an answer: a report costs in proportion, and says how much of it was judged."""

import csv
import io
import json

import pytest

from interviewer.grading.grade import Extent, Span
from interviewer.registry import load_exporter
from interviewer.report.build import build_report
from interviewer.report.highlight import stretches
from interviewer.report.report import Report
from interviewer.report.share import shared
from tests.long_texts import LINEAR, Shape, distinct_words, growth, nested, repeated
from tests.report.hostile import hostile_session

SHAPES = {
    "one word": repeated("a"),
    "distinct words": distinct_words,
    "brackets": nested,
    "combining marks": repeated("e\u0301\u0327"),
    "what Markdown acts on": repeated("*_`[<"),
    "line after line": repeated("a\n"),
    "spaces": repeated(" ", begin="a"),
}
REPORT = build_report(hostile_session())
SAID = "Only the first 50,000 of the answer's 400,000 characters were judged."


def with_answer(text: str) -> Report:
    """Return the report with one turn, whose answer was read in part and has a quote."""
    turn = REPORT.turns[0]
    answer = turn.answers[0].model_copy(
        update={"text": text, "extent": Extent(read=50_000, of=400_000)}
    )
    span = Span(start=0, end=len(text) // 2, quote=text[: len(text) // 2])
    criterion = turn.criteria[0].model_copy(update={"spans": (span,)})
    update = {"answers": (answer,), "criteria": (criterion,), "misconceptions": ()}
    return REPORT.model_copy(update={"turns": (turn.model_copy(update=update),)})


@pytest.mark.parametrize("name", ["md", "html", "json", "csv", "anki"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_format_takes_time_in_proportion_to_the_answer(shape: Shape, name: str) -> None:
    exporter = load_exporter(name)
    assert growth(lambda text: exporter.export(with_answer(text)), shape, 32_000) < LINEAR


def test_marking_takes_time_in_proportion_to_the_spans() -> None:
    def marked(text: str) -> object:
        spans = [
            Span(start=at, end=at + 3, quote=text[at : at + 3]) for at in range(0, len(text) - 3, 2)
        ]
        return stretches(text, [("a", spans[::2]), ("b", spans[1::2])])

    assert growth(marked, repeated("abcd")) < LINEAR


def test_stretches_that_overlap_name_all_that_they_are_evidence_for() -> None:
    spans = {"a": (0, 4), "b": (2, 6), "c": (6, 8)}
    marked = [
        (key, [Span(start=start, end=end, quote="abcdefghij"[start:end])])
        for key, (start, end) in spans.items()
    ]
    assert stretches("abcdefghij", marked) == [
        ("ab", ("a",)),
        ("cd", ("a", "b")),
        ("ef", ("b",)),
        ("gh", ("c",)),
        ("ij", ()),
    ]


@pytest.mark.parametrize("share", [False, True], ids=["whole", "shared"])
def test_every_format_tells_what_was_not_read(share: bool) -> None:
    report = with_answer("The mean adds all values.")
    report = shared(report) if share else report
    for name in ("md", "html"):
        text = load_exporter(name).export(report).decode()
        assert SAID in text.replace("&#39;", "'"), name
    answer = json.loads(load_exporter("json").export(report))["turns"][0]["answers"][0]
    assert answer["extent"] == {"read": 50_000, "of": 400_000}
    table = load_exporter("csv").export(report).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["answer_read"] == "50000"
