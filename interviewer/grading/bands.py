"""The bands of a score, and the credit from which a criterion counts as met.

Plain data, so that the home screen can name a band before any model is loaded.
"""

from typing import Literal

Band = Literal["poor", "mixed", "good", "excellent"]

# Behaviourally anchored: what a listener would say of such an answer.
BANDS: tuple[tuple[float, Band, str], ...] = (
    (0.85, "excellent", "complete and correct: a hire on this question"),
    (0.65, "good", "the core is right, some points are missing"),
    (0.40, "mixed", "part of the core, with gaps that an interviewer would probe"),
    (0.0, "poor", "the core is missing or wrong"),
)
"""Lower bound of the score (0..1), name, and meaning of each band, best first."""

LOWEST: dict[Band, float] = {name: lowest for lowest, name, _ in BANDS}
"""The lowest score (0..1) of each band."""

MET = 0.7
"""Credit (0..1) from which a try counts as met, as the graders call it."""


def band(score: float) -> Band:
    """Return the band of a score in 0..1, by the whole points of 100 that are shown."""
    shown = round(100 * score)
    return next(name for lowest, name, _ in BANDS if shown >= round(100 * lowest))


def middle(name: Band) -> float:
    """Return the score (0..1) in the middle of a band."""
    lowest = LOWEST[name]
    highest = min((low for low in LOWEST.values() if low > lowest), default=1.0)
    return (lowest + highest) / 2
