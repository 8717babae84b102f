"""Finding a rubric's wordings in an answer: which words of which window fill which slots."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.pattern import Slot, Wording
from interviewer.grading.offline.matching.postings import Postings
from interviewer.grading.offline.matching.said import Said
from interviewer.grading.reading.tokens import Unit

WINDOW = 32
_SPREAD = 0.012
_SENTENCE_CROSSED = 0.93
LEAST = 0.12
"""A window that fills less of a wording than this is none."""
_ALMOST = LEAST - 1e-6
"""What all hits of a window must come to, for floats are summed in another order."""

_ROUNDING = 1e-10
"""More than sums of the same floats differ by in another order."""

Hit = tuple[int, int, float]
"""A word of the answer, by its place, that fills a part of a wording, by its number, and how well
(0..1). A plain tuple: an answer has thousands."""


class Match(NamedTuple):
    """The window of an answer that fills most of a wording.

    ``coverage`` (0..1) is the weighted share of the wording that it fills, less what lies between
    the words, and ``mass`` the same in weight; ``filled`` gives for each slot how far it is
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


class Index:
    """Looks up which parts of which wordings a key fills.

    Parts and phrases are numbered through all wordings, in their order. Its own copy of the
    wordings is without their phrases, which nothing needs once they can be looked up.
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
        self._weights = [[slot.weight for slot in wording.slots] for wording in wordings]
        self._wording_of: list[int] = []
        self._phrase_of: list[int] = []
        self._slot_of: list[int] = []
        # The slot of each part that is a whole phrase, else -1. Most are, and fill it alone.
        self._alone: list[int] = []
        self._negated: set[int] = set()
        self._postings = Postings(self._rows(wordings))

    def _rows(self, wordings: Sequence[Wording]) -> Iterator[tuple[str, int, float]]:
        for number, wording in enumerate(wordings):
            for place, slot in enumerate(wording.slots):
                for parts in slot.phrases:
                    phrase = len(self._slot_of)
                    self._slot_of.append(place)
                    for part in parts:
                        index = len(self._phrase_of)
                        self._phrase_of.append(phrase)
                        self._wording_of.append(number)
                        self._alone.append(place if len(parts) == 1 else -1)
                        if part.negated:
                            self._negated.add(index)
                        for key, strength in part.keys:
                            yield key, index, strength * part.share

    def hits(self, answer: Sequence[Unit]) -> dict[int, list[Hit]]:
        """Return, for each wording that the answer touches, its hits in the answer's order."""
        found: dict[int, list[Hit]] = {}
        fills: dict[tuple[tuple[tuple[str, float], ...], float], list[tuple[int, int, float]]] = {}
        for place, unit in enumerate(answer):
            if unit.stop and len(unit.keys) == 1:
                continue
            kind = (unit.keys, unit.worth)
            filled = fills.get(kind)
            if filled is None:
                filled = fills[kind] = self._filled(*kind)
            for number, part, strength in filled:
                if number in found:
                    found[number].append((place, part, strength))
                else:
                    found[number] = [(place, part, strength)]
        return found

    def _filled(
        self, keys: Sequence[tuple[str, float]], worth: float
    ) -> list[tuple[int, int, float]]:
        """Return the parts that a word fills, each with its wording before it, and how well."""
        best: dict[int, float] = {}
        for key, certainty in keys:
            # A synonym counts once although its group's key carries it on both sides.
            factor = 1.0 if key[0] == "~" else certainty
            factor *= worth
            for part, strength in self._postings.under(key):
                value = strength * factor
                if value > best.get(part, -1.0):
                    best[part] = value
        return [(self._wording_of[part], part, best[part]) for part in sorted(best)]

    def filling(self, number: int, hits: Sequence[Hit]) -> float:
        """Return the most of a wording, 0..1, that any window of ``hits`` can fill."""
        alone, weights = self._alone, self._weights[number]
        if len(hits) == 1:
            _, part, strength = hits[0]
            slot = self._slot_of[self._phrase_of[part]]
            return strength * weights[slot] / self.wordings[number].weight
        best: dict[int, float] = {}
        joint: dict[int, float] = {}
        for _, part, strength in hits:
            slot = alone[part]
            if slot < 0:
                if strength > joint.get(part, 0.0):
                    joint[part] = strength
            elif strength > best.get(slot, 0.0):
                best[slot] = strength
        if joint:
            phrases: dict[int, float] = {}
            for part, strength in joint.items():
                phrase = self._phrase_of[part]
                phrases[phrase] = phrases.get(phrase, 0.0) + strength
            for phrase, value in phrases.items():
                slot = self._slot_of[phrase]
                if value > best.get(slot, 0.0):
                    best[slot] = value
        mass = sum([value * weights[slot] for slot, value in best.items()])
        return mass / self.wordings[number].weight

    def best_match(
        self, number: int, hits: Sequence[Hit], said: Said, filling: float
    ) -> Match | None:
        """Return the window of the answer that fills most of a wording; None where too little is.

        ``hits`` are in the answer's order, and ``filling`` is the most of it that they can fill.
        """
        wording, phrase_of, slot_of = self.wordings[number], self._phrase_of, self._slot_of
        alone, weights = self._alone, self._weights[number]
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
                most = most or self._to_come(weights, hits)
                if most[position] / total <= least:
                    break  # not even all further hits together are more than what there is already
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
        return self._described(number, best, bounds, hits, said)

    def _to_come(self, weights: Sequence[float], hits: Sequence[Hit]) -> list[float]:
        """Return for each hit the weight of all slots that it and those behind it can fill."""
        phrase_of, slot_of, alone = self._phrase_of, self._slot_of, self._alone
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
        self,
        number: int,
        coverage: float,
        bounds: tuple[int, int],
        hits: Sequence[Hit],
        said: Said,
    ) -> Match:
        """Say which slots the chosen window fills, how far and where."""
        first, last = bounds
        strongest: dict[int, Hit] = {}
        alone = self._alone
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
                phrases.setdefault(self._phrase_of[part], []).append(hit)
            for phrase, parts in phrases.items():
                slot = self._slot_of[phrase]
                value = parts[0][2] if len(parts) == 1 else sum([hit[2] for hit in parts])
                if slot not in filled or value > filled[slot][0] + 1e-9:
                    filled[slot] = value, parts
        rows = []
        negated = 0
        for slot in sorted(filled):
            value, fillers = filled[slot]
            rows.append((slot, value, fillers[0][0] if len(fillers) == 1 else min(fillers)[0]))
            for place, part, _ in fillers:
                if said.negated[place] and part not in self._negated:
                    negated += 1
                    break
        mass = coverage * self.wordings[number].weight
        return Match(number, coverage, mass, first, last, tuple(rows), negated)
