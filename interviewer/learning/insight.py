"""What the stored sessions show together: ability, calibration, progress, and a plan from them."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from interviewer.errors import UsageError

if TYPE_CHECKING:
    from interviewer.interview.ability import Belief
    from interviewer.learning.outcomes import Outcome
    from interviewer.learning.plan import Day
    from interviewer.learning.progress import Progress
    from interviewer.learning.records import Records
    from interviewer.learning.self_estimates import Calibration

_ESTIMATED = 100  # newest sessions that the calibration covers
_REMEMBERED = 40
"""How many of the newest sessions an adaptive interview uses; older ones add little."""


class Insight:
    """Evaluates ``records`` as of now; ``clock`` returns the time, aware of its zone."""

    def __init__(self, records: "Records", clock: Callable[[], datetime]) -> None:
        self._records = records
        self._clock = clock

    def beliefs(self) -> "tuple[Belief, ...]":
        """Return what the newest sessions say about the candidate's ability in each area.

        If a question was asked twice in a session, only the first try counts.
        """
        from interviewer.interview.ability import beliefs

        newest = self._records.rows(limit=_REMEMBERED)
        if not newest:
            return ()
        first: dict[tuple[str, str], int] = {}
        tries = [
            one
            for one in self._records.outcomes(newest[-1].started_at)
            if first.setdefault((one.session_id, one.question_id), one.turn) == one.turn
        ]
        return beliefs(tries, now=self._clock())

    def calibration(self) -> "Calibration | None":
        """Return how well the newest self-estimates agree with the scores; ``None`` without any."""
        from interviewer.learning.self_estimates import calibration, self_estimates

        sessions = self._records.sessions_with("self_estimated", _ESTIMATED)
        return calibration(one for session in sessions for one in self_estimates(session))

    def progress(self, sessions: int | None = None) -> "Progress":
        """Return the progress over all graded answers, or those of the newest ``sessions``.

        Criteria are those that were tried in these sessions, with the mastery from all their tries.
        Days are those of this machine's time zone.
        """
        from interviewer.learning.progress import progress

        newest = self._records.rows(sessions) if sessions else ()
        since = newest[-1].started_at if newest else None
        # Otherwise an older session that was resumed since then would count in part.
        wanted = {one.id for one in newest}
        turns = [
            one
            for one in self._records.turn_scores(since)
            if not newest or one.session_id in wanted
        ]
        return progress(turns, self._records.mastery(since), self._clock().astimezone())

    def outcomes(self, sessions: int | None = None) -> "list[Outcome]":
        """Return every try of every criterion that the progress is based on, oldest first."""
        return self._records.outcomes(self._since(sessions))

    def plan(
        self,
        until: date,
        areas: Collection[str],
        *,
        minutes: int = 45,
        weights: Mapping[str, float] | None = None,
        mock: str = "mixed-loop",
    ) -> "tuple[Day, ...]":
        """Return what to do each day up to an interview.

        ``areas`` are those to plan, ``weights`` how much each matters (default: all equal).
        Raises ``UsageError`` for a date that has passed or is over a year away.
        """
        from interviewer.learning.plan import LONGEST, REMEMBERED, plan

        today = self.today()
        wanted = {area: weights.get(area, 0.0) if weights else 1.0 for area in areas}
        if not any(wanted.values()):
            raise UsageError(
                "The job description asks for none of these areas.",
                remedy="Leave out --area or --job.",
            )
        if not 0 <= (until - today).days <= LONGEST:
            raise UsageError(
                f"{until} is not a day to plan for.",
                remedy=f"Give a day from today ({today}) up to {LONGEST} days ahead.",
            )
        return plan(
            today,
            until,
            weights=wanted,
            outcomes=self._records.outcomes(self._clock() - REMEMBERED),
            asked={one.area for one in self._records.mastery()},
            minutes=minutes,
            mock=mock,
        )

    def _since(self, sessions: int | None) -> datetime | None:
        """Return when the oldest of the newest ``sessions`` began; ``None`` for all of them."""
        oldest = self._records.rows(1, sessions - 1) if sessions else []
        return oldest[0].started_at if oldest else None

    def today(self) -> date:
        """Return today's date in this machine's time zone."""
        return self._clock().astimezone().date()
