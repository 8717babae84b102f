"""The report as data: everything that any format shows."""

from pydantic import AwareDatetime

from interviewer.bank.question import Strict
from interviewer.grading.bands import Band
from interviewer.interview.events import Focus
from interviewer.learning.self_estimates import Calibration
from interviewer.llm.usage import Usage
from interviewer.report.code_report import CodeReport, CodeRunReport, CodeTestReport
from interviewer.report.turn_report import (
    AnswerReport,
    Change,
    Coaching,
    CriterionChange,
    CriterionReport,
    DeeperPoint,
    DeliveryReport,
    DisputeReport,
    MisconceptionReport,
    PointToAdd,
    Status,
    TurnReport,
)

__all__ = [
    "SCHEMA_VERSION",
    "Advice",
    "AnswerReport",
    "AreaScore",
    "Change",
    "Coaching",
    "CodeReport",
    "CodeRunReport",
    "CodeTestReport",
    "Counts",
    "CriterionChange",
    "CriterionReport",
    "DeeperPoint",
    "DeliveryReport",
    "DisputeReport",
    "MisconceptionReport",
    "Point",
    "PointToAdd",
    "Report",
    "Status",
    "StudyPoint",
    "TurnReport",
]

SCHEMA_VERSION = 1


class AreaScore(Strict):
    """The mean score (0..1) of the graded questions of one area."""

    area: str
    score: float
    band: Band
    questions: int


class Point(Strict):
    """A criterion that stands out, the turn and the question (as counted there) it belongs to."""

    turn: int
    question: int
    question_id: str
    statement: str
    points: int
    earned: float


class StudyPoint(Strict):
    """A point that was not met, the rubric points lost by it, and the items to practise next."""

    criterion_id: str
    statement: str
    lost: float
    next: tuple[str, ...] = ()


class Advice(Strict):
    """What to study after one question: the points that were missed, and sources that cover them.

    ``points`` has the same points as ``missing``, each with questions of the bank to practise next.
    ``deeper`` has the points that were missed in replies to deeper follow-ups.
    """

    question_id: str
    area: str
    score: float
    missing: tuple[str, ...]
    sources: tuple[str, ...]
    points: tuple[StudyPoint, ...] = ()
    deeper: tuple[StudyPoint, ...] = ()


class Counts(Strict):
    """How many questions were asked, not counting retries, and how many ended in each way."""

    asked: int
    graded: int
    ungraded: int
    skipped: int
    declined: int
    postponed: int = 0
    unanswered: int = 0


class Report(Strict):
    """A whole session. ``score`` is the mean of the graded questions, 0..1.

    ``graders`` lists the graders whose grades it contains; ``usage`` is what those grades cost in
    requests, tokens and money. ``shared`` is true for a version without personal data, which also
    lacks the session's id and everything the candidate said. ``focus`` lists the areas with their
    weights from a job description.
    """

    schema_version: int = SCHEMA_VERSION
    shared: bool = False
    session_id: str
    app_version: str
    started_at: AwareDatetime
    ended_at: AwareDatetime
    active_seconds: float
    mode: str
    grader: str
    graders: tuple[str, ...] = ()
    usage: Usage | None = None
    finished: str | None
    score: float | None
    band: Band | None
    counts: Counts
    areas: tuple[AreaScore, ...]
    strongest: tuple[Point, ...]
    weakest: tuple[Point, ...]
    study: tuple[Advice, ...]
    turns: tuple[TurnReport, ...]
    delivery: DeliveryReport | None = None
    format: str | None = None
    focus: tuple[Focus, ...] = ()
    calibration: Calibration | None = None

    @property
    def listed(self) -> tuple[TurnReport, ...]:
        """The turns to show: all except those whose question came back later."""
        return tuple(turn for turn in self.turns if turn.status != "returned")
