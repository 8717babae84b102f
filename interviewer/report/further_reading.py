"""The works that questions cite: from accessible to deep, and where a free one can be read."""

import re
from collections.abc import Iterable

from interviewer.report.cited_works import cited_works

_DEPTHS = ("guide", "textbook", "advanced", "paper")
_IN_PARTS = re.compile(r"\b(?:chapters?|sections?|ed\.|edition|habit)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\)?\"?$|\b(?:19|20)\d\d, ")

OWN_STORY = (
    "A story of your own: the situation, what you did, what came of it, what you would do now"
)
"""What to prepare first for a behavioural question."""


def accessible_first(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources from accessible to deep, equals in their original order."""
    return tuple(sorted(sources, key=_depth))


def free_at(source: str) -> str:
    """Return the free address of the work that a source cites; empty if not known."""
    known = cited_works()
    work = known.work(source)
    return (work.url if work is not None else known.paper(source)) or ""


def with_address(source: str) -> str:
    """Return a source with its free address, if there is one."""
    address = free_at(source)
    return f"{source} (free: {address})" if address else source


def _depth(source: str) -> int:
    if source == OWN_STORY:
        return -1
    work = cited_works().work(source)
    if work is not None:
        return _DEPTHS.index(work.depth)
    whole = _YEAR.search(source) and not _IN_PARTS.search(source)
    return _DEPTHS.index("paper" if whole else "textbook")
