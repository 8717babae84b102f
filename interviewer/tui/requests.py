"""Finds what a candidate asks for aloud within an answer, apart from the answer itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewer.interview.intents import Intent, recognise
from interviewer.speech.turn_taking import says_something
from interviewer.speech.words import Word, bare, joined

if TYPE_CHECKING:
    from interviewer.bank.question import Question

_AT_ONCE = frozenset(
    {"repeat", "rephrase", "hint", "time", "wait", "clarify", "check", "why", "help"}
)
"""What a single utterance may ask for; skipping a question needs the whole answer."""

_BESIDE = frozenset({"repeat", "rephrase", "hint", "time", "help"})
"""What one sentence among others may ask for, because nobody says it as part of an answer."""

_ADDRESSED = re.compile(r"\b(?:you|me|i|please|question|hint|clue)\b", re.IGNORECASE)
"""A sentence said to the interviewer has one of these words; "repeat that" alone has none."""

_MISHEARD = {
    "hint": (
        "give me a hand",
        "can i have a hand",
        "give me a hind",
        "can i have a hit",
        "can you give me a hand",
    ),
    "repeat": ("could you repeat the cushion", "can you read that again"),
}
_MEANT = {"hint": "Can I have a hint?", "repeat": "Could you repeat the question?"}
_SIGNS = ".,;:!?…"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, in which words, and the ``rest`` that belongs to the answer.

    ``said`` is the request as a conductor understands it, with misheard words corrected.
    """

    intent: Intent
    said: str
    rest: tuple[Word, ...] = ()


def requested(words: Sequence[Word], question: "Question") -> Request | None:
    """Return what an utterance asks for; ``None`` where all of it belongs to the answer."""
    whole = joined(words)
    request = _asked(whole, question)
    if request is not None:
        return request
    for begin, end in _parts(words):
        said = joined(words[begin:end])
        request = _asked(said, question) if _ADDRESSED.search(said) else None
        if request is not None and request.intent.name in _BESIDE:
            rest = (*words[:begin], *words[end:])
            return replace(request, rest=rest if says_something(rest) else ())
    return None


def _asked(text: str, question: "Question") -> Request | None:
    intent = recognise(text, question)
    if intent is None:
        plain = " ".join(bare(word) for word in text.split()).removesuffix(" please")
        meant = next((_MEANT[name] for name, forms in _MISHEARD.items() if plain in forms), "")
        intent = recognise(meant, question)
        return None if intent is None else Request(intent, meant)
    rhetorical = intent.name == "check" and len(text.split()) == 1  # "right?"
    unforeseen = intent.name == "clarify" and intent.reply is None
    if intent.name not in _AT_ONCE or rhetorical or unforeseen:
        return None
    return Request(intent, text)


def _parts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return runs of clauses as the begin and end of their words, the longest first."""
    ends = [n for n, word in enumerate(words, 1) if word.text[-1:] in _SIGNS]
    edges = sorted({0, *ends, len(words)})
    parts = [(a, b) for a in edges for b in edges if a < b]
    return sorted(parts, key=lambda part: part[0] - part[1])
