"""The lines of the home screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from interviewer.grading.bands import band
from interviewer.installed import typed
from interviewer.interview.formats import FORMATS
from interviewer.interview.score_rules import may_show_scores, mean_score
from interviewer.text.counts import counted
from interviewer.tui.view.columns import fit, when

if TYPE_CHECKING:
    from datetime import date

    from interviewer.history.store import SessionRow
    from interviewer.interview.choice import Choice
    from interviewer.learning.plan import Day
    from interviewer.tui.front import Front


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: its action, the key that does the same, title and description."""

    action: str
    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan has for the day ``on``; ``today`` is ``None`` on the day of the interview."""

    on: "date"
    until: "date"
    today: "Day | None"


def menu(front: "Front", choice: "Choice", planned: "Planned | None" = None) -> list[Entry]:
    """Return the menu, with resume, review and today only where there is something to do.

    ``planned`` is what the plan has for today, once that is known.
    """
    entries = [
        Entry("start", "s", "Start", describe(choice)),
        Entry("set_up", "u", "Set up", "choose areas, levels, length, mode and grader"),
    ]
    if planned is not None and planned.today is not None:
        entries.insert(0, Entry("today", "t", "Today", describe_day(planned.today)))
    if front.due:
        points = counted(front.due, "point")
        about = f"{points} that you missed {'is' if front.due == 1 else 'are'} due"
        entries.insert(0, Entry("due", "d", "Review", about))
    row = front.unfinished
    if row is not None:
        about = f"{when(row.started_at)} · {progress(row)} · {areas_of(row)}"
        entries.insert(0, Entry("resume", "r", "Resume", about))
    sessions = counted(front.sessions, "session") if front.sessions else "no sessions yet"
    if front.store_error is not None:
        sessions = "cannot be read, see below"
    bank = f"{counted(front.questions, 'question')} in {counted(front.areas, 'area')}"
    if front.bank_error is not None:
        bank = "cannot be read, see below"
    entries.append(Entry("history", "h", "History", sessions))
    entries.append(Entry("progress", "p", "Progress", "scores over time, weakest points"))
    about = "day by day up to your interview"
    if planned is not None:
        days = (planned.until - planned.on).days
        away = "today, good luck" if days == 0 else f"in {counted(days, 'day')}"
        about = f"your interview is {away}"
    entries.append(Entry("plan", "l", "Plan", about))
    entries.append(Entry("bank", "b", "Bank", bank))
    return entries


def describe_day(day: "Day") -> str:
    """Return what the plan has for a day, in a few words."""
    kinds = {
        "practice": "practice",
        "mock": "mock interview",
        "rehearsal": "rehearsal",
        "eve": "day before",
    }
    what = ", ".join(day.areas)
    return " · ".join(filter(None, (kinds[day.kind], f"{day.minutes} min", what)))


def describe(choice: "Choice") -> str:
    """Return a choice in a few words."""
    ticked = [_few(choice.levels, "levels"), _few(choice.kinds, "kinds")]
    parts = [
        counted(choice.questions, "question"),
        _few(choice.areas, "areas") or "all areas",
        *filter(None, ticked),
        choice.mode,
    ]
    if choice.minutes:
        parts.insert(1, f"{choice.minutes} min")
    if choice.format:
        parts.insert(0, FORMATS[choice.format].title)
    if choice.focus:
        parts.append("weighted by a job")
    if choice.adaptive:
        parts.append("adaptive")
    parts.append(f"{choice.grader} grader")
    return " · ".join(parts)


def _few(values: "Sequence[str]", what: str) -> str:
    return ", ".join(values) if len(values) < 3 else f"{len(values)} {what}"


def areas_of(row: "SessionRow", room: int | None = None) -> str:
    """Return the areas of a session; within ``room`` cells, as many as fit and how many more."""
    names = list(row.areas)
    told = ", ".join(names) or "all areas"
    while room is not None and cell_len(told) > room and len(names) > 1:
        names.pop()
        told = f"{', '.join(names)} +{len(row.areas) - len(names)}"
    if room is not None and cell_len(told) > room and len(row.areas) > 1:
        return counted(len(row.areas), "area")
    return told


def progress(row: "SessionRow") -> str:
    """Return how far a session came."""
    return f"{row.answered} of {row.questions} answered"


def score_text(row: "SessionRow") -> str:
    """Return a session's score as 0-100 with its band, or why there is none."""
    score = row.shown_score
    if score is None:
        return "  –  not graded" if may_show_scores(row.mode, row.finished) else "  –  not scored"
    return f"{round(score * 100):>3}  {band(score)}"


_ONE_LINE = 66  # cells that a session needs to fit on one line

STATES = {None: "open", "completed": "done", "time": "time up", "quit": "stopped"}


def session_line(row: "SessionRow", width: int) -> str:
    """Return one session: when, mode, areas, answered, score.

    That is a line of ``width`` cells; if those are few, the areas go on a second line.
    """
    state = STATES.get(row.finished) or row.finished or ""
    answered = f"{row.answered:>2} of {row.questions:<3} {fit(state, 7)}"
    if width < _ONE_LINE:
        first = f"{when(row.started_at)}  {fit(row.mode, 5)}  {score_text(row)}"
        second = f"  {answered} "
        areas = fit(areas_of(row, width - len(second)), max(width - len(second), 0))
        return f"{set_cell_size(first, width)}\n{second}{areas}"
    left = f"{when(row.started_at)}  {fit(row.mode, 5)}  "
    right = f"  {answered} {score_text(row):<15}"
    room = max(width - len(left) - len(right), 0)
    line = left + fit(areas_of(row, room), room) + right
    return set_cell_size(line, width)  # not ``fit``, which would collapse the columns' spaces


def session_head(width: int) -> str:
    """Return the column heads of ``session_line``; empty where it has no columns."""
    if width < _ONE_LINE:
        return ""
    room = max(width - 21 - 35, 0)
    return f"{'when':<14}{'mode':<7}{fit('areas', room)}  {'answered':<18}{'score':<15}"


def trend(rows: "Sequence[SessionRow]") -> str:
    """Return the mean score of the listed sessions in words; empty for fewer than two scores."""
    scores = [row.shown_score for row in rows if row.shown_score is not None]
    if len(scores) < 2:
        return ""
    return f"mean {round(100 * mean_score(scores))} of {len(scores)} session scores"


def notices(front: "Front") -> list[str]:
    """Return what went wrong, each with its remedy."""
    told = [
        str(error)
        for error in (front.store_error, front.unkept, front.bank_error)
        if error is not None
    ]
    if front.damage:
        more = f" (and {len(front.damage) - 1} more)" if len(front.damage) > 1 else ""
        told.append(f"{front.damage[0]}{more} '{typed('doctor')}' tells all.")
    if front.skipped:
        items = counted(front.skipped, "item")
        told.append(f"{items} of the bank cannot be used. '{typed('bank', 'check')}' says why.")
    return told
