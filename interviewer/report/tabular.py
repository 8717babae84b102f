"""The report as CSV for a spreadsheet: one row per point."""

import csv
import io

from interviewer.report.report import (
    AnswerReport,
    CodeReport,
    CriterionReport,
    DeeperPoint,
    Report,
    TurnReport,
)
from interviewer.text.display import plain

COLUMNS = (
    "session_id", "started_at", "turn", "retry_of", "question_id", "area", "level", "kind",
    "status", "question_score", "score_low", "score_high", "seconds", "hints", "criterion",
    "statement", "points", "earned", "verdict", "help", "certainty", "votes", "said_at", "quote",
    "misconceptions", "suspected", "grader", "grader_version", "rubric_version", "estimate",
    "score_before", "earned_before", "pace", "hesitations", "longest_pause", "follow_up", "exhibit",
    "answer_read", "code", "tests_passed", "tests_failed", "code_runs", "answer",
)  # fmt: skip


class CsvExporter:
    """Writes RFC 4180 CSV in UTF-8 with a byte-order mark, which spreadsheets need.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe.
    """

    suffix = ".csv"

    def export(self, report: Report) -> bytes:
        """Return the whole table: a row for each criterion, then for each point of deeper replies.

        Only rows of deeper points have a ``follow_up``; their points do not count in any score. A
        question that was not judged at all has one row.
        """
        buffer = io.StringIO(newline="")
        # Quotes keep cells whole in spreadsheets that also split at semicolons or tabs.
        writer = csv.DictWriter(buffer, COLUMNS, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for turn in report.listed:
            for row in _rows(report, turn):
                writer.writerow({name: harmless(str(value)) for name, value in row.items()})
        return buffer.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the cell, changed if needed so that no spreadsheet takes it for a formula."""
    cell = plain(cell)
    risky = cell.lstrip()[:1] in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    return f"'{cell}" if risky or cell[:1] in ("\t", "\r", "\n") else cell


def _rows(report: Report, turn: TurnReport) -> list[dict[str, object]]:
    main = turn.answers[0] if turn.answers else None
    delivery = main.delivery if main else None
    common: dict[str, object] = {
        "session_id": report.session_id,
        "started_at": report.started_at.isoformat(),
        "turn": turn.number,
        "retry_of": _or_blank(turn.retry_of),
        "question_id": turn.question_id,
        "area": turn.area,
        "level": turn.level,
        "kind": turn.kind,
        "status": turn.status,
        "question_score": _or_blank(turn.score),
        "score_low": _or_blank(turn.low),
        "score_high": _or_blank(turn.high),
        "seconds": _or_blank(turn.seconds),
        "hints": turn.hints,
        "misconceptions": "; ".join(wrong.id for wrong in turn.misconceptions),
        "suspected": "; ".join(doubtful.id for doubtful in turn.suspected),
        "grader": _or_blank(main and main.grader),
        "grader_version": _or_blank(main and main.grader_version),
        "rubric_version": _or_blank(main and main.rubric_version),
        "estimate": _or_blank(turn.estimate),
        "score_before": _or_blank(turn.change and turn.change.score),
        "pace": _or_blank(delivery and delivery.pace),
        "hesitations": _or_blank(delivery and delivery.hesitations),
        "longest_pause": _or_blank(delivery and delivery.longest_pause),
        "exhibit": turn.exhibit,
        "answer_read": _or_blank(main and main.extent and main.extent.read),
        "answer": "\n\n".join(answer.text for answer in turn.answers),
        **_code(turn.code),
    }
    rows = [_criterion(turn, criterion) for criterion in turn.criteria]
    rows += [_deeper(answer, point) for answer in turn.answers for point in answer.deeper]
    return [common | row for row in rows or [{}]]


def _code(code: CodeReport | None) -> dict[str, object]:
    if code is None:
        return {}
    failed = [test.name for test in code.tests if test.status != "passed"]
    return {
        "code": code.code,
        "tests_passed": len(code.tests) - len(failed) if code.tests else "",
        "tests_failed": "; ".join(failed),
        "code_runs": len(code.runs),
    }


def _criterion(turn: TurnReport, criterion: CriterionReport) -> dict[str, object]:
    return {
        "criterion": criterion.id,
        "statement": criterion.statement,
        "points": criterion.points,
        "earned": criterion.earned,
        "verdict": criterion.verdict,
        "help": criterion.help,
        "certainty": criterion.certainty,
        "votes": _votes(criterion),
        "earned_before": _or_blank(_before(turn, criterion)),
        "said_at": _or_blank(criterion.said_at),
        "quote": " … ".join(span.quote for span in criterion.spans),
    }


def _deeper(answer: AnswerReport, point: DeeperPoint) -> dict[str, object]:
    return {
        "criterion": point.id,
        "statement": point.statement,
        "points": point.points,
        "earned": point.earned,
        "verdict": point.level,
        "quote": " … ".join(span.quote for span in point.spans),
        "follow_up": answer.prompt,
    }


def _before(turn: TurnReport, criterion: CriterionReport) -> float | None:
    for one in turn.change.criteria if turn.change else ():
        if one.id == criterion.id:
            return round(criterion.earned - one.gained, 2)
    return None


def _votes(criterion: CriterionReport) -> str:
    stability = criterion.stability
    return f"{stability.agreed} of {stability.votes}" if stability else ""


def _or_blank(value: object) -> object:
    return "" if value is None else value
