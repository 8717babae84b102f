"""Sentences made of a rubric's own texts: misconceptions rejected, wordings paraphrased."""

import re
from collections.abc import Sequence

from interviewer.bank.confirmation import lowered

REJECTIONS = (
    "Many people think that {}, but that is wrong.",
    "It is a common misconception that {}.",
    "Some candidates say that {}. That is not true.",
    "One might believe that {}, which is false.",
    "I used to think that {}, until I learned better.",
    "The claim that {} is a myth.",
)
"""Ways to reject a misconception."""

_FRAMES = (
    "What it comes down to is that {}.",
    "Put plainly, {}.",
    "The way I see it, {}.",
    "The thing to know is that {}.",
)
"""Ways to begin a sentence that leave its claim as it is."""

_SAME = (
    ("because", "since"),
    ("usually", "as a rule"),
    ("large", "big"),
    ("many", "lots of"),
    ("reduces", "lowers"),
    ("raises", "increases"),
    ("shows", "tells"),
    ("needs", "requires"),
    ("so that", "such that"),
    ("does not", "doesn't"),
    ("is not", "isn't"),
    ("cannot", "can't"),
    ("whereas", "while"),
    ("for example", "say"),
)
"""Words that say the same, each as everyday as the other."""

_CHOICES = re.compile(r"\(([^()]* / [^()]*)\)")
_LEAST_WORDS = 5
"""A wording of fewer words is a term or a note, not a claim in a sentence."""
_WORD = re.compile(r"[A-Za-z][a-z]+")
_SYMBOL = re.compile(r"[=^*<>|\[\]{}+]")


def in_sentence(text: str) -> str:
    """Return a statement as it stands inside another sentence: no capital, no full stop."""
    return lowered(text.strip().rstrip("."))


def rejected(beliefs: Sequence[str]) -> list[str]:
    """Return a rejection of each statement, in as many phrasings as there are."""
    return [
        REJECTIONS[number % len(REJECTIONS)].format(in_sentence(belief))
        for number, belief in enumerate(beliefs)
    ]


def paraphrase(wordings: Sequence[str], number: int) -> str | None:
    """Return the claim of some wordings in a sentence of its own; ``None`` where none is said.

    Of the wordings that are sentences the first is taken, of its choices the last, and everyday
    words are exchanged. ``number`` chooses how the sentence begins.
    """
    for wording in wordings:
        said = _CHOICES.sub(lambda found: found[1].split(" / ")[-1].strip(), wording)
        if len(_WORD.findall(said)) < _LEAST_WORDS or _SYMBOL.search(said):
            continue
        for one, other in _SAME:
            said = re.sub(rf"\b{one}\b", other, said)
        return _FRAMES[number % len(_FRAMES)].format(in_sentence(said))
    return None
