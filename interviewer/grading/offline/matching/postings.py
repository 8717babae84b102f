"""A compact index: numbered things under each word, each with a worth."""

from collections.abc import Iterable, Iterator
from typing import Any


class Postings:
    """Numbers with a worth each, looked up by key, in the order in which they were given."""

    # Number, worth, number, and so on in one tuple: that takes a quarter of the memory of pairs,
    # and a process holds the rubrics of the whole bank.
    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[tuple[str, int, float]]) -> None:
        found: dict[str, list[float]] = {}
        once: dict[float, float] = {}
        for key, number, worth in rows:
            found.setdefault(key, []).extend((number, once.setdefault(worth, worth)))
        self._rows: dict[str, tuple[Any, ...]] = {key: tuple(row) for key, row in found.items()}

    def under(self, key: str) -> Iterator[tuple[int, float]]:
        """Yield the numbers under a key with their worth; nothing for an unknown key."""
        row = iter(self._rows.get(key, ()))
        return zip(row, row, strict=True)
