"""How an answer is judged: criteria with points, misconceptions and a model answer."""

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from interviewer.bank.question import Question, Slug, Strict, Text


class Number(Strict):
    """The figure that a criterion asks for.

    ``unit`` is written as usual ("GB", "%", "users"); None for a bare number. A figure is right if
    it is within ``tolerance``, a fraction of ``value``. With ``factor`` the question asks for an
    estimate, which is right between ``value / factor`` and ``value * factor``.
    """

    value: float = Field(allow_inf_nan=False)
    unit: Text | None = None
    tolerance: float = Field(default=0.01, ge=0, le=1)
    factor: float | None = Field(default=None, gt=1, le=1000)

    @field_validator("unit")
    @classmethod
    def _readable_unit(cls, unit: str | None) -> str | None:
        if unit is None:
            return None
        from interviewer.figures.units import named_unit  # few items have a figure

        if not named_unit(unit):
            raise PydanticCustomError(
                "unreadable_unit",
                "{unit} is not a unit that can be read; write one such as GB, ms, %, $, users, "
                "tokens/s or $ per million tokens, or leave it out",
                {"unit": repr(unit)},
            )
        return unit


class Criterion(Strict):
    """One checkable statement that a good answer makes.

    ``points`` is what the statement is worth. An ``essential`` criterion is one that no good answer
    leaves out; it is probed first. ``evidence`` lists wordings of the statement; ``(a / b / c)`` in
    a wording lists interchangeable phrases. ``number`` is for a point that is a figure: the figure
    then decides, and any wordings say what it measures. ``tests`` names the tests of a coding
    question that decide the point; no grader judges it.
    """

    id: Slug
    statement: Text
    points: int = Field(ge=1, le=100)
    essential: bool = False
    evidence: tuple[Text, ...] = ()
    number: Number | None = None
    tests: tuple[Slug, ...] = ()


class Misconception(Strict):
    """A wrong belief that some candidates hold.

    ``statement`` is the wrong belief, and ``correction`` what is true instead. ``contradicts`` is
    the id of the criterion that it rules out. ``penalty`` is in points; ``cap``, if given, is the
    highest score (0..1) of an answer that states the belief, unless it meets that criterion
    elsewhere. ``evidence`` lists wordings of the belief, as for a criterion; ``example`` is a short
    answer by somebody who holds it.
    """

    id: Slug
    statement: Text
    correction: Text
    contradicts: Slug | None = None
    penalty: int = Field(ge=0, le=100)
    cap: float | None = Field(default=None, ge=0, le=1)
    evidence: tuple[Text, ...] = ()
    example: Text | None = None


class Depth(Strict):
    """How the reply to a follow-up that goes deeper is judged: criteria and a reference reply.

    ``follow_up`` is the id of a follow-up of the question with ``when: met``.
    """

    follow_up: Slug
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=4)
    model_answer: Text


class Rubric(Strict):
    """Everything needed to judge an answer to one question, and to go deeper."""

    question_id: Slug
    version: int = Field(ge=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    model_answer: Text
    depth: tuple[Depth, ...] = ()

    @property
    def points(self) -> int:
        """The sum of points of all criteria."""
        return sum(criterion.points for criterion in self.criteria)

    def deeper(self, follow_up: str) -> "Rubric | None":
        """Return the rubric of the reply to a follow-up that goes deeper; None for any other."""
        for depth in self.depth:
            if depth.follow_up == follow_up:
                return Rubric(
                    question_id=self.question_id,
                    version=self.version,
                    criteria=depth.criteria,
                    model_answer=depth.model_answer,
                )
        return None

    @property
    def judged(self) -> "Rubric | None":
        """The rubric without the criteria that tests decide; None where nothing is left."""
        left = tuple(criterion for criterion in self.criteria if not criterion.tests)
        if len(left) == len(self.criteria):
            return self
        return self.model_copy(update={"criteria": left}) if left else None

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion of that id; raise ``KeyError`` when the rubric has none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


class Item(Strict):
    """A question together with its rubric: the unit that the bank hands out."""

    question: Question
    rubric: Rubric
