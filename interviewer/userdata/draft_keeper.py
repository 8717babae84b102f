"""Saves a draft while it is being written, without holding up the typing."""

import threading
from collections.abc import Callable

from interviewer.userdata.drafts import keep_draft

_DELAY = 0.25  # seconds: a draft must be on the disk within 1 s of the last key


class DraftKeeper:
    """Saves the newest text of a session's draft.

    However fast texts follow each other, one of them is written every quarter of a second.
    ``ending`` distinguishes it from other drafts of the session. ``failed`` is called in the
    writing thread with the error when a draft cannot be saved: once, until another can be saved.
    """

    def __init__(
        self, session_id: str, failed: Callable[[OSError], None], ending: str = "txt"
    ) -> None:
        self._session_id = session_id
        self._ending = ending
        self._failed = failed
        self._failing = False
        self._text: str | Callable[[], str] | None = None
        self._kept: str | None = None
        self._timer: threading.Timer | None = None
        self._writing = threading.Lock()

    def note(self, text: str | Callable[[], str]) -> None:
        """Set the newest text, to be written within a quarter of a second.

        A function that returns it is called only then, in the writing thread.
        """
        self._text = text
        if self._timer is None:
            self._timer = threading.Timer(_DELAY, self.keep)
            self._timer.daemon = True
            self._timer.start()

    def keep(self, text: str | None = None) -> None:
        """Write the newest text, or ``text`` if given, to the disk before returning."""
        if text is not None:
            self._text = text
        with self._writing:
            self._timer = None  # before the text is read, so that a later one gets its own timer
            text = self._text() if callable(self._text) else self._text
            if text is None or text == self._kept:
                return
            try:
                keep_draft(self._session_id, text, self._ending)
            except OSError as error:
                if not self._failing:
                    self._failed(error)
                self._failing = True
            else:
                self._kept, self._failing = text, False
