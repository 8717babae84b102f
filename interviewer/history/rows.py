"""The row for a session in lists: what can be shown without reading its log."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from interviewer.history import checksums
from interviewer.interview.score_rules import may_show_scores

if TYPE_CHECKING:
    from interviewer.interview.session import Session


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What a list shows of one session.

    ``questions`` is how many were planned, ``asked`` and ``answered`` how many were; ``score`` is
    0..1, or ``None`` when nothing is graded; ``finished`` is the reason, or ``None`` while open.
    """

    id: str
    started_at: datetime
    updated_at: datetime
    mode: str
    grader: str
    areas: tuple[str, ...]
    questions: int
    asked: int
    answered: int
    score: float | None
    finished: str | None

    @property
    def shown_score(self) -> float | None:
        """The score if it may be shown: rows of older versions also have those of open exams."""
        return self.score if may_show_scores(self.mode, self.finished) else None


UPSERT = """
INSERT INTO session (
    id, started_at, updated_at, mode, grader, areas, questions, asked, answered, score, finished,
    length, head, checksum, derived
) VALUES (
    :id, :started_at, :updated_at, :mode, :grader, :areas, :questions, :asked, :answered, :score,
    :finished, :length, :head, :checksum, 1
)
ON CONFLICT (id) DO UPDATE SET
    started_at = excluded.started_at, updated_at = excluded.updated_at, mode = excluded.mode,
    grader = excluded.grader, areas = excluded.areas, questions = excluded.questions,
    asked = excluded.asked, answered = excluded.answered, score = excluded.score,
    finished = excluded.finished, length = excluded.length, head = excluded.head,
    checksum = excluded.checksum, derived = 1
"""
"""Writes what ``row_of`` returns. The caller must also update the derived tables."""


class DamagedRowError(Exception):
    """A session's row is not what was written."""


def row_of(session: "Session", now: datetime, head: bytes) -> dict[str, object]:
    """Return a session's row by column, with its checksum.

    ``now`` is when it was last changed, ``head`` the checksum of its log's last entry.
    """
    from interviewer.interview.ledger import session_score

    config = session.config
    areas = sorted({turn.item.question.area for turn in session.turns}) or list(config.areas)
    score = session_score(session)
    row = {
        "id": session.id,
        # In one zone, so that the texts sort chronologically.
        "started_at": session.started_at.astimezone(UTC).isoformat(),
        "updated_at": now.astimezone(UTC).isoformat(),
        "mode": config.mode,
        "grader": config.grader,
        "areas": " ".join(areas),
        "questions": config.wanted,
        "asked": len(session.asked),
        "answered": sum(turn.main is not None for turn in session.turns if turn.retry_of is None),
        "score": None if score is None else float(score) + 0.0,  # as SQLite gives it back
        "finished": session.finished,
        "length": session.length,
        "head": head,
    }
    return {**row, "checksum": checksums.of_row("session", tuple(row.values()))}


def end_of_log(row: sqlite3.Row) -> tuple[int, bytes] | None:
    """Return the log's length and its last entry's checksum; ``None`` in a row without checksums.

    Raise ``DamagedRowError`` if the row is not what was written.
    """
    *listed, derived, length, head, checksum = row
    if checksum is None and derived != 1:
        return None  # from a version without checksums, and not derived since
    if checksums.of_row("session", (*listed, length, head)) != checksum:
        raise DamagedRowError
    return length, head


def session_row(row: sqlite3.Row) -> SessionRow:
    """Return a stored row; raise ``DamagedRowError`` if it is not what was written."""
    end_of_log(row)
    try:
        return SessionRow(
            id=row["id"],
            started_at=datetime.fromisoformat(row["started_at"]),
            updated_at=datetime.fromisoformat(row["updated_at"]),
            mode=row["mode"],
            grader=row["grader"],
            areas=tuple(row["areas"].split()),
            questions=row["questions"],
            asked=row["asked"],
            answered=row["answered"],
            score=row["score"],
            finished=row["finished"],
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedRowError from error
