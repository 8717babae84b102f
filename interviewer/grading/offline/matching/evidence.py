"""Finds what an answer says for and against every claim of a rubric."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.grading.offline.matching.contrast import Side, question_keys, rivals
from interviewer.grading.offline.matching.lookup import Hit, Index
from interviewer.grading.offline.matching.pattern import Wording, compile_wording
from interviewer.grading.offline.matching.profile import Profile, Profiles, bag, content
from interviewer.grading.offline.matching.relation import (
    Evidence,
    Relations,
    Weighed,
    described,
    relations,
    weigh,
)
from interviewer.grading.offline.matching.said import Said
from interviewer.grading.offline.matching.vocabulary import Vocabularies
from interviewer.grading.offline.matching.windows import LEAST, Match, best_match
from interviewer.grading.reading.misheard import Mender
from interviewer.grading.reading.normalise import words
from interviewer.grading.reading.tokens import Unit, grams, units

_PLACES = 6
_WIDE = 3
_WEIGHED = 4
_QUESTION = 0.25
_TOPIC = 0.9
_TOPIC_POWER = 0.5
_MASS = 0.8
_ENOUGH = 2.0
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


class Claims(NamedTuple):
    """The indices of each kind of claim: criteria, misconceptions, their corrections."""

    criteria: range
    misconceptions: range
    corrections: range


class CompiledRubric(NamedTuple):
    """A rubric made ready for its answers.

    ``owner[n]`` is the claim of wording ``n``; ``wordings`` counts the wordings of each claim
    besides its statement; ``question`` are the runs of words that an echo of it consists of.
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

    ``others`` are how strong the claim's other wordings are there, the strongest first, and
    ``segments`` how much of one segment of each wording its first sentence holds, the fullest
    first.
    """

    evidence: Evidence
    strength: float
    others: tuple[float, ...]
    segments: tuple[float, ...]


def _factors(prompt: str, claims: Sequence[Criterion | Misconception]) -> dict[str, float]:
    """Return the factor that lowers the worth of each word that says little here."""
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


@functools.lru_cache(maxsize=512)
def compile_rubric(prompt: str, rubric: Rubric) -> CompiledRubric:
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
    model = [bag(content(units(part), factors)) for part in _SENTENCE.split(rubric.model_answer)]
    return CompiledRubric(
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


def strength(weighed: Weighed) -> float:
    """Return how well a match states its claim, 0..1, to compare matches of one claim."""
    value = weighed.match.coverage * (0.75 + 0.25 * weighed.order)
    value *= 1 - _MASS + _MASS * min(1.0, weighed.match.mass / _ENOUGH)
    value *= 1 - 0.8 * weighed.rival - min(0.15, weighed.opposite)
    if weighed.negated:
        value *= 0.5
    if weighed.unnegated:
        value *= 0.6
    return max(0.0, value)


def gather(ready: CompiledRubric, read: Sequence[Unit]) -> list[list[Place]]:
    """Return for every claim where the answer speaks of it, the strongest place first.

    A place is a sentence, matched as it would be alone whatever else the answer says, or the few
    that a match runs over. Each brings its strongest match.
    """
    said = Said.of(read, ready.against)
    lookup = ready.lookup
    every: list[list[_Filled]] = [[] for _ in ready.profiles.each]
    parts: list[dict[int, list[_Filled]]] = [{} for _ in ready.profiles.each]
    for number, hits in lookup.hits(read).items():
        filled = lookup.filling(number, hits)
        if filled < LEAST:
            continue
        claim = ready.owner[number]
        whole = (-filled, number, hits)
        every[claim].append(whole)
        for sentence, own in _by_sentence(hits, said.sentences):
            if len(own) == len(hits):
                parts[claim].setdefault(sentence, []).append(whole)
            elif (share := lookup.filling(number, own)) >= LEAST:
                parts[claim].setdefault(sentence, []).append((-share, number, own))
    return [_places(ready, said, whole, own) for whole, own in zip(every, parts, strict=True)]


def _by_sentence(hits: list[Hit], sentences: Sequence[int]) -> Iterator[tuple[int, list[Hit]]]:
    first, sentence = 0, sentences[hits[0][0]]
    for number, (place, _, _) in enumerate(hits):
        if sentences[place] != sentence:
            yield sentence, hits[first:number]
            first, sentence = number, sentences[place]
    yield sentence, hits[first:] if first else hits


_Filled = tuple[float, int, list[Hit]]
"""The most that hits can fill of a wording, its number and the hits; the fullest sorts first, since
the share is negative. A plain tuple: an answer has hundreds."""


def _places(
    ready: CompiledRubric,
    said: Said,
    whole: Sequence[_Filled],
    parts: Mapping[int, Sequence[_Filled]],
) -> list[Place]:
    """Match where most can be filled, and keep the places that are filled most."""
    tried = sorted(whole)[:_WIDE]
    wide = set(map(id, tried))
    chosen = sorted(parts.values(), key=lambda own: min(own)[0])[:_PLACES]
    for own in chosen:
        # All hits of a wording may stand in one sentence: that is tried already.
        tried += [one for one in sorted(own)[:_WEIGHED] if id(one) not in wide]
    found: dict[int, dict[tuple[int, int, int], Match]] = {}
    for share, number, hits in tried:
        match = best_match(ready.lookup, number, hits, said, -share)
        if match is not None:
            place = found.setdefault(said.sentences[match.first], {})
            place[number, match.first, match.last] = match
    best = sorted(
        (
            sorted(own.values(), key=lambda match: (-match.coverage, match.wording))
            for own in found.values()
        ),
        key=lambda own: (-own[0].coverage, own[0].first),
    )
    places = []
    for row in best[:_PLACES]:
        weighed = []
        for match in row[:_WEIGHED]:
            number = match.wording
            one = weigh(match, ready.lookup.wordings[number], ready.relations[number], said)
            weighed.append((strength(one), one))
        weighed.sort(key=lambda pair: (-pair[0], pair[1].match.wording))
        (value, strongest), *others = weighed
        wording = ready.lookup.wordings[strongest.match.wording]
        evidence = described(strongest, wording, said)
        filled = parts.get(said.sentences[row[0].first], ())
        stated = sorted(
            (ready.lookup.segment_filling(number, hits, -share) for share, number, hits in filled),
            reverse=True,
        )
        places.append(Place(evidence, value, tuple(other for other, _ in others), tuple(stated)))
    places.sort(key=lambda place: (-place.strength, place.evidence.match.wording))
    return places
