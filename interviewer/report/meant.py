"""The words for what a candidate may have meant, and for what turned out to be meant."""

from interviewer.bank.confirmation import do_you_mean
from interviewer.report.report import MisconceptionReport, TurnReport

UNCLEAR = "Unclear, so it costs nothing."
"""What a misconception means for the score that an answer only may state."""


def meant(turn: TurnReport, doubtful: MisconceptionReport) -> str:
    """Return what a candidate is asked about words that may state a misconception.

    In a behavioural question that is a fault of the story, which nobody is asked to affirm.
    """
    if turn.kind == "behavioural":
        return f"A listener may take from this: {doubtful.statement}"
    return do_you_mean(doubtful.statement)


def admission(wrong: MisconceptionReport) -> str:
    """Return how a misconception became certain, in one sentence; empty where it was stated."""
    return "Asked whether you meant that, you said yes." if wrong.admitted else ""
