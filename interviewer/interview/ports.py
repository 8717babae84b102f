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
    """Where events are stored. Both methods raise ``StoreError`` on failure."""

    def append(self, session: Session, event: Event) -> None:
        """Commit ``event``; ``session`` already includes it as its ``session.length``-th event."""
        ...

    def events(self, session_id: str) -> Sequence[Event]:
        """Return the log of a session, oldest first."""
        ...


class ItemSource(Protocol):
    """The bank as the conductor needs it."""

    @property
    def rows(self) -> Sequence[Candidate]:
        """The index: one row per item."""
        ...

    def item(self, item_id: str) -> Item:
        """Return the item; raise ``BankError`` when it is missing or broken."""
        ...


class Phrase(NamedTuple):
    """A model's bridge, ``None`` when it gave none that is fit to be said, and its usage."""

    text: str | None
    usage: Usage


class Meaning(NamedTuple):
    """How the model ``by`` reads an utterance: as an intent, or ``None`` for an answer.

    ``failed`` says that it gave no reading; ``usage`` is then what that took.
    """

    intent: Intent | None
    by: str
    usage: Usage
    failed: bool = False


class Phrasing(Protocol):
    """A model that words what would otherwise be said in built-in phrases.

    It never chooses what is asked. Neither method raises: on failure there is no phrase, and the
    built-in reading of the utterance is used.
    """

    name: str

    async def bridge(self, prompt: str, said: str, ahead: str) -> Phrase:
        """Return a sentence that leads from the answer ``said`` to ``prompt`` on to ``ahead``."""
        ...

    async def meaning(self, said: str, question: Question) -> Meaning:
        """Return whether ``said`` is an answer or a clarifying question, and which."""
        ...


class Parts(TypedDict):
    """What a conductor is built from.

    ``grader`` is the session's own. ``scout`` is an instant grader that decides on follow-ups
    while a slow one is still at work; without it the conversation waits for ``grader``.
    ``phrasing`` words the transition to the next question, if it is quick enough.
    """

    log: EventLog
    bank: ItemSource
    grader: Grader
    clock: Clock
    scout: NotRequired[Grader | None]
    phrasing: NotRequired[Phrasing | None]
