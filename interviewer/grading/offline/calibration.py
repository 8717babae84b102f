"""The fixed numbers between features and verdicts, fitted on rated answers.

They stand in ``calibration.txt``, which ``benchmarks/fit_calibration.py`` writes.
"""

import functools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from interviewer.grading.offline.features import Features
from interviewer.grading.offline.similarity import Likeness
from interviewer.grading.offline.tables import lines

LEAST = 0.25
"""A smaller share of the points is none: the criterion is missed."""
LEAST_LIKELY = 0.1
"""The same for likeness to a sentence of a reference."""
MET = 0.7
"""From this share on, a criterion is met."""
FULL = 0.93
"""A greater share earns all points."""
FLOOR = 0.2
"""Less of a claim's vocabulary in any one place than this earns nothing."""
FOUND = 0.5
"""From this sureness on, a misconception is reported."""
NEAR = 0.1
"""A share or sureness as near as this to a threshold is borderline."""


class Term(NamedTuple):
    """The part of a feature above ``knot``, times ``factor``; the feature "bias" is always 1."""

    feature: str
    knot: float
    factor: float

    def value(self, claim: Features | Likeness) -> float:
        """Return what the term takes from a claim's features, before the factor."""
        return 1.0 if self.feature == "bias" else max(0.0, getattr(claim, self.feature) - self.knot)


class Calibration(NamedTuple):
    """Logistic functions for a criterion's share of points and a misconception's sureness.

    ``reference`` is the linear function for sentences of a reference without wordings.
    """

    credit: tuple[Term, ...]
    misconception: tuple[Term, ...]
    reference: tuple[Term, ...]

    def share(self, claim: Features | None) -> float:
        """Return the share of a criterion's points, 0..1, that its evidence earns."""
        if claim is None or claim.dense < FLOOR:
            return 0.0
        share = round(claim.topic * _logistic(self.credit, claim), 3)
        return 0.0 if share < LEAST else 1.0 if share > FULL else share

    def likely(self, sentence: Likeness | None) -> float:
        """Return the share of points, 0..1, that likeness to a reference's sentence earns."""
        if sentence is None:
            return 0.0
        total = math.fsum(term.factor * term.value(sentence) for term in self.reference)
        return 0.0 if total < LEAST_LIKELY else round(min(1.0, total), 3)

    def sureness(self, claim: Features | None) -> float:
        """Return how sure it is, 0..1, that the answer states a misconception."""
        if claim is None:
            return 0.0
        return round(claim.topic * _logistic(self.misconception, claim), 3)


def _logistic(terms: Sequence[Term], claim: Features) -> float:
    total = math.fsum(term.factor * term.value(claim) for term in terms)
    # Rounded, so that no machine's last digit can tip a verdict.
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def parsed(rows: Iterable[str]) -> Calibration:
    """Read rows of ``function feature knot factor``."""
    found: dict[str, list[Term]] = {name: [] for name in Calibration._fields}
    for row in rows:
        function, feature, knot, factor = row.split()
        found[function].append(Term(feature, float(knot), float(factor)))
    return Calibration(**{name: tuple(terms) for name, terms in found.items()})


@functools.lru_cache(maxsize=1)
def fitted() -> Calibration:
    """Return the calibration that ships with the grader."""
    return parsed(lines("calibration.txt"))
