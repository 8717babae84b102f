"""The rows of the derived tables, and what they mean.

Moments are stored as microseconds since 1970. Rows are read by place, for speed: progress reads
those of thousands of sessions.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from interviewer.history import checksums
from interviewer.learning.outcomes import GradedTurn, Outcome, TurnScore

if TYPE_CHECKING:
    from interviewer.learning.reviews import Card
    from interviewer.learning.standing import Standing

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

OUTCOMES = """
SELECT session_id, turn, at, format, question_id, area, level, kind,
       criterion_id, essential, points, credit, help, score, whole, outcomes
FROM graded LEFT JOIN outcome USING (session_id, turn)
"""
"""The fields of ``Outcome`` in their order, then those of the turn."""

TURN_SCORES = """
SELECT session_id, turn, at, format, question_id, area, level, earned, unaided FROM graded
"""
"""The fields of ``TurnScore`` in their order."""

OLDEST_FIRST = "ORDER BY at, session_id, turn, place"


def microseconds(moment: datetime) -> int:
    """Return an aware moment as it is stored."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """Return a stored moment, in UTC."""
    return _EPOCH + timedelta(microseconds=stored)


def outcome(row: sqlite3.Row) -> Outcome:
    """Return one row of ``OUTCOMES``."""
    session_id, turn, at, form, question_id, area, level, kind, *rest, _, _, _ = row
    criterion_id, essential, points, credit, help_given = rest
    return Outcome(
        *(session_id, turn, moment(at), form, question_id, area, level, kind),
        *(criterion_id, bool(essential), points, credit, help_given),
    )


def turn_score(row: sqlite3.Row) -> TurnScore:
    """Return one row of ``TURN_SCORES``."""
    session_id, turn, at, *rest = row
    return TurnScore(session_id, turn, moment(at), *rest)


def card(row: sqlite3.Row) -> "Card":
    """Return one row of the table of cards."""
    from interviewer.learning.reviews import Card

    question_id, criterion_id, due, last_review, stability, difficulty, _ = row
    return Card(
        *(question_id, criterion_id, moment(due), moment(last_review), stability, difficulty)
    )


def card_row(card: "Card") -> tuple[object, ...]:
    """Return a card as a row, with its checksum."""
    values = (
        *(card.question_id, card.criterion_id, microseconds(card.due)),
        *(microseconds(card.last_review), _real(card.stability), _real(card.difficulty)),
    )
    return (*values, checksums.of_row("card", values))


def checked_card(row: sqlite3.Row) -> "Card":
    """Return one row of the table of cards; ``DamagedTableError`` unless it is as written."""
    check("card", row)
    return card(row)


def standing(row: sqlite3.Row) -> "Standing":
    """Return one row of the table of standings."""
    from interviewer.learning.standing import Standing

    question_id, criterion_id, area, level, essential, points, times, at, help_given, *rest = row
    *newest, _ = rest
    return Standing(
        *(question_id, criterion_id, area, level, bool(essential), points, times),
        *(moment(at), help_given, tuple(one for one in reversed(newest) if one is not None)),
    )


def standing_row(standing: "Standing") -> tuple[object, ...]:
    """Return a standing as a row with its checksum, the newest credit before the others."""
    newest, second, third = (*map(_real, reversed(standing.credits)), None, None)[:3]
    values = (
        *(standing.question_id, standing.criterion_id, standing.area, standing.level),
        *(int(standing.essential), standing.points, standing.times, microseconds(standing.at)),
        *(standing.help, newest, second, third),
    )
    return (*values, checksums.of_row("standing", values))


def checked_standing(row: sqlite3.Row) -> "Standing":
    """Return one row of the table of standings; ``DamagedTableError`` unless as written."""
    check("standing", row)
    return standing(row)


def graded_row(graded: GradedTurn, shares: TurnScore) -> tuple[object, ...]:
    """Return a graded turn as a row, with the checksums of its outcomes and of itself."""
    first = graded.outcomes[0]
    values = (
        *(first.session_id, first.turn, microseconds(first.at), first.format, first.question_id),
        *(first.area, first.level, first.kind, _real(graded.score), int(graded.whole)),
        *(_real(shares.earned), _real(shares.unaided)),
        _of_outcomes(first.session_id, first.turn, list(map(outcome_row, graded.outcomes))),
    )
    return (*values, checksums.of_row("graded", values))


def outcome_row(outcome: Outcome) -> tuple[object, ...]:
    """Return what a row of an outcome holds besides its turn and place."""
    return (
        *(outcome.criterion_id, int(outcome.essential), outcome.points),
        *(_real(outcome.credit), outcome.help),
    )


def checked_outcomes(rows: Sequence[sqlite3.Row]) -> tuple[Outcome, ...]:
    """Return a turn's rows of ``OUTCOMES``; ``DamagedTableError`` unless as written."""
    session_id, turn, *_, checksum = rows[0]
    if _of_outcomes(session_id, turn, [tuple(row)[8:13] for row in rows]) != checksum:
        raise DamagedTableError("outcome")
    return tuple(map(outcome, rows))


def check(table: str, row: sqlite3.Row) -> None:
    """Raise ``DamagedTableError`` for a row that differs from its checksum, which stands last."""
    *values, checksum = row
    if checksums.of_row(table, tuple(values)) != checksum:
        raise DamagedTableError(table)


class DamagedTableError(Exception):
    """A row of that table is not what was written."""


def _of_outcomes(session_id: str, turn: int, rows: list[tuple[object, ...]]) -> bytes:
    return checksums.of_row("outcome", (session_id, turn, *rows))


def _real(value: float) -> float:
    """Return a number as SQLite gives it back: 1 as 1.0, and no negative zero."""
    return float(value) + 0.0
