"""An answer read line by line from standard input, and kept as a draft until it is sent."""

import sys
from contextlib import suppress

from interviewer.interview.intents import takes_back
from interviewer.text.display import plain
from interviewer.userdata.draft_keeper import DraftKeeper
from interviewer.userdata.drafts import draft_file, take_draft
from interviewer.userdata.editor import edit
from interviewer.userdata.locations import draft_path


class AnswerLines:
    """Reads the answers of one session. ``last_said`` is what was sent last, and so is no draft."""

    def __init__(self, session_id: str, last_said: str) -> None:
        self._path = draft_path(session_id)
        self._drafts = DraftKeeper(session_id, _not_kept)
        draft = take_draft(session_id, last_said)
        self._lines = [f"{draft.removesuffix(chr(10))}\n"] if draft else []
        self._whole = False
        self._held = ""

    @property
    def held(self) -> str:
        """What ``hold`` has kept, all of it."""
        return self._held

    @property
    def begun(self) -> bool:
        """Whether an answer has been begun before, and ``/forget`` drops it."""
        return bool(self._lines)

    def read(self) -> str | None:
        """Return an answer or a command; ``None`` when there is nothing more.

        An answer ends with a line that holds a single dot, or with the input. A first line that
        begins with a slash is a command, and leaves a draft as it is. A line such as "scratch that"
        drops what stands before it.
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
            else:
                begun = True
                self._lines.append(line)
                self._drafts.note(self._held + "".join(self._lines))
        if not line and not begun:
            return None  # a draft is sent by whoever has written it, not by the end of the input
        self._whole = True
        return "".join(self._lines)

    def taken(self) -> None:
        """Forget the answer that was read last: it has been logged. A command is no draft."""
        if self._whole:
            self._forget()

    def edit(self) -> None:
        """Let the user write in their own editor, and take what they have saved there.

        Raises ``InterviewerError`` where the editor fails, and ``OSError`` where there is no file
        for it; what had been written is still there.
        """
        self._drafts.keep("".join(self._lines))
        with draft_file(self._path) as path:
            try:
                edit(path)
            finally:
                text = plain(path.read_text(encoding="utf-8", errors="replace"))
                self._lines = [f"{text.removesuffix(chr(10))}\n"] if text.strip() else []

    def hold(self) -> None:
        """Keep what was read last as a part of an answer that is sent later."""
        self._held += "".join(self._lines)
        self._forget()

    def set_aside(self) -> str:
        """Forget what was held, and return it."""
        held, self._held = self._held, ""
        self._drafts.keep("".join(self._lines))
        return held

    def hold_again(self, held: str) -> None:
        """Hold what was set aside before."""
        self._held = held + self._held
        self._drafts.keep(self._held + "".join(self._lines))

    def release(self) -> None:
        """Forget what was held and read: it has been logged, or is not wanted."""
        self._held = ""
        self._forget()

    def keep(self) -> None:
        """Have what was read and not sent on the disk."""
        with suppress(KeyboardInterrupt):
            self._drafts.keep()

    def _forget(self) -> None:
        self._lines.clear()
        self._drafts.keep(self._held)


def _not_kept(error: OSError) -> None:
    print(f"The draft could not be kept ({error.strerror or error}).", file=sys.stderr)
