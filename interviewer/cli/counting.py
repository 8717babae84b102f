"""A running count on standard error during long work, on a terminal only."""

import sys
from time import monotonic

from interviewer.cli.streams import redraw

_QUIET = 0.5  # seconds: shorter work is not worth a line


class Counting:
    """Shows how many of ``noun`` are done; a context manager that clears its line at the end."""

    def __init__(self, doing: str, noun: str = "sessions") -> None:
        self._doing = doing
        self._noun = noun
        self._since = monotonic()
        self._shown = False

    def __enter__(self) -> "Counting":
        return self

    def __exit__(self, *error: object) -> None:
        if self._shown:
            redraw("")

    def __call__(self, done: int) -> None:
        """Show the count ``done``, at most twice a second."""
        now = monotonic()
        if sys.stderr.isatty() and now - self._since > _QUIET:
            self._since = now
            self._shown = True
            redraw(f"{self._doing}: {done:,} {self._noun}, Ctrl+C stops")
