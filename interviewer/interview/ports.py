"""What the conductor needs from outside: a clock, a log and a bank."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from interviewer.bank.rubric import Item
from interviewer.interview.events import Event
from interviewer.interview.picker import Candidate
from interviewer.interview.session import Session

Clock = Callable[[], datetime]


class EventLog(Protocol):
    """Where events are kept. Both methods raise ``StoreError``."""

    def append(self, session: Session, event: Event) -> None:
        """Commit ``event``, the ``session.length``-th of the session that it led to."""
        ...

    def events(self, session_id: str) -> Sequence[Event]:
        """Return the log of a session, oldest first."""
        ...


class ItemSource(Protocol):
    """The bank as the conductor needs it."""

    @property
    def rows(self) -> Sequence[Candidate]:
        """The index: one row an item."""
        ...

    def item(self, item_id: str) -> Item:
        """Return the item; ``BankError`` when it is gone or broken."""
        ...
