"""An answer in numbered clauses: a judge cites numbers, and code looks up the words.

A model that has to copy a quote miscopies it, or copies the rubric. A number cannot be misquoted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.grading.injection import find_injections, outside
from interviewer.llm.fencing import harmless

MOST = 400
"""Most clauses of an answer; in a longer answer each clause is longer."""

_LONGEST = 24
"""Most words of a clause: unpunctuated speech is cut at this length."""
_SHORTEST = 4
"""A clause of fewer words is joined to one beside it."""
_JOINED = 2 * _LONGEST
"""Most words of clauses that are joined, as of a list of terms."""
_ENDS = re.compile(r"(?<![.!?;:])[.!?;:]+[\"')\]]*(?=\s)|,(?=\s)|\s[-\u2013\u2014](?=\s)|\n")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\Z|\n")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the answer from ``start`` to ``end``, in code points.

    ``number`` is what a judge cites it by; ``None`` for words that are meant for the judge, which
    can be read but not cited.
    """

    start: int
    end: int
    number: int | None


def clauses(answer: str) -> tuple[Clause, ...]:
    """Return the clauses of an answer, in order, which together contain every word."""
    orders = find_injections(answer)
    found: list[Clause] = []
    number = 0
    for start, end in _joined(list(_cut(answer)), answer):
        ours = outside((start, end), orders)
        number += bool(ours)
        found.append(Clause(start, end, number if ours else None))
    return tuple(found)


def listed(answer: str, parts: Sequence[Clause]) -> list[str]:
    """Return the lines in which a judge reads the answer, one for each clause."""
    return [
        f"[{part.number or '-'}] {' '.join(harmless(answer[part.start : part.end]).split())}"
        for part in parts
    ] or ["[-] (no words)"]


def _cut(answer: str) -> Iterator[tuple[int, int]]:
    """Yield the answer's stretches between punctuation, with long ones cut."""
    words = [match.span() for match in _WORD.finditer(answer)]
    ends = {match.end() for match in _ENDS.finditer(answer)}
    longest = max(_LONGEST, -(-2 * len(words) // MOST))
    begin = 0
    for place, (_, end) in enumerate(words):
        last = place + 1 == len(words)
        following = len(answer) if last else words[place + 1][0]
        closes = any(spot in ends for spot in range(end, following + 1))
        if last or closes or place + 1 - begin >= longest:
            yield words[begin][0], end
            begin = place + 1


def _joined(parts: list[tuple[int, int]], answer: str) -> list[tuple[int, int]]:
    """Join short clauses to their sentence, and all in pairs while there are over ``MOST``."""
    made: list[tuple[int, int]] = []
    waiting: tuple[int, int] | None = None  # a short beginning of a sentence
    size = held = 0  # words of the last clause, and of what is waiting
    for start, end in parts:
        words = len(answer[start:end].split())
        few = words < _SHORTEST
        begins = not made or bool(_SENTENCE_END.search(answer[made[-1][0] : made[-1][1]]))
        if waiting is not None and held + words > _JOINED:
            made.append(waiting)
            waiting, size, held = None, held, 0
        if few and waiting is None and not begins and size + words <= _JOINED:
            made[-1] = (made[-1][0], end)
            size += words
        elif few and not _SENTENCE_END.search(answer[start:end]) and end != parts[-1][1]:
            waiting = (start if waiting is None else waiting[0], end)
            held += words
        else:
            made.append((start if waiting is None else waiting[0], end))
            waiting, size, held = None, held + words, 0
    if waiting is not None:
        made.append(waiting)
    while len(made) > MOST:
        made = [
            (made[place][0], made[min(place + 1, len(made) - 1)][1])
            for place in range(0, len(made), 2)
        ]
    return made
