"""Screens that come up while the candidate may be in the middle of a sentence."""

import time

from textual.screen import ScreenResultType
from textual.timer import Timer

from interviewer.tui.once import Once

QUIET = 0.8
"""Seconds without a key after which the candidate counts as having stopped writing."""
NOT_YET = "Until you pause, keys go to what you are writing."
_BEAT = 0.1
_STALL = 0.4
_MOST_STALLS = 5


class Interruption(Once[ScreenResultType]):
    """A screen that leaves typed keys to the screen beneath until the candidate stops writing.

    ``quiet_since`` is a time of the monotonic clock. For ``QUIET`` seconds after it, ``heeds`` is
    false, and the app lets a key that writes close the screen with ``None`` and go to the one
    beneath.
    """

    def __init__(self, quiet_since: float) -> None:
        super().__init__()
        now = time.monotonic()
        self._quiet_since = quiet_since
        self.heeds = now - quiet_since >= QUIET
        self._beaten = now
        self._stalls = 0
        self._beats: Timer | None = None

    def on_mount(self) -> None:
        """Start waiting for quiet."""
        if not self.heeds:
            self._beats = self.set_interval(_BEAT, self._beat)

    def _beat(self) -> None:
        now = time.monotonic()
        # While the whole program stalled, keys may have been left unread, so that time does not
        # count as quiet. Stalls are limited, for a machine that is always busy.
        if now - self._beaten > _STALL and self._stalls < _MOST_STALLS:
            self._stalls += 1
            self._quiet_since = now
        self._beaten = now
        if now - self._quiet_since >= QUIET:
            if self._beats is not None:
                self._beats.stop()
            self.heeds = True
            self.show_keys_accepted()

    def show_keys_accepted(self) -> None:
        """Show that keys are taken from now on."""
