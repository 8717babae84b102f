"""Finds answers that share words, and so are not independent."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from training.gathered import Gathered

_RUN = 15
"""Words in a row that two people do not happen to share."""


def copies(rows: Sequence[Gathered]) -> Iterator[str]:
    """Yield a line for each two answers with a run of words in common by different authors.

    If one were fitted on and the other judged, the figures would not be for answers left out.
    """
    holders: dict[tuple[str, ...], list[Gathered]] = defaultdict(list)
    for row in rows:
        words = re.findall(r"\w+", row.answer.lower())
        for run in {tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}:
            holders[run].append(row)
    told = {
        (one.id, other.id): f"{other.id} ({other.author}) and {one.id} ({one.author})"
        for sharers in holders.values()
        for number, one in enumerate(sharers)
        for other in sharers[number + 1 :]
        if one.author != other.author
    }
    for pair in told.values():
        yield f"{pair} share {_RUN} words in a row: keep one of them"
