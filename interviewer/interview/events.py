"""What can happen in an interview: the entries of its log.

The log is the only record of a session. A question is logged together with its rubric, so that a
report or a replay never depends on a bank that has changed since.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from interviewer.bank.question import Kind, Level, Strict
from interviewer.bank.rubric import Item
from interviewer.grading.grade import Grade, Ungraded
from interviewer.interview.ability import Belief
from interviewer.speech.words import Stretch, Word

Mode = Literal["coach", "exam"]
IntentName = Literal["repeat", "clarify", "hint", "time", "wait", "dont-know", "why", "help"]
SkipReason = Literal["skipped", "dont-know"]
FinishReason = Literal["completed", "time", "quit"]


class SessionConfig(Strict):
    """What the candidate chose before the first question.

    Empty ``areas``, ``levels`` or ``kinds`` mean all. ``question_ids`` asks exactly those, in
    their order. ``minutes`` bounds the active time. ``probes`` is the most follow-ups a question.
    ``adaptive`` chooses each question by the answers so far; ``known`` is what earlier sessions
    tell of the candidate, at most one belief an area.
    """

    areas: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    question_ids: tuple[str, ...] = ()
    questions: int = Field(default=5, ge=1, le=100)
    minutes: int | None = Field(default=None, ge=1, le=600)
    mode: Mode = "coach"
    seed: int = 0
    grader: str = "offline"
    probes: int = Field(default=2, ge=0, le=10)
    adaptive: bool = False
    known: tuple[Belief, ...] = ()


class Timings(Strict):
    """Seconds from the end of the prompt to the first key or word, and to the submission."""

    to_first_word: float | None = Field(default=None, ge=0)
    total: float | None = Field(default=None, ge=0)


class Spoken(Strict):
    """What was heard of a spoken answer, before any edit.

    Times are seconds of recording, which begins when the candidate may speak; ``stretches`` are
    when there was voice.
    """

    words: tuple[Word, ...] = ()
    stretches: tuple[Stretch, ...] = ()


class _Event(Strict):
    at: AwareDatetime


class SessionStarted(_Event):
    """The first entry of every log."""

    type: Literal["session_started"] = "session_started"
    session_id: str
    config: SessionConfig
    app_version: str


class QuestionAsked(_Event):
    """A turn begins. ``retry_of`` is the number of the turn whose question is asked again.

    ``reason`` says why an adaptive interview asks it, as the interviewer would.
    """

    type: Literal["question_asked"] = "question_asked"
    turn: int = Field(ge=1)
    item: Item
    retry_of: int | None = None
    reason: str | None = None


class FollowUpAsked(_Event):
    """The interviewer probes one criterion."""

    type: Literal["follow_up_asked"] = "follow_up_asked"
    turn: int = Field(ge=1)
    follow_up_id: str


class AsideTaken(_Event):
    """The candidate said something that is no answer, and the interviewer replied."""

    type: Literal["aside_taken"] = "aside_taken"
    turn: int = Field(ge=1)
    intent: IntentName
    said: str
    reply: str


class AnswerSubmitted(_Event):
    """The candidate answered the question, or the follow-up ``follow_up_id``.

    ``transcript`` is what speech recognition heard before the candidate edited it, ``spoken`` the
    same with times.
    """

    type: Literal["answer_submitted"] = "answer_submitted"
    turn: int = Field(ge=1)
    answer_id: int = Field(ge=1)
    follow_up_id: str | None = None
    text: str
    transcript: str | None = None
    timings: Timings = Timings()
    spoken: Spoken | None = None


class AnswerGraded(_Event):
    """A judgement of an answer. A provisional one stands only until the chosen grader's."""

    type: Literal["answer_graded"] = "answer_graded"
    answer_id: int = Field(ge=1)
    outcome: Grade | Ungraded
    provisional: bool = False


class Skipped(_Event):
    """The candidate passed on the question, or on the follow-up ``follow_up_id``."""

    type: Literal["skipped"] = "skipped"
    turn: int = Field(ge=1)
    follow_up_id: str | None = None
    reason: SkipReason = "skipped"
    said: str = ""


class SessionResumed(_Event):
    """The candidate came back; the time away does not count."""

    type: Literal["session_resumed"] = "session_resumed"


class SessionFinished(_Event):
    """The interview ended. Only judgements of its answers may follow."""

    type: Literal["session_finished"] = "session_finished"
    reason: FinishReason


Event = Annotated[
    SessionStarted
    | QuestionAsked
    | FollowUpAsked
    | AsideTaken
    | AnswerSubmitted
    | AnswerGraded
    | Skipped
    | SessionResumed
    | SessionFinished,
    Field(discriminator="type"),
]

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)


def to_json(event: Event) -> str:
    """Return the event as one line of JSON."""
    return _ADAPTER.dump_json(event).decode()


def from_json(text: str | bytes) -> Event:
    """Read an event back; raises ``pydantic.ValidationError`` for anything else."""
    return _ADAPTER.validate_json(text)
