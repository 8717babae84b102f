"""Disputes as labelled rows, for measuring and improving a grader."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from interviewer.interview.ledger import judged

if TYPE_CHECKING:
    from interviewer.interview.session import Dispute, Session, Turn

Row = dict[str, object]


def dispute_rows(sessions: "Iterable[Session]") -> list[Row]:
    """Return a row for each dispute that was not withdrawn, by question, criterion and words.

    It contains the claim, the words, the grader's verdict and the candidate's view. ``settled_as``
    is the later verdict of a language model; ``None`` before that. It leaves out what a shared
    report leaves out: the session, times, and the rest of the answer.
    """
    rows = [
        _row(turn, dispute)
        for session in sessions
        for turn in session.turns
        for dispute in turn.disputes
        if dispute.state != "withdrawn"
    ]
    # Sorted so that the order does not reveal when each was made.
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def to_json_lines(rows: Iterable[Row]) -> bytes:
    """Return the rows as JSON Lines in UTF-8."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode(
        "utf-8", "backslashreplace"
    )


def _row(turn: "Turn", dispute: "Dispute") -> Row:
    rubric = turn.item.rubric
    statements = {one.id: one.statement for one in rubric.misconceptions}
    statements |= {one.id: one.statement for one in rubric.criteria}
    return {
        "question_id": rubric.question_id,
        "rubric_version": rubric.version,
        "claim_id": dispute.claim_id,
        "claim": statements[dispute.claim_id],
        "of": "misconception" if dispute.against == "charged" else "criterion",
        "words": [span.quote for span in dispute.spans],
        "grader": dispute.grader,
        "grader_version": dispute.grader_version,
        "judged": dispute.against,
        "candidate": "said" if dispute.said else "not said",
        "settled_as": _now(turn, dispute) if dispute.state == "settled" else None,
    }


def _now(turn: "Turn", dispute: "Dispute") -> str | None:
    known = judged(turn)
    if known is None:
        return None
    if dispute.against == "charged":
        charged = {finding.misconception_id for _, finding in known.misconceptions}
        return "charged" if dispute.claim_id in charged else "not charged"
    levels = {entry.criterion.id: entry.verdict.level for entry in known.entries}
    return levels.get(dispute.claim_id)
