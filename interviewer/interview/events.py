"""What can happen in an interview: the entries of its log.

The log is the only record of a session. A question is logged together with its rubric, so that a
report or a replay never depends on a bank that has changed since.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, TypeAdapter

from interviewer.bank.question import Kind, Level, Strict
from interviewer.bank.rubric import Item
from interviewer.coding.results import Run
from interviewer.grading.grade import Grade, Span, Ungraded
from interviewer.grading.grade import Level as Judged
from interviewer.interview.ability import Belief
from interviewer.llm.usage import Usage
from interviewer.settings.limits import FOLLOW_UPS, MINUTES, QUESTIONS, Mode, Wording
from interviewer.speech.words import Stretch, Word

Emphasis = Literal["essentials", "worth", "half-said", "depth"]
Against = Literal["met", "partial", "missed", "charged"]
"""What a candidate can deny: a verdict on a criterion, or that a misconception was charged."""

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
FinishReason = Literal["completed", "time", "quit"]


class Stage(Strict):
    """A part of an interview, with its own pace.

    It draws ``questions`` from what the session's filters and its own allow; empty ``areas``,
    ``levels`` or ``kinds`` mean all, ``without`` are areas left out. After ``minutes`` of active
    time it asks nothing further. ``probes`` is the most follow-ups a question, ``None`` the
    session's. ``emphasis`` says what is probed first: what is ``essential``, what is ``worth``
    most points, what was ``half-said``, or ``depth``: what was right, further down. ``opening``
    is what the interviewer says before its first question.
    """

    name: str
    opening: str = ""
    areas: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    questions: int = Field(ge=QUESTIONS[0], le=QUESTIONS[1])
    minutes: int | None = Field(default=None, ge=MINUTES[0], le=MINUTES[1])
    probes: int | None = Field(default=None, ge=FOLLOW_UPS[0], le=FOLLOW_UPS[1])
    emphasis: Emphasis = "essentials"


class Focus(Strict):
    """How much of an interview belongs to one area, 0..1, and which words asked for it."""

    area: str
    weight: float = Field(ge=0, le=1)
    terms: tuple[str, ...] = ()


class EarlierVerdict(Strict):
    """What one criterion earned in an earlier try; ``credit`` is 0..1."""

    criterion_id: str
    level: Judged
    credit: float = Field(ge=0, le=1)


class Earlier(Strict):
    """A try at a question in another session, which this one is to be compared with.

    ``score`` is 0..1.
    """

    question_id: str
    session_id: str
    turn: int = Field(ge=1)
    at: AwareDatetime
    score: float = Field(ge=0, le=1)
    verdicts: tuple[EarlierVerdict, ...] = ()


def _current_wording(value: object) -> object:
    """Return how a wording is called now; logs of before hold ``house``."""
    return "built-in" if value == "house" else value


class SessionConfig(Strict):
    """What the candidate chose before the first question.

    Empty ``areas``, ``levels`` or ``kinds`` mean all. ``question_ids`` asks exactly those, in
    their order, whatever the ``stages`` of a ``format`` say;
    ``question#criterion`` asks only about that criterion. ``minutes`` bounds the active time.
    ``probes`` is the most follow-ups a question. ``focus`` weighs the areas; one that it does not
    name comes last. With ``estimate`` a coach asks how good an answer was before the score is
    shown. ``earlier`` are tries that retries are compared with. ``wording`` says who words what
    leads from one question to the next, and makes out clarifying questions that are worded
    unforeseen: the built-in phrases alone, or a language model before them.
    ``adaptive`` chooses each question by the answers so far; ``known`` is what earlier sessions
    tell of the candidate, at most one belief an area. ``seen`` are the questions that they
    answered, those of longest ago first: others come before them. ``None`` where nobody has looked.
    """

    areas: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    question_ids: tuple[str, ...] = ()
    questions: int = Field(default=5, ge=QUESTIONS[0], le=QUESTIONS[1])
    minutes: int | None = Field(default=None, ge=MINUTES[0], le=MINUTES[1])
    mode: Mode = "coach"
    seed: int = 0
    grader: str = "offline"
    probes: int = Field(default=2, ge=FOLLOW_UPS[0], le=FOLLOW_UPS[1])
    adaptive: bool = False
    known: tuple[Belief, ...] = ()
    seen: tuple[str, ...] | None = None
    wording: Annotated[Wording, BeforeValidator(_current_wording)] = "built-in"
    format: str | None = None
    stages: tuple[Stage, ...] = ()
    focus: tuple[Focus, ...] = ()
    estimate: bool = False
    earlier: tuple[Earlier, ...] = ()

    @property
    def wanted(self) -> int:
        """How many questions the interview is to have."""
        staged = sum(stage.questions for stage in self.stages)
        return len(self.question_ids) or staged or self.questions


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


class Bridge(Strict):
    """What the interviewer says on the way to what is asked next.

    ``by`` is the model that worded it, ``None`` for a built-in phrase. ``usage`` is what
    asking a model took, also where its words were not fit to be said.
    """

    text: str = Field(min_length=1, max_length=300)
    by: str | None = None
    usage: Usage | None = None


class Understood(Strict):
    """That a model told whether something was a clarifying question, and what it took."""

    by: str
    usage: Usage


class Submission(Strict):
    """The code of a coding question, and what all of its tests gave.

    ``reference`` is what they gave for the reference solution on the same machine: its times are
    what those of the code are measured by.
    """

    code: str
    run: Run
    reference: Run | None = None


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


class FollowUpAsked(_Event):
    """The interviewer probes a criterion that was missed, or digs into one that was made."""

    type: Literal["follow_up_asked"] = "follow_up_asked"
    turn: int = Field(ge=1)
    follow_up_id: str
    bridge: Bridge | None = None


class SuspicionAsked(_Event):
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


class AsideTaken(_Event):
    """The candidate said something that is no answer, and the interviewer replied."""

    type: Literal["aside_taken"] = "aside_taken"
    turn: int = Field(ge=1)
    intent: IntentName
    said: str
    reply: str
    understood: Understood | None = None


class CodeRun(_Event):
    """The candidate ran the code of the question against its shown tests."""

    type: Literal["code_run"] = "code_run"
    turn: int = Field(ge=1)
    code: str
    run: Run


class AnswerDoubted(_Event):
    """The interviewer asked whether ``said`` is to be taken as an answer.

    Yes grades it, no drops it, and anything else goes on with it.
    """

    type: Literal["answer_doubted"] = "answer_doubted"
    turn: int = Field(ge=1)
    said: str
    question: str
    transcript: str | None = None
    timings: Timings = Timings()
    spoken: Spoken | None = None


class AnswerTakenBack(_Event):
    """The candidate took back the newest answer of the open turn, and is asked anew.

    ``reply`` is what the interviewer says.
    """

    type: Literal["answer_taken_back"] = "answer_taken_back"
    turn: int = Field(ge=1)
    answer_id: int = Field(ge=1)
    said: str
    reply: str


class Postponed(_Event):
    """The candidate left the question for later: it comes back at the end of stage or session."""

    type: Literal["postponed"] = "postponed"
    turn: int = Field(ge=1)
    said: str
    reply: str


class AnswerSubmitted(_Event):
    """The candidate answered the question, or the follow-up ``follow_up_id``.

    That may be the ``id`` of a ``Suspicion``; then ``meant`` says whether the candidate said yes or
    no to it, ``None`` where neither is plain. ``transcript`` is what speech recognition heard
    before the candidate edited it, ``spoken`` the same with times. ``reply`` is what was said to a
    question whether ``text``, or its beginning, is an answer; ``None`` where that was not asked.
    ``submission`` is the code of a coding question; ``text`` is then its explanation, and may be
    blank.
    """

    type: Literal["answer_submitted"] = "answer_submitted"
    turn: int = Field(ge=1)
    answer_id: int = Field(ge=1)
    follow_up_id: str | None = None
    text: str
    meant: bool | None = None
    transcript: str | None = None
    timings: Timings = Timings()
    spoken: Spoken | None = None
    understood: Understood | None = None
    submission: Submission | None = None
    reply: str | None = None


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


class SelfEstimated(_Event):
    """The candidate guessed the score (0..1) of a turn before seeing it, or would not."""

    type: Literal["self_estimated"] = "self_estimated"
    turn: int = Field(ge=1)
    value: float | None = Field(ge=0, le=1)


class VerdictDisputed(_Event):
    """The candidate denies a verdict on turn ``turn``, in its feedback or later.

    ``claim_id`` is the id of a criterion or misconception of the rubric, ``against`` what was
    judged of it. With ``said`` the answer ``answer_id`` makes the criterion by the words of
    ``spans``; else those words, which were credited or charged, do not say it.
    """

    type: Literal["verdict_disputed"] = "verdict_disputed"
    turn: int = Field(ge=1)
    claim_id: str
    against: Against
    said: bool
    answer_id: int = Field(ge=1)
    spans: tuple[Span, ...] = Field(min_length=1)


class DisputeWithdrawn(_Event):
    """The candidate lets the verdict stand after all."""

    type: Literal["dispute_withdrawn"] = "dispute_withdrawn"
    turn: int = Field(ge=1)
    claim_id: str


class SessionResumed(_Event):
    """The candidate came back; the time away does not count."""

    type: Literal["session_resumed"] = "session_resumed"


class SessionFinished(_Event):
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
    """Read an event back; raises ``pydantic.ValidationError`` for anything else."""
    return _ADAPTER.validate_json(text)
