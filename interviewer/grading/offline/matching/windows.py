"""Finding a rubric's wordings in an answer: which words of which window fill which slots."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from interviewer.grading.offline.matching.pattern import Slot, Wording
from interviewer.grading.offline.reading.tokens import Unit

WINDOW = 32
_SPREAD = 0.012
_SENTENCE_CROSSED = 0.93
LEAST = 0.12
"""A window that fills less of a wording than this is none."""
_ROUNDING = 1e-6
"""More than a sum of floats is off by."""


class Hit(NamedTuple):
    """One word of the answer that fills part of a slot with ``strength`` (0..1)."""

    place: int
    slot: int
    phrase: int
    part: int
    strength: float
    negated: bool


class Match(NamedTuple):
    """The window of an answer that fills most of a wording.

    ``coverage`` (0..1) is the weighted share of the wording that it fills, less what lies between
    the words, and ``mass`` the same in weight; ``filled`` gives for each slot how far it is
    filled (0..1) and where; ``first`` and ``last`` are the window's unit indices; ``negated``
    counts hits that only the answer negates.
    """

    wording: int
    coverage: float
    mass: float
    first: int
    last: int
    filled: tuple[tuple[int, float, int], ...]
    negated: int


class Index:
    """Looks up which parts of which wordings a key fills.

    Its own copy of the wordings is without their phrases, which nothing needs once they can be
    looked up.
    """

    def __init__(self, wordings: Sequence[Wording]) -> None:
        # Wordings repeat each other's words: each slot is held once.
        slots: dict[Slot, Slot] = {}
        self.wordings = tuple(
            wording._replace(
                slots=tuple(
                    slots.setdefault(bare, bare)
                    for bare in (slot._replace(phrases=()) for slot in wording.slots)
                )
            )
            for wording in wordings
        )
        postings: dict[str, list[float]] = {}
        once: dict[float, float] = {}
        for number, wording in enumerate(wordings):
            for place, slot in enumerate(wording.slots):
                for choice, phrase in enumerate(slot.phrases):
                    for position, part in enumerate(phrase):
                        for key, strength in part.keys:
                            value = strength * part.share
                            value = once.setdefault(value, value)
                            postings.setdefault(key, []).extend(
                                (number, place, choice, position, value, part.negated)
                            )
        # Wording, slot, phrase, part, strength, negated, and so on: a tuple for each would take
        # half of the memory that a rubric does.
        self._postings: dict[str, tuple[Any, ...]] = {
            key: tuple(rows) for key, rows in postings.items()
        }

    def hits(self, answer: Sequence[Unit]) -> dict[int, list[Hit]]:
        """Return, for each wording that the answer touches, its hits in the answer's order."""
        found: dict[int, dict[tuple[int, int, int, int], Hit]] = {}
        postings = self._postings
        for index, unit in enumerate(answer):
            if unit.stop and len(unit.keys) == 1:
                continue
            for key, certainty in unit.keys:
                rows = postings.get(key)
                if rows is None:
                    continue
                # A synonym counts once although its group's key carries it on both sides.
                factor = 1.0 if key[0] == "~" else certainty
                factor *= unit.worth
                row = iter(rows)
                for number, slot, phrase, part, strength, negated in zip(
                    row, row, row, row, row, row, strict=True
                ):
                    own = found.setdefault(number, {})
                    where = (index, slot, phrase, part)
                    value = strength * factor
                    known = own.get(where)
                    if known is None or known.strength < value:
                        own[where] = Hit(
                            index, slot, phrase, part, value, unit.negated and not negated
                        )
        return {number: sorted(own.values()) for number, own in found.items()}


def best_match(
    number: int, wording: Wording, hits: Sequence[Hit], answer: Sequence[Unit]
) -> Match | None:
    """Return the window of the answer that fills most of a wording; None where too little is."""
    slots = wording.slots
    total = wording.weight
    if sum(slots[slot].weight for slot in {hit.slot for hit in hits}) < LEAST * total:
        return None
    best = 0.0
    bounds = (0, 0)
    position = end = 0
    count = len(hits)
    sums = [0.0, *accumulate(hit.strength * slots[hit.slot].weight for hit in hits)]
    while position < count:
        start = hits[position].place
        while end < count and hits[end].place - start < WINDOW:
            end += 1
        if (sums[end] - sums[position]) / total + _ROUNDING < max(best, LEAST):
            # Not even all hits of the window together come up to what there is already.
            while position < count and hits[position].place == start:
                position += 1
            continue
        sentence = answer[start].sentence
        filled: dict[tuple[int, int], dict[int, float]] = {}
        value: dict[int, float] = {}
        mass = 0.0
        here = position
        while here < end:
            hit = hits[here]
            at = hit.place
            here += 1
            parts = filled.setdefault((hit.slot, hit.phrase), {})
            if parts.get(hit.part, 0.0) >= hit.strength:
                continue
            parts[hit.part] = hit.strength
            now = sum(parts.values())
            before = value.get(hit.slot, 0.0)
            if now <= before:
                continue
            value[hit.slot] = now
            mass += (now - before) * slots[hit.slot].weight
            spread = at - start + 1 - wording.length
            coverage = mass / total
            if spread > 0:
                coverage *= 1 - _SPREAD * spread
            crossed = answer[at].sentence - sentence
            if crossed:
                coverage *= _SENTENCE_CROSSED**crossed
            if coverage > best + 1e-9:
                best = coverage
                bounds = (start, at)
        while position < count and hits[position].place == start:
            position += 1
    if best < LEAST:
        return None
    return _described(number, wording, best, bounds, hits)


def _described(
    number: int, wording: Wording, coverage: float, bounds: tuple[int, int], hits: Sequence[Hit]
) -> Match:
    """Say which slots the chosen window fills, how far and where."""
    first, last = bounds
    parts: dict[tuple[int, int], dict[int, Hit]] = {}
    for hit in hits:
        if first <= hit.place <= last:
            phrase = parts.setdefault((hit.slot, hit.phrase), {})
            known = phrase.get(hit.part)
            if known is None or known.strength < hit.strength:
                phrase[hit.part] = hit
    slots: dict[int, tuple[float, int]] = {}
    negated: dict[int, int] = {}
    for (slot, _), phrase in parts.items():
        value = sum(hit.strength for hit in phrase.values())
        if value > slots.get(slot, (0.0, 0))[0] + 1e-9:
            slots[slot] = (value, min(hit.place for hit in phrase.values()))
            negated[slot] = any(hit.negated for hit in phrase.values())
    return Match(
        number,
        coverage,
        coverage * wording.weight,
        first,
        last,
        tuple((slot, value, place) for slot, (value, place) in sorted(slots.items())),
        sum(negated.values()),
    )


def filling(wording: Wording, hits: Iterable[Hit]) -> float:
    """Return the most of a wording, 0..1, that any window of ``hits`` can fill."""
    phrases: dict[tuple[int, int], dict[int, float]] = {}
    for hit in hits:
        parts = phrases.setdefault((hit.slot, hit.phrase), {})
        if hit.strength > parts.get(hit.part, 0.0):
            parts[hit.part] = hit.strength
    best: dict[int, float] = {}
    for (slot, _), parts in phrases.items():
        value = sum(parts.values())
        if value > best.get(slot, 0.0):
            best[slot] = value
    return sum(value * wording.slots[slot].weight for slot, value in best.items()) / wording.weight
