"""Grades: verdicts with verified quotes, and the one function that turns them into a score."""

from typing import Literal

from pydantic import Field, model_validator

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.coding.results import Status
from interviewer.grading.bands import Band, band
from interviewer.llm.usage import Usage

Level = Literal["met", "partial", "missed"]
Certainty = Literal["clear", "borderline"]
Fitness = Literal["fit", "usable with care", "unfit"]
"""What a check of a judge came to, on answers of known grade."""

_CREDIT: dict[Level, float] = {"met": 1.0, "partial": 0.5, "missed": 0.0}


class Span(Strict):
    """A quote from the candidate's answer: ``answer[start:end] == quote`` in code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str

    def stands_in(self, answer: str) -> bool:
        """Whether the quote is non-blank and stands in ``answer`` where the span says."""
        # A slice tolerates an end beyond the answer.
        inside = self.end <= len(answer)
        return inside and bool(self.quote.strip()) and answer[self.start : self.end] == self.quote


class Stability(Strict):
    """How often a grader whose verdicts vary was asked, and how often it gave the final verdict."""

    agreed: int = Field(ge=1)
    votes: int = Field(ge=1)


class TestFact(Strict):
    """What a test of a coding question gave."""

    __test__ = False  # no test of pytest's

    name: str
    status: Status


class Verdict(Strict):
    """The judgement of one criterion.

    ``credit`` is the share of the criterion's points that is earned, 0..1; where it is not given
    it follows from the level (met 1, partial 0.5, missed 0). A missed criterion earns nothing.
    ``stability`` is ``None`` for a grader that always says the same. One that is not ``settled``
    counts for nothing: its criterion was not judged, and is left out of the score. ``tests`` are
    what decided, instead of quotes, where the criterion names tests: facts of a run, which no
    grader gives.
    """

    criterion_id: str
    level: Level
    credit: float = Field(ge=0, le=1)
    spans: tuple[Span, ...] = ()
    explanation: str = ""
    certainty: Certainty = "clear"
    stability: Stability | None = None
    settled: bool = True
    tests: tuple[TestFact, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _credit_of_level(cls, data: object) -> object:
        if isinstance(data, dict) and "credit" not in data and data.get("level") in _CREDIT:
            return {**data, "credit": _CREDIT[data["level"]]}
        return data

    @model_validator(mode="after")
    def _level_and_credit_agree(self) -> "Verdict":
        if (self.level == "missed") != (self.credit == 0):
            raise ValueError(f"a {self.level} criterion cannot earn {self.credit} of its points")
        return self

    @classmethod
    def unsettled(
        cls, criterion_id: str, explanation: str, stability: Stability | None = None
    ) -> "Verdict":
        """Return the verdict on a criterion that could not be judged; ``explanation`` says why."""
        return cls(
            criterion_id=criterion_id,
            level="missed",
            credit=0.0,
            explanation=explanation,
            certainty="borderline",
            stability=stability,
            settled=False,
        )


class FoundMisconception(Strict):
    """A misconception of the rubric that the answer states, and where it does."""

    misconception_id: str
    spans: tuple[Span, ...] = ()
    explanation: str = ""
    certainty: Certainty = "clear"
    stability: Stability | None = None


class Extent(Strict):
    """How much of an answer was read: the first ``read`` of all ``of`` characters."""

    read: int = Field(ge=0)
    of: int = Field(ge=0)

    def __str__(self) -> str:
        """Return it in one sentence."""
        return f"Only the first {self.read:,} of the answer's {self.of:,} characters were judged."


class Grade(Strict):
    """A judged answer. ``confidence`` is 0..1.

    ``suspected`` are misconceptions that the answer may state: they cost nothing, and the
    candidate is asked. ``error`` is the root mean square error of the grader's scores (0..1), where
    it was measured on answers of real people.

    ``model``, ``prompt_version`` and ``usage`` are a language model's: its name, the version of
    the instructions that it was given, and what the judgement took; ``fitness`` is what a check of
    that model as a judge had shown by then, ``None`` without a check. ``extent`` is ``None`` where
    the whole answer was read; ``unread`` says in sentences what in it the grader cannot judge.
    """

    verdicts: tuple[Verdict, ...]
    misconceptions: tuple[FoundMisconception, ...] = ()
    suspected: tuple[FoundMisconception, ...] = ()
    grader: str
    grader_version: str
    rubric_version: int
    model: str | None = None
    prompt_version: str | None = None
    fitness: Fitness | None = None
    unread: tuple[str, ...] = ()
    confidence: float = Field(default=1.0, ge=0, le=1)
    error: float | None = Field(default=None, ge=0, le=1)
    usage: Usage | None = None
    extent: Extent | None = None


class Ungraded(Strict):
    """A grading that failed: it has a reason and no score, and can be made good later."""

    reason: str
    grader: str
    usage: Usage | None = None


class Earned(Strict):
    """What one criterion brought: its verdict, and points earned of the points possible."""

    criterion: Criterion
    verdict: Verdict
    points: float


class Score(Strict):
    """A grade in numbers. ``value`` is 0..1; ``points`` and ``penalty`` are in rubric points.

    ``possible`` are the points of the criteria that were judged.

    ``low`` and ``high`` (0..1) hold what readers would give in four of five cases, by the grader's
    measured error; where none was measured both are ``value``.
    """

    value: float
    low: float
    high: float
    band: Band
    points: float
    possible: int
    penalty: int
    cap: float | None


def earned(grade: Grade, rubric: Rubric) -> tuple[Earned, ...]:
    """Return points earned for every criterion, in the rubric's order.

    A criterion that the grade does not mention is missed. One that a misconception found
    contradicts earns nothing, also where it is made elsewhere: the answer says both.
    """
    verdicts = {verdict.criterion_id: verdict for verdict in grade.verdicts}
    denied = {misconception.contradicts for misconception, _ in found(grade, rubric)}
    rows = []
    for criterion in rubric.criteria:
        verdict = verdicts.get(criterion.id) or Verdict(
            criterion_id=criterion.id, level="missed", credit=0.0
        )
        credit = 0.0 if criterion.id in denied else verdict.credit
        points = round(criterion.points * credit, 4)
        rows.append(Earned(criterion=criterion, verdict=verdict, points=points))
    return tuple(rows)


def found(grade: Grade, rubric: Rubric) -> tuple[tuple[Misconception, FoundMisconception], ...]:
    """Pair each misconception of the rubric that the grade found with where it was found."""
    findings = {finding.misconception_id: finding for finding in grade.misconceptions}
    return tuple((m, findings[m.id]) for m in rubric.misconceptions if m.id in findings)


_EIGHTY_PERCENT = 1.28
"""Standard deviations within which four of five errors lie."""


def score(grade: Grade, rubric: Rubric) -> Score:
    """Compute the score of a grade: the only place where one is made.

    ``(sum of points earned - penalties) / sum of points``, clamped to 0..1 and capped by the
    strictest misconception found. The cap of one that contradicts a criterion holds only where
    that criterion is made nowhere. A criterion whose verdict is not settled is left out. Raises
    ``ValueError`` where none is settled: such an answer has no score.
    """
    rows = [row for row in earned(grade, rubric) if row.verdict.settled]
    possible = sum(row.criterion.points for row in rows)
    if not possible:
        raise ValueError("no criterion was judged")
    points = round(sum(row.points for row in rows), 4)
    made = {row.criterion.id for row in rows if row.verdict.level != "missed"}
    wrong = [misconception for misconception, _ in found(grade, rubric)]
    penalty = sum(misconception.penalty for misconception in wrong)
    caps = [one.cap for one in wrong if one.cap is not None and one.contradicts not in made]
    cap = min(caps, default=None)
    value = min(max((points - penalty) / possible, 0.0), 1.0)
    value = round(value if cap is None else min(value, cap), 4)
    reach = _EIGHTY_PERCENT * (grade.error or 0.0)
    return Score(
        value=value,
        low=round(max(0.0, value - reach), 4),
        high=round(min(1.0, value + reach), 4),
        band=band(value),
        points=points,
        possible=possible,
        penalty=penalty,
        cap=cap,
    )
