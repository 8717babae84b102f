"""What is judged of the answers of an interview, and what the candidate says to that."""

from typing import Literal

from pydantic import Field

from interviewer.grading.grade import Grade, Span, Ungraded
from interviewer.interview.logged_event import LoggedEvent

Against = Literal["met", "partial", "missed", "charged"]
"""What a candidate can deny: a verdict on a criterion, or that a misconception was charged."""


class AnswerGraded(LoggedEvent):
    """A judgement of an answer. A provisional one stands only until the chosen grader's."""

    type: Literal["answer_graded"] = "answer_graded"
    answer_id: int = Field(ge=1)
    outcome: Grade | Ungraded
    provisional: bool = False


class SelfEstimated(LoggedEvent):
    """The candidate guessed the score (0..1) of a turn before seeing it, or would not."""

    type: Literal["self_estimated"] = "self_estimated"
    turn: int = Field(ge=1)
    value: float | None = Field(ge=0, le=1)


class VerdictDisputed(LoggedEvent):
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


class DisputeWithdrawn(LoggedEvent):
    """The candidate lets the verdict stand after all."""

    type: Literal["dispute_withdrawn"] = "dispute_withdrawn"
    turn: int = Field(ge=1)
    claim_id: str
