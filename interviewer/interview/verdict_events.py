"""The log events for judgements of answers, and for the candidate's response to them."""

from typing import Literal

from pydantic import Field

from interviewer.grading.grade import Grade, Span, Ungraded
from interviewer.interview.logged_event import LoggedEvent

Against = Literal["met", "partial", "missed", "charged"]
"""What a candidate can dispute: a verdict on a criterion, or the charge of a misconception."""


class AnswerGraded(LoggedEvent):
    """A judgement of an answer. A provisional one counts only until the chosen grader's arrives."""

    type: Literal["answer_graded"] = "answer_graded"
    answer_id: int = Field(ge=1)
    outcome: Grade | Ungraded
    provisional: bool = False


class SelfEstimated(LoggedEvent):
    """The candidate guessed the score (0..1) of a turn before seeing it, or declined to."""

    type: Literal["self_estimated"] = "self_estimated"
    turn: int = Field(ge=1)
    value: float | None = Field(ge=0, le=1)


class VerdictDisputed(LoggedEvent):
    """The candidate disputes a verdict on turn ``turn``, in its feedback or later.

    ``claim_id`` is the id of a criterion or misconception of the rubric, ``against`` the verdict on
    it. With ``said``, the candidate claims that the words of ``spans`` in answer ``answer_id`` meet
    the criterion; without, that those words, which were credited or charged, do not say it.
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
