"""The report as PDF, typeset by typst with its bundled fonts; texts are data, never markup."""

import json
import re
from collections.abc import Sequence
from datetime import UTC
from importlib.resources import as_file, files
from typing import Any

from interviewer.report import code_words, delivery_words, session_words, wording
from interviewer.report.coaching_words import DENIED, dispute_text, to_add, to_mend
from interviewer.report.deeper import deeper_result
from interviewer.report.further_reading import free_at
from interviewer.report.highlight import pieces
from interviewer.report.report import (
    AnswerReport,
    CodeReport,
    CriterionReport,
    DeliveryReport,
    MisconceptionReport,
    Point,
    Report,
    TurnReport,
)
from interviewer.report.suspicion_words import UNCLEAR, admission, suspicion_text
from interviewer.text.display import plain

TEMPLATE = files("interviewer.report").joinpath("templates", "report.typ")
"""The layout in typst's language; it reads a ``document`` as JSON from ``sys.inputs.report``."""

NO_GLYPH = (
    "Some characters are in none of the fonts of this document or of the machine that made it, "
    "and show as a box. The HTML report shows them."
)
"""The notice for a report with characters that no font can show."""

_NO_GLYPH = "could not be displayed"  # part of typst's error message

# Invisible characters that PDF/UA forbids.
_FORBIDDEN = re.compile("[\ufeff\ufffe\uffff]")

# A long word that cannot be broken would run off the page.
_LONG = re.compile(r"(\S{24})(?=\S{16})")


class PdfExporter:
    """Sets the package's template on A4, tagged for screen readers.

    The same report gives the same bytes: its date is the session's, and no font or file of the
    machine is used unless a text has a character missing from typst's fonts. Then the machine's
    fonts are tried, and if they lack it too, the PDF does not conform to PDF/UA-1.
    """

    suffix = ".pdf"

    def export(self, report: Report) -> bytes:
        """Return the whole document."""
        from typst import TypstError

        notices = session_words.notices(report)
        for own_fonts in (True, False):
            try:
                return _typeset(report, notices, own_fonts=own_fonts)
            except TypstError as error:
                if _NO_GLYPH not in f"{error.message} {error.diagnostic}":
                    raise
        # The standard forbids characters without a glyph; outside it they show as a box.
        return _typeset(report, (*notices, NO_GLYPH), own_fonts=False, accessible=False)


def _typeset(
    report: Report, notices: Sequence[str], *, own_fonts: bool, accessible: bool = True
) -> bytes:
    import typst

    data = json.dumps(document(report, notices))
    with as_file(TEMPLATE) as path:
        return typst.compile(
            path,
            root=path.parent,
            format="pdf",
            ignore_system_fonts=own_fonts,
            sys_inputs={"report": data},
            pdf_standards="ua-1" if accessible else None,
            timestamp=int(report.started_at.timestamp()),
        )


def document(report: Report, notices: Sequence[str]) -> Any:
    """Return the template's data, in the order shown, with every text safe to print."""
    began = report.started_at.astimezone(UTC)
    facts = {
        "When": wording.when(report),
        "Active time": wording.duration(report.active_seconds),
        "Mode": report.mode,
        "Grader": report.grader,
    }
    if report.format:
        facts["Format"] = report.format
    remarks = [wording.used(report.usage), wording.calibrated(report.calibration)]
    if report.focus:
        areas = ", ".join(f"{one.area} {one.weight:.0%}" for one in report.focus)
        remarks.append(f"Areas by a job description: {areas}.")
    return _safe(
        {
            "title": f"Interview report, {wording.day(report)}",
            "date": {"year": began.year, "month": began.month, "day": began.day},
            "score": wording.percent(report.score),
            "band": session_words.standing(report),
            "outcome": session_words.outcome(report),
            "facts": list(facts.items()),
            "remarks": [remark for remark in remarks if remark],
            "notices": notices,
            "areas": [
                {
                    "name": area.area,
                    "share": area.score,
                    "score": wording.percent(area.score),
                    "band": area.band,
                    "questions": str(area.questions),
                }
                for area in report.areas
            ],
            "strongest": _points(report.strongest),
            "weakest": _points(report.weakest),
            "practising": session_words.PRACTISING,
            "study": [
                {
                    "name": advice.question_id,
                    "score": f"{wording.percent(advice.score)} of 100",
                    "sources": [(source, free_at(source)) for source in advice.sources],
                    "missing": [
                        (
                            f"{title}: {point.statement}",
                            f"Next: {', '.join(point.next)}" if point.next else "",
                        )
                        for title, several in (
                            ("To complete", advice.points),
                            ("To go deeper", advice.deeper),
                        )
                        for point in several
                    ],
                }
                for advice in report.study
            ],
            "delivery": _delivery(report.delivery),
            "delivery_note": delivery_words.DELIVERY_NOTE,
            "legend": wording.legend(c for turn in report.listed for c in turn.criteria),
            "turns": [_turn(turn) for turn in report.listed],
            "origin": wording.origin(report),
        }
    )


def _points(several: Sequence[Point]) -> list[tuple[str, str]]:
    return [
        (
            point.statement,
            f"{wording.points(point.earned)} of {point.points}, question {point.question}",
        )
        for point in several
    ]


