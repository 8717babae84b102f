"""The rows of the derived tables, and what they mean.

Moments are stored as microseconds since 1970. Rows are read by place, for speed: progress reads
those of thousands of sessions.
"""

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from interviewer.history.outcomes import Outcome, TurnScore

if TYPE_CHECKING:
    from interviewer.history.reviews import Card
    from interviewer.history.standing import Standing

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

OUTCOMES = """
SELECT session_id, turn, at, format, question_id, area, level, kind,
       criterion_id, essential, points, credit, help, score, whole
FROM graded JOIN outcome USING (session_id, turn)
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
    session_id, turn, at, form, question_id, area, level, kind, *rest, _, _ = row
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
    from interviewer.history.reviews import Card

    question_id, criterion_id, due, last_review, stability, difficulty = row
    return Card(
        *(question_id, criterion_id, moment(due), moment(last_review), stability, difficulty)
    )


def card_row(card: "Card") -> tuple[object, ...]:
    """Return a card as a row."""
    return (
        *(card.question_id, card.criterion_id, microseconds(card.due)),
        *(microseconds(card.last_review), card.stability, card.difficulty),
    )


def standing(row: sqlite3.Row) -> "Standing":
    """Return one row of the table of standings."""
    from interviewer.history.standing import Standing

    question_id, criterion_id, area, level, essential, points, times, at, help_given, *newest = row
    return Standing(
        *(question_id, criterion_id, area, level, bool(essential), points, times),
        *(moment(at), help_given, tuple(one for one in reversed(newest) if one is not None)),
    )


def standing_row(standing: "Standing") -> tuple[object, ...]:
    """Return a standing as a row, the newest credit before the others."""
    newest, second, third = (*reversed(standing.credits), None, None)[:3]
    return (
        *(standing.question_id, standing.criterion_id, standing.area, standing.level),
        *(standing.essential, standing.points, standing.times, microseconds(standing.at)),
        *(standing.help, newest, second, third),
    )
