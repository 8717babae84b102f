"""The words of an answer with the properties that matching needs, each looked up once."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from interviewer.grading.offline.matching.contrast import Side, track
from interviewer.grading.reading.tokens import Unit


class Said(NamedTuple):
    """The words of an answer, with properties of each of them.

    ``sides`` are which side of the question each word speaks of, and ``against`` what the sides
    are; ``keys`` are the keys that it fills outright, and ``every`` those of all words.
    ``stops[n]`` and ``borders[n]`` count the function words, and the words that end a clause, of
    the first ``n``.
    """

    words: Sequence[Unit]
    sentences: Sequence[int]
    negated: Sequence[bool]
    sides: Sequence[Side | None]
    against: Mapping[str, Side]
    keys: Sequence[Sequence[str]]
    every: frozenset[str]
    stops: Sequence[int]
    borders: Sequence[int]

    @classmethod
    def of(cls, words: Sequence[Unit], against: Mapping[str, Side]) -> "Said":
        """Look at an answer once for all its matches; ``against`` are the question's sides."""
        keys = [[key for key, strength in unit.keys if strength >= 1.0] for unit in words]
        ends = (one.clause != other.clause for one, other in pairwise(words))
        return cls(
            words,
            [unit.sentence for unit in words],
            [unit.negated for unit in words],
            _sides(words, against),
            against,
            keys,
            frozenset().union(*keys),
            list(accumulate((unit.stop for unit in words), initial=0)),
            list(accumulate(ends, initial=0)),
        )


def _sides(answer: Sequence[Unit], against: Mapping[str, Side]) -> list[Side | None]:
    """Return for each word of an answer which side of the question it speaks of."""
    if not against:
        return [None] * len(answer)
    items = [
        (
            unit.sentence,
            unit.clause,
            unit.word,
            frozenset(key for key, strength in unit.keys if strength >= 1.0 and key in against),
        )
        for unit in answer
    ]
    return track(items, against)
