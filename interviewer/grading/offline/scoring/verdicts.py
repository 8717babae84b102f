"""From likelihoods to verdicts: what is earned, charged, or asked about, with its quote."""

from collections.abc import Sequence

from interviewer.bank.confirmation import do_you_mean
from interviewer.bank.rubric import Criterion, Misconception
from interviewer.grading.grade import Certainty, FoundMisconception, Level, Span, Verdict
from interviewer.grading.offline.scoring.model import CERTAIN, CHARGED, LEAST, MET, NEAR
from interviewer.grading.reading.tokens import Unit

_REACH = 12
_FAINT = 0.35


def quote(first: int, last: int, answer: str, read: Sequence[Unit]) -> Span:
    """Return the clauses of the words ``first`` to ``last``, cut where a clause is long.

    Nothing is cut off that stands within twelve words in the same clause, so that a reader sees
    who does what.
    """
    start, end = first, last
    while start > 0 and first - start < _REACH and read[start - 1].clause == read[first].clause:
        start -= 1
    while end + 1 < len(read) and end - last < _REACH and read[end + 1].clause == read[last].clause:
        end += 1
    begin, stop = read[start].start, read[end].end
    return Span(start=begin, end=stop, quote=answer[begin:stop])


def _certainty(value: float, *thresholds: float) -> Certainty:
    return "borderline" if min(abs(value - one) for one in thresholds) < NEAR else "clear"


def verdict(criterion: Criterion, likelihood: float, credit: float, span: Span | None) -> Verdict:
    """Judge a criterion from how likely it is made, the share of points, and the words for it."""
    level: Level = "missed"
    if credit and span is not None:
        level = "met" if likelihood >= MET else "partial"
    if level == "missed":
        explanation = "Not found in the answer."
    elif level == "met":
        explanation = "The quoted words match this point."
    elif likelihood < _FAINT:
        explanation = "The quoted words only touch on it."
    else:
        explanation = "The quoted words come near it, but do not say all of it."
    return Verdict(
        criterion_id=criterion.id,
        level=level,
        credit=0.0 if level == "missed" else credit,
        spans=() if level == "missed" or span is None else (span,),
        explanation=explanation,
        # Of what is less likely than ``LEAST``, readers find nothing in nine of ten answers.
        certainty="clear" if likelihood < LEAST else _certainty(likelihood, LEAST, MET),
    )


def charge(misconception: Misconception, sureness: float, span: Span) -> FoundMisconception:
    """Report a misconception that the answer states."""
    return FoundMisconception(
        misconception_id=misconception.id,
        spans=(span,),
        explanation=f"The quoted words state a common error. {misconception.correction}",
        certainty="clear" if sureness >= CERTAIN else _certainty(sureness, CHARGED),
    )


def suspicion(misconception: Misconception, span: Span) -> FoundMisconception:
    """Report a misconception that the answer may state; it is asked about and costs nothing."""
    return FoundMisconception(
        misconception_id=misconception.id,
        spans=(span,),
        explanation=do_you_mean(misconception.statement),
        certainty="borderline",
    )
