"""The printed report: texts are shown as they stand, and the same report gives the same bytes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.grading.grade import Span
from interviewer.report.build import build_report
from interviewer.report.pdf import NO_GLYPH, TEMPLATE, PdfExporter, document
from interviewer.report.report import DeliveryReport, Report
from interviewer.text.display import plain
from tests.report.hostile import HOSTILE, hostile_session

REPORT = build_report(hostile_session())
MARKS = ["*bold*", "_it_", "$x^2$", "#let x = 1", "#panic()", "= Heading", "- item", "+ item", "\n"]
MARKS += ["/ term: x", "`raw`", "```", "@ref", "<label>", "\\", "~", "--", "...", '"quoted"', "//"]
MARKS += ["https://evil.example", "]", "[", '#read("/etc/passwd")', "*/", "\ufeff", "\ufffe"]
TEXTS = st.lists(st.sampled_from(MARKS) | st.text(max_size=9), min_size=1).map("".join)


def with_answer(text: str, *spans: Span) -> Report:
    turn = REPORT.turns[0]
    answer = turn.answers[0].model_copy(update={"text": text, "transcript": None})
    row = turn.criteria[0].model_copy(update={"spans": spans})
    alone = {"answers": (answer,), "criteria": (row,), "misconceptions": (), "exhibit": ""}
    return REPORT.model_copy(update={"turns": (turn.model_copy(update=alone),)})


def found(report: Report, selector: str) -> Any:
    """Return what typst makes of the report, as far as the selector picks it."""
    data = json.dumps(document(report, ()))
    path = Path(str(TEMPLATE))
    answer = typst.query(
        path, selector, root=path.parent, ignore_system_fonts=True, sys_inputs={"report": data}
    )
    return json.loads(answer)


def texts(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if content.get("func") == "text":
            yield content["text"]
        else:
            yield from texts(list(content.values()))
    elif isinstance(content, list):
        for each in content:
            yield from texts(each)


def pages(content: bytes) -> int:
    """Count the pages as the page tree names them."""
    return content.count(b"/Type/Page/")


@settings(max_examples=25, deadline=None)
@given(TEXTS.filter(bool), st.integers(0, 20), st.integers(1, 9))
def test_typst_shows_an_answer_literally(text: str, start: int, length: int) -> None:
    report = with_answer(text, Span(start=start, end=start + length, quote=text[start:][:length]))
    (said,) = found(report, "<said>")
    shown = "".join(texts(said)).replace("\u200b", "")
    assert shown == plain(text).replace("\ufeff", "").replace("\ufffe", "").replace("\u200b", "")
    for element in ("math.equation", "raw", "link", "image", "ref", "enum"):
        assert found(report, element) == []


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_any_answer_can_be_printed(text: str) -> None:
    assert PdfExporter().export(with_answer(text)).startswith(b"%PDF-")


def test_an_exhibit_is_shown_in_its_own_lines() -> None:
    shown, code, *_ = found(REPORT, "raw")
    lines = shown["text"].replace("\u200b", "").splitlines()
    assert lines == plain(REPORT.turns[0].exhibit).splitlines()
    told = REPORT.turns[4].code
    assert told is not None
    written = code["text"].replace("\u200b", "").splitlines()
    assert written == plain(told.code).rstrip().splitlines()


def test_a_hostile_session_has_only_the_headings_of_the_template() -> None:
    parts = ["By area", "Strongest points", "Weakest points", "What to study"]
    heads = ["Interview report", *parts]
    shown = ["".join(texts(heading["body"])) for heading in found(REPORT, "heading")]
    assert shown[:5] == heads
    assert shown[5:] == ["".join(turn["prompt"]) for turn in document(REPORT, ())["turns"]]
    assert HOSTILE.split("\n")[3] in "".join(texts(found(REPORT, "<said>"))).replace("\u200b", "")


def test_the_same_report_gives_the_same_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    code = (
        "import sys; from interviewer.report.pdf import PdfExporter\n"
        "from interviewer.report.report import Report\n"
        "report = Report.model_validate_json(sys.stdin.buffer.read())\n"
        "sys.stdout.buffer.write(PdfExporter().export(report))"
    )
    here = PdfExporter().export(REPORT)
    for zone, folder in (("Asia/Tokyo", tmp_path), ("America/New_York", Path.cwd())):
        done = subprocess.run(
            [sys.executable, "-c", code],
            input=REPORT.model_dump_json().encode(),
            env={"TZ": zone, "SYSTEMROOT": "C:\\Windows"},
            cwd=folder,
            capture_output=True,
            check=True,
        )
        assert done.stdout == here
    assert b"D:20260102" in here


def runs(text: str) -> list[tuple[bool, bool]]:
    """Return for each run of typst whether it had its own fonts only, and told of a box."""
    plainly = typst.compile
    seen: list[tuple[bool, bool]] = []

    def watched(*args: Any, **kwargs: Any) -> bytes:
        report = kwargs["sys_inputs"]["report"]
        seen.append((kwargs["ignore_system_fonts"], NO_GLYPH in report))
        made: bytes = plainly(*args, **kwargs)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "compile", watched)
        PdfExporter().export(with_answer(text))
    return seen


def test_a_character_without_a_glyph_is_told_of() -> None:
    nobodys = "\U0010fffd"  # of the last private plane
    assert runs(nobodys) == [(True, False), (False, False), (False, True)]


def test_the_machines_fonts_are_asked_only_for_what_typst_has_not() -> None:
    assert runs("na\u00efve \u03b1 \u2264 \u2211 \u05e9\u05dc\u05d5\u05dd \u2713") == [
        (True, False)
    ]
    # Whether a machine has Chinese letters is its own affair.
    assert runs("\u4e2d\u6587")[:2] == [(True, False), (False, False)]


def test_a_long_answer_goes_on_over_pages() -> None:
    short = PdfExporter().export(with_answer("A line."))
    long = PdfExporter().export(with_answer("A line.\n" * 300))
    assert pages(long) > pages(short) + 3


def test_a_word_without_end_has_places_to_break() -> None:
    (said,) = found(with_answer("x" * 400), "<said>")
    assert max(len(part) for part in "".join(texts(said)).split("\u200b")) <= 40


def test_how_it_was_spoken_is_drawn() -> None:
    spoken = DeliveryReport(
        words=90, seconds=60, speaking_seconds=50, pace=90, articulation=108, hesitations=2,
        hesitation_rate=2, soft_fillers=1, pauses=3, longest_pause=2.5, pause_share=0.1,
        to_first_word=1.5, over_time=(0, 120, 240, 999),
    )  # fmt: skip
    report = REPORT.model_copy(update={"delivery": spoken})
    assert document(report, ())["delivery"]["over_time"] == [0, 0.5, 1, 1]
    assert len(found(report, "heading")) == len(found(REPORT, "heading")) + 1
    assert PdfExporter().export(report).startswith(b"%PDF-")


def test_when_a_point_was_made_is_printed() -> None:
    row = REPORT.turns[0].criteria[0].model_copy(update={"said_at": 75.0})
    turn = REPORT.turns[0].model_copy(update={"criteria": (row,)})
    printed = document(REPORT.model_copy(update={"turns": (turn,)}), ())
    assert printed["turns"][0]["criteria"][0]["notes"] == ["Said after 1 min 15 s."]
