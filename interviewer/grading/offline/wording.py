"""A rubric's wordings made ready for matching: slots of interchangeable phrases."""

import re
from typing import NamedTuple

from interviewer.grading.offline.answer import Unit, aliases, units
from interviewer.grading.offline.lexicon import is_negator, weight

_ALTERNATION = re.compile(r"\(([^()]* / [^()]*)\)")

QUESTION_WEIGHT = 0.25


class Part(NamedTuple):
    """One word or name of a phrase: ``keys`` that find it and its share (0..1) of the phrase."""

    keys: tuple[tuple[str, float], ...]
    share: float
    negated: bool


class Slot(NamedTuple):
    """One place of a wording: phrases, any of which fills it, and what filling it is worth."""

    phrases: tuple[tuple[Part, ...], ...]
    weight: float


class Wording(NamedTuple):
    """One wording of a claim. ``negates`` says that it holds a negation."""

    text: str
    slots: tuple[Slot, ...]
    weight: float
    length: int
    negates: bool


def _phrase(members: list[Unit], question: frozenset[str]) -> tuple[tuple[Part, ...], float]:
    """Return the parts of a phrase and its weight (the sum of those of its words)."""
    texts = [unit.text for unit in members]
    parts: list[tuple[tuple[tuple[str, float], ...], float, bool]] = []
    index = 0
    while index < len(members):
        named = aliases(texts, index)
        size = max((size for _, size in named), default=1)
        group = members[index : index + size]
        worth = 0.0
        keys: dict[str, float] = {}
        for key, length in named:
            if length == size:
                keys["@" + key] = 1.0
        for unit in group:
            own = 0.0 if unit.stop else weight(unit.stem)
            own *= QUESTION_WEIGHT if unit.stem in question else 1.0
            worth += own
            # "l" and "1" alone are not L1.
            if own and not (size > 1 and any(len(member.text) == 1 for member in group)):
                for key, strength in unit.keys:
                    if not key.startswith("@"):
                        keys[key] = max(keys.get(key, 0.0), strength / size)
        if size > 1:
            worth = worth / size * 1.3
        if worth:
            parts.append((tuple(keys.items()), worth, any(unit.negated for unit in group)))
        index += size
    total = sum(part[1] for part in parts)
    return tuple(Part(keys, worth / total, negated) for keys, worth, negated in parts), total


def compile_wording(text: str, question: frozenset[str]) -> Wording | None:
    """Compile one wording; None when nothing in it can be matched.

    ``question`` holds the stems of the question, which earn next to nothing.
    """
    slots: list[Slot] = []
    length = 0
    pieces = _ALTERNATION.split(text)
    negates = False
    for number, piece in enumerate(pieces):
        if number % 2:
            phrases = []
            weights = []
            sizes = []
            for choice in piece.split(" / "):
                members = units(choice)
                negates = negates or any(is_negator(unit.text) for unit in members)
                parts, total = _phrase(members, question)
                if parts:
                    phrases.append(parts)
                    weights.append(total)
                    sizes.append(len(members))
            if phrases:
                slots.append(Slot(tuple(phrases), sum(weights) / len(weights)))
                length += max(sizes)
        else:
            members = units(piece)
            length += len(members)
            negates = negates or any(is_negator(unit.text) for unit in members)
            index = 0
            while index < len(members):
                texts = [unit.text for unit in members]
                size = max((size for _, size in aliases(texts, index)), default=1)
                parts, total = _phrase(members[index : index + size], question)
                if parts:
                    slots.append(Slot((parts,), total))
                index += size
    total = sum(slot.weight for slot in slots)
    if not total:
        return None
    return Wording(text, tuple(slots), total, length, negates)
