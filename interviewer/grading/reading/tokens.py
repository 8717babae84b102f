"""A text made ready for matching: its words with keys, clauses and negation."""

import functools
import itertools
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.reading.aliases import names_at
from interviewer.grading.reading.lexicon import (
    NEGATORS,
    SOFT_NEGATORS,
    STOP,
    stands_for,
    stem,
    synonym_groups,
)
from interviewer.grading.reading.normalise import Word, words
from interviewer.grading.reading.tables import word_set

SYNONYM_STRENGTH = 0.4
_SENTENCE_MARKS = frozenset(".!?{}\n;")
_NEGATION_REACH = 3
_DENIALS = (
    ("not", "true", "that"),
    ("not", "the", "case", "that"),
    ("false", "that"),
    ("wrong", "that"),
    ("not", "correct", "that"),
    ("myth", "that"),
)
_DENIAL_STARTS = frozenset(form[0] for form in _DENIALS)
_JOINING = word_set("joining")
_BY = frozenset(["by", "with", "via", "using", "include", "includes", "including"])
_LISTING = frozenset(stem(word) for word in word_set("listing"))
_LIST = 8
_LONG_LIST = 11
_PHRASE = 300
"""Longest text, in characters, that the large cache keeps: most wordings are shorter."""
_ECHO = 5
# Of right answers one in two hundred has a negator in 22 words; of those with "not" behind every
# verb six in seven do.
_DENYING = 4
_DENIAL_RATE = 0.045
_DENIED_SENTENCES = 0.45
LISTED = 0.3
"""What a word in a bare list of terms counts for."""
_ITEM = 3
_ITEMS = 6
_MOST_ITEMS = 8
_AHEAD = 8
_CLAUSE = 15
_LEAST_JOINING = 0.2


class Unit(NamedTuple):
    """One word of an answer or wording with everything that matching asks of it.

    ``keys`` are (key, strength 0..1) under which it can be found; ``text[start:end]`` is where
    it stands; ``sentence`` and ``clause`` count from 0; ``negated`` says that a negator stands
    close before it; ``denied`` that its sentence is said to be untrue; ``negator`` that it
    negates, or may stand for a negation; ``worth`` (0..1) is less than 1 in a bare list of terms,
    which states nothing.
    """

    word: str
    stem: str
    keys: tuple[tuple[str, float], ...]
    start: int
    end: int
    sentence: int
    clause: int
    negated: bool
    denied: bool
    negator: bool
    stop: bool
    worth: float


def _introduced(
    plain: list[Word], places: list[tuple[int, int]], labels: set[int], first: int
) -> bool:
    """Whether a row of terms that begins at ``first`` is introduced as something.

    "Remedies: dropout, early stopping" and "reduce it with dropout" state a point; a bare row of
    terms states none. ``labels`` are the clauses that a colon ends.
    """
    for index in range(max(0, first - _AHEAD), min(len(plain), first + 2)):
        sentence, clause = places[index]
        if sentence != places[first][0]:
            continue
        if plain[index].text in _BY or (clause in labels and stem(plain[index].text) in _LISTING):
            return True
    return False


def _listed(plain: list[Word], places: list[tuple[int, int]], labels: set[int]) -> list[bool]:
    """Mark terms strung together: long runs with no or few function words, rows of tiny clauses."""
    marked = [False] * len(plain)
    if len(plain) < min(_LIST, _ITEMS, _CLAUSE):
        return marked
    first = 0
    for index in range(len(plain) + 1):
        end = index == len(plain)
        joins = end or plain[index].text in STOP or plain[index].text in _JOINING
        if joins or places[index][0] != places[first][0]:
            clauses = len({place[1] for place in places[first:index]})
            bare = index - first >= (_LIST if clauses * _ITEM >= index - first else _LONG_LIST)
            if bare and not (clauses <= _MOST_ITEMS and _introduced(plain, places, labels, first)):
                marked[first:index] = [True] * (index - first)
            first = index + 1 if joins else index
    for _, row in itertools.groupby(range(len(plain)), places.__getitem__):
        members = list(row)
        joining = sum(plain[index].text in STOP for index in members)
        if len(members) >= _CLAUSE and joining < _LEAST_JOINING * len(members):
            marked[members[0] : members[-1] + 1] = [True] * len(members)
    first = 0
    sizes: list[tuple[int, int]] = []
    for index in range(1, len(plain) + 1):
        if index < len(plain) and places[index] == places[index - 1]:
            continue
        if sizes and (index - first > _ITEM or places[first][0] != places[first - 1][0]):
            _mark_items(marked, sizes, plain, places, labels)
            sizes = []
        if index - first <= _ITEM:
            sizes.append((first, index))
        first = index
    _mark_items(marked, sizes, plain, places, labels)
    return marked


def _mark_items(
    marked: list[bool],
    items: list[tuple[int, int]],
    plain: list[Word],
    places: list[tuple[int, int]],
    labels: set[int],
) -> None:
    if len(items) < _ITEMS:
        return
    if len(items) > _MOST_ITEMS or not _introduced(plain, places, labels, items[0][0]):
        first, end = items[0][0], items[-1][1]
        marked[first:end] = [True] * (end - first)


