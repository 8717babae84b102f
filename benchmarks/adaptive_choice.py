"""How well an interview of 12 questions ranks simulated candidates in each area.

Each candidate has a true ability in every area, each item a true difficulty, and each point of a
rubric is made by chance, by Rasch's model. The same estimator reads both interviews, so that only
the choice of questions differs: the adaptive one, or a fixed set for everybody, spread evenly over
areas and levels. Prints Spearman's rank correlation of estimated and true ability over the
candidates, averaged over areas. The first world matches the estimator's assumptions; others do not.

    python -m benchmarks.adaptive_choice [--candidates N] [--seed N] [--repeats N]
        [--own-seeds] [--world N]

Everybody in a repeat gets the same seed, unless ``--own-seeds`` is given. The exit code says
whether the adaptive choice ranks better in the first world by more than twice the standard error
of the difference over the repeats. The model was tuned on seeds from 1000 up; those from 0
up had no part in it.
"""

import math
import random
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from benchmarks.arguments import parser_of
from interviewer.bank.catalog import Catalog
from interviewer.bank.choices import LEVELS
from interviewer.bank.folders import built_in_root
from interviewer.interview.ability import Abilities
from interviewer.interview.adaptive import Past, Point, abilities, choose
from interviewer.interview.events import SessionConfig

LENGTH = 12
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """An item to ask: a row for the picker, and the points of its criteria."""

    id: str
    area: str
    level: str
    kind: str
    points: tuple[int, ...]


@dataclass(frozen=True)
class World:
    """The truth about candidates and items, in logits. ``gap`` is from one level to the next."""

    name: str
    bank: tuple[Item, ...]
    general: float = 2**0.5
    area: float = 0.5**0.5
    item: float = 0.3
    gap: float = 1.2


@dataclass(frozen=True)
class Candidate:
    """True abilities by area, and the dice that decide which points are made."""

    abilities: dict[str, float]
    seed: str


def invented(areas: int) -> tuple[Item, ...]:
    """Return a bank with all levels in every area, and as many items of each."""
    return tuple(
        Item(f"{area}-{level}-{n}", f"area-{area}", level, "concept", (3, 2, 2, 2, 1))
        for area in range(areas)
        for level in LEVELS
        for n in range(8)
    )


def built_in(areas: Sequence[str] = ()) -> tuple[Item, ...]:
    """Return the program's bank, with all areas or some."""
    catalog = Catalog((built_in_root(),))
    items = (catalog.item(row.id) for row in catalog.rows if not areas or row.area in areas)
    return tuple(
        Item(
            item.question.id,
            item.question.area,
            item.question.level,
            item.question.kind,
            tuple(criterion.points for criterion in item.rubric.criteria),
        )
        for item in items
    )


def answered(item: Item, candidate: Candidate, difficulty: float, turn: int) -> Past:
    """Return the candidate's result on an item; it is always the same for the same candidate."""
    dice = random.Random(f"{candidate.seed}:{item.id}")
    chance = 1 / (1 + math.exp(difficulty - candidate.abilities[item.area]))
    at = START + timedelta(minutes=turn)
    graded = tuple(
        Point(item.area, item.level, float(dice.random() < chance), points, "unprompted", at)
        for points in item.points
    )
    score = sum(row.credit * row.points for row in graded) / sum(item.points)
    return Past(item.area, item.level, item.kind, graded, score)


