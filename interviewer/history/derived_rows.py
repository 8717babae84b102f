"""The rows of the derived tables, and what they mean.

Times are stored as microseconds since 1970. A row to be written is a dictionary of its columns in
the table's order, which its checksum depends on. The rows of the two queries that progress makes
over thousands of sessions are unpacked by position, for speed.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from interviewer.history import checksums
from interviewer.learning.outcomes import GradedTurn, Outcome, TurnScore

if TYPE_CHECKING:
    from interviewer.learning.mastery import Mastery
    from interviewer.learning.reviews import Card

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

OUTCOMES = """
SELECT session_id, turn, at, format, question_id, area, level, kind,
       criterion_id, essential, points, credit, help, certainty,
       score, unaided, whole, retry, outcomes
FROM graded LEFT JOIN outcome USING (session_id, turn)
"""
"""The fields of ``Outcome`` in their order, then those of the turn."""

TURN_SCORES = """
SELECT session_id, turn, at, format, question_id, area, level, score, unaided, retry FROM graded
"""
"""The fields of ``TurnScore`` in their order."""

_UNSETTLED = "unsettled"
"""The certainty of a row that only says that the rubric has a criterion: it is no outcome."""

Row = dict[str, object]
"""A row to be written, by column."""

INSERT = {
    "graded": """
        INSERT INTO graded (session_id, turn, at, format, question_id, area, level, kind, score,
        unaided, whole, retry, outcomes, checksum)
        VALUES (:session_id, :turn, :at, :format, :question_id, :area, :level, :kind, :score,
        :unaided, :whole, :retry, :outcomes, :checksum)
    """,
    "outcome": """
        INSERT INTO outcome (session_id, turn, place, criterion_id, essential, points, credit, help,
        certainty)
        VALUES (:session_id, :turn, :place, :criterion_id, :essential, :points, :credit, :help,
        :certainty)
    """,
    "card": """
        INSERT INTO card (question_id, criterion_id, due, last_review, stability, difficulty,
        checksum)
        VALUES (:question_id, :criterion_id, :due, :last_review, :stability, :difficulty, :checksum)
    """,
    "standing": """
        INSERT INTO standing (question_id, criterion_id, area, level, essential, points, times, at,
        help, newest, second, third, checksum)
        VALUES (:question_id, :criterion_id, :area, :level, :essential, :points, :times, :at, :help,
        :newest, :second, :third, :checksum)
    """,
}
"""The statement that inserts a ``Row``, by table."""

OLDEST_FIRST = "ORDER BY at, session_id, turn, place"


def microseconds(moment: datetime) -> int:
    """Return a timezone-aware time as stored: microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """Return a stored time as a datetime in UTC."""
    return _EPOCH + timedelta(microseconds=stored)


def outcome(row: sqlite3.Row) -> Outcome:
    """Return one row of ``OUTCOMES``."""
    session_id, turn, at, form, question_id, area, level, kind, *rest = row
    criterion_id, essential, points, credit, help_given, certainty, *_ = rest
    return Outcome(
        session_id=session_id,
        turn=turn,
        at=moment(at),
        format=form,
        question_id=question_id,
        area=area,
        level=level,
        kind=kind,
        criterion_id=criterion_id,
        essential=bool(essential),
        points=points,
        credit=credit,
        help=help_given,
        certainty=certainty,
    )


def turn_score(row: sqlite3.Row) -> TurnScore:
    """Return one row of ``TURN_SCORES``."""
    session_id, turn, at, form, question_id, area, level, score, unaided, retry = row
    return TurnScore(
        session_id=session_id,
        turn=turn,
        at=moment(at),
        format=form,
        question_id=question_id,
        area=area,
        level=level,
        score=score,
        unaided=unaided,
        retry=bool(retry),
    )


def card(row: sqlite3.Row) -> "Card":
    """Return one row of the table ``card``."""
    from interviewer.learning.reviews import Card

    return Card(
        question_id=row["question_id"],
        criterion_id=row["criterion_id"],
        due=moment(row["due"]),
        last_review=moment(row["last_review"]),
        stability=row["stability"],
        difficulty=row["difficulty"],
    )


def card_row(card: "Card") -> Row:
    """Return a card as a row, with its checksum."""
    return _summed(
        "card",
        {
            "question_id": card.question_id,
            "criterion_id": card.criterion_id,
            "due": microseconds(card.due),
            "last_review": microseconds(card.last_review),
            "stability": _real(card.stability),
            "difficulty": _real(card.difficulty),
        },
    )


def checked_card(row: sqlite3.Row) -> "Card":
    """Return one row of the table ``card``; raise ``DamagedTableError`` if it is not as written."""
    check("card", row)
    return card(row)


