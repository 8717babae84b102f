"""The sides of an "A versus B" question: what is said of one earns nothing for the other."""

from collections.abc import Iterable, Mapping, Sequence

from interviewer.grading.offline.matching.pattern import Wording
from interviewer.grading.reading.aliases import MARK
from interviewer.grading.reading.lexicon import weight
from interviewer.grading.reading.tokens import Unit, units

_BETWEEN = frozenset(["and", "or", "versus", "vs", "from", "than", "with", "to"])
_LEAST_SHARE = 0.1
_LEAST_WORTH = 0.25


def question_keys(prompt: str) -> frozenset[str]:
    """Return the keys of the words and names in a question; they earn next to nothing."""
    return frozenset(
        key
        for unit in units(prompt)
        if not unit.stop or len(unit.keys) > 1
        for key, strength in unit.keys
        if strength == 1.0 and not (unit.stop and key == unit.stem)
    )


def slot_keys(wording: Wording) -> list[frozenset[str]]:
    """Return for each slot the keys that fill one of its parts outright."""
    return [
        frozenset(
            key
            for phrase in slot.phrases
            for part in phrase
            for key, strength in part.keys
            if strength >= 1.0 and not key.startswith("~")
        )
        for slot in wording.slots
    ]


def _sides(prompt: str) -> list[tuple[list[str], list[str]]]:
    """Return pairs of word lists that a conjunction of the question joins."""
    read = units(prompt)
    pairs = []
    for place, unit in enumerate(read):
        if unit.word in _BETWEEN:
            before = _content(reversed(read[max(0, place - 6) : place]))
            after = _content(read[place + 1 : place + 6])
            pairs.append((before, after))
    return pairs


def _content(members: Iterable[Unit]) -> list[str]:
    keys: list[str] = []
    for unit in members:
        keys += [
            key
            for key, strength in unit.keys
            if strength == 1.0
            and (key.startswith(MARK) or (len(key) > 2 and weight(key) >= _LEAST_WORTH))
            and not (unit.stop and key == unit.stem)
        ]
    return keys


def rivals(prompt: str, wordings: Sequence[Wording]) -> dict[str, frozenset[str]]:
    """Return for each key of a side of the question the keys of the other side.

    Two words are rivals when the question joins them and the rubric's wordings mostly contain
    one or the other.
    """
    held = [frozenset().union(*slot_keys(wording)) for wording in wordings]
    found: dict[str, set[str]] = {}
    for before, after in _sides(prompt):
        for one in before:
            for other in after:
                if one == other or one in after or other in before:
                    continue
                alone = sum(one in keys and other not in keys for keys in held)
                alone_other = sum(other in keys and one not in keys for keys in held)
                both = sum(one in keys and other in keys for keys in held)
                least = _LEAST_SHARE * len(held)
                if min(alone, alone_other) >= least and both <= min(alone, alone_other):
                    found.setdefault(one, set()).add(other)
                    found.setdefault(other, set()).add(one)
    return {key: frozenset(others) for key, others in sorted(found.items())}


Side = frozenset[str]
"""The keys by which a side of the question is named; both sides' keys where both are meant."""

_COMPARING = frozenset(["than", "unlike", "versus", "vs", "instead", "from", "compared", "not"])
_REFERRING = frozenset(["it", "its", "this", "that", "these", "those", "they", "which", "so"])
_COORDINATED = 3


def track(
    items: Sequence[tuple[int, int, str, Side]], against: Mapping[str, Side]
) -> list[Side | None]:
    """Return for each word of a text which side it speaks of; None before any is named.

    ``items`` are (sentence, clause, word, keys of sides that the word names). A word speaks of
    the side named last before it in its clause, else of the one named first in it or, where its
    sentence does not begin with "it" or the like, first in the sentence, else of the last one
    before. "A and B" is both; a side behind "than" or "unlike" is only compared with.
    """
    named: list[tuple[int, Side]] = []
    for place, (_, clause, _, keys) in enumerate(items):
        if not keys or any(
            items[k][2] in _COMPARING and items[k][1] == clause
            for k in range(max(0, place - 2), place)
        ):
            continue
        if named:
            before, other = named[-1]
            near = place - before <= _COORDINATED and items[place][1] == items[before][1]
            joined = any(items[k][2] in ("and", "or", "nor") for k in range(before, place))
            if near and joined and opposed(other, keys, against):
                named[-1] = (before, other | keys)
                continue
        named.append((place, keys))
    sides: list[Side | None] = []
    last: Side | None = None
    number = 0
    clause = sentence = -1
    inside = referring = fresh = False
    for place, (phrase, here, word, _) in enumerate(items):
        if phrase != sentence:
            sentence, referring, fresh = phrase, word in _REFERRING, True
        if here != clause:
            clause, inside = here, False
        while number < len(named) and named[number][0] <= place:
            last, inside, fresh = named[number][1], True, False
            number += 1
        ahead = None
        if not inside and number < len(named):
            to_come = items[named[number][0]]
            if to_come[1] == here or (to_come[0] == phrase and fresh and not referring):
                ahead = named[number][1]
        sides.append(last if inside or ahead is None else ahead)
    return sides


def opposed(one: Side, other: Side, against: Mapping[str, Side]) -> bool:
    """Whether two namings are of different sides."""
    return not one & other and any(against.get(key, frozenset()) & other for key in one)


def mismatch(one: Side | None, other: Side | None, against: Mapping[str, Side]) -> float:
    """Return 1 for different sides, 0.5 where only one means both, else 0."""
    if one is None or other is None:
        return 0.0
    if not one & other:
        return float(opposed(one, other, against))
    both = any(against.get(key, frozenset()) & one for key in one)
    both_other = any(against.get(key, frozenset()) & other for key in other)
    return 0.5 if both != both_other else 0.0
