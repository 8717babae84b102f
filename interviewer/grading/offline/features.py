"""The few figures about a claim and an answer on which a verdict rests."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.answer import Unit
from interviewer.grading.offline.evidence import strength
from interviewer.grading.offline.relation import Evidence

_MUCH = 4.0


class Whole(NamedTuple):
    """What belongs to an answer as a whole, each 0..1 but where the vocabulary runs over.

    ``pooled`` is the mean strength and ``vocabulary`` the mean wide vocabulary of all criteria,
    weighted with their points; ``believed`` the widest vocabulary of any misconception;
    ``listed`` the share of words in bare lists or echoes of the question and ``stops`` of
    function words; ``breadth`` how many stretches of the answer touch a criterion; ``topic``
    whether it is about the question at all; ``worst`` by how much a misconception's best match
    beats what the criteria have in its words.
    """

    pooled: float
    vocabulary: float
    believed: float
    listed: float
    stops: float
    breadth: float
    topic: float
    worst: float


class Features(NamedTuple):
    """One claim in one answer; all 0..1 but ``competition``, which is -1..1.

    ``first``, ``second`` and ``third`` are the strengths of the best matches of different
    wordings; ``ordered``, ``order``, ``rival``, ``negated``, ``function`` and ``marks`` those of
    the best match; ``mass`` the weight of words that it matched; ``competition`` by how much the
    best claim of the other kind in the same words is stronger; ``dense`` and ``wide`` the worth
    of the claim's words in the densest window and in all; ``swapped`` the share of all its
    matches that is said of the other side; the rest is as in ``Evidence`` and ``Whole``.
    """

    first: float
    second: float
    third: float
    ordered: float
    order: float
    mass: float
    competition: float
    function: float
    marks: float
    rival: float
    negated: float
    pooled: float
    listed: float
    stops: float
    plain: float
    cohesion: float
    dense: float
    wide: float
    coverage: float
    unnegated: float
    opposite: float
    swapped: float
    duel: float
    vocabulary: float
    believed: float
    breadth: float
    topic: float
    worst: float


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two matches stand in mostly the same words."""
    a, b = one.match, other.match
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    return shared > 0 and 2 * shared >= min(a.last - a.first, b.last - b.first) + 1


def whole(
    rubric: Rubric,
    evidence: Sequence[Sequence[Evidence]],
    vocabulary: Sequence[tuple[float, float]],
    answer: Sequence[Unit],
    breadth: float,
    topic: float,
) -> Whole:
    """Describe an answer as a whole; ``evidence`` and ``vocabulary`` are those of all claims."""
    count = len(rubric.criteria)
    pooled = broad = 0.0
    for criterion, own, known in zip(
        rubric.criteria, evidence[:count], vocabulary[:count], strict=True
    ):
        pooled += criterion.points * (strength(own[0]) if own else 0.0)
        broad += criterion.points * _logarithmic(known[1])
    total = max(1, len(answer))
    return Whole(
        pooled=pooled / rubric.points,
        vocabulary=broad / rubric.points,
        believed=max((_logarithmic(known[1]) for known in vocabulary[count:]), default=0.0),
        listed=sum(unit.worth < 1.0 for unit in answer) / total,
        stops=sum(unit.stop for unit in answer) / total,
        breadth=breadth,
        topic=topic,
        worst=max((_charge(own, evidence[:count]) for own in evidence[count:]), default=0.0),
    )


def _logarithmic(worth: float) -> float:
    return math.log1p(worth) / 2


def plainly(evidence: Evidence) -> float:
    """Return how much of its wording a match states, every word at its full worth."""
    value = evidence.ordered * (1 - 0.8 * evidence.rival)
    if evidence.negated or evidence.unnegated:
        value *= 0.6
    return value


def _charge(own: Sequence[Evidence], criteria: Sequence[Sequence[Evidence]]) -> float:
    if not own:
        return 0.0
    known = (strength(one) for claim in criteria for one in claim if overlap(own[0], one))
    return max(0.0, strength(own[0]) - max(known, default=0.0))


def features(
    own: Sequence[Evidence],
    others: Sequence[Sequence[Evidence]],
    answer: Whole,
    vocabulary: tuple[float, float],
) -> Features | None:
    """Describe a claim's evidence (strongest first); None where there is none.

    ``others`` is the evidence of the claims of the other kind (misconceptions for a criterion).
    """
    if not own:
        return None
    best = own[0]
    strengths = [strength(one) for one in own[:3]] + [0.0, 0.0]
    duel = max(
        (plainly(other) for claim in others for other in claim if overlap(best, other)),
        default=0.0,
    )
    rivals = [
        (strength(other) - strengths[0]) / max(1e-6, strength(other) + strengths[0])
        for claim in others
        for other in claim
        if overlap(best, other)
    ]
    return Features(
        first=strengths[0],
        second=strengths[1],
        third=strengths[2],
        ordered=best.ordered,
        order=best.order,
        mass=min(_MUCH, best.match.mass) / _MUCH,
        competition=max(rivals, default=-1.0),
        function=best.function,
        marks=best.marks,
        rival=best.rival,
        negated=best.negated,
        pooled=answer.pooled,
        listed=answer.listed,
        stops=answer.stops,
        plain=best.plain,
        cohesion=best.cohesion,
        dense=_logarithmic(vocabulary[0]),
        wide=_logarithmic(vocabulary[1]),
        coverage=best.match.coverage,
        unnegated=best.unnegated,
        opposite=best.opposite,
        swapped=sum(one.rival * one.match.mass for one in own) / sum(one.match.mass for one in own),
        duel=duel - plainly(best),
        vocabulary=answer.vocabulary,
        believed=answer.believed,
        breadth=answer.breadth,
        topic=answer.topic,
        worst=answer.worst,
    )
