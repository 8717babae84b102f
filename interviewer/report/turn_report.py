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
    """How an answer, or all of a session, was spoken. It never affects a score.

    ``pace`` is words per minute of the whole answer, ``articulation`` words per minute of speaking
    time. ``hesitation_rate`` is per minute, and a lower bound. Times are in seconds. ``over_time``
    is the pace in equal windows of one answer, or the pace of each answer of a session.
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
    """One point of the reply to a deeper follow-up; it does not count towards the score."""

    id: str
    statement: str
    points: int
    earned: float
    level: Level
    spans: tuple[Span, ...]


class AnswerReport(Strict):
    """One answer as it was given. ``seconds`` is the time from the prompt to the submission.

    For an answer to a follow-up, ``probes`` is the id of the criterion that it is about, or
    ``asks_about`` the id of the misconception; ``quoted`` is what the interviewer quoted from the
    candidate before the ``prompt``. ``extent`` is how much of the answer was read, if not all of
    it, and ``unread`` says in sentences what else was not judged. For a deeper follow-up, ``depth``
    is its id, ``deeper`` has the points of the reply, and ``reference`` is an example of a good
    reply.
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
    """A disputed verdict: the candidate says that ``quote`` makes the point (``said``) or does not.

    Until the dispute is settled, the verdict does not count.
    """

    said: bool
    quote: str


class CriterionReport(Strict):
    """One criterion over a turn: its points, what was earned, for which words and with what help.

    ``spans`` are offsets into the text of the answer ``answer_id``. ``said_at`` is when a spoken
    answer came to the point, in seconds of its recording. ``probe`` is the follow-up on this point,
    whether it was asked or not. A criterion that is not ``settled`` was not judged: it does not
    count towards the score, and the explanation says why. ``figure`` is true if the point is a
    figure; the explanation then says what was read and what is right, even if the point is earned.
    ``model_words`` is the sentence of the model answer that makes the point, empty if none was
    matched.
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

    ``admitted`` is true if it was only suspected until the candidate confirmed it.
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
    """The missed point that cost most, and a sentence that would have earned it.

    ``lost`` is in rubric points; ``sentence`` is empty if the item has none for the point.
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
    """One criterion in two tries; ``gained`` is in points, negative if points were lost."""

    id: str
    statement: str
    before: Level
    after: Level
    gained: float


class Change(Strict):
    """How a try differs from the previous one, whose score was ``score`` (0..1).

    The previous try was turn ``turn`` of the session ``session_id``, or of this session, where it
    was attempt number ``attempt``. ``gained`` is the difference between the scores.
    """

    session_id: str | None = None
    turn: int
    attempt: int | None = None
    score: float
    gained: float
    criteria: tuple[CriterionChange, ...]


class TurnReport(Strict):
    """One question with everything said about it. Scores are 0..1; ``seconds`` is active time.

    In four of five cases, a reader's score lies between ``low`` and ``high``. ``suspected`` has the
    misconceptions that an answer may state, which cost nothing; ``disputed`` has those that were
    charged but that the candidate denies having stated. ``exhibit`` is what was shown with the
    question, in a fixed-width font. ``provisional_score`` comes from another grader while there is
    no score; it is not part of any average. ``estimate`` is the candidate's own guess of the score.
    ``change`` compares this try with an earlier one. ``code`` is present if the question runs code.

    A turn with the status ``returned`` has no time, hints or code: these are in the turn in which
    the question came back. ``number`` counts turns. ``question`` counts questions in the order in
    which they were first asked; a retry has its question's number and the next ``attempt``.
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
