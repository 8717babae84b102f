"""What learning reads from the stored sessions, independent of how they are stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from interviewer.interview.session import Session
from interviewer.learning.mastery import Mastery
from interviewer.learning.outcomes import Outcome, TurnScore


class StartedSession(Protocol):
    """A stored session: which one it is and when it began."""

    @property
    def id(self) -> str:
        """The session's id."""
        ...

    @property
    def started_at(self) -> datetime:
        """When it began, aware of its zone."""
        ...


class Records(Protocol):
    """The stored sessions; outside tests this is the history's store."""

    def rows(self, limit: int = 50, offset: int = 0) -> Sequence[StartedSession]:
        """Return the newest sessions first."""
        ...

    def sessions_with(self, event_type: str, limit: int) -> list[Session]:
        """Return the newest sessions that contain an event of this type, newest first."""
        ...

    def outcomes(self, since: datetime | None = None) -> list[Outcome]:
        """Return how each criterion fared in each turn graded since then, oldest first."""
        ...

    def turn_scores(self, since: datetime | None = None) -> list[TurnScore]:
        """Return what each turn graded since then earned, by session and turn."""
        ...

    def mastery(self, since: datetime | None = None) -> list[Mastery]:
        """Return the mastery of each criterion that was tried since then."""
        ...
