"""The log events for what is asked and said in an interview."""

from typing import Literal

from pydantic import Field

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Item
from interviewer.coding.results import Run
from interviewer.grading.grade import Span
from interviewer.interview.logged_event import LoggedEvent
from interviewer.llm.usage import Usage
from interviewer.speech.words import Stretch, Word

IntentName = Literal[
    "repeat",
    "rephrase",
    "clarify",
    "check",
    "hint",
    "time",
    "wait",
    "dont-know",
    "done",
    "correction",
    "why",
    "help",
    "later",
    "no-answer",
]
SkipReason = Literal["skipped", "dont-know"]


class Timings(Strict):
    """Seconds from the end of the prompt to the first key or word, and to the submission."""

    to_first_word: float | None = Field(default=None, ge=0)
    total: float | None = Field(default=None, ge=0)


class HeardSpeech(Strict):
    """What was heard of a spoken answer, before any edit.

    Times are seconds into the recording, which begins when the candidate may speak; ``stretches``
    are the periods with voice.
    """

    words: tuple[Word, ...] = ()
    stretches: tuple[Stretch, ...] = ()


class Bridge(Strict):
    """What the interviewer says on the way to what is asked next.

    ``by`` is the model that worded it, ``None`` for a built-in phrase. ``usage`` is what
    asking a model took, also where its words were not fit to be said.
    """

    text: str = Field(min_length=1, max_length=300)
    by: str | None = None
    usage: Usage | None = None


class Understood(Strict):
    """A model decided whether something was a clarifying question; ``usage`` is what that took."""

    by: str
    usage: Usage


class Submission(Strict):
    """The code of a coding question, and the results of all its tests.

    ``reference`` are the results of the reference solution on the same machine, to compare times.
    """

    code: str
    run: Run
    reference: Run | None = None


class QuestionAsked(LoggedEvent):
    """A turn begins. ``retry_of`` is the number of the turn whose question is asked again.

    ``stage`` is the place of its stage in the configuration, from 0.
    ``criterion_id`` is set where ``item`` is the part of a question that is about that criterion.
    ``reason`` says why an adaptive interview asks it, as the interviewer would. ``returns_to`` is
    the number of the turn in which the candidate left the question for later.
    """

    type: Literal["question_asked"] = "question_asked"
    turn: int = Field(ge=1)
    item: Item
    retry_of: int | None = None
    bridge: Bridge | None = None
    stage: int | None = Field(default=None, ge=0)
    criterion_id: str | None = None
    reason: str | None = None
    returns_to: int | None = Field(default=None, ge=1)


class FollowUpAsked(LoggedEvent):
    """The interviewer probes a criterion that was missed, or goes deeper into one that was met."""

    type: Literal["follow_up_asked"] = "follow_up_asked"
    turn: int = Field(ge=1)
    follow_up_id: str
    bridge: Bridge | None = None


class SuspicionAsked(LoggedEvent):
    """The interviewer comes back to a misconception that an answer states, or may state.

    ``spans`` are the words in question, in the text of ``answer_id``. The interviewer quotes them
    as ``quote`` and then asks ``question``: whether that is meant, or, where ``follow_up_id`` is
    set, that follow-up of the bank, which lets the candidate find out.
    """

    type: Literal["suspicion_asked"] = "suspicion_asked"
    turn: int = Field(ge=1)
    misconception_id: str
    answer_id: int = Field(ge=1)
    spans: tuple[Span, ...] = Field(min_length=1)
    quote: str
    question: str
    follow_up_id: str | None = None


class AsideTaken(LoggedEvent):
    """The candidate said something other than an answer, and the interviewer replied."""

    type: Literal["aside_taken"] = "aside_taken"
    turn: int = Field(ge=1)
    intent: IntentName
    said: str
    reply: str
    understood: Understood | None = None


class CodeRun(LoggedEvent):
    """The candidate ran the code of the question against its shown tests."""

    type: Literal["code_run"] = "code_run"
    turn: int = Field(ge=1)
    code: str
    run: Run


class AnswerDoubted(LoggedEvent):
    """The interviewer asked whether ``said`` is to be taken as an answer.

    Yes grades it, no drops it, and anything else continues it.
    """

    type: Literal["answer_doubted"] = "answer_doubted"
    turn: int = Field(ge=1)
    said: str
    question: str
    transcript: str | None = None
    timings: Timings = Timings()
    spoken: HeardSpeech | None = None


class AnswerTakenBack(LoggedEvent):
    """The candidate took back the newest answer of the open turn, and is asked again.

    ``reply`` is what the interviewer says.
    """

    type: Literal["answer_taken_back"] = "answer_taken_back"
    turn: int = Field(ge=1)
    answer_id: int = Field(ge=1)
    said: str
    reply: str


class Postponed(LoggedEvent):
    """The candidate left the question for later, at the end of its stage or the session."""

    type: Literal["postponed"] = "postponed"
    turn: int = Field(ge=1)
    said: str
    reply: str


class AnswerSubmitted(LoggedEvent):
    """The candidate answered the question, or the follow-up ``follow_up_id``.

    That may be the ``id`` of a ``Suspicion``; then ``meant`` says whether the candidate said yes or
    no to it, ``None`` if it is unclear. ``transcript`` is what speech recognition heard before the
    candidate edited it, ``spoken`` the same with times. ``reply`` is what the candidate said when
    asked whether ``text``, or its beginning, is an answer; ``None`` if that was not asked.
    ``submission`` is the code of a coding question; ``text`` is then its explanation, and may be
    blank, and ``reply`` is what was said instead of one, such as "I don't know".
    """

    type: Literal["answer_submitted"] = "answer_submitted"
    turn: int = Field(ge=1)
    answer_id: int = Field(ge=1)
    follow_up_id: str | None = None
    text: str
    meant: bool | None = None
    transcript: str | None = None
    timings: Timings = Timings()
    spoken: HeardSpeech | None = None
    understood: Understood | None = None
    submission: Submission | None = None
    reply: str | None = None


class Skipped(LoggedEvent):
    """The candidate skipped the question, or the follow-up ``follow_up_id``."""

    type: Literal["skipped"] = "skipped"
    turn: int = Field(ge=1)
    follow_up_id: str | None = None
    reason: SkipReason = "skipped"
    said: str = ""
