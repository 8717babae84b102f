"""Whether an answer says what a match states, or says that it is not so."""

from collections.abc import Sequence

from interviewer.grading.offline.matching.pattern import Wording
from interviewer.grading.offline.matching.windows import Match
from interviewer.grading.reading.lexicon import NEGATORS
from interviewer.grading.reading.tokens import Unit

_TURNED_DOWN = NEGATORS | frozenset(
    ["contrary", "fallacy", "hear", "hears", "instead", "misconception", "mistake", "mix",
     "misunderstanding", "myth", "rather", "unlike", "wrong", "wrongly"]
)  # fmt: skip
_BEFORE = 12
_GOVERNED = 6
"""How many words "not" reaches in a longer clause."""
_NEXT = 2
"""How many words "not" reaches in a clause whose end no punctuation marks."""
_SHORT = 18
"""Up to so many words, "not" governs a clause to its end, as in "the front end is not the part of
the application that users see"."""
_UNMARKED = 30
"""From this many words a clause is really several, as speech recognition writes them."""
_NOT = frozenset(["not", "never"])


def turned_down(match: Match, wording: Wording, answer: Sequence[Unit]) -> bool:
    """Whether what a match states may be denied, in its sentence and before its last word.

    It is meant for accusations: a denial that is overlooked accuses a right answer, a belief that
    is taken for a denial is merely not charged. A wording that denies something itself must find a
    denial.
    """
    first = match.first
    while (
        first
        and match.first - first < _BEFORE
        and answer[first - 1].sentence == answer[match.first].sentence
    ):
        first -= 1
    denies = any(unit.word in _TURNED_DOWN for unit in answer[first : match.last + 1])
    return denies != wording.negates


def denials(answer: Sequence[Unit]) -> list[int]:
    """Return where an answer says "not" or "never"."""
    return [place for place, unit in enumerate(answer) if unit.word in _NOT]


def negates(match: Match, wording: Wording, answer: Sequence[Unit], denied: Sequence[int]) -> bool:
    """Whether "not" or "never" inside a clause denies words of a match that negates nothing.

    At the beginning of a clause, "The median, not the mean", it denies only what is not meant.
    ``denied`` are the answer's ``denials``.
    """
    if wording.negates:
        return False
    first = max(1, match.first - _SHORT)
    near = [place for place in denied if first <= place < match.last]
    if not near:
        return False
    places = [place for _, _, place in match.filled]
    return any(
        answer[place - 1].clause == answer[place].clause and _governs(place, places, answer)
        for place in near
    )


def _governs(place: int, others: Sequence[int], answer: Sequence[Unit]) -> bool:
    """Whether a "not" governs one of ``others``: in a short clause all that follows it."""
    clause = answer[place].clause
    own = [other for other in others if place < other and answer[other].clause == clause]
    if not own or min(own) <= place + _NEXT:
        return bool(own)
    first, last = place, place
    while first and answer[first - 1].clause == clause and last - first < _UNMARKED:
        first -= 1
    while last + 1 < len(answer) and answer[last + 1].clause == clause and last - first < _UNMARKED:
        last += 1
    length = last - first + 1
    return length <= _SHORT or (length <= _UNMARKED and min(own) <= place + _GOVERNED)
