"""An answer as the grader reads it: the words that claim something."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.reading.admissions import without_admissions, without_orders
from interviewer.grading.reading.misheard import Mender
from interviewer.grading.reading.stance import Stance, stances
from interviewer.grading.reading.tokens import (
    Unit,
    units,
    without_denied,
    without_echo,
    without_repeats,
)

_SPEECH = 25
_WORDS_A_CLAUSE = 40


class ClaimedWords(NamedTuple):
    """The words of an answer that can count.

    ``reported`` says of each whether the answer only reports it as others' view: it can earn a
    point, but nobody can be accused of it. ``code`` says that code was left out.
    """

    words: list[Unit]
    reported: list[bool]
    code: bool


def claimed_words(
    answer: str, question: frozenset[tuple[str, ...]], mender: Mender, *, transcript: bool
) -> ClaimedWords:
    """Read an answer; slips and misheard words are mended towards the words ``mender`` knows.

    Left out is what claims nothing: what is rejected, asked or admitted not to be known, code,
    orders to the grader, the question said again, and sentences said twice. ``question`` are the
    question's runs of words (``grams``); ``transcript`` says that the answer was spoken.
    """
    read = units(answer)
    held: dict[int, Stance] = {
        unit.start: stance
        for unit, stance in zip(read, stances(read, answer), strict=True)
        if stance is not Stance.CLAIMED
    }
    kept = [unit for unit in read if held.get(unit.start, Stance.REPORTED) is Stance.REPORTED]
    kept = without_admissions(without_orders(kept, answer))
    kept = without_echo(kept, question)
    kept = without_repeats(without_denied(kept))
    mended = mender.mend(kept, by_ear=transcript or looks_spoken(kept))
    code = Stance.CODE in held.values()
    return ClaimedWords(mended, [unit.start in held for unit in mended], code)


def looks_spoken(read: Sequence[Unit]) -> bool:
    """Whether a text has the look of unpunctuated speech."""
    clauses = len({unit.clause for unit in read})
    return len(read) > _SPEECH and _WORDS_A_CLAUSE * (clauses - 1) < len(read)
