"""Decides in code, never by the model, whether the clauses that a judge cites are evidence."""

import functools
import re
from collections.abc import Iterable, Sequence
from importlib.resources import files

from interviewer.bank.rubric import Criterion, Misconception
from interviewer.grading.grade import Span
from interviewer.grading.grader import GradingRequest
from interviewer.grading.injection import Range, find_injections, outside
from interviewer.grading.llm.clauses import clauses
from interviewer.text.folding import folded

_WORD = re.compile(r"[^\W_]+")
_PREFIX = 5
_CLOSING = " \t\n,;:.-\u2013\u2014"


@functools.cache
def empty_words() -> frozenset[str]:
    """Return the words that have no meaning of their own."""
    text = files("interviewer.grading.llm").joinpath("empty-words.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the content words of some texts, long ones cut to a prefix."""
    found = set()
    for text in texts:
        for word in _WORD.findall(folded(text).text):
            if word not in empty_words() and (len(word) > 1 or word.isdigit()):
                found.add(word[:_PREFIX])
    return frozenset(found)


class Evidence:
    """The clauses of one request's answer, and which of them support a claim."""

    def __init__(self, request: GradingRequest) -> None:
        self.answer = request.answer
        self.clauses = clauses(request.answer)
        self._numbered = {one.number: one for one in self.clauses if one.number is not None}
        self._orders = find_injections(request.answer)
        self._asked = words_of([request.prompt])
        self._model_answer = request.rubric.model_answer

    @property
    def count(self) -> int:
        """How many clauses can be cited."""
        return len(self._numbered)

    def spans(
        self, numbers: Sequence[int], claim: Criterion | Misconception
    ) -> tuple[tuple[Span, ...], str]:
        """Return the spans of the cited clauses that are evidence, or none and the reason.

        A clause must share a word with the claim that is not in the question. Adjacent clauses
        become one span.
        """
        cited = sorted({number for number in numbers if number in self._numbered})
        if not cited:
            return (), "no place in the answer was named"
        subject = self._subject(claim)
        pieces = [
            piece
            for number in cited
            for piece in self._own(number)
            if words_of([self.answer[slice(*piece)]]) & subject
        ]
        if not pieces:
            return (), "the named place says nothing about this point"
        return tuple(map(self._span, self._joined(pieces))), ""

    def _own(self, number: int) -> list[Range]:
        """Return the parts of a clause that do not address the grader."""
        clause = self._numbered[number]
        return outside((clause.start, clause.end), self._orders)

    def _subject(self, claim: Criterion | Misconception) -> frozenset[str]:
        own = words_of([claim.statement, *claim.evidence, self._model_answer])
        # Repeating the question's words is no answer.
        return own - self._asked or own

    def _joined(self, pieces: list[Range]) -> list[Range]:
        """Return the pieces, joining those that only white space separates."""
        joined = pieces[:1]
        for start, end in pieces[1:]:
            if self.answer[joined[-1][1] : start].strip():
                joined.append((start, end))
            else:
                joined[-1] = (joined[-1][0], end)
        return joined

    def _span(self, place: Range) -> Span:
        start, end = place
        text = self.answer[start:end]
        end -= len(text) - len(text.rstrip(_CLOSING))
        start += len(text) - len(text.lstrip(_CLOSING))
        return Span(start=start, end=end, quote=self.answer[start:end])
