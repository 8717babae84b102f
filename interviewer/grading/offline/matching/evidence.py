"""What an answer holds for and against every claim of a rubric."""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.grading.offline.matching.contrast import Side, question_keys, rivals
from interviewer.grading.offline.matching.pattern import Wording, compile_wording
from interviewer.grading.offline.matching.profile import Profile, Profiles, bag
from interviewer.grading.offline.matching.relation import (
    Evidence,
    Relations,
    answer_sides,
    relations,
    weigh,
)
from interviewer.grading.offline.matching.vocabulary import Vocabularies
from interviewer.grading.offline.matching.windows import Index, Match, matches
from interviewer.grading.offline.reading.misheard import Mender
from interviewer.grading.offline.reading.normalise import words
from interviewer.grading.offline.reading.tokens import Unit, grams, units

_PLACES = 6
_WEIGHED = 4
_QUESTION = 0.25
_TOPIC = 0.9
_TOPIC_POWER = 0.5
_MASS = 0.8
_ENOUGH = 2.0
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


class Claims(NamedTuple):
    """Where the claims of a rubric stand among all: criteria, misconceptions, their corrections."""

    criteria: range
    misconceptions: range
    corrections: range


class Compiled(NamedTuple):
    """A rubric made ready for its answers.

    ``owner[n]`` is the claim of wording ``n``; ``wordings`` counts those that each claim brings
    beside its statement; ``question`` are the runs of words of which an echo of it is made.
    """

    lookup: Index
    relations: tuple[Relations, ...]
    owner: tuple[int, ...]
    mender: Mender
    against: dict[str, Side]
    claims: Claims
    vocabularies: Vocabularies
    profiles: Profiles
    wordings: tuple[int, ...]
    question: frozenset[tuple[str, ...]]


class Place(NamedTuple):
    """Where an answer speaks of a claim: its strongest match there, and how strong it is, 0..1.

    ``others`` are how strong the claim's other wordings are there, the strongest first.
    """

    evidence: Evidence
    strength: float
    others: tuple[float, ...]


def _factors(prompt: str, claims: Sequence[Criterion | Misconception]) -> dict[str, float]:
    """Return by how much the worth of a word is lowered, because it says little here."""
    held: dict[str, int] = {}
    for claim in claims:
        own = {
            key
            for text in (claim.statement, *claim.evidence)
            for unit in units(text)
            for key, strength in unit.keys
            if strength == 1.0
        }
        for key in own:
            held[key] = held.get(key, 0) + 1
    count = max(1, len(claims))
    factors = {
        key: 1 - _TOPIC * (times / count) ** _TOPIC_POWER
        for key, times in held.items()
        if times > 1
    }
    for key in question_keys(prompt):
        factors[key] = min(_QUESTION, factors.get(key, 1.0))
    return factors


@functools.lru_cache(maxsize=256)
def compiled(prompt: str, rubric: Rubric) -> Compiled:
    """Compile a rubric once for all answers to a question."""
    stated: tuple[Criterion | Misconception, ...] = (*rubric.criteria, *rubric.misconceptions)
    factors = _factors(prompt, stated)
    first, both = len(rubric.criteria), len(stated)
    claims = Claims(
        range(first), range(first, both), range(both, both + len(rubric.misconceptions))
    )
    told = [(claim.statement, claim.evidence) for claim in stated]
    told += [(belief.correction, ()) for belief in rubric.misconceptions]
    wordings: list[Wording] = []
    owner: list[int] = []
    vocabulary: dict[str, None] = {}
    for number, (statement, evidence) in enumerate(told):
        for text in (statement, *evidence):
            wording = compile_wording(text, factors)
            if wording is not None:
                wordings.append(wording)
                owner.append(number)
                vocabulary.update((word.text, None) for word in words(text) if not word.is_mark)
    sides = rivals(prompt, [one for one, own in zip(wordings, owner, strict=True) if own < both])
    model = [bag(units(part), factors) for part in _SENTENCE.split(rubric.model_answer)]
    return Compiled(
        Index(wordings),
        tuple(relations(wording, sides) for wording in wordings),
        tuple(owner),
        Mender(vocabulary),
        sides,
        claims,
        Vocabularies(stated, factors),
        Profiles([Profile(*one, model, factors) for one in told], factors),
        tuple(len(evidence) for _, evidence in told),
        grams(units(prompt)),
    )


def strength(evidence: Evidence) -> float:
    """Return how well a match states its claim, 0..1, to compare matches of one claim."""
    value = evidence.match.coverage * (0.75 + 0.25 * evidence.order)
    value *= 1 - _MASS + _MASS * min(1.0, evidence.match.mass / _ENOUGH)
    value *= 1 - 0.8 * evidence.rival - min(0.15, evidence.opposite)
    if evidence.negated:
        value *= 0.5
    if evidence.unnegated:
        value *= 0.6
    return max(0.0, value)


def gather(ready: Compiled, read: Sequence[Unit]) -> list[list[Place]]:
    """Return for every claim where the answer speaks of it, the strongest place first.

    A place is a sentence, or the few that a match runs over; each brings its strongest match.
    """
    sides = answer_sides(read, ready.against)
    found: list[dict[int, list[Match]]] = [{} for _ in ready.profiles.each]
    for match in matches(ready.lookup, read):
        own = found[ready.owner[match.wording]]
        own.setdefault(read[match.first].sentence, []).append(match)
    return [_places(ready, own, read, sides) for own in found]


def _places(
    ready: Compiled,
    found: dict[int, list[Match]],
    read: Sequence[Unit],
    sides: Sequence[Side | None],
) -> list[Place]:
    for own in found.values():
        own.sort(key=lambda match: (-match.coverage, match.wording, match.first))
    chosen = sorted(found.values(), key=lambda own: (-own[0].coverage, own[0].first))[:_PLACES]
    places = []
    for own in chosen:
        weighed = [
            weigh(
                match,
                ready.lookup.wordings[match.wording],
                ready.relations[match.wording],
                read,
                sides,
                ready.against,
            )
            for match in own[:_WEIGHED]
        ]
        weighed.sort(key=lambda one: (-strength(one), one.match.wording))
        others = tuple(strength(one) for one in weighed[1:])
        places.append(Place(weighed[0], strength(weighed[0]), others))
    places.sort(key=lambda place: (-place.strength, place.evidence.match.wording))
    return places
