"""How an answer is judged: criteria with points, misconceptions and a model answer."""

from pydantic import Field

from interviewer.bank.question import Question, Slug, Strict, Text


class Criterion(Strict):
    """One checkable statement that a good answer makes.

    ``points`` is what the statement is worth. ``essential`` marks what no good answer leaves out:
    it is probed first. ``evidence`` holds wordings that state it; ``(a / b / c)`` inside a wording
    lists interchangeable phrases.
    """

    id: Slug
    statement: Text
    points: int = Field(ge=1, le=100)
    essential: bool = False
    evidence: tuple[Text, ...] = ()


class Misconception(Strict):
    """A wrong belief that candidates really hold.

    ``statement`` is the belief in its wrong form and ``correction`` what is true instead.
    ``contradicts`` is the id of the criterion that nobody who holds it can make. ``penalty`` is in
    points; ``cap``, where given, is the highest score (0..1) that an answer holding the belief can
    reach, unless it makes that criterion elsewhere. ``evidence`` is worded like a criterion's, in
    the wrong form; ``example`` is a short answer of somebody who holds the belief.
    """

    id: Slug
    statement: Text
    correction: Text
    contradicts: Slug | None = None
    penalty: int = Field(ge=0, le=100)
    cap: float | None = Field(default=None, ge=0, le=1)
    evidence: tuple[Text, ...] = ()
    example: Text | None = None


class Rubric(Strict):
    """Everything needed to judge an answer to one question."""

    question_id: Slug
    version: int = Field(ge=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    model_answer: Text

    @property
    def points(self) -> int:
        """The sum of points of all criteria."""
        return sum(criterion.points for criterion in self.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion of that id; ``KeyError`` when the rubric has none such."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


class Item(Strict):
    """A question together with its rubric: the unit that the bank hands out."""

    question: Question
    rubric: Rubric
