"""Finds what the offline grader cannot read, so that it says so instead of giving a score."""

from collections.abc import Sequence

from interviewer.grading.reading.lexicon import is_known
from interviewer.grading.reading.tokens import Unit

_ENOUGH = 6
_FEWEST = 5
_LEAST_KNOWN = 0.6
"""Of English answers, three in four words at the least are known; of others, half at the most."""
_LEAST_LATIN = 0.5


def unreadable(answer: str, read: Sequence[Unit]) -> str | None:
    """Return why an answer cannot be read, as a sentence for the candidate; None when it can.

    ``read`` are its words. English shows by its function words and by words of the field, of
    which even a bare list of terms is full.
    """
    letters = [letter for letter in answer if letter.isalpha()]
    latin = sum(letter < "\u0250" for letter in letters)
    if letters and latin < _LEAST_LATIN * len(letters):
        return _OTHER_LANGUAGE
    known = sum(unit.stop or is_known(unit.stem) for unit in read)
    if len(read) >= _ENOUGH and known < _LEAST_KNOWN * len(read):
        return _OTHER_LANGUAGE
    return None


def unread(answer: str, *, code: bool, follow_up: bool) -> tuple[str, ...]:
    """Return what in an answer cannot be judged, in sentences; ``code`` says that it holds some.

    The reply to a ``follow_up`` may well be a word or two.
    """
    told = []
    if code:
        told.append("Code is not judged, only what you say about it.")
    if len(answer.split()) < _FEWEST and not follow_up:
        told.append(f"An answer of under {_FEWEST} words says too little to be judged well.")
    return tuple(told)


_OTHER_LANGUAGE = (
    "the offline grader reads English only: answer in English, "
    "or let a language model judge (--grader llm)"
)
