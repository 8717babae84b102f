"""The row that lists a session: what is shown of it without reading its log."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.interview.session import Session


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What a list of sessions shows of one.

    ``questions`` is how many were wanted, ``asked`` and ``answered`` how many were; ``score`` is
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


UPSERT = """
INSERT INTO session (
    id, started_at, updated_at, mode, grader, areas, questions, asked, answered, score, finished,
    derived
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
ON CONFLICT (id) DO UPDATE SET
    updated_at = excluded.updated_at, areas = excluded.areas, asked = excluded.asked,
    answered = excluded.answered, score = excluded.score, finished = excluded.finished, derived = 1
"""
"""Writes what ``row_of`` returns. Whoever writes a row derives what follows from its session."""


def row_of(session: "Session", now: datetime) -> tuple[object, ...]:
    """Return the values of a session's row; ``now`` is when it was last changed."""
    from interviewer.interview.ledger import session_score

    config = session.config
    areas = sorted({turn.item.question.area for turn in session.turns}) or list(config.areas)
    return (
        session.id,
        # In one zone, so that the order of the texts is that of the moments.
        session.started_at.astimezone(UTC).isoformat(),
        now.astimezone(UTC).isoformat(),
        config.mode,
        config.grader,
        " ".join(areas),
        config.wanted,
        len(session.asked),
        sum(turn.main is not None for turn in session.turns if turn.retry_of is None),
        session_score(session),
        session.finished,
    )


def session_row(row: sqlite3.Row) -> SessionRow:
    """Return a stored row; raises what a damaged one leads to."""
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
