"""The figures about one claim in an answer on which a verdict rests."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.offline.evidence import strength
from interviewer.grading.offline.relation import Evidence

_MUCH = 4.0


class Features(NamedTuple):
    """One claim in one answer; all 0..1 but ``competition`` and ``duel``, which are -1..1.

    ``first``, ``second`` and ``third`` are the strengths of the best matches of different
    wordings. ``coverage``, ``ordered``, ``order``, ``rival``, ``negated``, ``unnegated``,
    ``opposite``, ``function``, ``marks``, ``plain`` and ``cohesion`` are those of the best match
    (see ``Match`` and ``Evidence``), ``mass`` the weight of words that it matched. ``competition``
    says by how much the best claim of the other kind in the same words is stronger, ``duel`` the
    same with every word at its full worth. ``dense`` and ``wide`` are the worth of the claim's
    words in the densest window and in all; ``swapped`` is the share of all its matches that is
    said of the other side.
    """

    first: float
    second: float
    third: float
    coverage: float
    mass: float
    ordered: float
    order: float
    plain: float
    cohesion: float
    competition: float
    duel: float
    dense: float
    wide: float
    rival: float
    swapped: float
    negated: float
    unnegated: float
    opposite: float
    function: float
    marks: float


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two matches stand in mostly the same words."""
    a, b = one.match, other.match
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    return shared > 0 and 2 * shared >= min(a.last - a.first, b.last - b.first) + 1


def logarithmic(worth: float) -> float:
    """Return the worth of a vocabulary on the scale that features have."""
    return math.log1p(worth) / 2


def plainly(evidence: Evidence) -> float:
    """Return how much of its wording a match states, every word at its full worth."""
    value = evidence.ordered * (1 - 0.8 * evidence.rival)
    if evidence.negated or evidence.unnegated:
        value *= 0.6
    return value


def features(
    own: Sequence[Evidence],
    others: Sequence[Sequence[Evidence]],
    vocabulary: tuple[float, float],
) -> Features | None:
    """Describe a claim's evidence (strongest first); None where there is none.

    ``others`` is the evidence of the claims of the other kind (misconceptions for a criterion).
    """
    if not own:
        return None
    best = own[0]
    strengths = [strength(one) for one in own[:3]] + [0.0, 0.0]
    rivals = [other for claim in others for other in claim if overlap(best, other)]
    stronger = (
        (strength(other) - strengths[0]) / max(1e-6, strength(other) + strengths[0])
        for other in rivals
    )
    return Features(
        first=strengths[0],
        second=strengths[1],
        third=strengths[2],
        coverage=best.match.coverage,
        mass=min(_MUCH, best.match.mass) / _MUCH,
        ordered=best.ordered,
        order=best.order,
        plain=best.plain,
        cohesion=best.cohesion,
        competition=max(stronger, default=-1.0),
        duel=max(map(plainly, rivals), default=0.0) - plainly(best),
        dense=logarithmic(vocabulary[0]),
        wide=logarithmic(vocabulary[1]),
        rival=best.rival,
        swapped=sum(one.rival * one.match.mass for one in own) / sum(one.match.mass for one in own),
        negated=best.negated,
        unnegated=best.unnegated,
        opposite=best.opposite,
        function=best.function,
        marks=best.marks,
    )
