"""The reviews of one day: which missed points are due, and how many may still be asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from interviewer.bank.catalog import Catalog
    from interviewer.interview.events import SessionConfig
    from interviewer.learning.reviews import Card


class Cards(Protocol):
    """The stored cards: the history's, in every real program."""

    def due(self, now: datetime) -> "list[Card]":
        """Return the cards that come due before a moment, those of longest ago first."""
        ...

    def due_counts(self, now: datetime) -> dict[str, int]:
        """Return how many cards of each question come due before a moment."""
        ...

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next card comes due from a moment on; ``None`` without any."""
        ...

    def reviews_since(self, moment: datetime) -> int:
        """Return how many single points have been asked and graded since then."""
        ...


class ReviewsToday:
    """The reviews of the local day that ``clock`` tells, at most so many ``a_day``.

    ``catalog`` gives the bank, which is not read before it is needed.
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
        """Return how many missed points of the bank's questions are still to be reviewed today.

        That is at most what is left of the day's reviews.
        """
        counts = self._cards.due_counts(self.midnight(1))
        due = sum(counts.get(row.id, 0) for row in self._catalog().rows) if counts else 0
        return min(due, self.left())

    def due(self, most: int, config: "SessionConfig | None" = None) -> tuple[str, ...]:
        """Return what to ask for review, as ``SessionConfig.question_ids`` has it, at most so much.

        Those that have waited longest come first; what is due today is due from midnight on. A
        point without a follow-up in the bank is reviewed by its whole question, once the
        question's other points are not due any more. ``config`` limits areas, levels and kinds.
        """
        from interviewer.interview.events import SessionConfig
        from interviewer.learning.due import wanted

        most = min(most, self.left())
        due = self._cards.due(self.midnight(1))
        return wanted(due, self._catalog(), config or SessionConfig(), most)

    def next_due(self) -> datetime | None:
        """Return when the next point comes due after today; ``None`` when none will."""
        return self._cards.next_due(self.midnight(1))

    def left(self) -> int:
        """Return how many points may still be reviewed today."""
        return max(self._a_day - self._cards.reviews_since(self.midnight(0)), 0)

    def midnight(self, days: int) -> datetime:
        """Return when the local day begins that is so many days after today."""
        day = self._clock().astimezone().date() + timedelta(days=days)
        return datetime(day.year, day.month, day.day).astimezone()
