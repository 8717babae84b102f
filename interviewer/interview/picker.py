"""Which question comes next: seeded, without repeats, spread over the areas."""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from interviewer.interview.events import SessionConfig


class Candidate(Protocol):
    """What the picker knows of an item: a row of the bank's index."""

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
        """``core`` or ``advanced``."""
        ...

    @property
    def kind(self) -> str:
        """``concept``, ``scenario``, ``coding`` or ``behavioural``."""
        ...


C = TypeVar("C", bound=Candidate)


def eligible(rows: Iterable[C], config: SessionConfig) -> list[C]:
    """Return the rows that the configuration allows, in a fixed order."""
    if config.question_ids:
        by_id = {row.id: row for row in rows}
        return [by_id[wanted] for wanted in config.question_ids if wanted in by_id]
    return sorted(
        (
            row
            for row in rows
            if (not config.areas or row.area in config.areas)
            and (not config.levels or row.level in config.levels)
            and (not config.kinds or row.kind in config.kinds)
        ),
        key=lambda row: row.id,
    )


def pick(rows: Sequence[C], config: SessionConfig, asked: Collection[str]) -> C | None:
    """Return the next item, or ``None`` when none is left.

    The same rows, configuration and questions asked give the same item. Of the areas that still
    have an unasked item, one of those asked least is drawn, then an item of it.
    """
    allowed = eligible(rows, config)
    left = [row for row in allowed if row.id not in asked]
    if not left or config.question_ids:
        return left[0] if left else None
    draw = random.Random(f"{config.seed}:{len(asked)}")  # noqa: S311 - no secret hangs on it
    used = Counter(row.area for row in allowed if row.id in asked)
    areas = sorted({row.area for row in left})
    fewest = min(used[area] for area in areas)
    area = draw.choice([area for area in areas if used[area] == fewest])
    return draw.choice([row for row in left if row.area == area])
