"""What can happen in an interview: the entries of its log.

The log is the only record of a session. A question is logged together with its rubric, so that a
report or a replay never depends on a bank that has changed since.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from interviewer.interview.logged_event import LoggedEvent
from interviewer.interview.session_config import (
    Earlier,
    EarlierVerdict,
    Emphasis,
    Focus,
    SessionConfig,
    Stage,
)
from interviewer.interview.talk_events import (
    AnswerDoubted,
    AnswerSubmitted,
    AnswerTakenBack,
    AsideTaken,
    Bridge,
    CodeRun,
    FollowUpAsked,
    HeardSpeech,
    IntentName,
    Postponed,
    QuestionAsked,
    Skipped,
    SkipReason,
    Submission,
    SuspicionAsked,
    Timings,
    Understood,
)
from interviewer.interview.verdict_events import (
    Against,
    AnswerGraded,
    DisputeWithdrawn,
    SelfEstimated,
    VerdictDisputed,
)

__all__ = [
    "Against",
    "AnswerDoubted",
    "AnswerGraded",
    "AnswerSubmitted",
    "AnswerTakenBack",
    "AsideTaken",
    "Bridge",
    "CodeRun",
    "DisputeWithdrawn",
    "Earlier",
    "EarlierVerdict",
    "Emphasis",
    "Event",
    "FinishReason",
    "Focus",
    "FollowUpAsked",
    "HeardSpeech",
    "IntentName",
    "Postponed",
    "QuestionAsked",
    "SelfEstimated",
    "SessionConfig",
    "SessionFinished",
    "SessionResumed",
    "SessionStarted",
    "SkipReason",
    "Skipped",
    "Stage",
    "Submission",
    "SuspicionAsked",
    "Timings",
    "Understood",
    "VerdictDisputed",
    "from_json",
    "to_json",
]

FinishReason = Literal["completed", "time", "quit"]


class SessionStarted(LoggedEvent):
    """The first entry of every log."""

    type: Literal["session_started"] = "session_started"
    session_id: str
    config: SessionConfig
    app_version: str


class SessionResumed(LoggedEvent):
    """The candidate came back; the time away does not count.

    That time began at ``left_at``, when the program was last running, or at the previous event if
    that is not known.
    """

    type: Literal["session_resumed"] = "session_resumed"
    left_at: AwareDatetime | None = None


class SessionFinished(LoggedEvent):
    """The interview ended. Only judgements of its answers, and disputes of them, may follow."""

    type: Literal["session_finished"] = "session_finished"
    reason: FinishReason


Event = Annotated[
    SessionStarted
    | QuestionAsked
    | FollowUpAsked
    | SuspicionAsked
    | AsideTaken
    | CodeRun
    | AnswerDoubted
    | AnswerSubmitted
    | AnswerTakenBack
    | Postponed
    | AnswerGraded
    | Skipped
    | SelfEstimated
    | VerdictDisputed
    | DisputeWithdrawn
    | SessionResumed
    | SessionFinished,
    Field(discriminator="type"),
]

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)


def to_json(event: Event) -> str:
    """Return the event as one line of JSON."""
    return _ADAPTER.dump_json(event).decode()


def from_json(text: str | bytes) -> Event:
    """Return the event that the text encodes; raise ``pydantic.ValidationError`` if it is none."""
    return _ADAPTER.validate_json(text)
