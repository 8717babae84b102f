"""What the figures of history, reports and progress have in common.

Plain data, so that the home screen can use it before any model is loaded.
"""

from collections.abc import Sequence
from math import fsum


def tells_scores(mode: str, finished: str | None) -> bool:
    """Return whether a session's scores and verdicts may be told: an exam keeps them to its end.

    ``finished`` is why the session ended, ``None`` while it is open.
    """
    return mode != "exam" or finished is not None


def mean_score(values: Sequence[float]) -> float:
    """Return the mean of one or more scores to four places, the same in whatever order."""
    return round(fsum(values) / len(values), 4)
