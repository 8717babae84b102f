"""Reads an answer line by line from standard input, and keeps it as a draft until it is sent."""

import sys
from contextlib import suppress

from interviewer.interview.intents import takes_back
from interviewer.text.display import plain
from interviewer.userdata.draft_keeper import DraftKeeper
from interviewer.userdata.drafts import draft_file, take_draft
from interviewer.userdata.editor import edit
from interviewer.userdata.locations import draft_path


class AnswerLines:
    """Reads the answers of one session. ``last_said`` is the last text sent, so not a draft."""

    def __init__(self, session_id: str, last_said: str) -> None:
        self._path = draft_path(session_id)
        self._drafts = DraftKeeper(session_id, _not_kept)
        draft = take_draft(session_id, last_said)
        self._lines = [f"{draft.removesuffix(chr(10))}\n"] if draft else []
        self._whole = False
        self._held = ""

    @property
    def held(self) -> str:
        """All the text that ``hold`` has kept."""
        return self._held

    @property
    def begun(self) -> bool:
        """Whether there is an unfinished answer, which ``/forget`` drops."""
        return bool(self._lines)

    def read(self) -> str | None:
        """Return an answer or a command; ``None`` when there is nothing more.

        An answer ends with a line that contains only a dot, or with the input. A first line that
        begins with a slash is a command, and leaves the draft alone; blank lines before it do not
        count. A line such as "scratch that" drops the lines before it.
        """
        self._whole = False
        if self._lines:
            print(f"Your unfinished answer:\n{plain(''.join(self._lines))}")
            print(
                "Continue, and send it with a line that holds only a dot; /forget drops it.",
                flush=True,
            )
        begun = False
        while line := sys.stdin.readline():
            if not begun and line.strip() == "/forget":
                self.release()
            elif not begun and line.startswith("/"):
                return line.strip()
            elif line.strip() == ".":
                break
            elif self._lines and takes_back(line):
                begun = False
                self._forget()
                print("Dropped. Start again.", flush=True)
            elif begun or self._lines or line.strip():
                begun = begun or bool(line.strip())
                self._lines.append(line)
                self._drafts.note(self._unsent)
        if not line and not begun:
            return None  # only the user sends a draft, never the end of the input
        self._whole = True
        return "".join(self._lines)

    def taken(self) -> None:
        """Forget the last answer read, which has been logged; does nothing after a command."""
        if self._whole:
            self._forget()

    def edit(self) -> None:
        """Open the unfinished answer in the user's editor, and replace it by what they save.

        Raises ``InterviewerError`` if the editor fails, and ``OSError`` if its file cannot be
        made; the answer written so far is kept.
        """
        self._drafts.keep("".join(self._lines))
        with draft_file(self._path) as path:
            try:
                edit(path)
            finally:
                text = plain(path.read_text(encoding="utf-8", errors="replace"))
                self._lines = [f"{text.removesuffix(chr(10))}\n"] if text.strip() else []
                self._drafts.keep(self._unsent())  # the file is not as it was last kept

    def hold(self) -> None:
        """Add what was read last to an answer that is sent later."""
        self._held += "".join(self._lines)
        self._forget()

    def set_aside(self) -> str:
        """Return the held text and forget it."""
        held, self._held = self._held, ""
        self._drafts.keep(self._unsent())
        return held

    def hold_again(self, held: str) -> None:
        """Put text that was set aside before the held text."""
        self._held = held + self._held
        self._drafts.keep(self._unsent())

    def release(self) -> None:
        """Forget all held and read text: it has been logged, or is not wanted."""
        self._held = ""
        self._forget()

    def keep(self) -> None:
        """Write to the disk the text that was read and not sent."""
        with suppress(KeyboardInterrupt):
            self._drafts.keep()

    def _unsent(self) -> str:
        return self._held + "".join(self._lines)

    def _forget(self) -> None:
        self._lines.clear()
        self._drafts.keep(self._held)


def _not_kept(error: OSError) -> None:
    print(f"The draft could not be kept ({error.strerror or error}).", file=sys.stderr)
