"""What a rubric must give on answers whose worth is known: every bound, with its reason.

Of each pair ``wanted`` is what the bank should reach, and what breaks it is a warning;
``barred`` is what the offline grader keeps on every item that comes with the program, and what
breaks that is an error. Where the two differ, the grader is what lags: bring ``barred`` nearer to
``wanted`` as it gets better.
"""

from typing import NamedTuple

from interviewer.bank.problems import Severity


class Bound(NamedTuple):
    """Two bounds (0..1) on a score, or on what it loses."""

    wanted: float
    barred: float

    def over(self, value: float) -> Severity | None:
        """Return how serious it is that ``value`` is so large, ``None`` when it is not."""
        if value > self.barred:
            return "error"
        return "warning" if value > self.wanted else None

    def under(self, value: float) -> Severity | None:
        """Return how serious it is that ``value`` is so small, ``None`` when it is not."""
        if value < self.barred:
            return "error"
        return "warning" if value < self.wanted else None


MODEL_ANSWER = Bound(wanted=0.90, barred=0.80)
"""At least this. A criterion's credit follows readers' marks, so few reach it in full."""

REPLY = Bound(wanted=0.75, barred=0.60)
"""At least this, for the model reply to a deeper follow-up. With one to three criteria each partial
credit weighs much."""

EXAMPLE = Bound(wanted=0.30, barred=0.50)
"""At most this, for somebody who holds a misconception. A misconception is charged only beyond
doubt, so many an example keeps the partial points of what it says besides."""

ADDITION = Bound(wanted=0.05, barred=0.10)
"""By how much at most a correction, or the rejection of a misconception, lowers a model answer.
A twentieth is what a reader would not notice."""

DENIAL = Bound(wanted=0.15, barred=0.50)
"""At most this, for a model answer of which every sentence is denied. The grader does not see each
"not" that governs a claim's verb."""

PARROT = Bound(wanted=0.15, barred=0.15)
"""At most this, for the question said back."""

STRANGER = Bound(wanted=0.40, barred=1.0)
"""At most this, for another item's model answer. A subject's neighbours share words, and the
grader gives something for what comes near: to be seen, not to be barred."""
