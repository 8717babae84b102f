"""The head line of an interview: where we are, and how much time has passed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from interviewer.interview.numbering import numbered

if TYPE_CHECKING:
    from interviewer.interview.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """How far an interview has come. Times are whole seconds; ``whole_limit`` may be unlimited."""

    number: int
    wanted: int
    attempt: int
    area: str
    level: str
    kind: str
    hints_used: int
    hints: int
    on_question: int
    usual: int
    whole: int
    whole_limit: int | None

    @property
    def over(self) -> bool:
        """Whether the question has taken longer than is usual."""
        return self.on_question > self.usual


def place(session: "Session", now: datetime, came_back: datetime) -> Place | None:
    """Return how far ``session`` has come at ``now``; ``None`` before the first question.

    ``came_back`` is when this run of the program opened the session: the time away before it does
    not count.
    """
    turn = session.turn
    if turn is None:
        return None
    question = turn.item.question
    here = numbered(session.turns)[-1]
    config = session.config
    since_last = max((now - max(session.last_at, came_back)).total_seconds(), 0.0)
    whole = session.active_seconds + (0.0 if session.finished else since_last)
    until = whole if turn.active_to is None or turn.open_follow_up else turn.active_to
    return Place(
        number=here.question,
        wanted=config.wanted,
        attempt=here.attempt,
        area=question.area,
        level=question.level,
        kind=question.kind,
        hints_used=turn.hints,
        hints=len(question.hints),
        on_question=int(max(until - turn.active_from, 0.0)),
        usual=question.time_limit,
        whole=int(whole),
        whole_limit=config.minutes * 60 if config.minutes else None,
    )
