"""The fitted numbers between features and verdicts; ``make refit`` writes them (docs/training.md).

``credit.trees`` judge a criterion, ``accusation.trees`` a misconception, and ``reference.txt`` a
sentence of a bare reference answer.
"""

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from operator import mul
from typing import NamedTuple

from interviewer.grading.offline.matching.evidence import CompiledRubric
from interviewer.grading.offline.matching.similarity import Likeness
from interviewer.grading.offline.scoring.accusation_features import ACCUSATION
from interviewer.grading.offline.scoring.claim_features import (
    CREDIT,
    Found,
    Row,
    credit_rows,
    known_words,
)
from interviewer.grading.offline.scoring.forest import Forest
from interviewer.grading.reading.tables import lines

LEAST = 0.06
"""Less likely than this, a criterion counts as missed: a reader would seldom accept the quote."""
MET = 0.74
"""Likelihood from which a criterion is met: readers of real answers find three in four met."""
FULL = 0.88
"""A likelier criterion earns all its points."""
CURVE = ((LEAST, 0.2), (0.35, 0.45), (0.6, 0.6), (0.78, 0.74), (0.84, 0.9), (FULL, 1.0))
"""Likelihood of being made, and the share of points that a listener gives for it.

Fitted to readers' marks: they give something for what comes near a point, and hold some back from
what seems to be made.
"""
BARE_CURVE = ((LEAST, 0.25), (0.2, 0.42), (0.35, 0.62), (0.5, 0.69), (MET, 0.69))
"""The same for a criterion without wordings, up to ``MET``, from which on it earns all its points.

A bare statement shares fewer words with what people say, so a likelihood that is as high is rarer
and readers give more for it. Below ``MET`` the share stays under ``bands.MET``: no point that is
called partial is counted as met.
"""
CERTAIN = 0.9
"""Sureness from which a misconception is charged on its own."""
CHARGED = 0.45
"""Sureness from which one is charged if another has at least ``SECOND``: somebody with one wrong
belief about a subject often has more, and right answers rarely look wrong twice."""
SECOND = 0.45
SUSPECTED = 0.35
"""Sureness from which a misconception is asked about; that costs nothing."""
LEAST_LIKELY = 0.1
"""Less likeness to a sentence of a reference than this earns nothing."""
NEAR = 0.1
"""A likelihood as near as this to a threshold is borderline."""
ERROR = 0.11
"""Root mean square of score minus readers' mark, on real answers, question and source left out."""

_CONTRARY = 0.15
_LEAST_WORDS = 2
"""Fewest words of a claim in a stretch that makes it: a single one may be there by chance."""
_MANY = 5
_CLAUSE = 6
"""Of a criterion with fewer than ``_MANY`` wordings, fewer than ``_LEAST_WORDS`` will do in a
stretch of at least this many words; in a shorter one they are a mere term."""
_OTHER_SIDE = 0.8
_DENIES, _RIVAL = CREDIT.index("denied"), CREDIT.index("rival")
_KNOWN, _LENGTH = CREDIT.index("known words"), CREDIT.index("length")
_WORDINGS = CREDIT.index("wordings")
_TURNED_DOWN = ACCUSATION.index("turned down")
_STATED, _IN_ORDER = ACCUSATION.index("statement"), ACCUSATION.index("ordered")
_PRECISION, _NEGATED = ACCUSATION.index("precision"), ACCUSATION.index("negated")
_WORD_FOR_WORD = 0.99
_LITTLE_ELSE = 0.7
"""The share of a stretch's words that are the misconception's, where it is said word for word."""

Judge = Callable[[Row], float]


