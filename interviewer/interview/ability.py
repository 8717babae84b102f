"""Estimates a candidate's ability in each area from graded answers, with its uncertainty.

Abilities and difficulties are in logits. The chance of making a point of the rubric follows the
Rasch model: ``1 / (1 + exp(difficulty - ability))``. The ability in an area is a general ability
plus the area's own deviation, both Gaussian, so an answer says something about every area and most
about its own. A graded answer is one Gaussian update, as in Glicko: an answer counts for less when
its item's difficulty is uncertain, and as it ages.

Sources: G. Rasch, Probabilistic Models for Some Intelligence and Attainment Tests (1960);
M. E. Glickman, Parameter estimation in large dynamic paired comparison experiments, Applied
Statistics 48 (1999).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, Protocol

from pydantic import Field

from interviewer.bank.question import Strict

DIFFICULTY: Mapping[str, float] = {"beginner": -1.2, "intermediate": 0.0, "advanced": 1.2}
"""Mean difficulty of the items of a level, in logits."""

ITEM_VARIANCE = 0.09
"""How much items of one level differ in difficulty, in logits squared."""

GENERAL_VARIANCE = 2.0
"""How much candidates differ in general ability, in logits squared."""

AREA_VARIANCE = 0.5
"""How much the ability in one area differs from the general one, in logits squared."""

DRIFT = 0.0025
"""How much an ability may have changed in a day, in logits squared: a deviation of 0.5 in 100."""

SUREST = 0.5
"""The smallest deviation, in logits, of a belief from earlier sessions: a new one can differ."""

_USUAL_CRITERIA = 5.0  # of an item whose rubric has not been read
_HINTED = 0.5  # the share of a credit that counts when a hint led to it
_DAY = 86_400.0  # seconds
_STEPS = 40  # of Newton's method; it needs three to six


class GradedCriterion(Protocol):
    """How one criterion fared in one turn. Rows of one turn share area, level and ``at``."""

    @property
    def area(self) -> str:
        """The question's area."""
        ...

    @property
    def level(self) -> str:
        """One of ``bank.choices.LEVELS``."""
        ...

    @property
    def credit(self) -> float:
        """What was earned of the criterion, 0..1."""
        ...

    @property
    def points(self) -> int:
        """What the criterion is worth in its rubric."""
        ...

    @property
    def help(self) -> str:
        """How it was earned, in the words of the ledger's ``Help``."""
        ...

    @property
    def at(self) -> datetime:
        """When the turn's last answer was given."""
        ...


class Belief(Strict):
    """What graded answers in one area say about the ability there, in logits.

    It is a Gaussian likelihood: ``mean`` is the ability that fits the answers best, ``deviation``
    its standard deviation. The prior is not included.
    """

    area: str
    mean: float = Field(allow_inf_nan=False)
    deviation: float = Field(gt=0, allow_inf_nan=False)


class Estimate(NamedTuple):
    """An ability: Gaussian, in logits."""

    mean: float
    deviation: float

    def chance_below(self, bar: float) -> float:
        """Return the probability that the ability is below ``bar``."""
        return 0.5 * math.erfc((self.mean - bar) / (self.deviation * math.sqrt(2)))


