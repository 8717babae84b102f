"""Whether a matched window states the claim: who does what to which, and not its opposite."""

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.contrast import Side, mismatch, slot_keys, track
from interviewer.grading.offline.matching.pattern import Wording
from interviewer.grading.offline.matching.said import Said
from interviewer.grading.offline.matching.windows import Match
from interviewer.grading.reading.lexicon import antonyms

_FILLED = 0.6
_AROUND = 4
_HALF = 0.4
_NEAR = 3


class Relations(NamedTuple):
    """What a wording says of its slots that an answer can contradict.

    ``sides`` are which side of the question each slot speaks of; ``names`` whether it names a
    side; ``opposed`` the keys of words that mean the opposite, for the slots that have such.
    """

    sides: tuple[Side | None, ...]
    names: tuple[bool, ...]
    opposed: tuple[tuple[int, frozenset[str]], ...]


class Weighed(NamedTuple):
    """A match with what tells how well it states its claim; `Evidence` says what each field is."""

    match: Match
    ordered: float
    order: float
    rival: float
    opposite: float
    negated: float
    unnegated: float


class Evidence(NamedTuple):
    """A match together with what speaks for and against it, each 0..1.

    ``ordered`` is the share of the wording (all words at their full worth) that the window fills
    in the wording's order; ``order`` the ordered share of what it fills at all; ``rival`` the
    share of it that the answer says of the other side; ``opposite`` the share of slots where the
    answer says the opposite; ``negated`` and ``unnegated`` whether only one of the two negates;
    ``function`` and ``marks`` the share of function words and of clause borders around it;
    ``plain`` the share of slots that are filled, each counted alike; ``cohesion`` the share of
    neighbouring slots whose words stand close and in order.
    """

    match: Match
    ordered: float
    order: float
    rival: float
    opposite: float
    negated: float
    unnegated: float
    function: float
    marks: float
    plain: float
    cohesion: float


def relations(wording: Wording, against: Mapping[str, Side]) -> Relations:
    """Prepare a wording's relations; ``against`` are the sides of the question."""
    keys = slot_keys(wording)
    everything = frozenset().union(*keys)
    named = [frozenset(key for key in own if key in against) for own in keys]
    items = [(0, slot.clause, "", names) for slot, names in zip(wording.slots, named, strict=True)]
    opposites = (
        (slot, frozenset().union(*map(antonyms, own)) - everything) for slot, own in enumerate(keys)
    )
    return Relations(
        tuple(track(items, against)),
        tuple(map(bool, named)),
        tuple((slot, words) for slot, words in opposites if words),
    )


def _longest_in_order(worths: Sequence[float], places: Sequence[int]) -> float:
    """Return the greatest worth of slots that stand in the wording's order."""
    chains: list[tuple[int, float]] = []
    most = 0.0
    for worth, place in zip(worths, places, strict=True):
        before = 0.0
        for where, chain in chains:
            if where <= place and chain > before:
                before = chain
        chains.append((place, worth + before))
        most = max(most, worth + before)
    return most


def weigh(match: Match, wording: Wording, relation: Relations, said: Said) -> Weighed:
    """Weigh what speaks for and against a match."""
    slots = wording.slots
    worths = [value * slots[slot].full for slot, value, _ in match.filled]
    total = sum(worths)
    places = [place for _, _, place in match.filled]
    ordered = _longest_in_order(worths, places) if sorted(places) != places else total
    near = said.words[max(0, match.first - 3) : match.last + 2] if wording.negates else ()
    return Weighed(
        match,
        ordered / wording.full,
        ordered / total if total else 0.0,
        _rival(match, wording, relation, said) if said.against else 0.0,
        _opposite(match, wording, relation, said) if relation.opposed else 0.0,
        float(match.negated > 0),
        float(wording.negates and not any(unit.negator for unit in near)),
    )


def described(weighed: Weighed, wording: Wording, said: Said) -> Evidence:
    """Add the features that the trees need besides the weight of a match."""
    match = weighed.match
    start, end = max(0, match.first - _AROUND), min(len(said.words), match.last + _AROUND + 1)
    return Evidence(
        *weighed,
        function=(said.stops[end] - said.stops[start]) / (end - start),
        marks=(said.borders[end - 1] - said.borders[start]) / (end - start),
        plain=sum([value for _, value, _ in match.filled]) / len(wording.slots),
        cohesion=_cohesion(match),
    )


def _rival(match: Match, wording: Wording, relation: Relations, said: Said) -> float:
    """Return the share of what a match fills that the answer says of the other side."""
    wrong = sided = 0.0
    for slot, value, place in match.filled:
        if not relation.names[slot]:
            worth = value * wording.slots[slot].full
            sided += worth
            wrong += worth * mismatch(relation.sides[slot], said.sides[place], said.against)
    return wrong / sided if sided else 0.0


def _opposite(match: Match, wording: Wording, relation: Relations, said: Said) -> float:
    """Return the share of the wording of which a match says the opposite."""
    opposed = [one for one in relation.opposed if not one[1].isdisjoint(said.every)]
    if not opposed:
        return 0.0
    filled = {slot for slot, value, _ in match.filled if value >= _FILLED}
    opposed = [one for one in opposed if one[0] not in filled]
    if not opposed:
        return 0.0
    inside = set().union(*said.keys[match.first : match.last + 1])
    opposite = sum(
        wording.slots[slot].full for slot, words in opposed if not words.isdisjoint(inside)
    )
    return min(1.0, opposite / wording.full)


def _cohesion(match: Match) -> float:
    filled = [(slot, place) for slot, value, place in match.filled if value > _HALF]
    if len(filled) < 2:
        return 0.0
    near = sum(
        0 <= other - one <= _NEAR * (later - slot)
        for (slot, one), (later, other) in itertools.pairwise(filled)
    )
    return near / (len(filled) - 1)
