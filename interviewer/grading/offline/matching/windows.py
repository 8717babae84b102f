"""Finding a rubric's wordings in an answer: which words of which window fill which slots."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.lookup import Hit, Index
from interviewer.grading.offline.matching.said import Said

WINDOW = 32
_SPREAD = 0.012
_SENTENCE_CROSSED = 0.93
LEAST = 0.12
"""Least share of a wording that a window must fill to be a match."""
_ALMOST = LEAST - 1e-6
"""The same for a sum over all hits of a window, whose floats are added in another order."""

_ROUNDING = 1e-10
"""More than the sum of the same floats can change with their order."""


class Match(NamedTuple):
    """The window of an answer that fills most of a wording.

    ``coverage`` (0..1) is the weighted share of the wording that it fills, lowered for the words
    in between, and ``mass`` the same in weight; ``filled`` gives for each slot how far it is
    filled (0..1) and where; ``first`` and ``last`` are the window's unit indices; ``negated``
    counts slots that only the answer negates.
    """

    wording: int
    coverage: float
    mass: float
    first: int
    last: int
    filled: tuple[tuple[int, float, int], ...]
    negated: int


def best_match(
    lookup: Index, number: int, hits: Sequence[Hit], said: Said, filling: float
) -> Match | None:
    """Return the window of the answer that fills most of a wording; None where too little is.

    ``hits`` are in the answer's order, and ``filling`` is the most of it that they can fill.
    """
    wording, phrase_of, slot_of = lookup.wordings[number], lookup.phrase_of, lookup.slot_of
    alone, weights = lookup.alone, lookup.weights[number]
    total, length = wording.weight, wording.length
    sentences = said.sentences
    most: Sequence[float] = ()
    best = 0.0
    bounds = (0, 0)
    begun, least = -1, _ALMOST
    for position, (start, _, _) in enumerate(hits):
        if start == begun:
            continue
        begun = start
        if position:
            if filling <= best + _ROUNDING:
                break  # the window fills all that can be filled
            most = most or _to_come(lookup, weights, hits)
            if most[position] / total <= least:
                break  # even all remaining hits together could not beat the best
        sentence = sentences[start]
        strongest: dict[int, float] = {}
        phrases: dict[int, float] = {}
        value: dict[int, float] = {}
        mass = 0.0
        for at, part, strength in hits[position:] if position else hits:
            if at - start >= WINDOW:
                break
            slot, now = alone[part], strength
            if slot < 0:
                known = strongest.get(part, 0.0)
                if known >= strength:
                    continue
                strongest[part] = strength
                phrase = phrase_of[part]
                now = phrases.get(phrase, 0.0) + strength - known
                phrases[phrase] = now
                slot = slot_of[phrase]
            before = value.get(slot, 0.0)
            if now <= before:
                continue
            value[slot] = now
            mass += (now - before) * weights[slot]
            coverage = mass / total
            if coverage <= best:
                continue  # what follows only lowers it
            spread = at - start + 1 - length
            if spread > 0:
                coverage *= 1 - _SPREAD * spread
            crossed = sentences[at] - sentence
            if crossed:
                coverage *= _SENTENCE_CROSSED**crossed
            if coverage > best + 1e-9:
                best = coverage
                bounds = (start, at)
        least = max(best, least)
    if best < LEAST:
        return None
    return _described(lookup, number, best, bounds, hits, said)


def _to_come(lookup: Index, weights: Sequence[float], hits: Sequence[Hit]) -> list[float]:
    """Return for each hit the weight of all slots that it and those behind it can fill."""
    phrase_of, slot_of, alone = lookup.phrase_of, lookup.slot_of, lookup.alone
    strongest: dict[int, float] = {}
    phrases: dict[int, float] = {}
    value: dict[int, float] = {}
    mass = 0.0
    found = []
    for _, part, strength in reversed(hits):
        slot, now = alone[part], strength
        if slot < 0:
            phrase = phrase_of[part]
            slot, now = slot_of[phrase], phrases.get(phrase, 0.0)
            known = strongest.get(part, 0.0)
            if known < strength:
                strongest[part] = strength
                now += strength - known
                phrases[phrase] = now
        before = value.get(slot, 0.0)
        if now > before:
            value[slot] = now
            mass += (now - before) * weights[slot]
        found.append(mass)
    found.reverse()
    return found


def _described(
    lookup: Index,
    number: int,
    coverage: float,
    bounds: tuple[int, int],
    hits: Sequence[Hit],
    said: Said,
) -> Match:
    """Work out which slots the chosen window fills, how far and where."""
    first, last = bounds
    strongest: dict[int, Hit] = {}
    alone = lookup.alone
    whole = True
    for hit in hits:
        place, part, strength = hit
        if place > last:
            break
        if place >= first:
            known = strongest.get(part)
            if known is None:
                strongest[part] = hit
                whole = whole and alone[part] >= 0
            elif known[2] < strength:
                strongest[part] = hit
    filled: dict[int, tuple[float, Sequence[Hit]]] = {}
    if whole:
        for part, hit in strongest.items():
            slot = alone[part]
            if slot not in filled or hit[2] > filled[slot][0] + 1e-9:
                filled[slot] = hit[2], (hit,)
    else:
        phrases: dict[int, list[Hit]] = {}
        for part, hit in strongest.items():
            phrases.setdefault(lookup.phrase_of[part], []).append(hit)
        for phrase, parts in phrases.items():
            slot = lookup.slot_of[phrase]
            value = parts[0][2] if len(parts) == 1 else sum([hit[2] for hit in parts])
            if slot not in filled or value > filled[slot][0] + 1e-9:
                filled[slot] = value, parts
    rows = []
    negated = 0
    for slot in sorted(filled):
        value, fillers = filled[slot]
        rows.append((slot, value, fillers[0][0] if len(fillers) == 1 else min(fillers)[0]))
        for place, part, _ in fillers:
            if said.negated[place] and part not in lookup.negated:
                negated += 1
                break
    mass = coverage * lookup.wordings[number].weight
    return Match(number, coverage, mass, first, last, tuple(rows), negated)
