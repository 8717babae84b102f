"""The stretches of an answer that may make a claim, with properties that every claim needs."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from interviewer.grading.offline.matching.profile import Bag, Profiles, bag, neighbours
from interviewer.grading.reading.tokens import Unit

_REACH = 4
_EMPTY = frozenset(["a", "an", "and", "for", "of", "or", "the"])


class Stretch(NamedTuple):
    """The words ``first`` to ``last`` of an answer, widened to what a reader needs of the clause.

    ``bag`` are its content words, ``worth`` their sum, and ``affinities`` how strongly they suggest
    each claim of the rubric; ``pairs`` are its neighbouring words. ``listed`` is the mean worth of
    all its words, less than 1 in a bare list, and ``loose`` counts its function words.
    """

    first: int
    last: int
    bag: Bag
    worth: float
    affinities: Sequence[float]
    pairs: set[tuple[str, str]]
    listed: float
    loose: int


class Stretches:
    """Makes the stretches of one answer, each once: many matches stand in the same clause."""

    def __init__(self, profiles: Profiles, words: Sequence[Unit]) -> None:
        self._profiles = profiles
        self._clauses = [unit.clause for unit in words]
        self._worths = [unit.worth for unit in words]
        self._content = profiles.content(words)
        # How many words of each kind come before each word.
        self._contents = _counts([not unit.stop for unit in words])
        self._loose = _counts([unit.stop and unit.word not in _EMPTY for unit in words])
        self._listed = _counts([worth != 1.0 for worth in self._worths])
        self._made: dict[tuple[int, int], Stretch] = {}

    def around(self, first: int, last: int) -> Stretch:
        """Return the stretch around the words ``first`` to ``last``."""
        clauses = self._clauses
        start, end = first, last
        lowest, highest = max(0, first - _REACH), min(len(clauses) - 1, last + _REACH)
        while start > lowest and clauses[start - 1] == clauses[first]:
            start -= 1
        while end < highest and clauses[end + 1] == clauses[last]:
            end += 1
        made = self._made.get((start, end))
        if made is None:
            made = self._made[start, end] = self._stretch(start, end)
        return made

    def _stretch(self, first: int, last: int) -> Stretch:
        after = last + 1
        content = self._content[self._contents[first] : self._contents[after]]
        said = bag(content)
        listed = 1.0
        if self._listed[first] != self._listed[after]:
            listed = sum(self._worths[first:after]) / (after - first)
        return Stretch(
            first,
            last,
            said,
            sum(said.values()),
            self._profiles.affinities(said),
            neighbours(content),
            listed,
            self._loose[after] - self._loose[first],
        )


def _counts(marked: Sequence[bool]) -> list[int]:
    return list(accumulate(marked, initial=0))
