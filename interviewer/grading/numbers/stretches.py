"""The sentences and clauses of an answer, and how much of a criterion's wordings they contain."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from interviewer.bank.rubric import Criterion
from interviewer.bank.wordings import content
from interviewer.figures.reading import Figure, figures

Stretch = tuple[int, int]

_SENTENCE_END = re.compile(r"[.!?]+[)\"'\u201d]*(?=\s|$)|;|\n+")
_CLAUSE_END = re.compile(r"[.!?]+(?=\s|$)|[;\n()]|,(?=\s|$)|:(?=\s|$)|\s[-\u2013\u2014]+(?=\s)")
_JOINT = re.compile(
    r"\b(?:and|plus|but|so|then|while|whereas|which|because|since|giving|gives|hence)\b",
    re.IGNORECASE,
)
_GROUP = re.compile(r"\(([^()]*)\)")
_STEM = 5
_ONE_WORD = 0.6
"""What a one-word wording counts: "the posterior is 0.154" fits "the posterior odds are" too."""
_AROUND = 110
"""Characters on each side of a figure that a quote or a stretch keeps of a long clause."""


class Stretches:
    """Where the sentences and clauses of an answer stand."""

    def __init__(self, answer: str) -> None:
        self._answer = answer
        self._sentences = _parts(answer, _SENTENCE_END)
        self._clauses = _parts(answer, _CLAUSE_END)

    def sentence(self, place: int, ahead: int = 0) -> Stretch:
        """Return the sentence at a place, or as many ``ahead`` of it; empty where there is none."""
        number = _at(self._sentences, place) + ahead
        if not 0 <= number < len(self._sentences):
            return (place, place)
        return self._sentences[number]

    def clause(self, start: int, end: int) -> Stretch:
        """Return the clauses of a figure that stands from ``start`` to ``end``, without blanks.

        Of a clause as long as in unpunctuated speech it is what stands near the figure.
        """
        first, last = _at(self._clauses, start), _at(self._clauses, max(start, end - 1))
        begin, stop = self._clauses[first][0], self._clauses[last][1]
        if start - begin > _AROUND:
            begin = self._answer.find(" ", start - _AROUND, start) + 1 or start
        if stop - end > _AROUND:
            cut = self._answer.rfind(" ", end, end + _AROUND)
            stop = max(end, cut)
        text = self._answer[begin:stop]
        return (
            begin + len(text) - len(text.lstrip(" \t,;:-\u2013\u2014()\n")),
            begin + len(text.rstrip(" \t.,;:-\u2013\u2014()\n")),
        )

    def part(self, start: int, end: int, before: int, after: int) -> Stretch:
        """Return the part of a clause that is about one figure alone.

        ``before`` is where the figure before it ends, and ``after`` where the next one begins; a
        joint between two figures separates what belongs to each.
        """
        begin, stop = self.clause(start, end)
        if before > begin:
            joints = [match.start() for match in _JOINT.finditer(self._answer, before, start)]
            begin = joints[-1] if joints else before
        if after < stop:
            joint = _JOINT.search(self._answer, end, after)
            stop = joint.start() if joint else after
        return begin, max(stop, end)


def _parts(text: str, ends: re.Pattern[str]) -> list[Stretch]:
    stops = [match.end() for match in ends.finditer(text)]
    if not stops or stops[-1] < len(text):
        stops.append(len(text))
    return list(zip([0, *stops[:-1]], stops, strict=True))


def _at(parts: list[Stretch], place: int) -> int:
    return bisect_right(parts, place, key=lambda part: part[0]) - 1


def masked(text: str, read: Sequence[Figure]) -> str:
    """Return a text of the same length with blanks in the place of its figures."""
    parts, end = [], 0
    for figure in read:
        parts += [text[end : figure.start], " " * (figure.end - figure.start)]
        end = figure.end
    return "".join((*parts, text[end:]))


@lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a masked text."""
    return frozenset(
        word[:_STEM].removesuffix("s")
        for word in content(text)
        if not word[0].isdigit() and word not in _EMPTY
    )


_EMPTY = content(
    "not no about around roughly approximately nearly almost exactly only just total whole equal "
    "equals gives give given make makes take takes need needs come comes get gets"
)


def fit(criterion: Criterion, text: str) -> float:
    """Return the share (0..1) of a wording of the criterion, or of its statement, in a text.

    The text is masked, so that a figure matches no wording.
    """
    held = stems(text)
    return max((_share(asked, held) for asked in _asked(criterion)), default=0.0)


@lru_cache(maxsize=512)
def _asked(criterion: Criterion) -> tuple[tuple[frozenset[frozenset[str]], ...], ...]:
    """Return each wording as its phrases, each a set of choices of which one is enough."""
    return tuple(
        asked for text in (*criterion.evidence, criterion.statement) if (asked := tuple(_all(text)))
    )


def _all(wording: str) -> Iterable[frozenset[frozenset[str]]]:
    wording = masked(wording, figures(wording))
    for group in _GROUP.findall(wording):
        choices = frozenset(stems(choice) for choice in group.split(" / "))
        if frozenset() not in choices:
            yield choices
    for word in sorted(stems(_GROUP.sub(" ", wording))):
        yield frozenset([frozenset([word])])


def _share(asked: tuple[frozenset[frozenset[str]], ...], held: frozenset[str]) -> float:
    share = sum(any(choice <= held for choice in choices) for choices in asked) / len(asked)
    return share if len(asked) > 1 else share * _ONE_WORD
