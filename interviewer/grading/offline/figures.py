"""All figures about an answer, in the fixed rows that the calibration reads."""

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.offline.answer import Unit
from interviewer.grading.offline.evidence import Reading, strength
from interviewer.grading.offline.features import Features, features, overlap
from interviewer.grading.offline.relation import Evidence
from interviewer.grading.offline.tables import word_set
from interviewer.grading.offline.vocabulary import Topic

_CLAIM = Features._fields
_NONE = Features(*[0.0] * len(_CLAIM))._replace(competition=-1.0)
_DIGITS = 4
_LINKING, _TELLING = word_set("linking"), word_set("telling")
_LONG, _VARIED = 150, 100
"""More words, and more different ones, than these are no further sign of anything."""

_MEANS = (
    *("first", "coverage", "mass", "ordered", "order", "plain", "cohesion", "competition"),
    *("duel", "dense", "wide", "swapped", "negated", "opposite", "function", "marks"),
)
_OF_BELIEFS = (
    *("first", "coverage", "mass", "order", "plain", "cohesion", "competition", "duel", "dense"),
)
WHOLE = (
    *("touched", "best", "least", "spread"),
    *(f"mean {name}" for name in _MEANS),
    *(f"beliefs' most {name}" for name in _OF_BELIEFS),
    *(f"beliefs' mean {name}" for name in _OF_BELIEFS),
    *(f"topic {name}" for name in Topic._fields),
    *("listed", "stops", "linking", "telling", "run", "breadth", "worst"),
    *("words", "different", "density"),
)
"""Names of the figures about an answer as a whole, in their order."""
_BESIDE = ("first above mean", "dense above mean", "rank")
_SURE = ("sureness most", "sureness sum", "stated")

BELIEF = (*_CLAIM, *_BESIDE, *WHOLE)
"""Names of the figures about a misconception, in their order."""
CREDIT = (*BELIEF, *_SURE, "alone")
"""Names of the figures about a criterion, in their order."""
REPLY = _CLAIM
"""Names of the figures about a criterion in a reply to a follow-up."""

Row = tuple[float, ...]


class Figures(NamedTuple):
    """The figures of one answer, rounded so that no machine's last digit can tip a verdict.

    ``criteria`` and ``beliefs`` hold a claim's own figures, None where nothing matches it;
    ``whole`` is the same for all of them. A row for the calibration is put together by
    ``credit``, ``belief`` or ``reply``.

    Of the whole: ``touched`` is the share of points whose criteria match anything; ``best``,
    ``least`` and ``spread`` are of the criteria's strengths; the means are weighted with points;
    ``topic`` is as in ``Topic``; ``listed`` is the share of words in bare lists, ``stops`` that
    of function words, ``linking`` of those that relate clauses, ``telling`` of subjects and
    auxiliaries; ``run`` is how many words of content stand in a row; ``breadth`` is that of
    ``Vocabularies``; ``worst`` is by how much a misconception's best match beats what the
    criteria have in its words; ``words`` and ``different`` count the words of sentences that
    touch the rubric, up to 150 and 100; ``density`` is the mean strength for each order of
    magnitude of words.
    """

    criteria: tuple[Features | None, ...]
    beliefs: tuple[Features | None, ...]
    whole: Row

    def belief(self, number: int) -> Row | None:
        """Return the row of a misconception."""
        return self._beside(self.beliefs, number)

    def credit(self, number: int, sure: Sequence[float], found: float, alone: float) -> Row | None:
        """Return the row of a criterion.

        ``sure`` is how sure each misconception is, ``found`` from where on it counts as stated,
        ``alone`` what the criterion would earn by its own evidence.
        """
        row = self._beside(self.criteria, number)
        if row is None:
            return None
        stated = sum(one >= found for one in sure)
        total = round(math.fsum(sure), _DIGITS)
        return (*row, max(sure, default=0.0), total, float(stated), round(alone, _DIGITS))

    def reply(self, number: int) -> Row | None:
        """Return the row of a criterion by itself, for a reply to a follow-up."""
        claim = self.criteria[number]
        return None if claim is None else tuple(claim)

    def _beside(self, claims: tuple[Features | None, ...], number: int) -> Row | None:
        claim = claims[number]
        if claim is None:
            return None
        rank = sum(other is not None and other.first > claim.first for other in claims)
        beside = (
            round(claim.first - self.whole[_MEAN_FIRST], _DIGITS),
            round(claim.dense - self.whole[_MEAN_DENSE], _DIGITS),
            round(rank / len(claims), _DIGITS),
        )
        return (*claim, *beside, *self.whole)


