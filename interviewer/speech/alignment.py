"""The edited text laid beside the words that were heard.

So that a doubtful word stays marked, and a point can be told its time, after an edit.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from interviewer.speech.words import Word, bare

_TOKEN = re.compile(r"\S+")


def aligned(text: str, words: Sequence[Word]) -> list[tuple[int, int, Word]]:
    """Return the stretches of ``text`` that are words as they were heard, in order.

    Each is its begin and end in ``text`` with the word. What was typed or changed has none.
    """
    tokens = list(_TOKEN.finditer(text))
    heard = [bare(word.text) for word in words]
    matcher = SequenceMatcher(None, [bare(t.group()) for t in tokens], heard, autojunk=False)
    return [
        (tokens[block.a + k].start(), tokens[block.a + k].end(), words[block.b + k])
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
    ]


def doubtful_spans(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where words stand of which the recogniser was not sure."""
    if not any(word.doubtful for word in words):
        return []
    return [(start, end) for start, end, word in aligned(text, words) if word.doubtful]


def said_at(places: Sequence[tuple[int, int, Word]], start: int, end: int) -> float | None:
    """Return when ``text[start:end]`` was begun, in seconds; ``None`` when it was not spoken.

    ``places`` is what ``aligned`` gave for the text.
    """
    times = [word.start for begin, finish, word in places if begin < end and start < finish]
    return min(times, default=None)
