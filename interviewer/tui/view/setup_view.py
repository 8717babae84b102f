"""What the set-up offers to tick, and what it says about a format's numbers."""

from collections.abc import Sequence

from interviewer.bank.choices import ordered
from interviewer.text.counts import counted
from interviewer.text.display import plain

Pace = dict[str, int | None]
"""``questions``, ``minutes`` and ``probes`` of an interview."""


def with_counts(values: Sequence[str]) -> list[tuple[str, str]]:
    """Return each value with its label, which includes how often the value occurs."""
    return [(value, f"{plain(value)} {values.count(value)}") for value in ordered(values)]


def pace_text(own: Pace, now: Pace) -> str:
    """Return which numbers are the format's ``own``, and which were chosen in their place."""
    taken = [_said(name, value) for name, value in now.items() if value == own[name]]
    told = [f"The format sets {', '.join(taken)}."] if taken else []
    chosen = [
        f"{_said(name, value)} instead of {_figure(own[name])}"
        for name, value in now.items()
        if value != own[name]
    ]
    return " ".join([*told, *([f"You chose {', '.join(chosen)}."] if chosen else [])])


def _said(name: str, value: int | None) -> str:
    if name == "probes":
        return counted(value or 0, "follow-up") + " at most"
    return "no time limit" if value is None else counted(value, name.removesuffix("s"))


def _figure(value: int | None) -> str:
    return "none" if value is None else str(value)
