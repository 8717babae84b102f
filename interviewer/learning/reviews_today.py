"""The reviews of one day: which missed points are due, and how many may still be asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.interview.events import SessionConfig
    from interviewer.learning.reviews import Card


class Cards(Protocol):
    """The stored cards; outside tests those of the history."""

    def due(self, now: datetime) -> "list[Card]":
        """Return the cards that are due before ``now``, longest overdue first."""
        ...

    def due_counts(self, now: datetime) -> dict[str, int]:
        """Return the number of cards due before ``now``, by question."""
        ...

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next card at or after ``now`` is due; ``None`` without any."""
        ...

    def reviews_since(self, moment: datetime) -> int:
        """Return how many single points have been asked and graded since ``moment``."""
        ...


class ReviewsToday:
    """The reviews of the local day that ``clock`` gives, at most ``a_day`` of them.

    ``catalog`` returns the bank, and is called only when it is needed.
    """

    def __init__(
        self,
        cards: Cards,
        catalog: "Callable[[], Catalog]",
        a_day: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._cards = cards
        self._catalog = catalog
        self._a_day = a_day
        self._clock = clock

    def due_count(self) -> int:
        """Return how many missed points of the bank's questions are still due for review today.

        It is at most what remains of the daily limit.
        """
        counts = self._cards.due_counts(self.midnight(1))
        due = sum(counts.get(row.id, 0) for row in self._catalog().rows) if counts else 0
        return min(due, self.left())

    def due(self, most: int, config: "SessionConfig | None" = None) -> tuple[str, ...]:
        """Return at most ``most`` reviews, in the form of ``SessionConfig.question_ids``.

        The longest overdue come first; what is due today is due from midnight on. A point without
        a follow-up in the bank is reviewed by its whole question, once the question's other points
        are no longer due. ``config`` limits areas, levels and kinds.
        """
        from interviewer.interview.events import SessionConfig
        from interviewer.learning.due import reviews_to_ask

        most = min(most, self.left())
        due = self._cards.due(self.midnight(1))
        return reviews_to_ask(due, self._catalog(), config or SessionConfig(), most)

    def next_due(self) -> datetime | None:
        """Return when the next point after today is due; ``None`` without any."""
        return self._cards.next_due(self.midnight(1))

    def left(self) -> int:
        """Return how many points may still be reviewed today."""
        return max(self._a_day - self._cards.reviews_since(self.midnight(0)), 0)

    def midnight(self, days: int) -> datetime:
        """Return the start of the local day that is ``days`` days after today."""
        day = self._clock().astimezone().date() + timedelta(days=days)
        return datetime(day.year, day.month, day.day).astimezone()