@dataclass(frozen=True)
class Abilities:
    """A candidate's abilities in all areas; ``by_area`` holds the beliefs about single areas."""

    by_area: Mapping[str, Belief]

    @classmethod
    def from_beliefs(cls, beliefs: Iterable[Belief]) -> "Abilities":
        """Return the abilities that ``beliefs`` imply; give at most one belief per area."""
        return cls({belief.area: belief for belief in beliefs})

    @cached_property
    def general(self) -> Estimate:
        """The ability in an area that does not deviate from the others."""
        precision = 1 / GENERAL_VARIANCE
        weighted = 0.0
        for belief in self.by_area.values():
            own = 1 / (AREA_VARIANCE + belief.deviation**2)
            precision += own
            weighted += own * belief.mean
        return Estimate(weighted / precision, precision**-0.5)

    def of(self, area: str) -> Estimate:
        """Return the ability in an area, even if nothing was asked about it."""
        general = self.general
        own, share = self._own(area)
        belief = self.by_area.get(area)
        pull = 0.0 if belief is None else belief.mean / belief.deviation**2
        mean = share * general.mean + own * pull
        return Estimate(mean, math.sqrt(own + (share * general.deviation) ** 2))

    def after(self, turn: Sequence[GradedCriterion]) -> "Abilities":
        """Return the abilities after one more turn; unchanged when none of it was graded.

        Criteria are weighted by their points.
        """
        points = sum(row.points for row in turn)
        if not points:
            return self
        area, level = turn[0].area, turn[0].level
        earned = sum(row.points * _counted(row) for row in turn) / points
        # Kish's effective size: unequal weights carry the information of fewer equal ones.
        size = points**2 / sum(row.points**2 for row in turn)
        answer = _likelihood(self.of(area), DIFFICULTY[level], earned, size)
        earlier = self.by_area.get(area)
        both = Belief(area=area, mean=answer.mean, deviation=answer.deviation)
        return Abilities({**self.by_area, area: both if earlier is None else _both(earlier, both)})

    def gain(self, area: str, level: str, weights: Mapping[str, float]) -> float:
        """Return the expected information from an answer, in logits squared.

        It is the expected reduction in variance, summed over the areas with their ``weights``.
        """
        here = self.of(area)
        noise = 1 / _information(here.mean - DIFFICULTY[level], _USUAL_CRITERIA) + ITEM_VARIANCE
        variance = here.deviation**2
        general = self.general.deviation**2
        _, share = self._own(area)
        shared = 0.0
        for other, weight in weights.items():
            together = variance if other == area else share * self._own(other)[1] * general
            shared += weight * together**2
        return shared / (variance + noise)

    def _own(self, area: str) -> tuple[float, float]:
        """Return an area's variance given the general ability, and the weight of the latter."""
        belief = self.by_area.get(area)
        precision = 1 / AREA_VARIANCE + (0.0 if belief is None else belief.deviation**-2)
        return 1 / precision, 1 / (precision * AREA_VARIANCE)


def beliefs(
    outcomes: Iterable[GradedCriterion], *, now: datetime | None = None
) -> tuple[Belief, ...]:
    """Return what earlier sessions say about each area, sorted by area.

    ``outcomes`` may come in any order. ``now`` is the time of the estimate, by default that of the
    newest outcome. Older outcomes count for less.
    """
    rows = sorted(outcomes, key=_turn)
    abilities = Abilities({})
    last: datetime | None = None
    for (at, *_), turn in groupby(rows, key=_turn):
        abilities = _aged(abilities, last, at).after(list(turn))
        last = at
    aged = _aged(abilities, last, now or last)
    return tuple(
        belief.model_copy(update={"deviation": max(belief.deviation, SUREST)})
        for _, belief in sorted(aged.by_area.items())
    )


def _turn(row: GradedCriterion) -> tuple[datetime, str, str]:
    return row.at, row.area, row.level


def _aged(abilities: Abilities, since: datetime | None, now: datetime | None) -> Abilities:
    if since is None or now is None or now <= since:
        return abilities
    grown = DRIFT * (now - since).total_seconds() / _DAY
    return Abilities(
        {
            area: belief.model_copy(update={"deviation": math.sqrt(belief.deviation**2 + grown)})
            for area, belief in abilities.by_area.items()
        }
    )


def _counted(row: GradedCriterion) -> float:
    return row.credit * (_HINTED if row.help == "after a hint" else 1.0)


def _likelihood(prior: Estimate, difficulty: float, earned: float, size: float) -> Estimate:
    """Return the Gaussian that stands for the likelihood of an answer (Laplace's method).

    ``earned`` of ``size`` equal criteria were met. The likelihood is matched where it and the
    prior together are highest; the item's own difficulty is integrated out.
    """
    variance = prior.deviation**2 + ITEM_VARIANCE
    centre = prior.mean - difficulty
    # The slope decreases throughout, so the root lies between these.
    low, high = centre - size * variance, centre + size * variance
    lead = centre
    for _ in range(_STEPS):
        slope = size * (earned - _chance(lead)) - (lead - centre) / variance
        low, high = (lead, high) if slope > 0 else (low, lead)
        step = slope / (_information(lead, size) + 1 / variance)
        following = lead + step
        lead = following if low <= following <= high else (low + high) / 2
        if abs(step) < 1e-10:
            break
    information = _information(lead, size)
    mean = lead + size * (earned - _chance(lead)) / information
    return Estimate(mean + difficulty, math.sqrt(1 / information + ITEM_VARIANCE))


def _both(one: Belief, other: Belief) -> Belief:
    first, second = one.deviation**-2, other.deviation**-2
    mean = (first * one.mean + second * other.mean) / (first + second)
    return Belief(area=one.area, mean=mean, deviation=(first + second) ** -0.5)


def _chance(lead: float) -> float:
    """Return the chance of making a point when ability minus difficulty is ``lead`` logits."""
    if lead < 0:
        power = math.exp(lead)
        return power / (1 + power)
    return 1 / (1 + math.exp(-lead))


def _information(lead: float, size: float) -> float:
    chance = _chance(lead)
    return size * chance * (1 - chance)
