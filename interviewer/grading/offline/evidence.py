"""What an answer holds for and against every claim of a rubric."""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.grading.offline.admissions import without_admissions
from interviewer.grading.offline.answer import (
    Unit,
    grams,
    units,
    without_denied,
    without_echo,
    without_repeats,
)
from interviewer.grading.offline.contrast import Side, question_keys, rivals
from interviewer.grading.offline.matching import Index, Match, matches
from interviewer.grading.offline.misheard import Mender
from interviewer.grading.offline.normalise import words
from interviewer.grading.offline.orders import without_orders
from interviewer.grading.offline.relation import Evidence, Relations, answer_sides, relations, weigh
from interviewer.grading.offline.vocabulary import Topic, Vocabularies
from interviewer.grading.offline.wording import Wording, compile_wording

_WEIGHED = 5
_QUESTION = 0.25
_SEVERAL = 4
_TOPIC = 0.9
_TOPIC_POWER = 0.5
_MASS = 0.8
_ENOUGH = 2.0


class Compiled(NamedTuple):
    """A rubric made ready for its answers.

    ``claims[n]`` is the claim of wording ``n``: the criteria first, then the misconceptions.
    """

    lookup: Index
    relations: tuple[Relations, ...]
    claims: tuple[int, ...]
    mender: Mender
    against: dict[str, Side]
    claim_count: int
    vocabularies: Vocabularies
    question: frozenset[tuple[str, ...]]


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
    wordings: list[Wording] = []
    claims: list[int] = []
    vocabulary: dict[str, None] = {}
    everything: tuple[Criterion | Misconception, ...] = (*rubric.criteria, *rubric.misconceptions)
    factors = _factors(prompt, everything)
    for number, claim in enumerate(everything):
        for text in (claim.statement, *claim.evidence):
            wording = compile_wording(text, factors)
            if wording is not None:
                wordings.append(wording)
                claims.append(number)
                vocabulary.update((word.text, None) for word in words(text) if not word.is_mark)
    sides = rivals(prompt, wordings)
    return Compiled(
        Index(wordings),
        tuple(relations(wording, sides) for wording in wordings),
        tuple(claims),
        Mender(vocabulary),
        sides,
        len(everything),
        Vocabularies(everything, factors),
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


def spoken(answer: Sequence[Unit]) -> bool:
    """Whether a text has the look of unpunctuated speech."""
    return len(answer) > 25 and 40 * (len({unit.clause for unit in answer}) - 1) < len(answer)


def gather(ready: Compiled, read: Sequence[Unit]) -> list[list[Evidence]]:
    """Return for every claim what the answer holds for it, the strongest first."""
    sides = answer_sides(read, ready.against)
    by_claim: list[list[Evidence]] = [[] for _ in range(ready.claim_count)]
    found: dict[int, list[Match]] = {}
    for match in matches(ready.lookup, read):
        found.setdefault(ready.claims[match.wording], []).append(match)
    for claim, own in found.items():
        own.sort(key=lambda match: (-match.coverage, match.wording))
        by_claim[claim] = [
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
        by_claim[claim].sort(key=lambda one: (-strength(one), one.match.wording))
    return by_claim


class Reading(NamedTuple):
    """An answer as the grader reads it: its words, the evidence and vocabulary of every claim.

    ``told`` are the words of the sentences that touch the rubric; ``breadth`` and ``topic`` are as
    in ``Vocabularies``.
    """

    words: Sequence[Unit]
    told: Sequence[Unit]
    evidence: list[list[Evidence]]
    vocabulary: list[tuple[float, float]]
    breadth: float
    topic: Topic


def read(ready: Compiled, answer: str, criteria: int, transcript: bool) -> Reading:
    """Read an answer; its slips and misheard words are mended towards the rubric."""
    told = without_admissions(without_orders(units(answer), answer))
    plain = without_echo(told, ready.question)
    plain = without_repeats(without_denied(plain))
    words = ready.mender.mend(plain, by_ear=transcript or spoken(plain))
    return Reading(
        words,
        ready.vocabularies.told(words),
        gather(ready, words),
        ready.vocabularies.weigh(words),
        ready.vocabularies.breadth(words, criteria),
        ready.vocabularies.topic(plain),
    )
