"""Boosted decision trees in whole numbers: the same sum on every machine."""

import math
from collections.abc import Iterable, Sequence

_SCALE = 10_000
_MOST = 30.0

Node = tuple[int, float, "Tree", "Tree"]
Tree = Node | int
"""A leaf's value in ten-thousandths, or (figure, threshold, below or at it, above it)."""


class Forest:
    """A sum of small trees over a row of named figures, read through the logistic function.

    Each row of text is one tree in preorder: ``name<=threshold`` for a fork, a whole number for a
    leaf, parted by tabs. ``names`` are the figures' names in the order of a row.
    """

    def __init__(self, rows: Iterable[str], names: Sequence[str]) -> None:
        places = {name: number for number, name in enumerate(names)}
        self._trees = tuple(_tree(iter(row.split("\t")), places) for row in rows)

    def __call__(self, row: Sequence[float]) -> float:
        """Return a share, 0..1, to three digits."""
        total = 0
        for tree in self._trees:
            node = tree
            while isinstance(node, tuple):
                figure, threshold, low, high = node
                node = low if row[figure] <= threshold else high
            total += node
        return round(1 / (1 + math.exp(-max(-_MOST, min(_MOST, total / _SCALE)))), 3)


def _tree(tokens: Iterable[str], places: dict[str, int]) -> Tree:
    tokens = iter(tokens)
    token = next(tokens)
    name, fork, threshold = token.partition("<=")
    if not fork:
        return int(token)
    return places[name], float(threshold), _tree(tokens, places), _tree(tokens, places)
