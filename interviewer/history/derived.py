"""The tables derived from the logs: graded turns and outcomes, standings, and cards of reviews.

They are changed only in the transaction that changes a log, and hold nothing that the logs do not
tell: deriving them all again gives the same rows. Moments are stored as microseconds since 1970.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from interviewer.history import derived_rows as rows_of
from interviewer.history import tally
from interviewer.history.tally import Tallies
from interviewer.learning.outcomes import GradedTurn, turn_score

if TYPE_CHECKING:
    from interviewer.interview.session import Session, Turn
    from interviewer.learning.reviews import Card
    from interviewer.learning.standing import Standing

_REMOVE_SESSION = "DELETE FROM graded WHERE session_id = ? RETURNING question_id, session_id, turn"
_REMOVE_TURN = (
    "DELETE FROM graded WHERE session_id = ? AND turn = ? RETURNING question_id, session_id, turn"
)
_REPLACE = {
    "card": (
        "DELETE FROM card WHERE question_id = ? RETURNING criterion_id",
        "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    "standing": (
        "DELETE FROM standing WHERE question_id = ? RETURNING criterion_id",
        "INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ),
}

_Key = tuple[int, str, int]
"""The moment, session and number of a turn: the order in which turns count for a card."""


class Derivation:
    """Brings the derived tables up to date within one transaction; ``finish`` ends it.

    Of a question only the newest turn is new as a rule, and its cards and standings go on from
    where they are. Where an older turn has changed, they are made anew from all its turns.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tallies = Tallies(connection)
        self._new: dict[str, list[_Key]] = {}
        self._changed: set[str] = set()

    def put(self, session: "Session", turns: Iterable["Turn"]) -> None:
        """Write what these turns of a session came to, in place of what they had come to."""
        from interviewer.learning.outcomes import graded_turn

        for turn in turns:
            self._remove(_REMOVE_TURN, (session.id, turn.number))
            graded = graded_turn(session, turn)
            if graded is not None:
                self._insert(graded)

    def forget(self, session_id: str) -> None:
        """Remove all that a session's log had told."""
        self._remove(_REMOVE_SESSION, (session_id,))

    def finish(self) -> None:
        """Bring cards and standings up to date."""
        for question_id in sorted(self._changed | set(self._new)):
            self._follow(question_id, sorted(self._new.get(question_id, ())))
        self.tallies.write()

    def _remove(self, query: str, values: tuple[object, ...]) -> None:
        for question_id, session_id, turn in self._connection.execute(query, values).fetchall():
            self._changed.add(question_id)
            self.tallies.remove("graded", session_id, turn)

    def _insert(self, graded: GradedTurn) -> None:
        first = graded.outcomes[0]
        at = rows_of.microseconds(first.at)
        shares = turn_score(graded)
        self._connection.execute(
            "INSERT INTO graded VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows_of.graded_row(graded, shares),
        )
        self._connection.executemany(
            "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (one.session_id, one.turn, place, *rows_of.outcome_row(one))
                for place, one in enumerate(graded.outcomes)
            ],
        )
        self.tallies.add("graded", first.session_id, first.turn)
        self._new.setdefault(first.question_id, []).append((at, first.session_id, first.turn))

    def _follow(self, question_id: str, new: Sequence[_Key]) -> None:
        from interviewer.learning import reviews, standing

        cards: dict[str, Card] = {}
        standings: dict[str, Standing] = {}
        since: _Key = (-(2**63), "", 0)
        if question_id not in self._changed and self._are_last(question_id, new):
            execute, own = self._connection.execute, (question_id,)
            rows = execute("SELECT * FROM card WHERE question_id = ?", own)
            cards = {one.criterion_id: one for one in map(rows_of.checked_card, rows)}
            rows = execute("SELECT * FROM standing WHERE question_id = ?", own)
            standings = {one.criterion_id: one for one in map(rows_of.checked_standing, rows)}
            since = new[0]
        for turn in _turns(self._connection, question_id, since):
            cards = reviews.after_turn(cards, turn)
            standings = standing.after_turn(standings, turn)
        self._replace("card", question_id, list(map(rows_of.card_row, cards.values())))
        self._replace("standing", question_id, list(map(rows_of.standing_row, standings.values())))

    def _replace(self, table: str, question_id: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Put these rows in the place of a question's, which begin with their keys."""
        gone, insert = _REPLACE[table]
        for (criterion_id,) in self._connection.execute(gone, (question_id,)).fetchall():
            self.tallies.remove(table, question_id, criterion_id)
        for row in rows:
            self._connection.execute(insert, row)
            self.tallies.add(table, *row[:2])

    def _are_last(self, question_id: str, new: Sequence[_Key]) -> bool:
        (later,) = self._connection.execute(
            "SELECT count(*) FROM graded WHERE question_id = ?"
            " AND (at, session_id, turn) >= (?, ?, ?)",
            (question_id, *new[0]),
        ).fetchone()
        return bool(later == len(new))


def _turns(connection: sqlite3.Connection, question_id: str, since: _Key) -> list[GradedTurn]:
    rows = connection.execute(
        f"{rows_of.OUTCOMES} WHERE question_id = ? AND (at, session_id, turn) >= (?, ?, ?)"
        f" {rows_of.OLDEST_FIRST}",
        (question_id, *since),
    ).fetchall()
    turns = []
    for _, group in groupby(rows, key=lambda row: (row["session_id"], row["turn"])):
        own = list(group)
        turns.append(
            GradedTurn(own[0]["score"], bool(own[0]["whole"]), rows_of.checked_outcomes(own))
        )
    return turns


def forget_all(connection: sqlite3.Connection) -> None:
    """Empty the tables; every session waits for being derived again."""
    connection.execute("DELETE FROM outcome")
    connection.execute("DELETE FROM graded")
    connection.execute("DELETE FROM card")
    connection.execute("DELETE FROM standing")
    for table in ("graded", "card", "standing"):
        tally.clear(connection, table)
    connection.execute("UPDATE session SET derived = 0")
