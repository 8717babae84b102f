"""What the conductor needs from outside: a clock, a log, a bank, graders and a model's words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, NotRequired, Protocol, TypedDict

from interviewer.bank.question import Question
from interviewer.bank.rubric import Item
from interviewer.grading.grader import Grader
from interviewer.interview.events import Event
from interviewer.interview.intents import Intent
from interviewer.interview.picker import Candidate
from interviewer.interview.session import Session
from interviewer.llm.usage import Usage

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


class Phrase(NamedTuple):
    """A bridge as a model worded it, ``None`` when it gave none that is fit, and what it took."""

    text: str | None
    usage: Usage


class Meaning(NamedTuple):
    """What the model ``by`` takes an utterance for: an intent, or ``None`` for an answer."""

    intent: Intent | None
    by: str
    usage: Usage


class Phrasing(Protocol):
    """A model that words what would else be said in built-in phrases.

    It never chooses what is asked. Neither method raises: what fails gives no phrase, and the
    built-in reading of the utterance.
    """

    name: str

    async def bridge(self, prompt: str, said: str, ahead: str) -> Phrase:
        """Return a sentence from the answer ``said`` to ``prompt`` over to ``ahead``."""
        ...

    async def meaning(self, said: str, question: Question) -> Meaning:
        """Return whether ``said`` is an answer or a clarifying question, and which."""
        ...


class Parts(TypedDict):
    """What leads a session.

    ``grader`` is the session's own. ``scout`` is an instant grader that decides on follow-ups
    while a slow one is still at work; without it the conversation waits for ``grader``.
    ``phrasing`` words what leads over to the next question, where it is quick enough.
    """

    log: EventLog
    bank: ItemSource
    grader: Grader
    clock: Clock
    scout: NotRequired[Grader | None]
    phrasing: NotRequired[Phrasing | None]
