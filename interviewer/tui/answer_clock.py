"""How long the candidate takes for an answer."""

from interviewer.interview.events import Timings


class AnswerClock:
    """Times an answer from the question on. All times are in seconds of the monotonic clock."""

    def __init__(self, now: float) -> None:
        self._asked = now
        self._first: float | None = None

    def restart(self, now: float) -> None:
        """Start counting: the question has been asked."""
        self._asked, self._first = now, None

    def restart_unless_begun(self, now: float) -> None:
        """Count from ``now`` if no answer has begun: the question has just been read out."""
        if self._first is None:
            self._asked = now

    def begin(self, at: float) -> None:
        """Note when an answer began; later calls for the same answer change nothing."""
        if self._first is None:
            self._first = max(at, self._asked)

    def timings(self, now: float) -> Timings:
        """Return the seconds to the first word, if there was one, and to ``now``."""
        first = None if self._first is None else round(self._first - self._asked, 1)
        return Timings(
            to_first_word=None if first is None else max(first, 0.0),
            total=round(now - self._asked, 1),
        )