def fixed_set(bank: Sequence[Item], dice: random.Random) -> list[Item]:
    """Return the set that everybody is asked: areas in turn, levels in turn within an area."""
    areas = sorted({item.area for item in bank})
    dice.shuffle(areas)
    chosen: list[Item] = []
    for number in range(LENGTH):
        area = areas[number % len(areas)]
        level = LEVELS[(number // len(areas) + areas.index(area)) % len(LEVELS)]
        left = [item for item in bank if item.area == area and item not in chosen]
        chosen.append(dice.choice([item for item in left if item.level == level] or left))
    return chosen


def adaptive_interview(
    world: World, candidate: Candidate, difficulty: dict[str, float], seed: int
) -> Abilities:
    """Return the abilities that an adaptive interview estimates."""
    config = SessionConfig(questions=LENGTH, seed=seed, adaptive=True)
    before: list[Past] = []
    asked: list[str] = []
    for turn in range(LENGTH):
        chosen = choose(world.bank, config, asked, before)
        if chosen is None:
            break
        asked.append(chosen.row.id)
        before.append(answered(chosen.row, candidate, difficulty[chosen.row.id], turn))
    return abilities(config, before)


def fixed_interview(
    chosen: Sequence[Item], candidate: Candidate, difficulty: dict[str, float]
) -> Abilities:
    """Return the abilities that the fixed interview estimates."""
    turns = [answered(item, candidate, difficulty[item.id], n) for n, item in enumerate(chosen)]
    return abilities(SessionConfig(questions=LENGTH), turns)


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value; equal values share a rank."""
    order = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(order)))}
    count = {value: order.count(value) for value in set(order)}
    return [first[value] + (count[value] - 1) / 2 for value in values]


def agreement(found: Sequence[Abilities], candidates: Sequence[Candidate]) -> float:
    """Return the rank correlation with the truth, averaged over areas."""
    areas = sorted(candidates[0].abilities)
    return statistics.mean(
        statistics.correlation(
            ranks([one.of(area).mean for one in found]),
            ranks([one.abilities[area] for one in candidates]),
        )
        for area in areas
    )


def compare(world: World, seed: int, number: int, *, alike: bool = True) -> tuple[float, float]:
    """Return the agreement of the adaptive interview and of a fixed one, for new people.

    With ``alike`` all adaptive interviews have the same seed.
    """
    dice = random.Random(f"{seed}:world")
    middle = {level: (place - 1) * world.gap for place, level in enumerate(LEVELS)}
    difficulty = {i.id: dice.gauss(middle[i.level], world.item) for i in world.bank}
    areas = sorted({item.area for item in world.bank})
    candidates = []
    for n in range(number):
        general = dice.gauss(0, world.general)
        own = {area: general + dice.gauss(0, world.area) for area in areas}
        candidates.append(Candidate(own, f"{seed}:{n}"))
    chosen = fixed_set(world.bank, dice)
    adaptive = [
        adaptive_interview(world, c, difficulty, seed if alike else n)
        for n, c in enumerate(candidates)
    ]
    fixed = [fixed_interview(chosen, c, difficulty) for c in candidates]
    return agreement(adaptive, candidates), agreement(fixed, candidates)


def worlds() -> list[World]:
    """Return the worlds: as assumed, then with other spreads, then with the program's bank."""
    assumed = World("as assumed, 4 areas", invented(4))
    return [
        assumed,
        replace(assumed, name="3 areas", bank=invented(3)),
        replace(assumed, name="6 areas", bank=invented(6)),
        replace(assumed, name="items differ by .6 in a level", item=0.6),
        replace(assumed, name="levels lie .6 apart", gap=0.6),
        replace(assumed, name="candidates differ by 1", general=1.0),
        replace(assumed, name="areas differ by .4", area=0.4),
        World(
            "bank: three areas",
            built_in(("algorithms", "deep-learning", "statistics")),
        ),
        World("bank: all areas", built_in()),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each world; the exit code is the first one's."""
    parser = parser_of("adaptive_choice", __doc__)
    parser.add_argument("--candidates", type=int, default=150, help="in each repeat")
    parser.add_argument("--repeats", type=int, default=20, help="new people, items and fixed sets")
    parser.add_argument("--seed", type=int, default=0, help="of the first repeat")
    parser.add_argument("--world", type=int, help="only this one, from 0 on")
    parser.add_argument("--own-seeds", action="store_true", help="a seed for each candidate")
    given = parser.parse_args(argv)
    print(f"{given.repeats} repeats of {given.candidates} candidates, {LENGTH} questions each")
    print(f"{'world':36} adaptive  fixed  difference")
    better = []
    for number, world in enumerate(worlds()):
        if given.world not in (None, number):
            continue
        pairs = [
            compare(world, given.seed + n, given.candidates, alike=not given.own_seeds)
            for n in range(given.repeats)
        ]
        gains = [adaptive - fixed for adaptive, fixed in pairs]
        gain = statistics.mean(gains)
        error = statistics.stdev(gains) / math.sqrt(len(gains))
        adaptive, fixed = (statistics.mean(column) for column in zip(*pairs, strict=True))
        print(f"{world.name:36} {adaptive:8.3f} {fixed:6.3f}  {gain:+.3f} ± {error:.3f}")
        better.append(gain > 2 * error)
    return 0 if better[0] else 1


if __name__ == "__main__":
    sys.exit(main())
