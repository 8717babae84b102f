"""The wording for what a candidate may have meant, and for what was confirmed."""

from interviewer.bank.confirmation import do_you_mean
from interviewer.report.report import MisconceptionReport, TurnReport

UNCLEAR = "Unclear, so it costs nothing."
"""How a suspected misconception affects the score."""


def suspicion_text(turn: TurnReport, doubtful: MisconceptionReport) -> str:
    """Return the question about words that may state a misconception.

    In a behavioural question it is a statement: a candidate is not asked to confirm a fault of the
    story.
    """
    if turn.kind == "behavioural":
        return f"A listener may take from this: {doubtful.statement}"
    return do_you_mean(doubtful.statement)


def admission(wrong: MisconceptionReport) -> str:
    """Return how a misconception was confirmed, in one sentence; empty if it was stated."""
    return "Asked whether you meant that, you said yes." if wrong.admitted else ""
