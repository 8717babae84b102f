"""Tables that ship with the grader: the words beside this module, and fitted numbers."""

import functools
from importlib import resources


def lines(name: str, package: str = __package__) -> tuple[str, ...]:
    """Return the lines of a table that are neither empty nor comments, which begin with ``#``."""
    text = resources.files(package).joinpath(name).read_text("utf-8")
    rows = (line.strip() for line in text.splitlines())
    return tuple(row for row in rows if row and not row.startswith("#"))


@functools.lru_cache(maxsize=1)
def sections() -> dict[str, tuple[str, ...]]:
    """Return the rows of ``words.txt`` by section."""
    found: dict[str, list[str]] = {}
    for row in lines("words.txt"):
        if row.startswith("["):
            found[row.strip("[]")] = current = []
        else:
            current.append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def word_set(section: str) -> frozenset[str]:
    """Return all words of a section of ``words.txt``."""
    return frozenset(word for row in sections()[section] for word in row.split())
