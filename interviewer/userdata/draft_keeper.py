"""Keeps a draft while it is being written, without holding up whoever writes it."""

import threading
from collections.abc import Callable

from interviewer.userdata.drafts import keep_draft

_DELAY = 0.25  # seconds: a draft is to be on the disk within one of the last key


class DraftKeeper:
    """Keeps the newest text of a session's draft.

    However fast texts follow each other, one of them is written every quarter of a second.
    ``ending`` tells it from other drafts of the session.
    ``failed`` is told, in the thread that writes, why a draft could not be kept: once, until
    another can be kept.
    """

    def __init__(
        self, session_id: str, failed: Callable[[OSError], None], ending: str = "txt"
    ) -> None:
        self._session_id = session_id
        self._ending = ending
        self._failed = failed
        self._failing = False
        self._text: str | None = None
        self._kept: str | None = None
        self._timer: threading.Timer | None = None
        self._writing = threading.Lock()

    def note(self, text: str) -> None:
        """Take a text as the newest one; it is written soon."""
        self._text = text
        if self._timer is None:
            self._timer = threading.Timer(_DELAY, self.keep)
            self._timer.daemon = True
            self._timer.start()

    def keep(self, text: str | None = None) -> None:
        """Return once the newest text, ``text`` where it is given, is on the disk."""
        if text is not None:
            self._text = text
        with self._writing:
            self._timer = None  # before the text is read: one that is noted from now on has its own
            text = self._text
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
