"""Finding a rubric's wordings in an answer: which words of which window fill which slots."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.offline.answer import Unit
from interviewer.grading.offline.wording import Wording

WINDOW = 30
_SPREAD = 0.015
_SENTENCE_CROSSED = 0.92
_NEGATED = 0.35
_NEGATION_MISSING = 0.75


class Hit(NamedTuple):
    """One word of the answer that fills part of a slot."""

    index: int
    slot: int
    phrase: int
    part: int
    strength: float
    negated: bool


class Match(NamedTuple):
    """How well a wording stands in an answer, and where.

    ``coverage`` (0..1) is the weighted share of the wording's slots that the window fills after
    all deductions, ``mass`` the weight of what is filled; ``first`` and ``last`` are the unit
    indices of the window.
    """

    wording: int
    coverage: float
    mass: float
    first: int
    last: int


class Index:
    """Looks up which parts of which wordings a key fills."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self.wordings = tuple(wordings)
        self._postings: dict[str, list[tuple[int, int, int, int, float, bool]]] = {}
        for number, wording in enumerate(self.wordings):
            for place, slot in enumerate(wording.slots):
                for choice, phrase in enumerate(slot.phrases):
                    for position, part in enumerate(phrase):
                        for key, strength in part.keys:
                            posting = (
                                number,
                                place,
                                choice,
                                position,
                                strength * part.share,
                                part.negated,
                            )
                            self._postings.setdefault(key, []).append(posting)

    def hits(self, answer: Sequence[Unit]) -> dict[int, list[Hit]]:
        """Return, for each wording that the answer touches, its hits in the answer's order."""
        found: dict[int, dict[tuple[int, int, int, int], Hit]] = {}
        for index, unit in enumerate(answer):
            for key, certainty in unit.keys:
                for number, slot, phrase, part, strength, negated in self._postings.get(key, ()):
                    own = found.setdefault(number, {})
                    place = (index, slot, phrase, part)
                    # A synonym on both sides counts once: group keys carry it on each.
                    value = strength if key[0] == "~" else strength * certainty
                    if place not in own or own[place].strength < value:
                        own[place] = Hit(
                            index, slot, phrase, part, value, unit.negated and not negated
                        )
        return {number: list(own.values()) for number, own in found.items()}


def best_match(
    number: int, wording: Wording, hits: Sequence[Hit], answer: Sequence[Unit]
) -> Match | None:
    """Return the window of the answer that fills most of a wording."""
    ceiling = sum(wording.slots[slot].weight for slot in dict.fromkeys(hit.slot for hit in hits))
    if ceiling < 0.15 * wording.weight:
        return None
    best: Match | None = None
    starts = dict.fromkeys(hit.index for hit in hits)
    ordered = sorted(hits)
    position = 0
    for start in starts:
        while ordered[position].index < start:
            position += 1
        filled: dict[tuple[int, int], dict[int, float]] = {}
        slots: dict[int, float] = {}
        mass = 0.0
        negated = False
        here = position
        while here < len(ordered) and ordered[here].index - start < WINDOW:
            at = ordered[here].index
            while here < len(ordered) and ordered[here].index == at:
                hit = ordered[here]
                here += 1
                parts = filled.setdefault((hit.slot, hit.phrase), {})
                if parts.get(hit.part, 0.0) >= hit.strength:
                    continue
                parts[hit.part] = hit.strength
                value = sum(parts.values())
                before = slots.get(hit.slot, 0.0)
                if value > before:
                    slots[hit.slot] = value
                    mass += (value - before) * wording.slots[hit.slot].weight
                    negated = negated or hit.negated
            spread = max(0, at - start + 1 - wording.length)
            coverage = mass / wording.weight * (1 - _SPREAD * spread)
            coverage *= _SENTENCE_CROSSED ** (answer[at].sentence - answer[start].sentence)
            if negated:
                coverage *= _NEGATED
            if wording.negates and not any(
                unit.negator for unit in answer[max(0, start - 3) : at + 1]
            ):
                coverage *= _NEGATION_MISSING
            if best is None or coverage > best.coverage:
                best = Match(number, coverage, mass, start, at)
    return best


def matches(index: Index, answer: Sequence[Unit]) -> list[Match | None]:
    """Return the best match of every wording of ``index`` in ``answer``."""
    hits = index.hits(answer)
    return [
        best_match(number, wording, hits[number], answer) if number in hits else None
        for number, wording in enumerate(index.wordings)
    ]
