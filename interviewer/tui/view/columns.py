"""Text cut and padded to terminal cells, so that columns stay straight with any script."""

from datetime import datetime

from rich.cells import cell_len, set_cell_size

from interviewer.text.display import one_line


def fit(text: str, width: int) -> str:
    """Return ``text`` on one line in exactly ``width`` cells, with an ellipsis where it is cut."""
    line = one_line(text[: 4 * width + 4])
    if cell_len(line) > width:
        line = set_cell_size(line, max(width - 1, 0)).rstrip() + "…"
    return set_cell_size(line, width)


def when(moment: datetime) -> str:
    """Return a moment as 12 cells of local time: ``20 Nov 14:02``."""
    return f"{moment.astimezone():%d %b %H:%M}"


def bar(value: float, width: int) -> tuple[str, str]:
    """Return a score of 0..1 as a drawn part and the rest, ``width`` cells together."""
    filled = round(min(max(value, 0.0), 1.0) * width)
    return "━" * filled, "─" * (width - filled)
