"""When a session was last open: a file that is written every few seconds.

The log says when something happened, not how long the candidate then spent on the question.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from interviewer.userdata.locations import draft_path
from interviewer.userdata.private import make_private

EVERY = 5.0
"""Seconds between two writes: the most that is lost when the program is killed."""

_ENDING = "seen"
_LENGTH = len("2026-01-01T00:00:00.000000+00:00")


class Presence:
    """Stores the time up to which a session was open; the caller calls ``beat`` regularly.

    A failed write is ignored: then the time since the last event is not known.
    """

    def __init__(self, session_id: str, clock: Callable[[], datetime]) -> None:
        self._path = draft_path(session_id, _ENDING)
        self._clock = clock

    def beat(self) -> None:
        """Write that the session is open now: 32 bytes, in place."""
        now = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
        with contextlib.suppress(OSError):
            make_private(self._path.parent)
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.write(file, now.encode())
            finally:
                os.close(file)

    def forget(self) -> None:
        """Delete the file: the session is over."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def kept_up(self) -> Iterator[None]:
        """Beat in a thread while the block runs, and when it ends, however it ends."""
        over = threading.Event()

        def keep_up() -> None:
            while not over.wait(EVERY):
                self.beat()

        thread = threading.Thread(target=keep_up, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
            self.beat()


def last_seen(session_id: str) -> datetime | None:
    """Return when a session was last known to be open; ``None`` if that is not known."""
    try:
        text = draft_path(session_id, _ENDING).read_text("ascii")
        seen = datetime.fromisoformat(text[:_LENGTH])
    except (OSError, ValueError):
        return None
    return seen if seen.tzinfo is not None else None
