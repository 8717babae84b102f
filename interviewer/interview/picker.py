"""Chooses the next question: seeded, new ones first, spread over the areas."""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from interviewer.interview.events import SessionConfig, Stage


class Candidate(Protocol):
    """What the picker needs to know about an item: a row of the bank's index."""

    @property
    def id(self) -> str:
        """The question's id."""
        ...

    @property
    def area(self) -> str:
        """The area it belongs to."""
        ...

    @property
    def level(self) -> str:
        """One of ``bank.choices.LEVELS``."""
        ...

    @property
    def kind(self) -> str:
        """One of ``bank.choices.KINDS``."""
        ...


C = TypeVar("C", bound=Candidate)
_LEAST = 1e-6  # the weight of an area outside the focus: it comes after those within


def eligible(rows: Iterable[C], config: SessionConfig, stage: Stage | None = None) -> list[C]:
    """Return the rows that the configuration allows, in a fixed order.

    With a ``stage``, it must allow them too; without one, any of the stages must.
    """
    if config.question_ids:
        by_id = {row.id: row for row in rows}
        return [by_id[wanted] for wanted in config.question_ids if wanted in by_id]
    return sorted(
        (
            row
            for row in rows
            if _allows(config, row)
            and any(
                _allows(part, row) for part in ((stage,) if stage else config.stages or (config,))
            )
        ),
        key=lambda row: row.id,
    )


def pick(
    rows: Sequence[C],
    config: SessionConfig,
    asked: Collection[str],
    stage: Stage | None = None,
) -> C | None:
    """Return the next item, or ``None`` when none is left.

    The same rows, configuration, stage and questions asked give the same item. Among the areas that
    still have an unasked item, one of those asked least relative to their weight is drawn, then one
    of its items: one that no earlier session has asked, else the one asked longest ago.
    """
    allowed = eligible(rows, config, stage)
    left = [row for row in allowed if row.id not in asked]
    if not left or config.question_ids:
        return left[0] if left else None
    left = not_asked_before(left, config)
    draw = random.Random(f"{config.seed}:{len(asked)}")  # noqa: S311 - not used for security
    used = Counter(row.area for row in allowed if row.id in asked)
    areas = sorted({row.area for row in left})
    # The highest averages of D'Hondt: after n questions each area has had its share of n.
    share = {area: (used[area] + 1) / weight_of(config, area) for area in areas}
    fewest = min(share.values())
    area = draw.choice([area for area in areas if share[area] == fewest])
    return draw.choice(longest_unasked([row for row in left if row.area == area], config))


def not_asked_before(rows: list[C], config: SessionConfig) -> list[C]:
    """Return the rows that no earlier session has asked, or all rows if each was asked.

    With a job description this is decided within each area, so that no area loses its weight.
    """
    seen = frozenset(config.seen or ())
    if not config.focus:
        return [row for row in rows if row.id not in seen] or rows
    unseen = {row.area for row in rows if row.id not in seen}
    return [row for row in rows if row.id not in seen or row.area not in unseen]


def longest_unasked(rows: Sequence[C], config: SessionConfig) -> list[C]:
    """Return the rows that no earlier session has asked, else the one asked longest ago."""
    place = {name: number for number, name in enumerate(config.seen or (), 1)}
    oldest = min(place.get(row.id, 0) for row in rows)
    return [row for row in rows if place.get(row.id, 0) == oldest]


def _allows(part: SessionConfig | Stage, row: Candidate) -> bool:
    return (
        (not part.areas or row.area in part.areas)
        and (not part.levels or row.level in part.levels)
        and (not part.kinds or row.kind in part.kinds)
        and not (isinstance(part, Stage) and row.area in part.without)
    )


def weight_of(config: SessionConfig, area: str) -> float:
    """Return the weight of an area in the job description, 0..1; 1 without one."""
    if not config.focus:
        return 1.0
    return max(next((f.weight for f in config.focus if f.area == area), 0.0), _LEAST)
