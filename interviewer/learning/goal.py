"""The date of the user's real interview, kept so that the plan need not ask again."""

from dataclasses import dataclass
from datetime import date

from interviewer.learning.plan import MINUTES
from interviewer.text.counts import whole_number
from interviewer.userdata.locations import interview_day_path
from interviewer.userdata.remembered import remember, remembered


@dataclass(frozen=True, slots=True)
class Goal:
    """An interview on the day ``until``, and the ``minutes`` a day for practice before it."""

    until: date
    minutes: int = 45


def read_goal(until: str, minutes: str) -> Goal:
    """Return the goal that a user typed; ``ValueError`` says how to write it correctly."""
    try:
        day = date.fromisoformat(until.strip())
    except ValueError:
        raise ValueError("Write the day as year-month-day, such as 2026-12-24.") from None
    lowest, highest = MINUTES
    a_day = whole_number(minutes.strip())
    if a_day is None or not lowest <= a_day <= highest:
        raise ValueError(f"Write the minutes a day as a whole number from {lowest} to {highest}.")
    return Goal(day, a_day)


def kept_goal() -> Goal | None:
    """Return the last goal kept; ``None`` if there is none or it cannot be read."""
    kept = remembered(interview_day_path())
    try:
        return (
            read_goal(str(kept["until"]), str(kept["minutes"])) if isinstance(kept, dict) else None
        )
    except (ValueError, KeyError):
        return None


def keep_goal(goal: Goal) -> None:
    """Keep a goal; raise ``OSError``, keeping the previous one, if it cannot be written."""
    kept = {"until": goal.until.isoformat(), "minutes": goal.minutes}
    remember(interview_day_path(), kept)