def _denied(texts: list[str], places: list[tuple[int, int]]) -> list[bool]:
    """Mark the words of a sentence after "it is not true that" and the like."""
    marked = [False] * len(texts)
    for index in range(len(texts)):
        if texts[index] in _DENIAL_STARTS and any(
            tuple(texts[index : index + len(form)]) == form for form in _DENIALS
        ):
            for later in range(index + 1, len(texts)):
                if places[later][0] != places[index][0] or marked[later]:
                    break  # the sentence ends, or was marked from here on before
                marked[later] = True
    return marked


def units(text: str) -> list[Unit]:
    """Analyse ``text``: its words in order, without punctuation."""
    return list((_of_phrase if len(text) <= _PHRASE else _of_text)(text))


def _analysed(text: str) -> tuple[Unit, ...]:
    plain: list[Word] = []
    places: list[tuple[int, int]] = []
    labels: set[int] = set()
    sentence = clause = 0
    for word in words(text):
        if word.is_mark:
            if word.text == ":":
                labels.add(clause)
            clause += 1
            sentence += word.text in _SENTENCE_MARKS
        else:
            plain.append(word)
            places.append((sentence, clause))
    texts = [word.text for word in plain]
    names: dict[int, dict[str, None]] = {}
    for index in range(len(plain)):
        for key, size in names_at(texts, index):
            # A long name is found at each of its ends, so that a window may begin at either.
            names.setdefault(index, {})[key] = None
            names.setdefault(index + size - 1, {})[key] = None
    listed = _listed(plain, places, labels)
    denied = _denied(texts, places)
    made: list[Unit] = []
    negator = -_NEGATION_REACH - 1
    for index, word in enumerate(plain):
        sentence, clause = places[index]
        stemmed, keys = _keys(word.text)
        if index in names:
            keys += tuple((key, 1.0) for key in names[index])
        near = index - negator <= _NEGATION_REACH and places[negator][1] == clause
        if word.text in NEGATORS:
            negator = index
        made.append(
            Unit(
                word.text,
                stemmed,
                keys,
                word.start,
                word.end,
                sentence,
                clause,
                near or denied[index],
                denied[index],
                word.text in SOFT_NEGATORS,
                word.text in STOP,
                LISTED if listed[index] else 1.0,
            )
        )
    return tuple(made)


@functools.lru_cache(maxsize=16384)
def _keys(word: str) -> tuple[str, tuple[tuple[str, float], ...]]:
    """Return a word's stem, and the keys under which it is found by itself."""
    stemmed = stem(word)
    groups = ((group, SYNONYM_STRENGTH) for group in synonym_groups(stemmed))
    meant = () if word in STOP else stands_for(stemmed)
    return stemmed, ((stemmed, 1.0), *groups, *meant)


# Compiling a rubric asks for each wording three times, and for each alternative in many of them;
# judging asks twice for the answer.
_of_phrase = functools.lru_cache(maxsize=2048)(_analysed)
_of_text = functools.lru_cache(maxsize=2)(_analysed)


def grams(read: Sequence[Unit]) -> frozenset[tuple[str, ...]]:
    """Return all runs of stems that are as long as an echo."""
    stems = [unit.stem for unit in read]
    return frozenset(tuple(stems[place : place + _ECHO]) for place in range(len(stems) - _ECHO + 1))


def without_echo(read: Sequence[Unit], question: frozenset[tuple[str, ...]]) -> list[Unit]:
    """Return the answer without the words that only repeat the question."""
    stems = [unit.stem for unit in read]
    echoed = [False] * len(stems)
    for place in range(len(stems) - _ECHO + 1):
        if tuple(stems[place : place + _ECHO]) in question:
            echoed[place : place + _ECHO] = [True] * _ECHO
    return [unit for unit, echo in zip(read, echoed, strict=True) if not echo]


def without_denied(read: Sequence[Unit]) -> list[Unit]:
    """Return the answer without what it calls untrue: it is neither claimed nor believed.

    Where negation is everywhere, the whole is a denial, and every sentence with one goes.
    """
    negated: dict[int, bool] = {}
    for unit in read:
        negated[unit.sentence] = negated.get(unit.sentence, False) or unit.word in NEGATORS
    negators = sum(unit.word in NEGATORS for unit in read)
    dense = negators >= _DENYING and negators >= _DENIAL_RATE * len(read)
    if not dense or sum(negated.values()) < _DENIED_SENTENCES * len(negated):
        return [unit for unit in read if not unit.denied]
    return [unit for unit in read if not negated[unit.sentence]]


def without_repeats(read: Sequence[Unit]) -> list[Unit]:
    """Return the answer with each sentence once: saying it again adds nothing."""
    sentences: dict[int, list[Unit]] = {}
    for unit in read:
        sentences.setdefault(unit.sentence, []).append(unit)
    first: dict[tuple[str, ...], list[Unit]] = {}
    for members in sentences.values():
        first.setdefault(tuple(unit.stem for unit in members), members)
    return [unit for members in first.values() for unit in members]
