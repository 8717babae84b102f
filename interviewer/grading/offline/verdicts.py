"""From features to verdicts: how much of a criterion is earned, and what was got wrong."""

from collections.abc import Sequence

from interviewer.bank.rubric import Criterion, Misconception
from interviewer.grading.grade import (
    Certainty,
    FoundMisconception,
    Level,
    Span,
    Verdict,
)
from interviewer.grading.offline.answer import Unit
from interviewer.grading.offline.calibration import FOUND, LEAST, MET, NEAR

_REACH = 6


def quote(first: int, last: int, answer: str, read: Sequence[Unit]) -> Span:
    """Return the clauses of the words ``first`` to ``last``, cut where a clause is long."""
    start, end = first, last
    while start > 0 and first - start < _REACH and read[start - 1].clause == read[first].clause:
        start -= 1
    while end + 1 < len(read) and end - last < _REACH and read[end + 1].clause == read[last].clause:
        end += 1
    begin, stop = read[start].start, read[end].end
    return Span(start=begin, end=stop, quote=answer[begin:stop])


def _certainty(share: float, *thresholds: float) -> Certainty:
    return "borderline" if min(abs(share - one) for one in thresholds) < NEAR else "clear"


def verdict(criterion: Criterion, share: float, span: Span | None) -> Verdict:
    """Judge a criterion from its share of points and the words that earn it."""
    level: Level = "missed" if not share or span is None else "met" if share >= MET else "partial"
    if level == "missed":
        explanation = f"Not found in the answer: {criterion.statement}"
    elif level == "met":
        explanation = "The quoted words match this point."
    else:
        explanation = f"The quoted words come near it, but not all of it: {criterion.statement}"
    return Verdict(
        criterion_id=criterion.id,
        level=level,
        credit=0.0 if level == "missed" else share,
        spans=() if level == "missed" or span is None else (span,),
        explanation=explanation,
        certainty=_certainty(share, LEAST, MET),
    )


def finding(misconception: Misconception, sureness: float, span: Span) -> FoundMisconception:
    """Report a misconception that the answer states."""
    return FoundMisconception(
        misconception_id=misconception.id,
        spans=(span,),
        explanation=f"The quoted words state a common error. {misconception.correction}",
        certainty=_certainty(sureness, FOUND),
    )
