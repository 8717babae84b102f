"""The tables derived from the logs: graded turns and outcomes, mastery, and cards of reviews.

They are changed only in the transaction that changes a log, and contain nothing that is not in the
logs: deriving them all again gives the same rows. Times are stored as microseconds since 1970.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from interviewer.history import derived_rows, tally
from interviewer.history.derived_rows import Row
from interviewer.history.tally import Tallies
from interviewer.learning.outcomes import GradedTurn

if TYPE_CHECKING:
    from interviewer.interview.session import Session, Turn
    from interviewer.learning.mastery import Mastery
    from interviewer.learning.reviews import Card

_REMOVE_SESSION = "DELETE FROM graded WHERE session_id = ? RETURNING question_id, session_id, turn"
_REMOVE_TURN = (
    "DELETE FROM graded WHERE session_id = ? AND turn = ? RETURNING question_id, session_id, turn"
)
_REMOVE_OF_QUESTION = {
    "card": "DELETE FROM card WHERE question_id = ? RETURNING criterion_id",
    "standing": "DELETE FROM standing WHERE question_id = ? RETURNING criterion_id",
}

_Key = tuple[int, str, int]
"""The moment, session and number of a turn: the order in which turns count for a card."""


class Derivation:
    """Brings the derived tables up to date within one transaction; ``finish`` ends it.

    Usually only a question's newest turn is new, and its cards and mastery are updated from their
    current state. If an older turn has changed, they are rebuilt from all turns of the question.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tallies = Tallies(connection)
        self._new: dict[str, list[_Key]] = {}
        self._changed: set[str] = set()

    def put(self, session: "Session", turns: Iterable["Turn"]) -> None:
        """Write the results of these turns of a session, replacing earlier ones."""
        from interviewer.learning.outcomes import graded_turn

        for turn in turns:
            self._remove(_REMOVE_TURN, (session.id, turn.number))
            graded = graded_turn(session, turn)
            if graded is not None:
                self._insert(graded)

    def forget(self, session_id: str) -> None:
        """Remove everything derived from a session's log."""
        self._remove(_REMOVE_SESSION, (session_id,))

    def finish(self) -> None:
        """Bring cards and mastery up to date."""
        for question_id in sorted(self._changed | set(self._new)):
            self._follow(question_id, sorted(self._new.get(question_id, ())))
        self.tallies.write()

    def _remove(self, query: str, values: tuple[object, ...]) -> None:
        for question_id, session_id, turn in self._connection.execute(query, values).fetchall():
            self._changed.add(question_id)
            self.tallies.remove("graded", session_id, turn)

    def _insert(self, graded: GradedTurn) -> None:
        first = graded.outcomes[0]
        at = derived_rows.microseconds(first.at)
        row = derived_rows.graded_row(graded)
        self._connection.execute(derived_rows.INSERT["graded"], row)
        rows = derived_rows.outcome_rows(graded)
        self._connection.executemany(derived_rows.INSERT["outcome"], rows)
        self.tallies.add("graded", first.session_id, first.turn)
        self._new.setdefault(first.question_id, []).append((at, first.session_id, first.turn))

    def _follow(self, question_id: str, new: Sequence[_Key]) -> None:
        from interviewer.learning import mastery, reviews

        cards: dict[str, Card] = {}
        mastered: dict[str, Mastery] = {}
        since: _Key = (-(2**63), "", 0)
        if question_id not in self._changed and self._are_last(question_id, new):
            execute, own = self._connection.execute, (question_id,)
            rows = execute("SELECT * FROM card WHERE question_id = ?", own)
            cards = {one.criterion_id: one for one in map(derived_rows.checked_card, rows)}
            rows = execute("SELECT * FROM standing WHERE question_id = ?", own)
            mastered = {one.criterion_id: one for one in map(derived_rows.checked_mastery, rows)}
            since = new[0]
        turns = _turns(self._connection, question_id, since)
        cards = reviews.after_turns(cards, turns)
        for turn in turns:
            mastered = mastery.after_turn(mastered, turn)
        self._replace("card", question_id, map(derived_rows.card_row, cards.values()))
        self._replace("standing", question_id, map(derived_rows.mastery_row, mastered.values()))

    def _replace(self, table: str, question_id: str, rows: Iterable[Row]) -> None:
        """Replace a question's rows by these."""
        removed = self._connection.execute(_REMOVE_OF_QUESTION[table], (question_id,)).fetchall()
        for (criterion_id,) in removed:
            self.tallies.remove(table, question_id, criterion_id)
        for row in rows:
            self._connection.execute(derived_rows.INSERT[table], row)
            self.tallies.add(table, row["question_id"], row["criterion_id"])

    def _are_last(self, question_id: str, new: Sequence[_Key]) -> bool:
        (later,) = self._connection.execute(
            "SELECT count(*) FROM graded WHERE question_id = ?"
            " AND (at, session_id, turn) >= (?, ?, ?)",
            (question_id, *new[0]),
        ).fetchone()
        # A retry can make good a miss from earlier in the same session.
        (before,) = self._connection.execute(
            "SELECT count(*) FROM graded WHERE question_id = ? AND session_id = ?"
            " AND (at, session_id, turn) < (?, ?, ?)",
            (question_id, new[0][1], *new[0]),
        ).fetchone()
        return bool(later == len(new) and not before)


def _turns(connection: sqlite3.Connection, question_id: str, since: _Key) -> list[GradedTurn]:
    rows = connection.execute(
        f"{derived_rows.OUTCOMES} WHERE question_id = ? AND (at, session_id, turn) >= (?, ?, ?)"
        f" {derived_rows.OLDEST_FIRST}",
        (question_id, *since),
    ).fetchall()
    turns = []
    for _, group in groupby(rows, key=lambda row: (row["session_id"], row["turn"])):
        own = list(group)
        turns.append(
            GradedTurn(
                score=own[0]["score"],
                unaided=own[0]["unaided"],
                whole=bool(own[0]["whole"]),
                retry=bool(own[0]["retry"]),
                outcomes=derived_rows.checked_outcomes(own),
                unsettled=derived_rows.unsettled(own),
            )
        )
    return turns


def forget_all(connection: sqlite3.Connection) -> None:
    """Empty the tables and mark every session as to be derived again."""
    connection.execute("DELETE FROM outcome")
    connection.execute("DELETE FROM graded")
    connection.execute("DELETE FROM card")
    connection.execute("DELETE FROM standing")
    for table in ("graded", "card", "standing"):
        tally.clear(connection, table)
    connection.execute("UPDATE session SET derived = 0")
