"""What has been practised, from the store: tries of questions, and cards of points."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from interviewer.history import derived_rows
from interviewer.history.database import Database
from interviewer.history.derived_tables import DerivedTables

if TYPE_CHECKING:
    from interviewer.learning.reviews import Card


class Tries(NamedTuple):
    """How often a question was graded, when last, and with which score (0..1)."""

    times: int
    at: datetime
    score: float


class Practised:
    """Looks up derived tables; every method raises ``StoreError`` like those of the store."""

    def __init__(self, database: Database, tables: DerivedTables) -> None:
        self._database = database
        self._tables = tables

    def due(self, now: datetime) -> "list[Card]":
        """Return the cards that are due before ``now``, longest overdue first."""
        rows = self._tables.read(
            "card",
            "SELECT * FROM card WHERE due < ? ORDER BY due, question_id, criterion_id",
            (derived_rows.microseconds(now),),
        )
        return [derived_rows.card(row) for row in rows]

    def due_counts(self, now: datetime) -> dict[str, int]:
        """Return the number of cards due before ``now``, by question.

        It counts only logs already derived: unlike ``due`` it does not catch up with an older
        store, so that it returns at once.
        """
        rows = self._database.read(
            "SELECT question_id, count(*) FROM card WHERE due < ? GROUP BY question_id",
            (derived_rows.microseconds(now),),
        )
        return {row[0]: row[1] for row in rows}

    def tries(self) -> dict[str, Tries]:
        """Return how often each question was graded as a whole, with the latest time and score.

        Those tried longest ago come first. Like ``due_counts`` it does not catch up.
        """
        # SQLite takes the other columns from the row with the maximum.
        rows = self._database.read(
            "SELECT question_id, count(*), max(at), score FROM graded WHERE whole"
            " GROUP BY question_id ORDER BY max(at), question_id"
        )
        return {row[0]: Tries(row[1], derived_rows.moment(row[2]), row[3]) for row in rows}

    def seen(self) -> tuple[str, ...]:
        """Return the ids of questions asked before, those asked longest ago first.

        Those of exams that are still open come last: their results are not known yet.
        """
        rows = self._database.read(
            "SELECT DISTINCT json_extract(body, '$.item.question.id') FROM event"
            " WHERE session_id IN"
            " (SELECT id FROM session WHERE mode = 'exam' AND finished IS NULL)"
            " AND json_valid(body) AND json_extract(body, '$.type') = 'question_asked'"
        )
        open_ones = sorted(str(row[0]) for row in rows)
        return (*(name for name in self.tries() if name not in open_ones), *open_ones)

    def reviews_since(self, moment: datetime) -> int:
        """Return how many single points have been asked and graded since ``moment``."""
        rows = self._database.read(
            "SELECT count(*) FROM graded WHERE NOT whole AND at >= ?",
            (derived_rows.microseconds(moment),),
        )
        return int(rows[0][0]) if rows else 0

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next card at or after ``now`` is due; ``None`` without any."""
        query = "SELECT min(due) FROM card WHERE due >= ?"
        rows = self._tables.read("card", query, (derived_rows.microseconds(now),))
        return derived_rows.moment(rows[0][0]) if rows and rows[0][0] is not None else None
