"""Moments as dates that can be told apart."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime


def distinct_dates(moments: Sequence[datetime]) -> list[str]:
    """Return each moment as a day, ``20 Nov 2026``, in its own zone.

    Repeated days get the time too, and repeated times a number: ``20 Nov 2026 14:02 (2)``.
    """
    days = [f"{moment:%d %b %Y}" for moment in moments]
    often = Counter(days)
    labels = [
        f"{day} {moment:%H:%M}" if often[day] > 1 else day
        for day, moment in zip(days, moments, strict=True)
    ]
    often, so_far = Counter(labels), Counter[str]()
    for place, label in enumerate(labels):
        so_far[label] += 1
        if often[label] > 1:
            labels[place] = f"{label} ({so_far[label]})"
    return labels
