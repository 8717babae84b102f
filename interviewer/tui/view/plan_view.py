"""The lines of the plan, and the interview of each day."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from interviewer.interview.formats import FORMATS
from interviewer.learning.plan import Day
from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.tui.view.columns import fit

if TYPE_CHECKING:
    from interviewer.interview.choice import Choice

MOCK = "mixed-loop"
"""The format of the mock interviews."""

_KINDS = {"practice": "Practice", "mock": "Mock", "rehearsal": "Rehearsal", "eve": "Day before"}


def goal_line(until: date, today: date) -> str:
    """Return the day of the interview and how far away it is."""
    days = (until - today).days
    away = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"{until:%a %d %b %Y}, {away}"


def day_line(day: Day, today: date, width: int) -> Content:
    """Return one day as a line of ``width`` cells: when, what, how long, in which areas."""
    when = "today     " if day.on == today else f"{day.on:%a %d %b}"
    left = f"{when}  {_KINDS[day.kind]:<10}  {day.minutes:>3} min  "
    what = plain(", ".join(day.areas)) or FORMATS[MOCK].title
    line = left + fit(what, max(width - len(left), 0))
    return Content.styled(line, "bold" if day.kind in ("mock", "rehearsal") else "")


def why_line(day: Day) -> Content:
    """Return how many questions a day has, and why."""
    return Content.assemble(
        (f"{counted(day.questions, 'question')}. ", "bold"), (f"{plain(day.why)}.", "$muted")
    )


def day_choice(day: Day, last: "Choice") -> "Choice":
    """Return the interview of a day, with the grader and voice of the last choice."""
    free = replace(last, levels=(), kinds=(), focus=(), adaptive=False, questions=day.questions)
    if day.kind in ("mock", "rehearsal"):
        form = FORMATS[MOCK]
        return replace(
            free,
            areas=(),
            format=MOCK,
            mode="exam",
            questions=form.questions,
            minutes=form.minutes,
            probes=form.probes,
        )
    return replace(free, areas=day.areas, format="", mode="coach", minutes=None)