def _delivery(delivery: DeliveryReport | None) -> dict[str, Any] | None:
    if delivery is None:
        return None
    return {
        "facts": delivery_words.delivery_facts(delivery),
        "over_time": delivery_words.heights(delivery.over_time),
    }


def _turn(turn: TurnReport) -> dict[str, Any]:
    place = [wording.place_of(turn), turn.area, f"{turn.level} {turn.kind}"]
    spent = f"{wording.duration(turn.seconds)} spent"
    if turn.hints:
        spent += f", {turn.hints} hint{'s' if turn.hints > 1 else ''}"
    if turn.unprompted_score != turn.score:
        spent += f"; {wording.percent(turn.unprompted_score)} without probes and hints"
    judged_by = wording.judged_by(turn)
    return {
        "eyebrow": " · ".join(place),
        "prompt": turn.prompt,
        "exhibit": turn.exhibit,
        "score": wording.percent(turn.score) if turn.band else "",
        "band": ", ".join(filter(None, ("of 100", turn.band, wording.likely(turn)))),
        "spent": spent,
        "remarks": [
            told
            for told in (wording.changed(turn), wording.guessed(turn), wording.unread(turn))
            if told
        ],
        "reason": wording.unscored(turn),
        "answers": [_answer(answer, turn) for answer in turn.answers],
        "code": None if turn.code is None else _code(turn.code),
        "criteria": [_criterion(criterion, turn) for criterion in turn.criteria],
        "misconceptions": [_misconception(wrong) for wrong in turn.misconceptions],
        "suspected": [
            {**_misconception(doubtful), "meant": suspicion_text(turn, doubtful)}
            for doubtful in turn.suspected
        ],
        "unclear": UNCLEAR,
        "coaching": list(filter(None, (to_add(turn), to_mend(turn)))),
        "disputed": [{**_misconception(one), "denied": DENIED} for one in turn.disputed],
        "model_answer": turn.model_answer,
        "sources": f"Sources: {'; '.join(turn.sources)}" if turn.sources else "",
        "judged_by": f"Judged by the {judged_by}." if judged_by else "",
    }


def _code(code: CodeReport) -> dict[str, Any]:
    return {
        "title": code_words.title(code),
        "code": code.code.rstrip(),
        "runs": code_words.runs(code),
        "passed": code_words.passed(code),
        "tests": [
            {
                "good": test.status == "passed",
                "head": code_words.head_of_test(test),
                "details": "\n".join(code_words.details_of_test(test)),
            }
            for test in code.tests
        ],
        "output": code.output.rstrip(),
        "reference": code.reference.rstrip(),
    }


def _answer(answer: AnswerReport, turn: TurnReport) -> dict[str, Any]:
    heard = answer.transcript if answer.transcript != answer.text else None
    return {
        "probe": answer.follow_up,
        "pieces": [(kind, text) for text, kind in pieces(turn, answer)],
        "heard": heard or "",
        "deeper": deeper_result(answer),
        "reference": answer.reference,
        "delivery": _delivery(answer.delivery),
    }


def _criterion(criterion: CriterionReport, turn: TurnReport) -> dict[str, Any]:
    credited = criterion.level != "missed" and criterion.spans
    notes = [dispute_text(criterion), criterion.note]
    if criterion.help not in ("unprompted", "never"):
        notes.append(f"Earned {criterion.help}.")
    if wording.change_of(turn, criterion):
        notes.append(f"{wording.change_of(turn, criterion)}.")
    if criterion.said_at is not None:
        notes.append(f"{wording.said_when(criterion).capitalize()}.")
    quotes = _quotes(criterion) if credited else []
    text = "\n".join((criterion.statement, *quotes, *notes))
    return {
        # A row longer than a page must break; any other is easier to read in one piece.
        "short": len(text) < 1500 and len(text.splitlines()) < 20,
        "level": criterion.verdict,
        "mark": wording.LEVEL_MARKS[criterion.verdict],
        "doubt": wording.doubt(criterion),
        "statement": criterion.statement,
        "quotes": quotes,
        "notes": [note for note in notes if note],
        "points": wording.of_points(criterion),
        "essential": criterion.essential,
    }


def _misconception(wrong: MisconceptionReport) -> dict[str, Any]:
    costs = [f"minus {wording.whole_points(wrong.penalty)}"]
    if wrong.cap is not None:
        costs.append(f"score capped at {wording.percent(wrong.cap)}")
    if wording.doubt(wrong):
        costs.append(wording.doubt(wrong))
    return {
        "statement": wrong.statement,
        "costs": ", ".join(costs),
        "quotes": _quotes(wrong),
        "admission": admission(wrong),
        "correction": wrong.correction,
    }


def _quotes(row: CriterionReport | MisconceptionReport) -> list[str]:
    return [f"“{span.quote}”" for span in row.spans]


def _safe(value: Any) -> Any:
    """Return the same data with every text made safe and its long words breakable.

    Everything printed passes through here, so that no field can be forgotten.
    """
    if isinstance(value, str):
        return _LONG.sub("\\1\u200b", _FORBIDDEN.sub("", plain(value)))
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_safe(item) for item in value]
    return value
