"""The features of a stretch of an answer that may make a claim: what a verdict rests on.

A claim is judged by its best stretch alone, and a feature that speaks for it never falls when
something is added elsewhere. So nothing about the rest of an answer lowers what a stretch earns.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.evidence import CompiledRubric, Place
from interviewer.grading.offline.matching.polarity import denials, negates
from interviewer.grading.offline.matching.profile import Bag, bag, cosine, coverage
from interviewer.grading.offline.matching.relation import Evidence
from interviewer.grading.offline.matching.vocabulary import logarithmic
from interviewer.grading.offline.matching.windows import Match
from interviewer.grading.offline.scoring.stretch import Stretch, Stretches
from interviewer.grading.reading.tokens import Unit

Row = tuple[float, ...]

_DIGITS = 4
_MUCH = 4.0
_GOOD, _VERY_GOOD = 0.4, 0.6
_MOST_OF_IT = 0.75


class Candidate(NamedTuple):
    """A match of a claim's wording, the stretch that it stands in, and how strong it is, 0..1.

    ``others`` are how strong the claim's other wordings are there, the strongest first, ``stated``
    how much of its wording the match states, every word at its full worth, and ``segments`` how
    much of one segment of each wording its first sentence holds, the fullest first.
    """

    evidence: Evidence
    stretch: Stretch
    strength: float
    others: tuple[float, ...]
    stated: float
    segments: tuple[float, ...]


class Found(NamedTuple):
    """The candidates of every claim, strongest first, and properties of the whole answer.

    ``marks`` are where the candidates stand, by the sentences that they stand in; ``vocabulary`` is
    the worth of each criterion's and misconception's words in the densest window
    and in all; ``all`` is the bag of the answer, and ``denials`` are where it says "not".
    """

    claims: Sequence[Sequence[Candidate]]
    vocabulary: Sequence[tuple[float, float]]
    all: Bag
    words: Sequence[Unit]
    marks: "Mapping[int, Sequence[Mark]]"
    denials: Sequence[int]


def found(ready: CompiledRubric, words: Sequence[Unit], places: Sequence[Sequence[Place]]) -> Found:
    """Describe what ``words`` hold; ``places`` are where they speak of every claim."""
    stretches = Stretches(ready.profiles, words)
    marks: dict[int, list[Mark]] = {}
    claims = []
    for claim, own in enumerate(places):
        row = []
        for rank, (evidence, strength, others, segments) in enumerate(own):
            match = evidence.match
            first, last = match.first, match.last
            stretch = stretches.around(first, last)
            one = Candidate(evidence, stretch, strength, others, _stated(evidence), segments)
            row.append(one)
            mark = Mark(first, last, last - first + 1, claim, rank, one)
            for sentence in _sentences(words, match):
                marks.setdefault(sentence, []).append(mark)
        claims.append(row)
    return Found(
        claims,
        ready.vocabularies.weigh(words),
        bag(ready.profiles.content(words)),
        words,
        marks,
        denials(words),
    )


def _sentences(words: Sequence[Unit], match: Match) -> range:
    return range(words[match.first].sentence, words[match.last].sentence + 1)


class Mark(NamedTuple):
    """Where a candidate of a claim is: its match's first and last word and length in words.

    ``rank`` is the candidate's number among those of its claim.
    """

    first: int
    last: int
    size: int
    claim: int
    rank: int
    candidate: Candidate


def overlapping(about: Found, one: Candidate) -> list[Mark]:
    """Return the candidates, of all claims, whose matches stand in mostly the same words.

    One that stands in several sentences with it comes several times.
    """
    first, last = one.evidence.match.first, one.evidence.match.last
    size = last - first + 1
    # Twice the overlap is at least the length of one of the two. Calling min and max is slower.
    return [
        mark
        for sentence in _sentences(about.words, one.evidence.match)
        for mark in about.marks[sentence]
        if mark[0] <= last
        and first <= mark[1]
        and ((shared := 2 * (last - mark[0] + 1)) >= size or shared >= mark[2])
        and ((shared := 2 * (mark[1] - first + 1)) >= size or shared >= mark[2])
    ]


def _stated(evidence: Evidence) -> float:
    """Return how much of its wording a match states, every word at its full worth."""
    value = evidence.ordered * (1 - 0.8 * evidence.rival)
    if evidence.negated or evidence.unnegated:
        value *= 0.6
    return value


def beaten(one: Candidate, others: Sequence[Candidate]) -> float:
    """Return by how much the strongest of ``others`` is stronger, -1..1; -1 where there is none."""
    if not others:
        return -1.0
    strongest = max([other.strength for other in others])
    return (strongest - one.strength) / max(1e-6, strongest + one.strength)


def duel(one: Candidate, others: Sequence[Candidate]) -> float:
    """Return by how much one of ``others`` states more of its wording, -1..1, at full worth."""
    return max([other.stated for other in others], default=0.0) - one.stated


MATCH = (
    "strength", "coverage", "mass", "ordered", "order", "plain", "cohesion", "rival", "negated",
    "unnegated", "opposite", "function", "marks", "statement", "alike", "affinity", "precision",
    "length", "listed", "denied", "second", "third", "dense", "wide",
)  # fmt: skip
"""Names of the features that describe any claim in a stretch, in their order."""
CREDIT = (
    *MATCH, "contested", "duel", "kindred", "margin", "pairs", "model", "good", "very good",
    "best five", "statement in all", "model in all", "wordings",
    "known words", "loose words", "segment", "second segment", "segments",
)  # fmt: skip
"""Names of the features of a criterion in a stretch, in their order.

