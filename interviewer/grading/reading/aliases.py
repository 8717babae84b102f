"""Names of one thing: acronyms, spoken symbols, and what speech recognition makes of them."""

import functools
from collections.abc import Sequence

from interviewer.grading.reading.tables import lines

MARK = "@"
"""Begins the key of a name, so that no word can be taken for one."""


@functools.lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lines("aliases.txt"):
        key, _, forms = row.partition(":")
        for form in forms.split(","):
            parts = tuple(form.split())
            found.setdefault(parts[0], []).append((parts, MARK + key))
    # The longest form first: "k means plus plus" before "k means".
    return {
        first: tuple(sorted(forms, key=lambda form: (-len(form[0]), form)))
        for first, forms in found.items()
    }


def names_at(texts: Sequence[str], index: int) -> tuple[tuple[str, int], ...]:
    """Return (key, length in words) of the names that begin at ``texts[index]``, longest first."""
    forms = _forms().get(texts[index])
    if forms is None:
        return ()
    found: dict[str, int] = {}
    for form, key in forms:
        if key not in found and tuple(texts[index : index + len(form)]) == form:
            found[key] = len(form)
    return tuple(found.items())
