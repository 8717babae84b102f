"""What a candidate has written and not sent."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.tui.widgets.composer import Composer
from interviewer.userdata.draft_keeper import DraftKeeper
from interviewer.userdata.drafts import draft_file, take_draft
from interviewer.userdata.locations import draft_path

if TYPE_CHECKING:
    from interviewer.interview.session import Session


class Unsent:
    """The composer of one session and the draft that is kept of it.

    A text that is handed in is held apart until it is logged, so that what is written meanwhile
    stays in the composer. ``handed_in_at`` is when that was, in seconds of the monotonic clock.
    ``failed`` is called, in any thread, with the error if the draft could not be saved.
    """

    def __init__(self, session: "Session", failed: Callable[[OSError], None]) -> None:
        self.composer = Composer(take_draft(session.id, session.last_said))
        self.handed_in_at = 0.0
        self._held = ""
        self._path = draft_path(session.id)
        self._drafts = DraftKeeper(session.id, failed)

    @property
    def text(self) -> str:
        """All that is not sent: the held text, then the composer's."""
        return "\n".join(filter(None, (self._held, self.composer.text)))

    @property
    def held(self) -> str:
        """What was handed in and is not sent yet."""
        return self._held

    @property
    def has_new_text(self) -> bool:
        """Whether there is anything that was written since the last text was handed in."""
        return self.composer.has_new_text and bool(self.composer.text.strip())

    def begin_anew(self) -> None:
        """Count only what is written from now on as new text."""
        self.handed_in_at = time.monotonic()
        self.composer.has_new_text = False

    def hand_in(self) -> None:
        """Take the text out of the composer, and hold it until it is sent or given back."""
        self.begin_anew()
        self._held = self.composer.take()

    def forget_held(self) -> None:
        """Forget what is held: it has been logged."""
        self._held = ""
        self.keep()

    def give_back(self) -> None:
        """Put the held text back, before what has been written since."""
        held, self._held = self._held, ""
        self.composer.give_back(held)

    def drop(self) -> None:
        """Forget all of it."""
        self.composer.take()
        self.forget_held()

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Yield a file with the text, even if empty, for an outside editor to change.

        Raises ``OSError`` if the file cannot be made.
        """
        self.keep()
        with draft_file(self._path) as path:
            yield path

    def note(self) -> None:
        """Save the text soon."""
        self._drafts.note(self.text)

    def keep(self) -> None:
        """Save the text before returning."""
        self._drafts.keep(self.text)
