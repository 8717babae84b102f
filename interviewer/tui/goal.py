"""The day of the interview that is prepared for, kept so that the plan need not ask again."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from interviewer.history.plan import MINUTES
from interviewer.private_folder import make_private
from interviewer.settings import data_dir
from interviewer.whole_file import write_whole

_FILE = "interview-day.json"


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
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
        return read_goal(str(kept["until"]), str(kept["minutes"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_goal(goal: Goal) -> None:
    """Keep a goal; ``OSError`` when it cannot be written, and the one before stays."""
    make_private(_path().parent)
    kept = {"until": goal.until.isoformat(), "minutes": goal.minutes}
    write_whole(_path(), json.dumps(kept).encode(), private=True)


def _path() -> Path:
    return data_dir() / _FILE
