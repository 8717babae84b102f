"""Aligns the edited text with the words that were heard.

After an edit, doubtful words stay marked, and a passage still has the time at which it was said.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from interviewer.speech.words import Word, bare

_TOKEN = re.compile(r"\S+")

_MOST_WORDS, _MOST_PAIRS = 2_000, 100_000
"""Words of a stretch that is compared in full, and pairs of equal words in two such stretches; the
time grows with their squares. Two thousand words of English make some 30,000 pairs."""

Pair = tuple[int, int]
"""The index of a word in the text and in what was heard, counted in words."""


def aligned(text: str, words: Sequence[Word]) -> list[tuple[int, int, Word]]:
    """Return ``(start, end, word)`` for each word of ``text`` that is as it was heard, in order.

    Words that were typed or changed are left out, and within a very long change only words that
    occur once are found.
    """
    tokens = list(_TOKEN.finditer(text))
    heard = [bare(word.text) for word in words]
    return [
        (tokens[place].start(), tokens[place].end(), words[other])
        for place, other in _matched([bare(token.group()) for token in tokens], heard)
    ]


def _matched(written: Sequence[str], heard: Sequence[str]) -> Iterator[Pair]:
    """Yield the pairs of equal words, in order: the shared ends, and what matches between them."""
    first, most = 0, min(len(written), len(heard))
    while first < most and written[first] == heard[first]:
        first += 1
    last = 0
    while last < most - first and written[-1 - last] == heard[-1 - last]:
        last += 1
    yield from ((place, place) for place in range(first))
    ends = (len(written) - last, len(heard) - last)
    begin = (first, first)
    if _comparable(written[first : ends[0]], heard[first : ends[1]]):
        yield from _compared(written, heard, begin, ends)
    else:
        for anchor in _anchors(written, heard, begin, ends):
            yield from _compared(written, heard, begin, anchor)
            yield anchor
            begin = (anchor[0] + 1, anchor[1] + 1)
        yield from _compared(written, heard, begin, ends)
    yield from ((ends[0] + place, ends[1] + place) for place in range(last))


def _comparable(written: Sequence[str], heard: Sequence[str]) -> bool:
    if max(len(written), len(heard)) > _MOST_WORDS:
        return False
    here, there = Counter(written), Counter(heard)
    return sum(count * there[word] for word, count in here.items()) <= _MOST_PAIRS


def _compared(
    written: Sequence[str], heard: Sequence[str], begin: Pair, end: Pair
) -> Iterator[Pair]:
    """Yield the pairs between two places by a full comparison, none if it would take too long."""
    here, there = written[begin[0] : end[0]], heard[begin[1] : end[1]]
    if here and there and _comparable(here, there):
        for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks():
            for place in range(block.size):
                yield begin[0] + block.a + place, begin[1] + block.b + place


def _anchors(written: Sequence[str], heard: Sequence[str], begin: Pair, end: Pair) -> list[Pair]:
    """Return the pairs of the longest common sequence of words that occur once on each side."""
    here = _once(written, begin[0], end[0])
    there = _once(heard, begin[1], end[1])
    rows: list[tuple[Pair, int]] = []  # each pair with the index of its best predecessor, or -1
    tops: list[int] = []  # the smallest last place of a sequence of each length
    ends: list[int] = []  # and the index of its last pair
    for word, place in here.items():
        if word in there:
            length = bisect_left(tops, there[word])
            rows.append(((place, there[word]), ends[length - 1] if length else -1))
            tops[length : length + 1] = [there[word]]
            ends[length : length + 1] = [len(rows) - 1]
    found: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        pair, at = rows[at]
        found.append(pair)
    return found[::-1]


def _once(words: Sequence[str], begin: int, end: int) -> dict[str, int]:
    """Return the words that occur once between two places, with their places, in order."""
    counts = Counter(words[begin:end])
    return {words[place]: place for place in range(begin, end) if counts[words[place]] == 1}


def doubtful_spans(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the spans of ``text``, as start and end, of words the recogniser was not sure of."""
    if not any(word.doubtful for word in words):
        return []
    return [(start, end) for start, end, word in aligned(text, words) if word.doubtful]


def said_at(places: Sequence[tuple[int, int, Word]], start: int, end: int) -> float | None:
    """Return when ``text[start:end]`` began, in seconds; ``None`` if it was not spoken.

    ``places`` is what ``aligned`` returned for the text.
    """
    times = [word.start for begin, finish, word in places if begin < end and start < finish]
    return min(times, default=None)
