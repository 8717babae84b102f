"""The levels and kinds that an item can have, as plain data.

The command line and the formats name them before any model is loaded.
"""

from collections.abc import Iterable

LEVELS = ("beginner", "intermediate", "advanced")
"""From the easiest to the hardest: asked of everybody, of practitioners, of seniors."""

KINDS = (
    "concept",
    "scenario",
    "coding",
    "behavioural",
    "calculation",
    "exhibit",
    "estimate",
)

FORMER_LEVELS = {"core": "beginner"}
"""What a level of banks and sessions from before 2026-12 is called now."""


def current_level(level: object) -> object:
    """Return a level under its present name; anything else as it is."""
    return FORMER_LEVELS.get(level, level) if isinstance(level, str) else level


def ordered(values: Iterable[str]) -> list[str]:
    """Return each value once: levels and kinds in their order, then all else by name."""
    once = set(values)
    # An area may have the name of a kind, as `scenario` has.
    known: tuple[str, ...] = KINDS if once <= set(KINDS) else LEVELS
    return sorted(once, key=lambda one: (known.index(one) if one in known else len(known), one))
