"""Cuts an answer into stretches, each with the ids of what its words are evidence for."""

from collections.abc import Iterable
from itertools import pairwise

from interviewer.grading.grade import Span
from interviewer.report.report import AnswerReport, TurnReport


def stretches(
    text: str, marked: Iterable[tuple[str, Iterable[Span]]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Cut ``text`` at every edge of a span; ``marked`` pairs an id with its spans.

    The joined stretches are the text again. Spans that do not match the text are left out.
    """
    spans = [(key, span) for key, several in marked for span in several if span.stands_in(text)]
    begin: dict[int, list[int]] = {0: [], len(text): []}
    end: dict[int, list[int]] = {}
    for number, (_, span) in enumerate(spans):
        begin.setdefault(span.start, []).append(number)
        end.setdefault(span.end, []).append(number)
    pieces = []
    around: set[int] = set()
    for here, there in pairwise(sorted({*begin, *end})):
        around.update(begin.get(here, ()))
        around.difference_update(end.get(here, ()))
        pieces.append((text[here:there], tuple(spans[number][0] for number in sorted(around))))
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
