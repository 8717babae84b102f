"""An answer cut into stretches, each with the ids of what its words are evidence for."""

from collections.abc import Iterable
from itertools import pairwise

from interviewer.grading.grade import Span


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
