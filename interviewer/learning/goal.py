"""The day of the interview that is prepared for, kept so that the plan need not ask again."""

from dataclasses import dataclass
from datetime import date

from interviewer.learning.plan import MINUTES
from interviewer.userdata.locations import interview_day_path
from interviewer.userdata.remembered import remember, remembered


@dataclass(frozen=True, slots=True)
class Goal:
    """An interview ``until`` which there are some ``minutes`` a day for practice."""

    until: date
    minutes: int = 45


def read_goal(until: str, minutes: str) -> Goal:
    """Read what somebody typed; ``ValueError`` says what is wrong with it and how to write it."""
    try:
        day = date.fromisoformat(until.strip())
    except ValueError:
        raise ValueError("Write the day as year-month-day, such as 2026-12-24.") from None
    lowest, highest = MINUTES
    if not minutes.strip().isdecimal() or not lowest <= int(minutes) <= highest:
        raise ValueError(f"Write the minutes a day as a whole number from {lowest} to {highest}.")
    return Goal(day, int(minutes))


def kept_goal() -> Goal | None:
    """Return the goal last kept; ``None`` where there is none that can be read."""
    kept = remembered(interview_day_path())
    try:
        return (
            read_goal(str(kept["until"]), str(kept["minutes"])) if isinstance(kept, dict) else None
        )
    except (ValueError, KeyError):
        return None


def keep_goal(goal: Goal) -> None:
    """Keep a goal; ``OSError`` when it cannot be written, and the one before stays."""
    kept = {"until": goal.until.isoformat(), "minutes": goal.minutes}
    remember(interview_day_path(), kept)
