"""The few figures about a claim and an answer on which a verdict rests."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.offline.answer import Unit
from interviewer.grading.offline.evidence import strength
from interviewer.grading.offline.relation import Evidence

_MUCH = 4.0


class Features(NamedTuple):
    """One claim in one answer; all 0..1 but ``competition``, which is -1..1.

    ``first``, ``second`` and ``third`` are the strengths of the best matches of different
    wordings; ``ordered``, ``order``, ``rival``, ``negated``, ``function`` and ``marks`` those of
    the best match; ``mass`` the weight of words that it matched; ``competition`` by how much the
    best claim of the other kind in the same words is stronger; ``pooled`` the mean strength of
    all criteria; ``listed`` the share of words in bare lists; ``stops`` of function words.
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


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two matches stand in mostly the same words."""
    a, b = one.match, other.match
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    return shared > 0 and 2 * shared >= min(a.last - a.first, b.last - b.first) + 1


def shape(answer: Sequence[Unit]) -> tuple[float, float]:
    """Return which share of the words stands in bare lists, and which are function words."""
    total = max(1, len(answer))
    return sum(unit.listed for unit in answer) / total, sum(unit.stop for unit in answer) / total


def features(
    own: Sequence[Evidence],
    others: Sequence[Sequence[Evidence]],
    pooled: float,
    answer_shape: tuple[float, float],
    vocabulary: tuple[float, float],
) -> Features | None:
    """Describe a claim's evidence (strongest first); None where there is none.

    ``others`` is the evidence of the claims of the other kind (misconceptions for a criterion).
    """
    if not own:
        return None
    best = own[0]
    strengths = [strength(one) for one in own[:3]] + [0.0, 0.0]
    rivals = [
        strength(other) - strengths[0]
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
        pooled=pooled,
        listed=answer_shape[0],
        stops=answer_shape[1],
        plain=best.plain,
        cohesion=best.cohesion,
        dense=math.log1p(vocabulary[0]) / 2,
        wide=math.log1p(vocabulary[1]) / 2,
        coverage=best.match.coverage,
        unnegated=best.unnegated,
        opposite=best.opposite,
    )
