"""The features of a stretch of an answer that may make a claim: what a verdict rests on.

A claim is judged by its best stretch alone, and a feature that speaks for it never falls when
something is added elsewhere. So nothing about the rest of an answer lowers what a stretch earns.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.evidence import Compiled, Place
from interviewer.grading.offline.matching.polarity import negates
from interviewer.grading.offline.matching.profile import (
    Bag,
    cosine,
    coverage,
    neighbours,
)
from interviewer.grading.offline.matching.relation import Evidence
from interviewer.grading.offline.matching.vocabulary import logarithmic
from interviewer.grading.offline.matching.windows import Match
from interviewer.grading.reading.tokens import Unit

Row = tuple[float, ...]

_DIGITS = 4
_MUCH = 4.0
_REACH = 4
_GOOD, _VERY_GOOD = 0.4, 0.6
_EMPTY = frozenset(["a", "an", "and", "for", "of", "or", "the"])


class Stretch(NamedTuple):
    """The words ``first`` to ``last`` of an answer, widened to what a reader needs of the clause.

    ``bag`` are its words of content, ``affinities`` what they say for each claim of the rubric.
    """

    first: int
    last: int
    bag: Bag
    affinities: Sequence[float]


class Candidate(NamedTuple):
    """A match of a claim's wording, the stretch that it stands in, and how strong it is, 0..1.

    ``others`` are how strong the claim's other wordings are there, the strongest first.
    """

    evidence: Evidence
    stretch: Stretch
    strength: float
    others: tuple[float, ...]


class Found(NamedTuple):
    """What an answer holds for every claim, strongest first, and what its whole holds.

    ``marks`` are where the candidates stand, by the sentences that they stand in; ``vocabulary`` is
    the worth of each criterion's and misconception's words in the densest window
    and in all; ``all`` is the bag of the answer.
    """

    claims: Sequence[Sequence[Candidate]]
    vocabulary: Sequence[tuple[float, float]]
    all: Bag
    words: Sequence[Unit]
    marks: "Mapping[int, Sequence[Mark]]"


def found(ready: Compiled, words: Sequence[Unit], places: Sequence[Sequence[Place]]) -> Found:
    """Describe what ``words`` hold; ``places`` are where they speak of every claim."""
    stretches: dict[tuple[int, int], Stretch] = {}
    claims = []
    for own in places:
        row = []
        for one in own:
            match = one.evidence.match
            place = (match.first, match.last)
            if place not in stretches:
                stretches[place] = _stretch(ready, words, *place)
            row.append(Candidate(one.evidence, stretches[place], one.strength, one.others))
        claims.append(row)
    marks: dict[int, list[Mark]] = {}
    for claim, row in enumerate(claims):
        for candidate in row:
            match = candidate.evidence.match
            mark = Mark(match.first, match.last, match.last - match.first + 1, claim, candidate)
            for sentence in _sentences(words, match):
                marks.setdefault(sentence, []).append(mark)
    return Found(claims, ready.vocabularies.weigh(words), ready.profiles.bag(words), words, marks)


def _stretch(ready: Compiled, words: Sequence[Unit], first: int, last: int) -> Stretch:
    start, end = first, last
    while start and first - start < _REACH and words[start - 1].clause == words[first].clause:
        start -= 1
    while (
        end + 1 < len(words) and end - last < _REACH and words[end + 1].clause == words[last].clause
    ):
        end += 1
    said = ready.profiles.bag(words[start : end + 1])
    return Stretch(start, end, said, ready.profiles.affinities(said))


def _sentences(words: Sequence[Unit], match: Match) -> range:
    return range(words[match.first].sentence, words[match.last].sentence + 1)


class Mark(NamedTuple):
    """Where a candidate of a claim stands: the first and last word of its match, and how many."""

    first: int
    last: int
    size: int
    claim: int
    candidate: Candidate


def overlapping(about: Found, one: Candidate) -> list[tuple[int, Candidate]]:
    """Return the claims and candidates whose matches stand in mostly the same words as one does.

    One that stands in several sentences with it comes several times.
    """
    first, last = one.evidence.match.first, one.evidence.match.last
    size = last - first + 1
    return [
        (claim, other)
        for sentence in _sentences(about.words, one.evidence.match)
        for start, end, length, claim, other in about.marks[sentence]
        if start <= last
        and first <= end
        and 2 * (min(last, end) - max(first, start) + 1) >= min(size, length)
    ]


def _plainly(evidence: Evidence) -> float:
    """Return how much of its wording a match states, every word at its full worth."""
    value = evidence.ordered * (1 - 0.8 * evidence.rival)
    if evidence.negated or evidence.unnegated:
        value *= 0.6
    return value


def beaten(one: Candidate, others: Sequence[Candidate]) -> float:
    """Return by how much the strongest of ``others`` is stronger, -1..1; -1 where there is none."""
    return max(
        ((o.strength - one.strength) / max(1e-6, o.strength + one.strength) for o in others),
        default=-1.0,
    )


def duel(one: Candidate, others: Sequence[Candidate]) -> float:
    """Return by how much one of ``others`` states more of its wording, -1..1, at full worth."""
    return max((_plainly(o.evidence) for o in others), default=0.0) - _plainly(one.evidence)


MATCH = (
    "strength", "coverage", "mass", "ordered", "order", "plain", "cohesion", "rival", "negated",
    "unnegated", "opposite", "function", "marks", "statement", "alike", "affinity", "precision",
    "length", "listed", "denied", "second", "third", "dense", "wide",
)  # fmt: skip
"""Names of the features that describe any claim in a stretch, in their order."""
CREDIT = (
    *MATCH, "contested", "duel", "kindred", "margin", "pairs", "model", "good", "very good",
    "best five", "statement in all", "model in all", "wordings",
    "known words", "loose words",
)  # fmt: skip
"""Names of the features of a criterion in a stretch, in their order.

