"""What words a claim is made of, to tell how much of it stands in a stretch of an answer."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from interviewer.grading.offline.matching.postings import Postings
from interviewer.grading.reading.lexicon import weight
from interviewer.grading.reading.tokens import Unit, units

Bag = Mapping[str, float]
"""Stems with what each is worth, 0..1."""

_SMOOTH = 0.05
_LOGARITHM = math.log((1 + _SMOOTH) / _SMOOTH)


def bag(read: Iterable[Unit], factors: Mapping[str, float]) -> dict[str, float]:
    """Return the words of content in ``read``, each with its greatest worth."""
    found: dict[str, float] = {}
    for unit in read:
        if not unit.stop:
            worth = weight(unit.stem) * factors.get(unit.stem, 1.0) * unit.worth
            found[unit.stem] = max(worth, found.get(unit.stem, 0.0))
    return found


def coverage(wanted: Bag, said: Bag) -> float:
    """Return the share of the worth of ``wanted`` whose words are in ``said``, 0..1."""
    total = math.fsum(wanted.values())
    return math.fsum(worth for word, worth in wanted.items() if word in said) / (total or 1.0)


def cosine(one: Bag, other: Bag) -> float:
    """Return the cosine of two bags, 0..1."""
    if len(one) > len(other):
        one, other = other, one
    dot = math.fsum(worth * other[word] for word, worth in one.items() if word in other)
    squares = math.fsum(v * v for v in one.values()) * math.fsum(v * v for v in other.values())
    return dot / math.sqrt(squares) if dot else 0.0


def neighbours(read: Iterable[Unit]) -> set[tuple[str, str]]:
    """Return the pairs of words of content that follow each other."""
    return set(pairwise(unit.stem for unit in read if not unit.stop))


class Profile:
    """The words of one claim.

    ``statement`` is the bag of its statement; ``vocabulary`` what each word of its statement and
    wordings says for it, the more the more of them hold it; ``pairs`` its neighbouring words;
    ``model`` the bag of the sentence of the model answer that is most like it.
    """

    __slots__ = ("model", "pairs", "statement", "vocabulary")

    def __init__(
        self,
        statement: str,
        wordings: Sequence[str],
        model: Sequence[Bag],
        factors: Mapping[str, float],
    ) -> None:
        texts = [units(text) for text in (statement, *wordings)]
        bags = [bag(text, factors) for text in texts]
        times = Counter(word for one in bags for word in one)
        shares = {word: count / len(bags) for word, count in times.items()}
        worth = {word: max(one.get(word, 0.0) for one in bags) for word in times}
        self.statement: Bag = bags[0]
        self.vocabulary: Bag = {
            word: worth[word] * math.log((share + _SMOOTH) / _SMOOTH) / _LOGARITHM
            for word, share in shares.items()
        }
        self.pairs = frozenset(pair for text in texts for pair in neighbours(text))
        weighed = {word: worth[word] * share for word, share in shares.items()}
        self.model: Bag = max(model, key=lambda one: cosine(one, weighed), default={})


class Profiles:
    """The profiles of all claims of a rubric, with a look-up by word."""

    def __init__(self, profiles: Sequence[Profile], factors: Mapping[str, float]) -> None:
        self.each = tuple(profiles)
        self._factors = factors
        self._postings = Postings(
            (word, number, says)
            for number, profile in enumerate(profiles)
            for word, says in profile.vocabulary.items()
        )

    def bag(self, read: Iterable[Unit]) -> dict[str, float]:
        """Return the bag of a stretch of an answer."""
        return bag(read, self._factors)

    def affinities(self, said: Bag) -> list[float]:
        """Return how much the words of ``said`` say for each claim; 0 for none of its words."""
        found = [0.0] * len(self.each)
        for word in said:
            for number, says in self._postings.under(word):
                found[number] += says
        return found
