"""The session that a log describes; ``fold`` in the module of that name makes one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from interviewer.bank.question import FollowUp
from interviewer.bank.reference import reference
from interviewer.bank.rubric import Item
from interviewer.coding.results import Run
from interviewer.grading.grade import Grade, Span, Ungraded
from interviewer.interview.events import (
    Against,
    FinishReason,
    HeardSpeech,
    SessionConfig,
    SkipReason,
    Submission,
    Timings,
)
from interviewer.llm.usage import Usage

Speaker = Literal["interviewer", "candidate"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, as the conversation shows it.

    ``turn`` is 1-based. ``lead`` is the transition to it, said just before it.
    """

    speaker: Speaker
    text: str
    turn: int
    kind: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A follow-up about a misconception that an answer states, or may state.

    ``spans`` are the words in question, in the text of ``answer_id``; ``quote`` is the part of them
    that the interviewer quotes. ``criterion`` is the id of the criterion that the misconception
    contradicts. ``follow_up_id`` is the follow-up of the bank that is asked, ``None`` when the
    candidate is asked whether the misconception is meant.
    """

    misconception_id: str
    criterion: str | None
    answer_id: int
    spans: tuple[Span, ...]
    quote: str
    question: str
    follow_up_id: str | None = None

    @property
    def id(self) -> str:
        """Its id among the follow-ups of a turn, different from those of the bank."""
        return suspicion_id(self.misconception_id)

    @property
    def prompt(self) -> str:
        """What the interviewer says."""
        return asked_back(self.quote, self.question)


def asked_back(quote: str, question: str) -> str:
    """Return what the interviewer says: a candidate's words and the question about them."""
    return f"You said “{quote}”. {question}"


@dataclass(frozen=True, slots=True)
class Doubted:
    """What may be an answer, until the candidate has said whether it is one."""

    text: str
    transcript: str | None
    timings: Timings
    spoken: HeardSpeech | None


