"""The words of a claim, to tell how much of it a stretch of an answer contains."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from interviewer.grading.offline.matching.postings import Postings
from interviewer.grading.reading.lexicon import weight
from interviewer.grading.reading.tokens import Unit, units

_SMOOTH = 0.05
_LOGARITHM = math.log((1 + _SMOOTH) / _SMOOTH)


class Bag(dict[str, float]):
    """Stems with the worth of each, 0..1; it is not changed once it is made.

    ``total`` is the sum of the worths, ``squares`` the sum of their squares.
    """

    # Each is compared with many others. Exact sums do not depend on the order.
    __slots__ = ("squares", "total")

    def __init__(self, worths: Iterable[tuple[str, float]] = ()) -> None:
        super().__init__(worths)
        self.total = math.fsum(self.values())
        self.squares = math.fsum([worth * worth for worth in self.values()])


Weighed = tuple[str, float]
"""A content word and its worth, 0..1."""


def content(read: Iterable[Unit], factors: Mapping[str, float]) -> list[Weighed]:
    """Return the content words of ``read``, in their order."""
    return [
        (unit.stem, weight(unit.stem) * factors.get(unit.stem, 1.0) * unit.worth)
        for unit in read
        if not unit.stop
    ]


def bag(words: Iterable[Weighed]) -> Bag:
    """Return a bag of words, each with its greatest worth."""
    found: dict[str, float] = {}
    for word, worth in words:
        if worth > found.get(word, -1.0):
            found[word] = worth
    return Bag(found.items())


def coverage(wanted: Bag, said: Bag) -> float:
    """Return the share of the worth of ``wanted`` whose words are in ``said``, 0..1."""
    held = [worth for word, worth in wanted.items() if word in said]
    return math.fsum(held) / (wanted.total or 1.0) if held else 0.0


def cosine(one: Bag, other: Bag) -> float:
    """Return the cosine of two bags, 0..1."""
    if len(one) > len(other):
        one, other = other, one
    dot = math.fsum([worth * other[word] for word, worth in one.items() if word in other])
    return dot / math.sqrt(one.squares * other.squares) if dot else 0.0


def neighbours(words: Iterable[Weighed]) -> set[tuple[str, str]]:
    """Return the pairs of words that follow each other."""
    return set(pairwise([word for word, _ in words]))


class Profile:
    """The words of one claim.

    ``statement`` is the bag of its statement; ``vocabulary`` how strongly each word suggests the
    claim, the more so the more of its statement and wordings contain it; ``pairs`` its neighbouring
    words; ``model`` the bag of the sentence of the model answer that is most like it.
    """

    __slots__ = ("model", "pairs", "statement", "vocabulary")

    def __init__(
        self,
        statement: str,
        wordings: Sequence[str],
        model: Sequence[Bag],
        factors: Mapping[str, float],
    ) -> None:
        texts = [content(units(text), factors) for text in (statement, *wordings)]
        bags = [bag(text) for text in texts]
        times = Counter(word for one in bags for word in one)
        shares = {word: count / len(bags) for word, count in times.items()}
        worth = {word: max(one.get(word, 0.0) for one in bags) for word in times}
        self.statement: Bag = bags[0]
        self.vocabulary: Mapping[str, float] = {
            word: worth[word] * math.log((share + _SMOOTH) / _SMOOTH) / _LOGARITHM
            for word, share in shares.items()
        }
        self.pairs = frozenset(pair for text in texts for pair in neighbours(text))
        weighed = Bag((word, worth[word] * share) for word, share in shares.items())
        self.model: Bag = max(model, key=lambda one: cosine(one, weighed), default=Bag())


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

    def content(self, read: Iterable[Unit]) -> list[Weighed]:
        """Return the content words of an answer."""
        return content(read, self._factors)

    def affinities(self, said: Bag) -> list[float]:
        """Return how strongly the words of ``said`` suggest each claim; 0 where they share none."""
        found = [0.0] * len(self.each)
        for word in said:
            for number, says in self._postings.under(word):
                found[number] += says
        return found
