"""The fixed numbers between figures and verdicts, fitted on rated answers.

``benchmarks/fit_calibration.py`` writes them: the trees of ``topic.trees``, ``credit.trees``,
``reply.trees`` and ``belief.trees``, and the linear function of ``reference.txt``.
"""

import functools
import math
from collections.abc import Callable, Iterable
from operator import mul
from typing import NamedTuple

from interviewer.grading.offline.features import Features
from interviewer.grading.offline.figures import BELIEF, CREDIT, REPLY, WHOLE, Figures, Row
from interviewer.grading.offline.forest import Forest
from interviewer.grading.offline.similarity import Likeness
from interviewer.grading.offline.tables import lines

LEAST = 0.25
"""A smaller share of the points is none: the criterion is missed."""
LEAST_LIKELY = 0.1
"""The same for likeness to a sentence of a reference."""
MET = 0.7
"""From this share on, a criterion is met."""
FULL = 0.9
"""A greater share earns all points."""
FLOOR = 0.2
"""Less of a claim's vocabulary in any one place than this earns nothing."""
SUPPORT = 0.08
"""A criterion whose own evidence alone would earn less than this earns nothing, whatever the rest
of the answer is like: its quote would not bear it out."""
FOUND = 0.5
"""From this sureness on, a misconception is reported."""
NEAR = 0.1
"""A share or sureness as near as this to a threshold is borderline."""

_STRANGE, _AT_HOME = 0.2, 0.5

Judge = Callable[[Row], float]


class Calibration(NamedTuple):
    """What turns a row of figures into a share of points or a sureness, 0..1.

    ``topic`` judges whether an answer is about the question, ``credit`` a criterion in an answer
    to the question, ``reply`` one in a reply to a follow-up, ``belief`` a misconception.
    ``reference`` holds the factors of a linear function for sentences of a reference without
    wordings, the constant first.
    """

    topic: Judge
    credit: Judge
    reply: Judge
    belief: Judge
    reference: tuple[float, ...]

    def sureness(self, about: Figures) -> list[float]:
        """Return how sure it is, 0..1, that the answer states each misconception."""
        rows = (about.belief(number) for number in range(len(about.beliefs)))
        return [0.0 if row is None else self.belief(row) for row in rows]

    def shares(self, about: Figures, sure: list[float]) -> list[float]:
        """Return the share of each criterion's points, 0..1, that an answer earns."""
        at_home = gate(self.topic(about.whole))
        alone = self.alone(about)
        rows = (about.credit(number, sure, FOUND, own) for number, own in enumerate(alone))
        return [
            0.0
            if row is None or claim is None or own < SUPPORT
            else _earned(claim, at_home * self.credit(row))
            for claim, row, own in zip(about.criteria, rows, alone, strict=True)
        ]

    def reply_shares(self, about: Figures) -> list[float]:
        """Return the same for a reply to a follow-up, each criterion by itself.

        A reply speaks of one point, so what it leaves out says nothing.
        """
        return [
            0.0 if claim is None else _earned(claim, share)
            for claim, share in zip(about.criteria, self.alone(about), strict=True)
        ]

    def alone(self, about: Figures) -> list[float]:
        """Return what each criterion would earn, 0..1, by nothing but its own evidence."""
        rows = (about.reply(number) for number in range(len(about.criteria)))
        return [0.0 if row is None else self.reply(row) for row in rows]

    def likely(self, sentence: Likeness) -> float:
        """Return the share of points, 0..1, that likeness to a reference's sentence earns."""
        constant, *factors = self.reference
        total = constant + math.fsum(map(mul, factors, sentence))
        return 0.0 if total < LEAST_LIKELY else round(min(1.0, total), 3)


def gate(topic: float) -> float:
    """Return by how much credit is let through, 0..1, when an answer is so likely on its topic."""
    return min(1.0, max(0.0, (topic - _STRANGE) / (_AT_HOME - _STRANGE)))


def _earned(claim: Features, share: float) -> float:
    if claim.dense < FLOOR or share < LEAST:
        return 0.0
    return 1.0 if share > FULL else round(share, 3)


def reference_factors(rows: Iterable[str]) -> tuple[float, ...]:
    """Read the rows ``name factor`` of a linear function, the constant first."""
    factors = {name: float(factor) for name, factor in (row.split() for row in rows)}
    return (factors["constant"], *(factors[name] for name in Likeness._fields))


@functools.lru_cache(maxsize=1)
def fitted() -> Calibration:
    """Return the calibration that ships with the grader."""
    return Calibration(
        topic=Forest(lines("topic.trees"), WHOLE),
        credit=Forest(lines("credit.trees"), CREDIT),
        reply=Forest(lines("reply.trees"), REPLY),
        belief=Forest(lines("belief.trees"), BELIEF),
        reference=reference_factors(lines("reference.txt")),
    )
