"""The tables derived from the logs: graded turns, their outcomes, and the cards of reviews.

They are changed only in the transaction that changes a log, and hold nothing that the logs do not
tell: deriving them all again gives the same rows. Moments are stored as microseconds since 1970.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from interviewer.history.outcomes import GradedTurn, Outcome, Period

if TYPE_CHECKING:
    from interviewer.history.reviews import Card
    from interviewer.interview.session import Session, Turn

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = 24 * 3600 * 10**6  # microseconds

_REMOVE_SESSION = "DELETE FROM graded WHERE session_id = ? RETURNING question_id"
_REMOVE_TURN = "DELETE FROM graded WHERE session_id = ? AND turn = ? RETURNING question_id"

_Key = tuple[int, str, int]
"""The moment, session and number of a turn: the order in which turns count for a card."""

_OUTCOMES = """
SELECT session_id, turn, at, format, question_id, area, level, kind,
       criterion_id, essential, points, credit, help, score, whole
FROM graded JOIN outcome USING (session_id, turn)
"""
"""The fields of ``Outcome`` in their order, then those of the turn: read by place, for speed."""


class Derivation:
    """Brings the derived tables up to date within one transaction; ``finish`` ends it.

    Of a question only the newest turn is new as a rule, and its cards go on from where they are.
    Where an older turn has changed, they are made anew from all turns of the question.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._new: dict[str, list[_Key]] = {}
        self._changed: set[str] = set()

    def put(self, session: "Session", turns: Iterable["Turn"]) -> None:
        """Write what these turns of a session came to, in place of what they had come to."""
        from interviewer.history.outcomes import graded_turn

        for turn in turns:
            self._remove(_REMOVE_TURN, (session.id, turn.number))
            graded = graded_turn(session, turn)
            if graded is not None:
                self._insert(graded)

    def forget(self, session_id: str) -> None:
        """Remove all that a session's log had told."""
        self._remove(_REMOVE_SESSION, (session_id,))

    def finish(self) -> None:
        """Bring the cards up to date."""
        for question_id in sorted(self._changed | set(self._new)):
            self._schedule(question_id, sorted(self._new.get(question_id, ())))

    def _remove(self, query: str, values: tuple[object, ...]) -> None:
        gone = self._connection.execute(query, values)
        self._changed.update(question_id for (question_id,) in gone)

    def _insert(self, graded: GradedTurn) -> None:
        first = graded.outcomes[0]
        at = microseconds(first.at)
        self._connection.execute(
            "INSERT INTO graded VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(first.session_id, first.turn, at, first.format, first.question_id),
                *(first.area, first.level, first.kind, graded.score, graded.whole),
            ),
        )
        self._connection.executemany(
            "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(one.session_id, one.turn, place, one.criterion_id),
                    *(one.essential, one.points, one.credit, one.help),
                )
                for place, one in enumerate(graded.outcomes)
            ],
        )
        self._new.setdefault(first.question_id, []).append((at, first.session_id, first.turn))

    def _schedule(self, question_id: str, new: Sequence[_Key]) -> None:
        from interviewer.history.reviews import after_turn

        cards: dict[str, Card] = {}
        since: _Key = (-(2**63), "", 0)
        if question_id not in self._changed and self._are_last(question_id, new):
            cards = {card.criterion_id: card for card in _cards(self._connection, question_id)}
            since = new[0]
        for turn in _turns(self._connection, question_id, since):
            cards = after_turn(cards, turn)
        self._connection.execute("DELETE FROM card WHERE question_id = ?", (question_id,))
        self._connection.executemany(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    *(card.question_id, card.criterion_id, microseconds(card.due)),
                    *(microseconds(card.last_review), card.stability, card.difficulty),
                )
                for card in cards.values()
            ],
        )

    def _are_last(self, question_id: str, new: Sequence[_Key]) -> bool:
        (later,) = self._connection.execute(
            "SELECT count(*) FROM graded WHERE question_id = ?"
            " AND (at, session_id, turn) >= (?, ?, ?)",
            (question_id, *new[0]),
        ).fetchone()
        return bool(later == len(new))


def microseconds(moment: datetime) -> int:
    """Return an aware moment as it is stored."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """Return a stored moment, in UTC."""
    return _EPOCH + timedelta(microseconds=stored)


def outcomes_since(since: datetime | None) -> tuple[str, tuple[object, ...]]:
    """Return the query of all outcomes from ``since`` on, oldest first."""
    order = "ORDER BY at, session_id, turn, place"
    if since is None:
        return f"{_OUTCOMES} {order}", ()
    return f"{_OUTCOMES} WHERE at >= ? {order}", (microseconds(since),)


def outcome(row: sqlite3.Row) -> Outcome:
    """Return one row of the query of outcomes."""
    session_id, turn, at, form, question_id, area, level, kind, *rest, _, _ = row
    criterion_id, essential, points, credit, help_given = rest
    return Outcome(
        *(session_id, turn, moment(at), form, question_id, area, level, kind),
        *(criterion_id, bool(essential), points, credit, help_given),
    )


def card(row: sqlite3.Row) -> "Card":
    """Return one row of the table of cards."""
    from interviewer.history.reviews import Card

    return Card(
        question_id=row["question_id"],
        criterion_id=row["criterion_id"],
        due=moment(row["due"]),
        last_review=moment(row["last_review"]),
        stability=row["stability"],
        difficulty=row["difficulty"],
    )


def periods(connection: sqlite3.Connection, since: datetime | None, most: int) -> list[Period]:
    """Return the graded turns from ``since`` on in at most ``most`` equal periods, oldest first.

    A period is a whole number of days. The sums are made by SQLite, over an index alone.
    """
    first, last = connection.execute(
        "SELECT min(at), max(at) FROM graded WHERE at >= ?",
        (-(2**63) if since is None else microseconds(since),),
    ).fetchone()
    if first is None:
        return []
    first -= first % _DAY
    length = -(-((last - first) // _DAY + 1) // most) * _DAY
    rows = connection.execute(
        "SELECT (at - ?) / ? AS place, area, level, count(*), avg(score) FROM graded"
        " WHERE at >= ? GROUP BY place, area, level ORDER BY place, area, level",
        (first, length, first if since is None else microseconds(since)),
    )
    return [
        Period(moment(first + place * length), area, level, turns, score)
        for place, area, level, turns, score in rows
    ]


def _cards(connection: sqlite3.Connection, question_id: str) -> list["Card"]:
    rows = connection.execute("SELECT * FROM card WHERE question_id = ?", (question_id,))
    return [card(row) for row in rows.fetchall()]


def _turns(connection: sqlite3.Connection, question_id: str, since: _Key) -> list[GradedTurn]:
    rows = connection.execute(
        f"{_OUTCOMES} WHERE question_id = ? AND (at, session_id, turn) >= (?, ?, ?)"
        " ORDER BY at, session_id, turn, place",
        (question_id, *since),
    ).fetchall()
    turns = []
    for _, group in groupby(rows, key=lambda row: (row["session_id"], row["turn"])):
        own = list(group)
        turns.append(
            GradedTurn(own[0]["score"], bool(own[0]["whole"]), tuple(outcome(row) for row in own))
        )
    return turns