``contested`` and ``duel`` compare it with the misconceptions in the same words, ``kindred`` and
``margin`` with the other criteria.
"""
RISING = frozenset(
    ["strength", "coverage", "mass", "ordered", "order", "plain", "cohesion", "statement", "alike",
     "affinity", "precision", "listed", "second", "third", "dense", "wide", "pairs", "model",
     "good", "very good", "best five", "statement in all", "model in all", "known words"]
)  # fmt: skip
"""Features of which more never earns less."""
FALLING = frozenset(["rival", "negated", "denied", "unnegated", "opposite", "contested", "duel"])
"""Features of which more never earns more."""


def match_row(ready: Compiled, about: Found, claim: int, rank: int) -> list[float]:
    """Return the features ``MATCH`` of a claim's candidate number ``rank``."""
    one = about.claims[claim][rank]
    match, profile = one.evidence.match, ready.profiles.each[claim]
    said = one.stretch.bag
    total = sum(said.values())
    known = sum([worth for word, worth in said.items() if word in profile.vocabulary])
    words = about.words[one.stretch.first : one.stretch.last + 1]
    dense, wide = about.vocabulary[claim]
    return [
        one.strength,
        match.coverage,
        min(_MUCH, match.mass) / _MUCH,
        one.evidence.ordered,
        one.evidence.order,
        one.evidence.plain,
        one.evidence.cohesion,
        one.evidence.rival,
        one.evidence.negated,
        one.evidence.unnegated,
        one.evidence.opposite,
        one.evidence.function,
        one.evidence.marks,
        coverage(profile.statement, said),
        cosine(profile.statement, said),
        one.stretch.affinities[claim],
        known / max(0.1, total),
        float(len(words)),
        sum([unit.worth for unit in words]) / len(words),
        float(negates(match, ready.lookup.wordings[match.wording], about.words)),
        *(*one.others, 0.0, 0.0)[:2],
        logarithmic(dense),
        logarithmic(wide),
    ]


def credit_rows(ready: Compiled, about: Found, claim: int) -> list[Row]:
    """Return the features ``CREDIT`` of every candidate of a criterion."""
    profile = ready.profiles.each[claim]
    own = about.claims[claim]
    wide = [
        coverage(profile.statement, about.all),
        coverage(profile.model, about.all),
        float(ready.wordings[claim]),
    ]
    rows = []
    for rank, one in enumerate(own):
        near = overlapping(about, one)
        wrong = [o for c, o in near if c in ready.claims.misconceptions]
        kin = [o for c, o in near if c in ready.claims.criteria and c != claim]
        others = [one.stretch.affinities[c] for c in ready.claims.criteria if c != claim]
        words = about.words[one.stretch.first : one.stretch.last + 1]
        rows.append(
            rounded(
                [
                    *match_row(ready, about, claim, rank),
                    beaten(one, wrong),
                    duel(one, wrong),
                    beaten(one, kin),
                    one.stretch.affinities[claim] - max(others, default=0.0),
                    float(len(neighbours(words) & profile.pairs)),
                    coverage(profile.model, one.stretch.bag),
                    float(sum(o > _GOOD for o in (one.strength, *one.others))),
                    float(sum(o > _VERY_GOOD for o in (one.strength, *one.others))),
                    sum((one.strength, *one.others)),
                    *wide,
                    float(sum(word in profile.vocabulary for word in one.stretch.bag)),
                    float(sum([unit.stop and unit.word not in _EMPTY for unit in words])),
                ]
            )
        )
    return rows


def rounded(row: Sequence[float]) -> Row:
    """Round a row, so that no machine's last digit can tip a verdict."""
    return tuple([round(value, _DIGITS) if value else 0.0 for value in row])