class Model(NamedTuple):
    """What turns rows of features into likelihoods, 0..1.

    ``reference`` holds the factors of a linear function for sentences of a reference without
    wordings, the constant first.
    """

    credit: Judge
    accusation: Judge
    reference: tuple[float, ...]

    def made(self, ready: CompiledRubric, about: Found) -> list[list[float]]:
        """Return how likely each candidate of each criterion makes it."""
        return [self._made(ready, about, claim) for claim in ready.claims.criteria]

    def _made(self, ready: CompiledRubric, about: Found, claim: int) -> list[float]:
        own, wordings = about.claims[claim], ready.wordings[claim]
        likely = [0.0] * len(own)
        # A mere term earns nothing whatever the trees say; about one candidate in four is one.
        ranks = [
            rank
            for rank, (_, stretch, *_) in enumerate(own)
            if not _mere_term(
                known_words(ready, claim, stretch), wordings, stretch.last - stretch.first + 1
            )
        ]
        for rank, row in zip(ranks, credit_rows(ready, about, claim, ranks), strict=True):
            likely[rank] = doubted(self.credit(row), row)
        return likely

    def likely(self, sentence: Likeness) -> float:
        """Return the share of points, 0..1, that likeness to a reference's sentence earns."""
        constant, *factors = self.reference
        total = constant + math.fsum(map(mul, factors, sentence))
        return 0.0 if total < LEAST_LIKELY else round(min(1.0, total), 3)


def doubted(likelihood: float, row: Row) -> float:
    """Return a likelihood, lowered where the words fit but say the contrary; 0 for a mere word.

    The contrary is said where the stretch negates a verb and the wording does not, or where what
    it says is said of the other side of the question. Real answers hold hardly any of either, so
    the trees have not learned it.
    """
    if _mere_term(row[_KNOWN], row[_WORDINGS], row[_LENGTH]):
        return 0.0
    if row[_DENIES] or row[_RIVAL] >= _OTHER_SIDE:
        return round(likelihood * _CONTRARY, 3)
    return likelihood


def _mere_term(known: float, wordings: float, length: float) -> bool:
    """Whether a stretch holds so few words of a criterion that it does not make it."""
    return known < _LEAST_WORDS and (wordings >= _MANY or length < _CLAUSE)


def believed(sure: float, row: Row) -> float:
    """Return how sure it is that a misconception is held; 0 where its words are turned down.

    Hardly any answer denies a misconception, so the trees have not learned what a denial is. Nor
    does one state it word for word: then the sureness is at least ``SUSPECTED``.
    """
    if row[_TURNED_DOWN]:
        return 0.0
    said = row[_STATED] >= _WORD_FOR_WORD and row[_IN_ORDER] >= _WORD_FOR_WORD
    plain = row[_PRECISION] >= _LITTLE_ELSE and not row[_NEGATED]
    return max(sure, SUSPECTED) if said and plain else sure


def share(likelihood: float, *, bare: bool = False) -> float:
    """Return the share of a criterion's points, 0..1, that its likelihood earns.

    ``bare`` says that the criterion is a statement without wordings.
    """
    curve, full = (BARE_CURVE, MET) if bare else (CURVE, FULL)
    if likelihood < LEAST:
        return 0.0
    if likelihood >= full:
        return 1.0
    (low, below), (high, above) = next(
        (one, other) for one, other in itertools.pairwise(curve) if one[0] <= likelihood < other[0]
    )
    return round(below + (above - below) * (likelihood - low) / (high - low), 3)


def charged(sure: Sequence[float]) -> list[bool]:
    """Return which misconceptions are charged, from how sure each is to be stated."""
    ranked = sorted(sure, reverse=True)
    return [
        one >= CERTAIN
        or (one >= CHARGED and len(ranked) > 1 and ranked[1 if one == ranked[0] else 0] >= SECOND)
        for one in sure
    ]


def reference_factors(rows: Iterable[str]) -> tuple[float, ...]:
    """Read the rows ``name factor`` of a linear function, the constant first."""
    factors = {name: float(factor) for name, factor in (row.split() for row in rows)}
    return (factors["constant"], *(factors[name] for name in Likeness._fields))


@functools.lru_cache(maxsize=1)
def fitted() -> Model:
    """Return the model that ships with the grader."""
    return Model(
        credit=Forest(lines("credit.trees", __package__), CREDIT),
        accusation=Forest(lines("accusation.trees", __package__), ACCUSATION),
        reference=reference_factors(lines("reference.txt", __package__)),
    )
