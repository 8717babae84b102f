"""A rubric's wordings made ready for matching: slots of interchangeable phrases."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interviewer.grading.reading.aliases import names_at
from interviewer.grading.reading.lexicon import NEGATORS, weight
from interviewer.grading.reading.tokens import Unit, units

_ALTERNATION = re.compile(r"\(([^()]* / [^()]*)\)")
_BORDER = re.compile(r"[,;:.!?]")
_NAME_BONUS = 1.3
_EASE = 0.2
_JOINING = frozenset(
    ["and", "as", "because", "but", "if", "instead", "rather", "since", "so", "unless", "until",
     "when", "whereas", "which", "while"]
)  # fmt: skip
"""Words that begin another segment of a sentence."""
_CONTRASTING = frozenset(["instead", "rather"])
"""Words that begin a segment which names what is not so."""
_SEGMENT_WEIGHT = 0.35
"""Least share of a wording's weight in a segment that states something by itself."""
_SEGMENT_SLOTS = 2


class Part(NamedTuple):
    """One word or name of a phrase: ``keys`` that find it, and its share (0..1) of the phrase."""

    keys: tuple[tuple[str, float], ...]
    share: float
    negated: bool


class Slot(NamedTuple):
    """One place of a wording: phrases, any of which fills it, and what filling it is worth.

    ``weight`` is its worth for earning credit, in which the question's own words count little;
    ``full`` its worth for telling one claim from another. ``clause`` and ``segment`` number what
    marks and joining words divide the wording into.
    """

    phrases: tuple[tuple[Part, ...], ...]
    weight: float
    full: float
    clause: int
    segment: int


class Wording(NamedTuple):
    """One wording of a claim, with its sums over slots.

    ``negates``: it holds a negation. ``segments`` are the numbers of the slots, and their
    weight, of each segment that states something by itself, as before and after "because".
    """

    text: str
    slots: tuple[Slot, ...]
    weight: float
    full: float
    length: int
    negates: bool
    segments: tuple[tuple[tuple[int, ...], float], ...]


def _phrase(
    members: list[Unit], factors: Mapping[str, float]
) -> tuple[tuple[Part, ...], float, float]:
    """Return the parts of a phrase, its weight and its full weight."""
    texts = [unit.word for unit in members]
    parts: list[tuple[tuple[tuple[str, float], ...], float, float, bool]] = []
    index = 0
    while index < len(members):
        named = names_at(texts, index)
        size = max((size for _, size in named), default=1)
        group = members[index : index + size]
        # "l" and "1" alone are not L1.
        whole_only = size > 1 and any(len(member.word) == 1 for member in group)
        keys = {key: 1.0 for key, length in named if length == size}
        least = min((factors.get(key, 1.0) for key in keys), default=1.0)
        worth = full = 0.0
        for unit in group:
            if unit.stop and not whole_only:
                continue
            own = weight(unit.stem)
            full += own
            worth += own * min(least, factors.get(unit.stem, 1.0))
            if not whole_only:
                for key, strength in unit.keys:
                    # A word of a wording means itself; only an answer's may stand for another.
                    if key == unit.stem or key.startswith("~"):
                        keys[key] = max(keys.get(key, 0.0), strength / size)
        if size > 1:
            worth, full = worth * _NAME_BONUS / size, full * _NAME_BONUS / size
        if full:
            parts.append((tuple(keys.items()), worth, full, any(unit.negated for unit in group)))
        index += size
    worth, full = sum(part[1] for part in parts), sum(part[2] for part in parts)
    return tuple(Part(part[0], part[2] / full, part[3]) for part in parts), worth, full


def _literal(
    members: list[Unit], factors: Mapping[str, float], clause: int, segment: int
) -> tuple[list[Slot], int]:
    """Make one slot of each word or name of a stretch without alternatives.

    Returns them with the number of the segment that the stretch ends in.
    """
    texts = [unit.word for unit in members]
    slots = []
    index = 0
    while index < len(members):
        size = max((size for _, size in names_at(texts, index)), default=1)
        segment += texts[index] in _JOINING
        parts, worth, full = _phrase(members[index : index + size], factors)
        if parts:
            slots.append(Slot((parts,), worth, full, clause + members[index].clause, segment))
        index += size
    return slots, segment


def _choice(
    phrases: list[list[Unit]], factors: Mapping[str, float], clause: int, segment: int
) -> list[Slot]:
    """Make the slot of a list of alternatives; empty when none holds a word that counts."""
    made = [phrase for phrase in (_phrase(members, factors) for members in phrases) if phrase[0]]
    if not made:
        return []
    # The more alternatives there are, the less it says that one of them is there.
    count = len(made)
    ease = 1 / (1 + _EASE * math.log(count))
    return [
        Slot(
            tuple(parts for parts, _, _ in made),
            sum(worth for _, worth, _ in made) / count * ease,
            sum(full for _, _, full in made) / count * ease,
            clause,
            segment,
        )
    ]


def compile_wording(text: str, factors: Mapping[str, float]) -> Wording | None:
    """Compile one wording; None when nothing in it can be matched.

    ``factors`` lowers (0..1) the worth of the keys that say little: the question's own words and
    those that most claims of the rubric hold.
    """
    slots: list[Slot] = []
    length = clause = segment = 0
    negates = False
    for number, piece in enumerate(_ALTERNATION.split(text)):
        phrases = [units(choice) for choice in (piece.split(" / ") if number % 2 else [piece])]
        negates = negates or any(unit.word in NEGATORS for phrase in phrases for unit in phrase)
        length += max(len(phrase) for phrase in phrases)
        if number % 2:
            segment += all(phrase and phrase[0].word in _JOINING for phrase in phrases)
            slots += _choice(phrases, factors, clause, segment)
        else:
            made, segment = _literal(phrases[0], factors, clause, segment)
            slots += made
            clause += len(_BORDER.findall(piece))
    total = sum(slot.weight for slot in slots)
    if not total:
        return None
    full = sum(slot.full for slot in slots)
    return Wording(text, tuple(slots), total, full, length, negates, _segments(slots, total))


def _segments(slots: Sequence[Slot], total: float) -> tuple[tuple[tuple[int, ...], float], ...]:
    """Return the segments of a wording that state something by themselves."""
    held: dict[int, list[int]] = {}
    for number, slot in enumerate(slots):
        held.setdefault(slot.segment, []).append(number)
    weighed = [
        (tuple(numbers), sum(slots[number].weight for number in numbers))
        for numbers in held.values()
        if len(numbers) >= _SEGMENT_SLOTS and not _contrasts(slots[numbers[0]])
    ]
    return tuple(one for one in weighed if one[1] >= _SEGMENT_WEIGHT * total)


def _contrasts(slot: Slot) -> bool:
    return any(key in _CONTRASTING for phrase in slot.phrases for key, _ in phrase[0].keys)
