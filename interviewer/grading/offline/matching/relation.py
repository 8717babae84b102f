"""Whether a matched window states the claim: who does what to which, and not its opposite."""

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.contrast import Side, mismatch, slot_keys, track
from interviewer.grading.offline.matching.pattern import Wording
from interviewer.grading.offline.matching.windows import Match
from interviewer.grading.offline.reading.lexicon import antonyms
from interviewer.grading.offline.reading.tokens import Unit

_FILLED = 0.6
_AROUND = 4
_HALF = 0.4
_NEAR = 3
_NOTHING: frozenset[str] = frozenset()


class Relations(NamedTuple):
    """What a wording says of its slots that an answer can contradict.

    ``sides`` are which side of the question each slot speaks of; ``names`` whether it names a
    side; ``opposed`` the keys of words that mean the opposite.
    """

    sides: tuple[Side | None, ...]
    names: tuple[bool, ...]
    opposed: tuple[frozenset[str], ...]


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
    opposites = tuple(
        # One empty set for all of the many slots that have no opposite.
        frozenset().union(*(antonyms(key) for key in own)) - everything or _NOTHING
        for own in keys
    )
    return Relations(tuple(track(items, against)), tuple(map(bool, named)), opposites)


def answer_sides(answer: Sequence[Unit], against: Mapping[str, Side]) -> list[Side | None]:
    """Return for each word of an answer which side of the question it speaks of."""
    if not against:
        return [None] * len(answer)
    items = [
        (
            unit.sentence,
            unit.clause,
            unit.word,
            frozenset(key for key, strength in unit.keys if strength >= 1.0 and key in against),
        )
        for unit in answer
    ]
    return track(items, against)


def _longest_in_order(filled: Sequence[tuple[int, float, int]], wording: Wording) -> float:
    """Return the greatest full worth of slots that stand in the wording's order."""
    best: list[float] = []
    for number, (slot, value, place) in enumerate(filled):
        worth = value * wording.slots[slot].full
        before = [best[k] for k in range(number) if filled[k][2] <= place]
        best.append(worth + max(before, default=0.0))
    return max(best, default=0.0)


def weigh(
    match: Match,
    wording: Wording,
    relation: Relations,
    answer: Sequence[Unit],
    sides: Sequence[Side | None],
    against: Mapping[str, Side],
) -> Evidence:
    """Weigh what speaks for and against a match; ``sides`` are those of the answer's words."""
    values = {slot: value for slot, value, _ in match.filled}
    total = sum(value * wording.slots[slot].full for slot, value in values.items())
    ordered = _longest_in_order(match.filled, wording)
    window = answer[match.first : match.last + 1]
    inside = {key for unit in window for key, strength in unit.keys if strength >= 1.0}
    wrong = sided = 0.0
    for slot, value, place in match.filled:
        if not relation.names[slot]:
            worth = value * wording.slots[slot].full
            sided += worth
            wrong += worth * mismatch(relation.sides[slot], sides[place], against)
    opposite = sum(
        place.full
        for slot, place in enumerate(wording.slots)
        if values.get(slot, 0.0) < _FILLED and relation.opposed[slot] & inside
    )
    around = answer[max(0, match.first - _AROUND) : match.last + _AROUND + 1]
    borders = sum(one.clause != other.clause for one, other in itertools.pairwise(around))
    near = answer[max(0, match.first - 3) : match.last + 2]
    return Evidence(
        match=match,
        ordered=ordered / wording.full,
        order=ordered / total if total else 0.0,
        rival=wrong / sided if sided else 0.0,
        opposite=min(1.0, opposite / wording.full),
        negated=float(match.negated > 0),
        unnegated=float(wording.negates and not any(unit.negator for unit in near)),
        function=sum(unit.stop for unit in around) / len(around),
        marks=borders / len(around),
        plain=sum(values.values()) / len(wording.slots),
        cohesion=_cohesion(match),
    )


def _cohesion(match: Match) -> float:
    filled = [(slot, place) for slot, value, place in match.filled if value > _HALF]
    if len(filled) < 2:
        return 0.0
    near = sum(
        0 <= other - one <= _NEAR * (later - slot)
        for (slot, one), (later, other) in itertools.pairwise(filled)
    )
    return near / (len(filled) - 1)