def suspicion_id(misconception_id: str) -> str:
    """Return the id of the follow-up that asks about a misconception."""
    return f"suspicion:{misconception_id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and how it was judged.

    ``outcome`` is the judgement of the session's grader, ``provisional`` a stand-in until it
    arrives. ``hints`` counts the hints given before. ``meant`` is the yes or no to a suspicion,
    ``None`` when it is unclear. ``anew`` says that an earlier answer was taken back after a
    follow-up had been asked. ``submission`` is the code that came with it, and its test results.
    """

    id: int
    text: str
    transcript: str | None
    follow_up: FollowUp | Suspicion | None
    hints: int
    submitted_at: datetime
    timings: Timings
    spoken: HeardSpeech | None = None
    outcome: Grade | Ungraded | None = None
    provisional: Grade | None = None
    meant: bool | None = None
    submission: Submission | None = None
    anew: bool = False

    @property
    def grade(self) -> Grade | None:
        """The judgement that counts: never a provisional one."""
        return self.outcome if isinstance(self.outcome, Grade) else None

    @property
    def best_known(self) -> Grade | None:
        """The judgement that counts, or the provisional one where there is none."""
        return self.grade or self.provisional

    @property
    def awaits_grade(self) -> bool:
        """Whether the session's grader has not judged it yet."""
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One run of the candidate's code against the shown tests, and when it was made.

    ``hints`` counts the hints given before, ``active`` the session's active seconds.
    """

    at: datetime
    code: str
    run: Run
    hints: int
    active: float = 0.0


@dataclass(frozen=True, slots=True)
class Dispute:
    """A verdict that the candidate disputes; the fields are those of ``VerdictDisputed``.

    ``grader`` and ``grader_version`` made that verdict. It is ``open`` until a language model
    settles it by judging the answer again, or the candidate withdraws.
    """

    claim_id: str
    against: Against
    said: bool
    answer_id: int
    spans: tuple[Span, ...]
    grader: str
    grader_version: str
    state: Literal["open", "settled", "withdrawn"] = "open"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with everything that was said about it.

    ``active_from`` and ``active_to`` are the session's active seconds at ``asked_at`` and
    ``ended_at``, the time of its last answer or skip; ``active_from`` is earlier by the time spent
    on the question before it was left for later. ``estimate`` is the candidate's own guess of the
    score, 0..1; ``estimated`` says that it was asked for. ``criterion_id`` is the only criterion
    that the turn is about, ``None`` for the whole question. ``reason`` is why it was asked, if
    earlier answers decided that. ``followed_up`` names the follow-ups that were asked, and
    ``passes`` counts those declined. ``postponed`` says that the question was left for later;
    ``returns_to`` is the number of the turn in which it was. ``taken_back`` are answers that the
    candidate withdrew; they do not count. ``attempts`` are the runs of the code before submission.
    """

    number: int
    item: Item
    asked_at: datetime
    active_from: float = 0.0
    retry_of: int | None = None
    stage: int | None = None
    reason: str | None = None
    answers: tuple[Answer, ...] = ()
    hints: int = 0
    doubts: int = 0
    followed_up: tuple[str, ...] = ()
    open_follow_up: FollowUp | Suspicion | None = None
    skipped: SkipReason | None = None
    ended_at: datetime | None = None
    active_to: float | None = None
    estimated: bool = False
    estimate: float | None = None
    criterion_id: str | None = None
    attempts: tuple[Attempt, ...] = ()
    postponed: bool = False
    returns_to: int | None = None
    passes: int = 0
    challenges: tuple[tuple[str, str], ...] = ()
    """The ids of suspicions, each with the id of the bank's follow-up that was asked for it."""
    doubted: Doubted | None = None
    taken_back: tuple[Answer, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it still needs an answer from the candidate."""
        owed = bool(self.open_follow_up) or not self.answers
        return owed and self.skipped is None and not self.postponed

    @property
    def disputed(self) -> dict[str, Dispute]:
        """The open disputes by the id of the criterion or misconception."""
        return {one.claim_id: one for one in self.disputes if one.state == "open"}

    @property
    def main(self) -> Answer | None:
        """The answer to the question itself."""
        return next((answer for answer in self.answers if answer.follow_up is None), None)


@dataclass(frozen=True, slots=True)
class Session:
    """An interview so far.

    ``active_seconds`` excludes the time between quit and resume. ``usage`` is the total of all
    judgements and wordings, including those that failed or were replaced.
    """

    id: str
    config: SessionConfig
    app_version: str
    started_at: datetime
    last_at: datetime
    turns: tuple[Turn, ...] = ()
    lines: tuple[Line, ...] = ()
    active_seconds: float = 0.0
    usage: Usage = field(default_factory=Usage)
    finished: FinishReason | None = None
    length: int = 1

    @property
    def turn(self) -> Turn | None:
        """The newest turn."""
        return self.turns[-1] if self.turns else None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers in the order given, including those taken back."""
        each = (answer for turn in self.turns for answer in (*turn.answers, *turn.taken_back))
        return tuple(sorted(each, key=lambda answer: answer.id))

    @property
    def standing(self) -> tuple[Answer, ...]:
        """The answers that were not taken back."""
        return tuple(answer for turn in self.turns for answer in turn.answers)

    @property
    def last_said(self) -> str:
        """What the candidate said last; empty before anything was said."""
        said = (line.text for line in reversed(self.lines) if line.speaker == "candidate")
        return next(said, "")

    def turn_of(self, answer_id: int) -> Turn:
        """Return the turn in which the answer was given; ``KeyError`` when there is none."""
        for turn in self.turns:
            if any(one.id == answer_id for one in (*turn.answers, *turn.taken_back)):
                return turn
        raise KeyError(answer_id)

    @property
    def asked(self) -> tuple[str, ...]:
        """What was asked, in the form of ``SessionConfig.question_ids``, without duplicates."""
        return tuple(
            reference(turn.item.question.id, turn.criterion_id)
            for turn in self.turns
            if turn.retry_of is None and turn.returns_to is None
        )

    @property
    def waiting(self) -> tuple[Turn, ...]:
        """The turns whose question was left for later and has not come back yet."""
        back = {turn.returns_to for turn in self.turns}
        return tuple(one for one in self.turns if one.postponed and one.number not in back)
