"""Numbers the questions of a session as the candidate counts them, and the attempts at each."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.interview.session import Turn


class Numbered(NamedTuple):
    """The ``question``, in the order first asked, and the ``attempt`` at it; both count from 1."""

    question: int
    attempt: int


def numbered(turns: Sequence[Turn]) -> tuple[Numbered, ...]:
    """Return the numbers of each turn.

    A retry keeps the number of its question and is another attempt. A question that comes back
    after being left for later keeps its number too.
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