_MEAN_FIRST = WHOLE.index("mean first")
_MEAN_DENSE = WHOLE.index("mean dense")


def figures(rubric: Rubric, reading: Reading) -> Figures:
    """Describe an answer that was read for a rubric."""
    count = len(rubric.criteria)
    criteria, beliefs = reading.evidence[:count], reading.evidence[count:]
    own = _rounded(criteria, beliefs, reading.vocabulary[:count])
    wrong = _rounded(beliefs, criteria, reading.vocabulary[count:])
    shares = [criterion.points / rubric.points for criterion in rubric.criteria]
    return Figures(own, wrong, _whole(own, wrong, shares, reading, count))


def _rounded(
    claims: Sequence[Sequence[Evidence]],
    others: Sequence[Sequence[Evidence]],
    vocabulary: Sequence[tuple[float, float]],
) -> tuple[Features | None, ...]:
    made = (features(own, others, known) for own, known in zip(claims, vocabulary, strict=True))
    return tuple(one and Features(*(round(value, _DIGITS) for value in one)) for one in made)


def _whole(
    own: Sequence[Features | None],
    wrong: Sequence[Features | None],
    shares: Sequence[float],
    reading: Reading,
    count: int,
) -> Row:
    claims = [one or _NONE for one in own]
    beliefs = [one or _NONE for one in wrong] or [_NONE]
    strengths = [claim.first for claim in claims]
    means = {
        name: math.fsum(
            share * getattr(claim, name) for share, claim in zip(shares, claims, strict=True)
        )
        for name in _MEANS
    }
    middle = math.fsum(strengths) / len(strengths)
    total = max(1, len(reading.words))
    told = min(_LONG, len(reading.told))
    row = [
        math.fsum(share for share, claim in zip(shares, own, strict=True) if claim),
        max(strengths),
        min(strengths),
        math.sqrt(math.fsum((one - middle) ** 2 for one in strengths) / len(strengths)),
        *means.values(),
        *(max(getattr(one, name) for one in beliefs) for name in _OF_BELIEFS),
        *(math.fsum(getattr(one, name) for one in beliefs) / len(beliefs) for name in _OF_BELIEFS),
        *reading.topic,
        sum(unit.worth < 1.0 for unit in reading.words) / total,
        sum(unit.stop for unit in reading.words) / total,
        sum(unit.word in _LINKING for unit in reading.words) / total,
        sum(unit.word in _TELLING for unit in reading.words) / total,
        _run(reading.words),
        reading.breadth,
        max(
            (_charge(one, reading.evidence[:count]) for one in reading.evidence[count:]),
            default=0.0,
        ),
        float(told),
        float(min(_VARIED, len({unit.stem for unit in reading.told}))),
        10 * means["first"] / math.log1p(told + 1),
    ]
    return tuple(round(value, _DIGITS) for value in row)


def _run(words: Sequence[Unit]) -> float:
    lengths = [
        sum(1 for _ in run)
        for (_, stop), run in itertools.groupby(words, lambda unit: (unit.sentence, unit.stop))
        if not stop
    ]
    return sum(length * length for length in lengths) / max(1, sum(lengths))


def _charge(own: Sequence[Evidence], criteria: Sequence[Sequence[Evidence]]) -> float:
    if not own:
        return 0.0
    known = (strength(one) for claim in criteria for one in claim if overlap(own[0], one))
    return max(0.0, strength(own[0]) - max(known, default=0.0))
