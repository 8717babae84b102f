"""Which sessions a filter lets through."""

from typing import TYPE_CHECKING

from interviewer.tui.view.home_view import STATES, areas_of, score_text

if TYPE_CHECKING:
    from interviewer.history.store import SessionRow


def shown_of(row: "SessionRow") -> str:
    """Return what the list shows of a session, in lower case for the filter to search."""
    return " ".join(
        (
            f"{row.started_at.astimezone():%d %b %Y %Y-%m-%d}",
            row.mode,
            row.grader,
            areas_of(row),
            STATES.get(row.finished, row.finished or ""),
            score_text(row),
        )
    ).lower()


def fits(shown: str, wanted: str) -> bool:
    """Return whether every word of ``wanted`` is in what the list shows of a session."""
    return all(word in shown for word in wanted.lower().split())
