"""How often Python looks for reference cycles."""

import gc

_NEW_OBJECTS = 50_000


def collect_rarely() -> None:
    """Look for cycles after 50,000 new objects instead of Python's few hundred.

    Grading makes thousands of small tuples for each answer, and none of them are in a cycle:
    scanning them took a tenth to a fifth of its time.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
