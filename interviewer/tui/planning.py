"""The plan up to the stored interview day, the same for every screen."""

from typing import TYPE_CHECKING

from interviewer.interview.choice import last_choice
from interviewer.tui.view.plan_view import MOCK

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.learning.goal import Goal
    from interviewer.learning.plan import Day


def days_up_to(engine: "Engine", goal: "Goal") -> "tuple[Day, ...]":
    """Return the plan of each day up to the interview, weighted by the last job description.

    Raises ``UsageError`` for a day that has passed or is too far off, ``InterviewerError`` where
    the bank or the store cannot be read.
    """
    weights = {area: weight for area, weight, _ in last_choice(engine.settings).focus}
    return engine.insight.plan(
        goal.until,
        engine.catalog.areas,
        minutes=goal.minutes,
        weights=weights or None,
        mock=MOCK,
    )
