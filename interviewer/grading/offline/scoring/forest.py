"""Boosted decision trees in whole numbers: the same sum on every machine."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import and_, getitem
from typing import NamedTuple

_SCALE = 10_000
_MOST = 30.0
_BYTE = 8


class _Fork(NamedTuple):
    """A fork: which feature it tests, and the leaves (as bits) below either of its branches."""

    feature: int
    threshold: float
    low: int
    high: int


class _Thresholds(NamedTuple):
    """A feature's thresholds, ascending, and which leaves its value does not rule out.

    ``open[n]`` is for a value above ``n`` of the thresholds.
    """

    feature: int
    thresholds: tuple[float, ...]
    open: tuple[int, ...]


class Forest:
    """A sum of small trees over a row of named features, read through the logistic function.

    Each row of text is one tree in preorder: ``name<=threshold`` for a fork, a whole number for a
    leaf, separated by tabs. ``names`` are the features' names in the order of a row.
    """

    # Walking some two hundred trees fork by fork took most of the time of a grading. So each leaf
    # of all trees is a bit of one whole number, and the value of each feature clears, in one step,
    # the bits of all leaves that it rules out: one is left of each tree. A byte's bits are then
    # looked up together.

    def __init__(self, rows: Iterable[str], names: Sequence[str]) -> None:
        places = {name: number for number, name in enumerate(names)}
        forks: list[_Fork] = []
        leaves: list[int] = []
        self._all = 0
        for row in rows:
            self._all |= _grow(iter(row.split("\t")), places, forks, leaves)
            leaves += [0] * (-len(leaves) % _BYTE)  # no byte holds leaves of two trees
        self._thresholds = tuple(
            _thresholds(feature, [fork for fork in forks if fork.feature == feature], self._all)
            for feature in sorted({fork.feature for fork in forks})
        )
        self._values = tuple(
            {0: 0} | {1 << bit: value for bit, value in enumerate(leaves[place : place + _BYTE])}
            for place in range(0, len(leaves), _BYTE)
        )

    def __call__(self, row: Sequence[float]) -> float:
        """Return a share, 0..1, rounded to three digits."""
        left = self._all
        for feature, thresholds, still in self._thresholds:
            left &= still[bisect_left(thresholds, row[feature])]
        values: Iterable[Mapping[int, int]] = self._values
        total = sum(map(getitem, values, left.to_bytes(len(self._values), "little")))
        return round(1 / (1 + math.exp(-max(-_MOST, min(_MOST, total / _SCALE)))), 3)


def _grow(
    tokens: Iterator[str], places: Mapping[str, int], forks: list[_Fork], leaves: list[int]
) -> int:
    """Read the next tree from ``tokens``, and return its leaves as bits."""
    token = next(tokens)
    name, fork, threshold = token.partition("<=")
    if not fork:
        leaves.append(int(token))
        return 1 << (len(leaves) - 1)
    feature = places[name]
    low = _grow(tokens, places, forks, leaves)
    high = _grow(tokens, places, forks, leaves)
    forks.append(_Fork(feature, float(threshold), low, high))
    return low | high


def _thresholds(feature: int, forks: Iterable[_Fork], every: int) -> _Thresholds:
    """Work out which leaves a feature leaves open between each two of its thresholds."""
    ordered = sorted(forks, key=lambda fork: fork.threshold)
    above = accumulate((every & ~fork.low for fork in ordered), and_, initial=every)
    below = accumulate((every & ~fork.high for fork in reversed(ordered)), and_, initial=every)
    still = map(and_, above, reversed(list(below)))
    return _Thresholds(feature, tuple(fork.threshold for fork in ordered), tuple(still))
