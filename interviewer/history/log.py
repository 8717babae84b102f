"""The log of one whole session, as it comes from a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewer.interview.session import Session


@dataclass(frozen=True, slots=True)
class Log:
    """A session from a file: its fold, its entries as JSON, and the time of the last one."""

    session: "Session"
    bodies: Sequence[str]
    updated_at: datetime