``contested`` and ``duel`` compare it with the misconceptions in the same words, ``kindred`` and
``margin`` with the other criteria.
"""
RISING = frozenset(
    ["strength", "coverage", "mass", "ordered", "order", "plain", "cohesion", "statement", "alike",
     "affinity", "precision", "listed", "second", "third", "dense", "wide", "pairs", "model",
     "good", "very good", "best five", "statement in all", "model in all", "known words",
     "segment", "second segment", "segments"]
)  # fmt: skip
"""Features of which more never earns less."""
FALLING = frozenset(["rival", "negated", "denied", "unnegated", "opposite", "contested", "duel"])
"""Features of which more never earns more."""


def match_row(ready: CompiledRubric, about: Found, claim: int, rank: int) -> list[float]:
    """Return the features ``MATCH`` of a claim's candidate number ``rank``."""
    one = about.claims[claim][rank]
    match, profile = one.evidence.match, ready.profiles.each[claim]
    said = one.stretch.bag
    known = sum([worth for word, worth in said.items() if word in profile.vocabulary])
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
        known / max(0.1, one.stretch.worth),
        float(one.stretch.last - one.stretch.first + 1),
        one.stretch.listed,
        float(negates(match, ready.lookup.wordings[match.wording], about.words, about.denials)),
        *(*one.others, 0.0, 0.0)[:2],
        logarithmic(dense),
        logarithmic(wide),
    ]


def known_words(ready: CompiledRubric, claim: int, stretch: Stretch) -> int:
    """Return how many words of a stretch are among those of a claim."""
    return len(stretch.bag.keys() & ready.profiles.each[claim].vocabulary.keys())


def credit_rows(
    ready: CompiledRubric, about: Found, claim: int, ranks: Iterable[int] | None = None
) -> list[Row]:
    """Return the features ``CREDIT`` of the candidates ``ranks`` of a criterion, or of all."""
    criteria, misconceptions, _ = ready.claims
    profile = ready.profiles.each[claim]
    own = about.claims[claim]
    wide = [
        coverage(profile.statement, about.all),
        coverage(profile.model, about.all),
        float(ready.wordings[claim]),
    ]
    rows = []
    for rank in range(len(own)) if ranks is None else ranks:
        one = own[rank]
        near = overlapping(about, one)
        wrong = [mark.candidate for mark in near if mark.claim in misconceptions]
        kin = [mark.candidate for mark in near if mark.claim in criteria and mark.claim != claim]
        affinities = one.stretch.affinities
        others = [*affinities[:claim], *affinities[claim + 1 : criteria.stop]]
        strengths = (one.strength, *one.others)
        rows.append(
            rounded(
                [
                    *match_row(ready, about, claim, rank),
                    beaten(one, wrong),
                    duel(one, wrong),
                    beaten(one, kin),
                    affinities[claim] - max(others, default=0.0),
                    float(len(one.stretch.pairs & profile.pairs)),
                    coverage(profile.model, one.stretch.bag),
                    float(sum([other > _GOOD for other in strengths])),
                    float(sum([other > _VERY_GOOD for other in strengths])),
                    sum(strengths),
                    *wide,
                    float(known_words(ready, claim, one.stretch)),
                    float(one.stretch.loose),
                    *(*one.segments, 0.0, 0.0)[:2],
                    float(sum([filled > _MOST_OF_IT for filled in one.segments])),
                ]
            )
        )
    return rows


def rounded(row: Sequence[float]) -> Row:
    """Round a row, so that no machine's last digit can tip a verdict."""
    return tuple([round(value, _DIGITS) if value else 0.0 for value in row])
