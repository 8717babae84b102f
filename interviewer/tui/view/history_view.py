"""Which sessions a filter lets through."""

from typing import TYPE_CHECKING

from interviewer.tui.view.home_view import STATES, areas_of, score_text

if TYPE_CHECKING:
    from interviewer.history.store import SessionRow


def matches(row: "SessionRow", wanted: str) -> bool:
    """Return whether every word of ``wanted`` stands in what the list shows of the session."""
    shown = " ".join(
        (
            f"{row.started_at.astimezone():%d %b %Y %Y-%m-%d}",
            row.mode,
            row.grader,
            areas_of(row),
            STATES.get(row.finished, row.finished or ""),
            score_text(row.score),
        )
    ).lower()
    return all(word in shown for word in wanted.lower().split())
