"""What is chosen before an interview begins, stored in the first entry of its log."""

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
    time it asks nothing further. ``probes`` is the maximum number of follow-ups per question,
    ``None`` for the session's. ``emphasis`` says what is probed first: ``essentials``, what is
    ``worth`` most points, what was ``half-said``, or, for ``depth``, a correct point in more
    detail. ``opening`` is what the interviewer says before its first question.
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
    """The weight of one area in an interview, 0..1, and the words that asked for it."""

    area: str
    weight: float = Field(ge=0, le=1)
    terms: tuple[str, ...] = ()


class EarlierVerdict(Strict):
    """What one criterion earned in an earlier try; ``credit`` is 0..1."""

    criterion_id: str
    level: Judged
    credit: float = Field(ge=0, le=1)


class Earlier(Strict):
    """A try at a question in another session, to compare this session with.

    ``question_id`` has the form of ``SessionConfig.question_ids``. ``score`` is 0..1.
    """

    question_id: str
    session_id: str
    turn: int = Field(ge=1)
    at: AwareDatetime
    score: float = Field(ge=0, le=1)
    verdicts: tuple[EarlierVerdict, ...] = ()


def _current_wording(value: object) -> object:
    """Return the current name of a wording; older logs contain ``house``."""
    return "built-in" if value == "house" else value


class SessionConfig(Strict):
    """What the candidate chose before the first question.

    Empty ``areas``, ``levels`` or ``kinds`` mean all. ``question_ids`` asks exactly those, in
    their order, whatever the ``stages`` of a ``format`` say; ``question#criterion`` asks only about
    that criterion. ``minutes`` limits the active time. ``probes`` is the maximum number of
    follow-ups per question. ``focus`` weights the areas; areas it does not name come last. With
    ``estimate`` a coach asks how good an answer was before the score is shown. ``earlier`` are
    tries that retries are compared with. ``wording`` says what words transitions and recognises
    unusually worded clarifying questions: the built-in phrases alone, or a language model first.
    ``adaptive`` chooses each question by the answers so far; ``known`` is what earlier sessions
    say about the candidate, at most one belief per area. ``seen`` are the questions asked in
    earlier sessions, oldest first; others come before them. It is ``None`` if not looked up.
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
        """How many questions the interview should have."""
        staged = sum(stage.questions for stage in self.stages)
        return len(self.question_ids) or staged or self.questions
