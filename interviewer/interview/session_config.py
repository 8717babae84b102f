"""What is chosen before an interview begins, and stands at the head of its log."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BeforeValidator, Field

from interviewer.bank.question import Kind, Level, Strict
from interviewer.grading.grade import Level as Judged
from interviewer.interview.ability import Belief
from interviewer.settings.limits import FOLLOW_UPS, MINUTES, QUESTIONS, Mode, Wording

Emphasis = Literal["essentials", "worth", "half-said", "depth"]


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
