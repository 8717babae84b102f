"""Progress in lines: areas and levels, weakest points, the last two sessions beside each other."""

from textual.content import Content

from interviewer.bank.choices import LEVELS
from interviewer.learning.mastery import Mastery
from interviewer.learning.progress import AreaProgress, Comparison, Progress
from interviewer.report import progress_words as words
from interviewer.report.wording import percent, points
from interviewer.text.counts import counted
from interviewer.tui.view.columns import bar, fit

_BY_LEVEL = {level[:3]: level for level in LEVELS}
_NUMBERS = (
    *(("asked", 5), ("score", 5), ("unaided", 7)),
    *((head, 3) for head in _BY_LEVEL),
    ("lately", 6),
)
_CHANGE = 6
_LEAST = 12  # cells of an area's name
_WHOLE = 20  # cells in which most names fit whole
_BAR = 10

ALL = "all areas"


def summary(progress: Progress, stored: int) -> str:
    """Return how many of the ``stored`` sessions, and how many questions, the numbers cover."""
    sessions = counted(progress.sessions, "session")
    if stored > progress.sessions:
        sessions = f"{progress.sessions:,} of {counted(stored, 'session')}"
    return f"{sessions} · {counted(progress.questions, 'question')}"


def area_head(width: int) -> str:
    """Return the heads of the columns of ``area_line``."""
    cells = "".join(f"  {name:>{room}}" for name, room in _columns(width))
    return fit("area", _name_width(width)) + cells + f"  {'change':>{_CHANGE}}"


def area_line(area: AreaProgress, width: int) -> Content:
    """Return one area as a line of ``width`` cells; narrow lines leave columns out."""
    levels = {level.level: percent(level.score) for level in area.levels}
    values = {
        "asked": f"{area.questions:,}",
        "score": percent(area.score),
        "unaided": percent(area.unaided),
        **{head: levels.get(level, "–") for head, level in _BY_LEVEL.items()},
        "lately": percent(area.lately),
    }
    cells = "".join(f"  {values[name]:>{room}}" for name, room in _columns(width))
    change = words.change(area.change) or "–"
    style = "" if area.change is None else _direction(area.change)
    return Content.assemble(
        fit(area.area, _name_width(width)), cells, "  ", (f"{change:>{_CHANGE}}", style)
    )


def overall_line(progress: Progress, width: int) -> Content:
    """Return all areas together, as a line that fits above those of the areas."""
    values = {"asked": f"{progress.questions:,}", "score": percent(progress.score)}
    cells = "".join(f"  {values.get(name, ''):>{room}}" for name, room in _columns(width))
    return Content.styled(fit(ALL, _name_width(width)) + cells + " " * (_CHANGE + 2), "bold")


def weak_lines(criterion: Mastery, statement: str | None, width: int) -> Content:
    """Return one weak criterion: what it says, and beneath it how it fared."""
    essential = ", essential" if criterion.essential else ""
    about = (
        f"{criterion.question_id} · misses {points(criterion.missing)} of "
        f"{counted(criterion.points, 'point')}{essential} · {words.tried(criterion)}"
    )
    return Content.assemble(
        fit(words.named(criterion, statement), width),
        "\n",
        (f"  {fit(about, width - 2)}", "$muted"),
    )


def compared_heading(comparison: Comparison | None) -> str:
    """Return which two sessions are compared, and what their mean scores are taken over."""
    if comparison is None:
        return "Nothing to compare yet: no earlier session has the format of the newest one."
    return (
        f"The {words.compared(comparison)}: {words.scored(comparison.now)}, before that "
        f"{words.scored(comparison.before)}."
    )


def compared_lines(comparison: Comparison, width: int) -> list[Content]:
    """Return the whole session, then each area of both sessions, in lines of ``width`` cells."""
    drawn = _BAR if width >= _LEAST + 3 * 8 + _BAR + 2 else 0
    name = min(width - 3 * 8 - (drawn + 2 if drawn else 0), 24)
    rows = [("whole session", comparison.before.score, comparison.now.score)]
    rows += [(area.area, area.before, area.now) for area in comparison.areas]
    return [_compared(*row, name, drawn) for row in rows]


def _compared(name: str, before: float, now: float, width: int, cells: int) -> Content:
    filled, rest = bar(now, cells)
    return Content.assemble(
        fit(name, width),
        (f"  {percent(before):>6}", "$muted"),
        f"  {percent(now):>6}",
        (f"  {words.change(now - before):>6}", _direction(now - before)),
        "  " if cells else "",
        (filled, "$primary"),
        (rest, "$line"),
    )


def _direction(change: float) -> str:
    rounded = round(100 * change)
    return "$success" if rounded > 0 else "$error" if rounded < 0 else "$muted"


def _columns(width: int) -> list[tuple[str, int]]:
    """Return the columns that fit between name and change; the score is the last to go."""
    room = width - (_WHOLE if width > 60 else _LEAST) - _CHANGE - 2
    kept = []
    for name in ("score", *_BY_LEVEL, "lately", "asked", "unaided"):
        cells = dict(_NUMBERS)[name] + 2
        if cells <= room:
            kept.append(name)
            room -= cells
    if not set(_BY_LEVEL) <= set(kept):  # one level alone would look like the whole
        kept = [name for name in kept if name not in _BY_LEVEL]
    return [(name, cells) for name, cells in _NUMBERS if name in kept]


def _name_width(width: int) -> int:
    taken = sum(cells + 2 for _, cells in _columns(width)) + _CHANGE + 2
    return max(min(width - taken, 30), 1)
