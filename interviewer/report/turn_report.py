"""One question in a report: its answers, and what was judged of them."""

from typing import Literal

from interviewer.bank.question import Strict
from interviewer.grading.bands import Band
from interviewer.grading.grade import Certainty, Extent, Fitness, Level, Span, Stability
from interviewer.interview.ledger import Help
from interviewer.interview.session import asked_back
from interviewer.report.code_report import CodeReport

Status = Literal[
    "graded",
    "provisional",
    "ungraded",
    "skipped",
    "declined",
    "postponed",
    "returned",
    "unanswered",
]
"""``postponed`` has not come back, ``returned`` has: in a later turn."""


class DeliveryReport(Strict):
    """How something was spoken. It is no part of any score.

    ``pace`` and ``articulation`` are words a minute, of the whole and of speaking time;
    ``hesitation_rate`` is a minute and a least; times are seconds. ``over_time`` is the pace in
    equal windows of one answer, or the pace of each answer of a session.
    """

    words: int
    seconds: float
    speaking_seconds: float
    pace: float | None
    articulation: float | None
    hesitations: int
    hesitation_rate: float | None
    soft_fillers: int
    pauses: int
    longest_pause: float
    pause_share: float
    to_first_word: float | None
    over_time: tuple[float, ...]


class DeeperPoint(Strict):
    """One point of the reply to a follow-up that goes deeper; it is in no score of the question."""

    id: str
    statement: str
    points: int
    earned: float
    level: Level
    spans: tuple[Span, ...]


class AnswerReport(Strict):
    """One answer as it was given. ``seconds`` run from the prompt to the submission.

    ``probes`` is the criterion, or ``asks_about`` the misconception, that a follow-up is about; the
    interviewer then said ``quoted``, words of the candidate, before the ``prompt``. ``extent`` is
    how much of the answer was read, where that is not all, and ``unread`` says in sentences what
    else was not judged. ``depth`` is the id of the follow-up where that goes deeper, ``deeper`` are
    the points of the reply to it, and ``reference`` is how such a reply could go.
    """

    id: int
    prompt: str
    probes: str | None
    asks_about: str | None = None
    quoted: str = ""
    text: str
    transcript: str | None
    seconds: float | None
    grader: str | None
    grader_version: str | None
    model: str | None
    prompt_version: str | None = None
    fitness: Fitness | None = None
    rubric_version: int | None
    confidence: float | None
    ungraded: str | None
    delivery: DeliveryReport | None = None
    extent: Extent | None = None
    unread: tuple[str, ...] = ()
    depth: str | None = None
    deeper: tuple[DeeperPoint, ...] = ()
    reference: str = ""

    @property
    def follow_up(self) -> str:
        """The follow-up it replies to, as asked; empty for the question itself."""
        if self.probes is None and self.asks_about is None:
            return ""
        return asked_back(self.quoted, self.prompt) if self.quoted else self.prompt


class DisputeReport(Strict):
    """What the candidate says against a verdict: by ``quote`` the point was ``said``, or was not.

    Until that is settled the verdict counts for nothing.
    """

    said: bool
    quote: str


class CriterionReport(Strict):
    """One criterion over a turn: what it is worth, what it earned, by which words, with what help.

    ``spans`` are offsets into the text of the answer ``answer_id``. ``said_at`` is when a spoken
    answer came to the point, in seconds of its recording. ``probe`` is the item's question for
    just this point, asked or not. One that is not ``settled`` was not judged: it is in no score,
    and the explanation says why. ``figure`` says that the point is a figure: then the explanation
    tells what was read and what is right, also where the point is earned. ``model_words`` is the
    sentence of the model answer that makes the point, empty where none was matched.
    """

    id: str
    statement: str
    probe: str | None = None
    essential: bool
    points: int
    earned: float
    level: Level
    help: Help
    certainty: Certainty
    stability: Stability | None = None
    settled: bool = True
    explanation: str
    figure: bool = False
    answer_id: int | None
    spans: tuple[Span, ...]
    said_at: float | None = None
    dispute: DisputeReport | None = None
    model_words: str = ""

    @property
    def verdict(self) -> Literal["met", "partial", "missed", "unjudged", "disputed"]:
        """The level to show: ``unjudged`` or ``disputed`` if it is not settled."""
        if self.dispute is not None:
            return "disputed"
        return self.level if self.settled else "unjudged"

    @property
    def note(self) -> str:
        """A note on the verdict: why there is none, or how a figure was read.

        Empty if words earned the point, because they are shown.
        """
        credited = self.spans and self.level != "missed"
        return self.explanation if self.figure or not credited else ""


class MisconceptionReport(Strict):
    """A wrong belief that the answer ``answer_id`` states, and what is true instead.

    ``admitted`` says that it was only suspected before the candidate said yes to it.
    """

    id: str
    statement: str
    correction: str
    penalty: int
    cap: float | None
    answer_id: int
    spans: tuple[Span, ...]
    certainty: Certainty
    stability: Stability | None = None
    admitted: bool = False


class PointToAdd(Strict):
    """The point that was worth most among those missed, and a sentence that would have earned it.

    ``lost`` is in rubric points; ``sentence`` is empty where the item has none.
    """

    criterion_id: str
    statement: str
    lost: float
    sentence: str


class Coaching(Strict):
    """What would have made one answer better: a point to ``add``, a misconception to ``mend``."""

    add: PointToAdd | None
    mend: MisconceptionReport | None


class CriterionChange(Strict):
    """One criterion in two tries; ``gained`` is in points, below zero where it was lost."""

    id: str
    statement: str
    before: Level
    after: Level
    gained: float


class Change(Strict):
    """How a try differs from the one before it, which scored ``score`` (0..1).

    That was turn ``turn`` of ``session_id``, or of this session, where it was the ``attempt``.
    ``gained`` is the difference of the scores.
    """

    session_id: str | None = None
    turn: int
    attempt: int | None = None
    score: float
    gained: float
    criteria: tuple[CriterionChange, ...]


class TurnReport(Strict):
    """One question with all that was said about it. Scores are 0..1, ``seconds`` active time.

    ``low`` and ``high`` hold what readers would give in four of five cases; ``suspected`` are
    misconceptions that an answer may state, which cost nothing, and ``disputed`` those charged
    that the candidate denies to have stated.
    ``exhibit`` is what was shown with the question, in a fixed-width font.
    ``provisional_score`` is another grader's stand-in while there is no score; it is in no average.
    ``estimate`` is the candidate's own guess of the score. ``change`` compares with an earlier try.
    ``code`` is that of a question that runs it.

    A turn that ``returned`` has no time, hints and code: those are in the turn that it returned in.
    ``number`` counts the turns. ``question`` counts the questions as they were first asked: a
    retry has that of its question, and is another ``attempt`` at it.
    """

    number: int
    question: int
    attempt: int = 1
    question_id: str
    area: str
    level: str
    kind: str
    prompt: str
    exhibit: str = ""
    retry_of: int | None
    status: Status
    score: float | None
    low: float | None = None
    high: float | None = None
    unprompted_score: float | None
    provisional_score: float | None = None
    band: Band | None
    seconds: float | None
    time_limit: int
    hints: int
    answers: tuple[AnswerReport, ...]
    criteria: tuple[CriterionReport, ...]
    misconceptions: tuple[MisconceptionReport, ...]
    suspected: tuple[MisconceptionReport, ...] = ()
    disputed: tuple[MisconceptionReport, ...] = ()
    model_answer: str
    sources: tuple[str, ...]
    estimate: float | None = None
    change: Change | None = None
    coaching: Coaching | None = None
    code: CodeReport | None = None
