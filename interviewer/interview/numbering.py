"""Which question of a session a turn asks, as the candidate counts, and which attempt it is."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.interview.session import Turn


class Numbered(NamedTuple):
    """The ``question``, counted as first asked, and the ``attempt`` at it; both from 1 on."""

    question: int
    attempt: int


def numbered(turns: Sequence[Turn]) -> tuple[Numbered, ...]:
    """Return the numbers of each turn.

    A retry keeps the number of its question and is another attempt; a question that comes back
    after it was left for later keeps its number too.
    """
    found: list[Numbered] = []
    attempts: dict[int, int] = {}
    for turn in turns:
        before = turn.retry_of or turn.returns_to
        question = len(attempts) + 1 if before is None else found[before - 1].question
        attempt = attempts.get(question, 0) + (turn.returns_to is None)
        attempts[question] = attempt
        found.append(Numbered(question, attempt))
    return tuple(found)
