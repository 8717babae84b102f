"""What single words are worth, and which of them mean about the same or the opposite."""

import functools
from collections.abc import Callable

from interviewer.grading.reading.normalise import american
from interviewer.grading.reading.tables import lines, sections, word_set

STOP = word_set("stop")
"""Words that carry no content of their own."""
NEGATORS = word_set("negator")
"""Words that negate what follows them."""
SOFT_NEGATORS = NEGATORS | word_set("soft-negator")
"""Words that can stand for a negation: rarely, fails, instead."""
UNKNOWN_WEIGHT = 1.0
NEAR, LOOSE = 0.6, 0.3
"""What a word counts in place of another that means nearly the same, or often the same."""


@functools.lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer  # compiled; only a grading needs it

    stem_word: Callable[[str], str] = Stemmer("english").stemWord
    return stem_word


@functools.lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in sections()["irregular"]:
        lemma, _, forms = row.partition(":")
        found.update(dict.fromkeys(forms.split(), lemma))
    return found


@functools.lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return the stem of a normalised word; irregular forms are reduced to a base form first."""
    return _stemmer()(_irregular().get(word, word))


@functools.lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = {}
    for number, row in enumerate(lines("synonyms.txt")):
        for word in row.split():
            groups.setdefault(stem(american(word)), {})[f"~{number}"] = None
    return {word: tuple(members) for word, members in groups.items()}


def synonym_groups(stemmed: str) -> tuple[str, ...]:
    """Return the keys of the synonym groups that a stem belongs to."""
    return _groups().get(stemmed, ())


@functools.lru_cache(maxsize=1)
def _stand_ins() -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, dict[str, float]] = {}
    for row in lines("stand-ins.txt"):
        word, _, others = row.partition(":")
        near, _, loose = others.partition("|")
        for text, strength in ((near, NEAR), (loose, LOOSE)):
            for other in text.split():
                heads = found.setdefault(stem(other), {})
                heads[stem(word)] = max(strength, heads.get(stem(word), 0.0))
    return {other: tuple(heads.items()) for other, heads in found.items()}


def stands_for(stemmed: str) -> tuple[tuple[str, float], ...]:
    """Return the stems that a candidate may mean by ``stemmed``, and how surely, 0..1.

    It holds one way only: who says "spread" may mean "variance"; who says "variance" means it.
    """
    return _stand_ins().get(stemmed, ())


@functools.lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in sections()["antonym"]:
        one, other = (stem(word) for word in row.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


def antonyms(stemmed: str) -> frozenset[str]:
    """Return the stems that mean the opposite of ``stemmed``."""
    return _antonyms().get(stemmed, frozenset())


@functools.lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, float]]:
    rows = (row.split() for row in lines("word-weights.txt"))
    return {word: (float(value), float(share)) for word, value, share in rows}


def weight(stemmed: str) -> float:
    """Return what a stem is worth in a match, 0..1: words of few rubrics most."""
    return _weights().get(stemmed, (UNKNOWN_WEIGHT, 0.0))[0]


def chance(stemmed: str) -> float:
    """Return the share of the bank's rubrics, 0..1, that contain a stem; 0 for unknown stems."""
    return _weights().get(stemmed, (UNKNOWN_WEIGHT, 0.0))[1]


def is_known(stemmed: str) -> bool:
    """Whether a stem belongs to the field or to everyday language, and so is not a typing slip."""
    return stemmed in _weights() or stemmed in _groups()
