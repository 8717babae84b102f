"""Does a quote stand in the answer, and is it evidence? Decided by code, never by the model."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files

from interviewer.bank.rubric import Criterion, Misconception
from interviewer.grading.grade import Span
from interviewer.grading.grader import GradingRequest
from interviewer.grading.injection import find_injections, outside
from interviewer.text.folding import Folded, folded, letters

_GAP = re.compile(r"\.{3,}|…|\[…\]|\[\.{3}\]")
_PARTS = 4
_WORD = re.compile(r"[^\W_]+")
_PREFIX = 5


def occurrences(wanted: str, answer: str, whole: Folded) -> Iterator[tuple[int, int]]:
    """Yield where the letters ``wanted`` stand in the answer, from whole word to whole word.

    ``whole`` is the answer folded. White space, case and punctuation may differ; every letter and
    digit must be the same, in the same order.
    """
    at = whole.text.find(wanted)
    while at >= 0:
        start, end = whole.places[at], whole.places[at + len(wanted) - 1] + 1
        if _edge(answer, start) and _edge(answer, end):
            yield start, end
        at += 1
        while at < len(whole.places) and not _edge(answer, whole.places[at]):
            at += 1  # a search within a word that repeats itself would find it at every letter
        at = whole.text.find(wanted, at)


def _edge(text: str, place: int) -> bool:
    """Whether a word may begin or end between ``place - 1`` and ``place``."""
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    joined = before.isalnum() and after.isalnum()
    # Scripts without spaces have no other word borders.
    return not joined or "Lo" in (unicodedata.category(before), unicodedata.category(after))


@functools.cache
def empty_words() -> frozenset[str]:
    """Return the words that carry no subject."""
    text = files("interviewer.grading.llm").joinpath("empty-words.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that carry the subject of some texts, long ones by their beginning."""
    found = set()
    for text in texts:
        for word in _WORD.findall(folded(text).text):
            if word not in empty_words() and (len(word) > 1 or word.isdigit()):
                found.add(word[:_PREFIX])
    return frozenset(found)


class Evidence:
    """Judges quotes from the answer of one request."""

    def __init__(self, request: GradingRequest) -> None:
        self._answer = request.answer
        self._folded = letters(request.answer)
        self._orders = find_injections(request.answer)
        self._asked = words_of([request.prompt])
        self._model_answer = request.rubric.model_answer

    def spans(self, quote: str, claim: Criterion | Misconception) -> tuple[tuple[Span, ...], str]:
        """Return the quote's spans in the answer, or none and why it is no evidence."""
        parts = [part for piece in _GAP.split(quote) if (part := letters(piece).text)]
        if not parts:
            return (), "no quote was given"
        if len(parts) > _PARTS:
            return (), "the quote has too many gaps"
        found = []
        for part in parts:
            first = next(occurrences(part, self._answer, self._folded), None)
            if first is None:
                return (), "the quoted words do not stand in the answer"
            places = occurrences(part, self._answer, self._folded)
            free = (place for place in places if outside(place, self._orders) == [place])
            found.append(next(free, first))
        subject = self._subject(claim)
        kept = [
            place
            for place in found
            for piece in outside(place, self._orders)
            if words_of([self._answer[slice(*piece)]]) & subject
        ]
        if kept:
            return tuple(self._span(*place) for place in dict.fromkeys(kept)), ""
        if any(outside(place, self._orders) != [place] for place in found):
            return (), "the quoted words are meant for the grader"
        return (), "the quoted words say nothing about this point"

    def _subject(self, claim: Criterion | Misconception) -> frozenset[str]:
        own = words_of([claim.statement, *claim.evidence, self._model_answer])
        # Saying the question's words back is no answer.
        return own - self._asked or own

    def _span(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, quote=self._answer[start:end])
