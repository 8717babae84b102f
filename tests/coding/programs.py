"""Code for tests that is kept as text, such as the programs that try to escape."""

from pathlib import Path
from typing import NamedTuple


class Hostile(NamedTuple):
    """A program, and what its hidden test, which wants ``double(4) == 8``, may give."""

    name: str
    code: str
    statuses: tuple[str, ...]


def hostile() -> list[Hostile]:
    """Return the programs in their order."""
    found = []
    for head, code in blocks("hostile.txt")[1].items():
        name, _, statuses = head.rpartition(": ")
        found.append(Hostile(name, code, tuple(statuses.split())))
    return found


def blocks(name: str) -> tuple[str, dict[str, str]]:
    """Return what a file of this folder begins with, and its blocks by their headings."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    first, *parts = text.split("\n### ")
    return first, dict(part.split("\n", 1) for part in parts)
