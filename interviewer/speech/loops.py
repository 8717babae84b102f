"""Removes repetitions that nobody said: a speech model may get stuck on one phrase."""

import re
from collections.abc import Sequence

from interviewer.speech.words import Word, bare

_PHRASE = 8  # words
_TIMES = 4  # in a row; nobody says the same phrase so often
_FASTEST = 9.0  # words a second
_STUTTER = re.compile(r"([a-z]{2,6})\1{2,}[a-z]{0,5}")  # "Fufufufu": three times in one word


def without_loops(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words, keeping one of any phrase that is repeated four times or more.

    A word that is one syllable over and over is left out.
    """
    kept = [word for word in words if not _STUTTER.fullmatch(bare(word.text))]
    for size in range(1, _PHRASE + 1):
        kept = _once(kept, size)
    return tuple(kept)


def plausible(words: Sequence[Word], seconds: float) -> bool:
    """Whether that many words can be said in ``seconds``."""
    return len(words) <= max(_FASTEST * seconds, 3)


def _once(words: list[Word], size: int) -> list[Word]:
    keys = [bare(word.text) for word in words]
    kept: list[Word] = []
    at = 0
    while at < len(words):
        phrase = keys[at : at + size]
        times = 1
        while keys[at + times * size : at + (times + 1) * size] == phrase:
            times += 1
        if len(phrase) == size and times >= _TIMES:
            kept += words[at : at + size]
            at += times * size
        else:
            kept.append(words[at])
            at += 1
    return kept