def mastery(row: sqlite3.Row) -> "Mastery":
    """Return one row of the table ``standing``."""
    from interviewer.learning.mastery import Mastery

    oldest_first = (row["third"], row["second"], row["newest"])
    return Mastery(
        question_id=row["question_id"],
        criterion_id=row["criterion_id"],
        area=row["area"],
        level=row["level"],
        essential=bool(row["essential"]),
        points=row["points"],
        times=row["times"],
        at=moment(row["at"]),
        help=row["help"],
        credits=tuple(credit for credit in oldest_first if credit is not None),
    )


def mastery_row(mastery: "Mastery") -> Row:
    """Return a criterion's mastery as a row with its checksum."""
    newest, second, third = (*map(_real, reversed(mastery.credits)), None, None)[:3]
    return _summed(
        "standing",
        {
            "question_id": mastery.question_id,
            "criterion_id": mastery.criterion_id,
            "area": mastery.area,
            "level": mastery.level,
            "essential": int(mastery.essential),
            "points": mastery.points,
            "times": mastery.times,
            "at": microseconds(mastery.at),
            "help": mastery.help,
            "newest": newest,
            "second": second,
            "third": third,
        },
    )


def checked_mastery(row: sqlite3.Row) -> "Mastery":
    """Return one row of ``standing``; raise ``DamagedTableError`` if it is not as written."""
    check("standing", row)
    return mastery(row)


def graded_row(graded: GradedTurn) -> Row:
    """Return a graded turn as a row, with the checksums of its outcomes and of itself."""
    first = graded.outcomes[0]
    outcomes = [tuple(row.values()) for row in _criteria(graded)]
    return _summed(
        "graded",
        {
            "session_id": first.session_id,
            "turn": first.turn,
            "at": microseconds(first.at),
            "format": first.format,
            "question_id": first.question_id,
            "area": first.area,
            "level": first.level,
            "kind": first.kind,
            "score": _real(graded.score),
            "unaided": _real(graded.unaided),
            "whole": int(graded.whole),
            "retry": int(graded.retry),
            "outcomes": _of_outcomes(first.session_id, first.turn, outcomes),
        },
    )


def outcome_rows(graded: GradedTurn) -> list[Row]:
    """Return the rows of a turn's outcomes, followed by those of its unsettled criteria."""
    first = graded.outcomes[0]
    key = {"session_id": first.session_id, "turn": first.turn}
    return [{**key, "place": place, **row} for place, row in enumerate(_criteria(graded))]


def unsettled(rows: Sequence[sqlite3.Row]) -> tuple[str, ...]:
    """Return the ids of the criteria without a settled verdict among a turn's rows."""
    return tuple(row["criterion_id"] for row in rows if row["certainty"] == _UNSETTLED)


def checked_outcomes(rows: Sequence[sqlite3.Row]) -> tuple[Outcome, ...]:
    """Return the outcomes of a turn from its rows of ``OUTCOMES``.

    Raises ``DamagedTableError`` if these are not as written.
    """
    session_id, turn, *_, checksum = rows[0]
    if _of_outcomes(session_id, turn, [tuple(row)[8:14] for row in rows]) != checksum:
        raise DamagedTableError("outcome")
    return tuple(outcome(row) for row in rows if row["certainty"] != _UNSETTLED)


def check(table: str, row: sqlite3.Row) -> None:
    """Raise ``DamagedTableError`` if a row does not match its checksum, the last column."""
    *values, checksum = row
    if checksums.of_row(table, tuple(values)) != checksum:
        raise DamagedTableError(table)


class DamagedTableError(Exception):
    """A row of the named table is not what was written."""


def _criteria(graded: GradedTurn) -> list[Row]:
    """Return the columns of each criterion other than its key, which the turn's checksum covers."""
    nothing = {"essential": 0, "points": 0, "credit": 0.0, "help": "never", "certainty": _UNSETTLED}
    settled = [_judged(one) for one in graded.outcomes]
    return [*settled, *({"criterion_id": name, **nothing} for name in graded.unsettled)]


def _judged(outcome: Outcome) -> Row:
    return {
        "criterion_id": outcome.criterion_id,
        "essential": int(outcome.essential),
        "points": outcome.points,
        "credit": _real(outcome.credit),
        "help": outcome.help,
        "certainty": outcome.certainty,
    }


def _summed(table: str, row: Row) -> Row:
    return {**row, "checksum": checksums.of_row(table, tuple(row.values()))}


def _of_outcomes(session_id: str, turn: int, rows: list[tuple[object, ...]]) -> bytes:
    return checksums.of_row("outcome", (session_id, turn, *rows))


def _real(value: float) -> float:
    """Return a number as SQLite returns it: 1 as 1.0, and no negative zero."""
    return float(value) + 0.0
