"""Rules for scores that history, reports and progress share.

They import nothing heavy, so that the home screen can use them before any model is loaded.
"""

from collections.abc import Sequence
from math import fsum


def may_show_scores(mode: str, finished: str | None) -> bool:
    """Return whether a session's scores and verdicts may be shown: in an exam only after its end.

    ``finished`` is why the session ended, ``None`` while it is open.
    """
    return mode != "exam" or finished is not None


def mean_score(values: Sequence[float]) -> float:
    """Return the mean of one or more scores to four decimal places, whatever their order."""
    return round(fsum(values) / len(values), 4)
