"""An answer made ready for matching: words with keys, clauses, negation."""

from typing import NamedTuple

from interviewer.grading.offline.aliases import FORMS
from interviewer.grading.offline.lexicon import (
    is_negator,
    is_soft_negator,
    is_stop,
    stem,
    synonym_groups,
)
from interviewer.grading.offline.normalise import Word, words

SYNONYM_STRENGTH = 0.7

_SENTENCE_MARKS = frozenset(".!?\n;")


class Unit(NamedTuple):
    """One word of an answer or wording with everything that matching asks of it.

    ``keys`` are (key, strength 0..1) under which it can be found; ``start`` and ``end`` give its
    place in the text; ``sentence`` and ``clause`` count from 0; ``negated`` says that a negator
    stands close before it; ``negator`` that it negates, or may stand for a negation.
    """

    text: str
    stem: str
    keys: tuple[tuple[str, float], ...]
    start: int
    end: int
    sentence: int
    clause: int
    negated: bool
    negator: bool
    stop: bool


def aliases(texts: list[str], index: int) -> tuple[tuple[str, int], ...]:
    """Return (key, length in words) of the names that begin at ``texts[index]``."""
    found: dict[str, int] = {}
    for form, key in FORMS.get(texts[index], ()):
        size = len(form)
        if key not in found and tuple(texts[index : index + size]) == form:
            found[key] = size
    return tuple(found.items())


def units(text: str) -> list[Unit]:
    """Analyse ``text``: its words in order, without punctuation."""
    plain: list[Word] = []
    places: list[tuple[int, int]] = []
    sentence = clause = 0
    for word in words(text):
        if word.is_mark:
            clause += 1
            sentence += word.text in _SENTENCE_MARKS
        else:
            plain.append(word)
            places.append((sentence, clause))
    texts = [word.text for word in plain]
    extra: dict[int, list[str]] = {}
    for index in range(len(plain)):
        for key, size in aliases(texts, index):
            # A long name is found at each of its ends, so that a window may begin at either.
            extra.setdefault(index, []).append("@" + key)
            if size > 1:
                extra.setdefault(index + size - 1, []).append("@" + key)
    made: list[Unit] = []
    last_negator, negator_clause = -9, -1
    for index, word in enumerate(plain):
        stemmed = stem(word.text)
        keys = [(stemmed, 1.0)]
        keys += [(group, SYNONYM_STRENGTH) for group in synonym_groups(stemmed)]
        keys += [(key, 1.0) for key in dict.fromkeys(extra.get(index, ()))]
        clause_here = places[index][1]
        negated = index - last_negator <= 3 and negator_clause == clause_here
        if is_negator(word.text):
            last_negator, negator_clause = index, clause_here
        made.append(
            Unit(
                text=word.text,
                stem=stemmed,
                keys=tuple(keys),
                start=word.start,
                end=word.end,
                sentence=places[index][0],
                clause=clause_here,
                negated=negated,
                negator=is_soft_negator(word.text),
                stop=is_stop(word.text),
            )
        )
    return made
