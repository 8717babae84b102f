"""How the interviewer acknowledges an answer before a follow-up: neutral words, never a verdict.

Points made and points missed are acknowledged alike, so that an exam gives nothing away.
"""

import random
import re

from interviewer.bank.question import FollowUp
from interviewer.grading.grade import Span
from interviewer.interview.ledger import result
from interviewer.interview.own_words import stems
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
_QUOTED = (4, 14)  # words: fewer say nothing, and nobody repeats more
_OF_THE_POINT = 2  # stems in common: "it was, I think, two years ago" makes no point
_LEADING = re.compile(
    r"^(?:(?:so|and|then|but|also|well|ok|okay|yes|yeah|no|because|else|um+|uh+)\b[ ,]*)+",
    re.IGNORECASE,
)
_HESITANT = re.compile(
    r"\b(?:u+m+|u+h+|er+m*|hm+|you know|i mean|i (?:guess|think|suppose)|kind of|sort of|maybe"
    r"|or something|like,)",
    re.IGNORECASE,
)


def acknowledgement(session: Session, follow_up: FollowUp) -> str:
    """Return what is said before a follow-up, always the same for the same session.

    Before a deeper follow-up it quotes the candidate's own words if a short passage fits.
    """
    turn = session.turns[-1]
    if session.lines and session.lines[-1].kind == "skip":
        return _turned(session, _PASSED, "passed")
    # In "You said ... You kept one in ten." the prompt would sound like part of the quote.
    again = follow_up.when == "met" and not follow_up.prompt.startswith("You ")
    quote = _said(turn, follow_up.criterion) if again else None
    return f"You said “{quote}”." if quote else _turned(session, _HEARD, "heard")


def _turned(session: Session, phrases: tuple[str, ...], name: str) -> str:
    """Return the next of the phrases, in an order that depends on the session's seed."""
    order = list(phrases)
    dice = random.Random(f"{session.config.seed}:{name}")  # noqa: S311 - no secret
    dice.shuffle(order)
    said = sum(line.kind == "follow-up" for line in session.lines)
    return order[said % len(order)]


def _said(turn: Turn, criterion_id: str) -> str | None:
    """Return the words that made a point; ``None`` if they are not fit to be quoted."""
    known = result(turn, provisional=True)
    entries = known.entries if known else ()
    entry = next((one for one in entries if one.criterion.id == criterion_id), None)
    answer = next((one for one in turn.answers if entry and one.id == entry.answer_id), None)
    if entry is None or answer is None or not entry.verdict.spans:
        return None
    point = stems(" ".join((entry.criterion.statement, *entry.criterion.evidence)))
    told = (
        _LEADING.sub("", quoted(span))
        for span in entry.verdict.spans
        if _is_whole(span, answer.text)
    )
    least, most = _QUOTED
    fit = [
        words
        for words in told
        if least <= len(words.split()) <= most
        and not _HESITANT.search(words)
        and len(point & stems(words)) >= _OF_THE_POINT
    ]
    return max(fit, key=lambda words: len(point & stems(words)), default=None)


def _is_whole(span: Span, text: str) -> bool:
    """Whether a span begins and ends where a sentence or clause does."""
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    begins = not before or before[-1] in ".!?;:\n"
    return begins and (not after or after[0] in ".!?;,:")
