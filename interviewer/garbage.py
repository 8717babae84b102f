"""How often Python looks for objects that hold each other and nobody else holds."""

import gc

_NEW_OBJECTS = 50_000


def collect_rarely() -> None:
    """Look for such objects after 50,000 new ones instead of Python's few hundred.

    Grading makes thousands of small tuples for each answer, and none of them hold each other: to
    look through them took a tenth to a fifth of its time.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])
