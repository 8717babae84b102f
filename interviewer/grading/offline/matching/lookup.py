"""Looking up which parts of a rubric's wordings the words of an answer fill, and how far."""

from collections.abc import Iterator, Sequence

from interviewer.grading.offline.matching.pattern import Slot, Wording
from interviewer.grading.offline.matching.postings import Postings
from interviewer.grading.reading.tokens import Unit

Hit = tuple[int, int, float]
"""A word of the answer, by its place, that fills a part of a wording, by its number, and how well
(0..1). A plain tuple: an answer has thousands."""


class Index:
    """Looks up which parts of which wordings a key fills.

    Parts and phrases are numbered through all wordings, in their order. Its copy of the wordings
    omits their phrases, which are not needed once they can be looked up.

    ``weights`` are those of each wording's slots. ``phrase_of`` names the phrase of each part,
    ``slot_of`` the slot of each phrase, and ``alone`` the slot of each part that is a whole phrase,
    else -1: most are, and fill it alone. ``negated`` are the parts that a negation governs.
    """

    def __init__(self, wordings: Sequence[Wording]) -> None:
        # Wordings repeat each other's words: each distinct slot is stored once.
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
        self.weights = [[slot.weight for slot in wording.slots] for wording in wordings]
        self._wording_of: list[int] = []
        self.phrase_of: list[int] = []
        self.slot_of: list[int] = []
        self.alone: list[int] = []
        self.negated: set[int] = set()
        self._postings = Postings(self._rows(wordings))

    def _rows(self, wordings: Sequence[Wording]) -> Iterator[tuple[str, int, float]]:
        for number, wording in enumerate(wordings):
            for place, slot in enumerate(wording.slots):
                for parts in slot.phrases:
                    phrase = len(self.slot_of)
                    self.slot_of.append(place)
                    for part in parts:
                        index = len(self.phrase_of)
                        self.phrase_of.append(phrase)
                        self._wording_of.append(number)
                        self.alone.append(place if len(parts) == 1 else -1)
                        if part.negated:
                            self.negated.add(index)
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
        weights = self.weights[number]
        if len(hits) == 1:
            _, part, strength = hits[0]
            slot = self.slot_of[self.phrase_of[part]]
            return strength * weights[slot] / self.wordings[number].weight
        mass = sum([value * weights[slot] for slot, value in self._filled_slots(hits).items()])
        return mass / self.wordings[number].weight

    def segment_filling(self, number: int, hits: Sequence[Hit], filling: float) -> float:
        """Return the most, 0..1, that ``hits`` can fill of any segment of a wording.

        A segment states something by itself; 0 where the wording has none. ``filling`` is the most
        of the wording that they can fill.
        """
        wording, weights = self.wordings[number], self.weights[number]
        if len(wording.segments) == 1 and len(wording.segments[0][0]) == len(weights):
            return filling
        if not wording.segments:
            return 0.0
        filled = self._filled_slots(hits)
        return max(
            [
                sum([value * weights[slot] for slot, value in filled.items() if slot in own])
                / weight
                for own, weight in wording.segments
            ]
        )

    def _filled_slots(self, hits: Sequence[Hit]) -> dict[int, float]:
        """Return how far, 0..1, ``hits`` can fill each slot of their wording that they touch."""
        alone = self.alone
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
                phrase = self.phrase_of[part]
                phrases[phrase] = phrases.get(phrase, 0.0) + strength
            for phrase, value in phrases.items():
                slot = self.slot_of[phrase]
                if value > best.get(slot, 0.0):
                    best[slot] = value
        return best
