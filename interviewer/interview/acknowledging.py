"""How the interviewer takes note of an answer before a follow-up: neutral words, never a verdict.

What is made and what is missed is acknowledged alike, so that an exam gives nothing away.
"""

import random

from interviewer.bank.question import FollowUp
from interviewer.grading.grade import Span
from interviewer.interview.ledger import result
from interviewer.interview.quoting import quoted
from interviewer.interview.session import Session, Turn

_HEARD = (
    "Okay.",
    "Thanks.",
    "I see.",
    "Noted.",
    "Thank you.",
    "Understood.",
)
_PASSED = (
    "That is fine.",
    "No problem.",
    "Okay, something else then.",
)
_QUOTED = (4, 14)  # words: less says nothing, and more nobody repeats


def acknowledgement(session: Session, follow_up: FollowUp) -> str:
    """Return what is said before a follow-up; the same for the same session.

    Before one that goes deeper the candidate's own words are said again, where they are short.
    """
    turn = session.turns[-1]
    if session.lines and session.lines[-1].kind == "skip":
        return _turned(session, _PASSED, "passed")
    quote = _said(turn, follow_up.criterion) if follow_up.when == "met" else None
    return f"You said “{quote}”." if quote else _turned(session, _HEARD, "heard")


def _turned(session: Session, phrases: tuple[str, ...], name: str) -> str:
    """Return the next of the phrases, in an order of the session's own."""
    order = list(phrases)
    dice = random.Random(f"{session.config.seed}:{name}")  # noqa: S311 - no secret
    dice.shuffle(order)
    said = sum(line.kind == "follow-up" for line in session.lines)
    return order[said % len(order)]


def _said(turn: Turn, criterion_id: str) -> str | None:
    """Return the words that made a point, where they are fit to be said again."""
    known = result(turn, provisional=True)
    entries = known.entries if known else ()
    entry = next((one for one in entries if one.criterion.id == criterion_id), None)
    answer = next((one for one in turn.answers if entry and one.id == entry.answer_id), None)
    if entry is None or answer is None or not entry.verdict.spans:
        return None
    span = entry.verdict.spans[0]
    least, most = _QUOTED
    if not least <= len(span.quote.split()) <= most or not _is_whole(span, answer.text):
        return None
    return quoted(span)


def _is_whole(span: Span, text: str) -> bool:
    """Whether a span begins and ends where a sentence or clause does."""
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    begins = not before or before[-1] in ".!?;:\n"
    return begins and (not after or after[0] in ".!?;,:")
