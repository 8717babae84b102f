"""Whether a transcript covers all the voice in the sound, and which of two transcripts is better.

A speech model that is given terms to expect may stop in the middle of a sentence, or write the
terms themselves. Its result does not show that; voice that is left without words does.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from interviewer.speech.words import Stretch, Word, bare

_REACH = 0.7  # seconds around a word that count as its own: word times are rough
_LEFT_OVER = 1.6  # seconds of voice in one place without a word: five words or more
_FEW, _LONG = 0.9, 3.0  # the least words a second of voice, and the seconds of voice to judge that
_SURE = 0.8  # probability of words that take the place of a guessed term
_ECHO = 3  # terms in a row in the order of the hint: nobody says them like that


def left_over(words: Sequence[Word], voiced: Sequence[Stretch]) -> float:
    """Return the seconds of voice in the longest gap without words."""
    longest = 0.0
    edges = [(word.start - _REACH, word.end + _REACH) for word in words]
    for begin, end in _gaps(edges, voiced):
        inside = sum(max(min(end, last) - max(begin, first), 0.0) for first, last in voiced)
        longest = max(longest, inside)
    return longest


def falls_short(words: Sequence[Word], voiced: Sequence[Stretch]) -> bool:
    """Whether the words seem to miss part of what was said."""
    voice = sum(end - begin for begin, end in voiced)
    few = voice >= _LONG and len(words) < _FEW * voice
    return few or left_over(words, voiced) >= _LEFT_OVER


def echoes(words: Sequence[Word], hint: str) -> bool:
    """Whether the words contain several terms of a hint in a row, in its order."""
    terms = _terms(hint)
    follows = dict(pairwise(terms))
    run = 1
    for before, after in pairwise(bare(word.text) for word in words):
        run = run + 1 if follows.get(before) == after else 1
        if run >= _ECHO:
            return True
    return False


def guesses(words: Sequence[Word], hint: str) -> bool:
    """Whether any word that the recogniser was not sure of is a term of the hint."""
    terms = _terms(hint)
    return any(_guessed(word, terms) for word in words)


def without_guesses(words: Sequence[Word], other: Sequence[Word], hint: str) -> tuple[Word, ...]:
    """Return the words, with guessed terms replaced by what another transcript is sure of."""
    terms = _terms(hint)
    kept: list[Word] = []
    here, there = [[bare(word.text) for word in one] for one in (words, other)]
    for _, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        guessed = any(_guessed(word, terms) for word in words[a:b])
        sure = c < d and min(word.probability for word in other[c:d]) >= _SURE
        kept += other[c:d] if guessed and sure else words[a:b]
    return tuple(kept)


def better(one: Sequence[Word], other: Sequence[Word], voiced: Sequence[Stretch]) -> Sequence[Word]:
    """Return the transcript that misses less of the voice; of two alike, the surer one."""
    short = falls_short(one, voiced), falls_short(other, voiced)
    if short[0] != short[1]:
        return other if short[0] else one
    if all(short) and len(one) != len(other):
        return max(one, other, key=len)
    return max(one, other, key=_sureness)


def _terms(hint: str) -> list[str]:
    return [bare(term.strip()) for term in hint.split(",") if bare(term.strip())]


def _guessed(word: Word, terms: Sequence[str]) -> bool:
    return word.doubtful and bare(word.text) in terms


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.probability for word in words) / len(words) if words else 0.0


def _gaps(taken: list[Stretch], voiced: Sequence[Stretch]) -> list[Stretch]:
    """Return the gaps between the ``taken`` stretches, from the first voice to the last."""
    if not voiced:
        return []
    gaps = []
    at = voiced[0][0]
    for begin, end in sorted(taken):
        if begin > at:
            gaps.append((at, begin))
        at = max(at, end)
    return [*gaps, (at, voiced[-1][1])] if at < voiced[-1][1] else gaps
