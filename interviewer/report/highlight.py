"""An answer cut into stretches, each with the ids of what its words are evidence for."""

from collections.abc import Iterable
from itertools import pairwise

from interviewer.grading.grade import Span
from interviewer.report.report import AnswerReport, TurnReport


def stretches(
    text: str, marked: Iterable[tuple[str, Iterable[Span]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Cut ``text`` at every edge of a span; ``marked`` pairs an id with its spans.

    The stretches joined give the text again. Spans that do not stand in the text are left out.
    """
    spans = [(key, span) for key, several in marked for span in several if span.stands_in(text)]
    edges = sorted({0, len(text), *(edge for _, s in spans for edge in (s.start, s.end))})
    pieces = []
    for start, end in pairwise(edges):
        keys = tuple(key for key, span in spans if span.start <= start and end <= span.end)
        pieces.append((text[start:end], keys))
    return pieces


def pieces(turn: TurnReport, answer: AnswerReport) -> list[tuple[str, str]]:
    """Cut an answer into stretches, each with why it is marked: credit, wrong, or nothing."""
    credit = [(f"+{c.id}", c.spans) for c in turn.criteria if c.answer_id == answer.id]
    wrong = [(f"-{m.id}", m.spans) for m in turn.misconceptions if m.answer_id == answer.id]
    marked = []
    for text, keys in stretches(answer.text, [*credit, *wrong]):
        kind = "wrong" if any(k[0] == "-" for k in keys) else "credit" if keys else ""
        marked.append((text, kind))
    return marked
