"""The programs of ``hostile.txt``: they try to escape, or to make a failing test pass."""

from pathlib import Path
from typing import NamedTuple


class Hostile(NamedTuple):
    """A program, and what its hidden test, which wants ``double(4) == 8``, may give."""

    name: str
    code: str
    statuses: tuple[str, ...]


def hostile() -> list[Hostile]:
    """Return the programs in their order."""
    text = Path(__file__).with_name("hostile.txt").read_text("utf-8")
    found = []
    for part in text.split("\n### ")[1:]:
        head, code = part.split("\n", 1)
        name, _, statuses = head.rpartition(": ")
        found.append(Hostile(name, code, tuple(statuses.split())))
    return found
