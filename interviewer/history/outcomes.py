"""How each criterion fared in each graded turn: what reviews and progress are worked out from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one criterion fared in one graded turn. ``credit`` is 0..1."""

    session_id: str
    turn: int
    at: datetime  # when the turn's last answer was given, aware
    format: str | None
    question_id: str
    area: str
    level: str  # core or advanced
    kind: str
    criterion_id: str
    essential: bool
    points: int
    credit: float
    help: str  # Help of the ledger: unprompted, after a probe, after a hint, never
