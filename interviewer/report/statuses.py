"""The status of each question of a session, and the count of each status."""

from collections.abc import Sequence

from interviewer.interview.ledger import result
from interviewer.interview.session import Turn
from interviewer.report.report import Counts, Status, TurnReport


def status_of(turn: Turn, *, came_back: bool) -> Status:
    """Return the status of a turn; ``came_back`` says that its question came back later."""
    main = turn.main
    if main is None:
        if turn.postponed:
            return "returned" if came_back else "postponed"
        if turn.skipped is None:
            return "unanswered"
        return "skipped" if turn.skipped == "skipped" else _declined(turn)
    if main.grade is not None:
        return "graded"
    return "provisional" if main.provisional is not None else "ungraded"


def _declined(turn: Turn) -> Status:
    """Return the status of a turn ended with "I don't know"; its code may have earned points."""
    known = result(turn)
    return "graded" if known is not None and known.score.value else "declined"


def counts(turns: Sequence[TurnReport]) -> Counts:
    """Count the questions, each in the turn where it was first asked or came back."""

    def number(*statuses: Status) -> int:
        return sum(turn.status in statuses for turn in turns)

    return Counts(
        asked=len(turns),
        graded=number("graded"),
        ungraded=number("ungraded", "provisional"),
        skipped=number("skipped"),
        declined=number("declined"),
        postponed=number("postponed"),
        unanswered=number("unanswered"),
    )
