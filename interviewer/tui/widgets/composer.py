"""Where the candidate writes an answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from interviewer.text.display import plain
from interviewer.text.length import LONGEST
from interviewer.tui.widgets.small_steps import SmallSteps
from interviewer.tui.writing import is_writing, pasted

if TYPE_CHECKING:
    from interviewer.speech.words import Word


ANSWER = "Write your answer. Enter makes a new line, ctrl+s sends it."
NOTES = "Explain your code here, or ask. Ctrl+s asks, or submits."
"""What an empty composer shows, while an answer is wanted and while code is."""


class Composer(TextArea):
    """A text area in which Enter makes a new line, and only ctrl+s hands in what is written.

    A single line that begins with a slash is a command: there, Enter is enough. ``has_new_text``
    is set by every key and paste that writes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter,alt+enter,f10", "screen.submit", "send", show=False),
        Binding("ctrl+d", "delete_or_leave", show=False),
        Binding("ctrl+g", "next_doubtful", show=False),
        # A text area would select a line with it; the interview's own meaning wins.
        Binding("f6", "screen.say('unknown')", show=False),
    ]

    class TooLong(Message):
        """A paste was refused; ``length`` is how many characters the text would have had."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    class NothingDoubtful(Message):
        """A doubtful word was asked for, and there is none."""

    def __init__(self, text: str = "") -> None:
        self._heard: tuple[Word, ...] = ()
        self._doubts: list[tuple[int, int]] = []
        self._doubts_of: tuple[str, tuple[Word, ...]] | None = None
        super().__init__(
            plain(text),
            id="composer",
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            placeholder=ANSWER,
        )
        self.history = SmallSteps()
        self.has_new_text = False

    def on_mount(self) -> None:
        """Go on at the end of what was written before."""
        self.move_cursor(self.document.end)

    def take(self) -> str:
        """Take out all that is written, for good: undo does not bring it back."""
        text = self.text
        self.load_text("")
        return text

    def give_back(self, text: str) -> None:
        """Put ``text`` back, before what has been written since."""
        since = self.text
        self.load_text(f"{text}\n{since}" if since else text)
        self.move_cursor(self.document.end)

    def undo(self) -> None:
        """Take back the last step; what is written next is a step of its own."""
        super().undo()
        self.history.checkpoint()

    def dictate(self, text: str, heard: "Sequence[Word]", *, stop: bool = False) -> None:
        """Add spoken words at the end; ``heard`` has all the spoken words of this answer.

        Words of which the recogniser was not sure stay underlined, wherever an edit moves them.
        ``stop`` ends the sentence before them.
        """
        self._heard = tuple(heard)
        gap = "" if not self.text or self.text[-1].isspace() else ". " if stop else " "
        end = self.document.end
        follows = self.cursor_location == end
        result = self.insert(gap + plain(text), end)
        if follows:
            self.move_cursor(result.end_location)

    def correct(self, said: str, meant: str) -> None:
        """Replace the words just added with ``meant``; undo reverts only that."""
        said, meant = plain(said), plain(meant)
        end = self.document.end
        begin = self._location(len(self.text) - len(said))
        follows = self.cursor_location == end
        self.history.checkpoint()
        result = self.replace(meant, begin, end)
        self.history.checkpoint()
        if follows:
            self.move_cursor(result.end_location)

    def action_next_doubtful(self) -> None:
        """Select the next word of which the recogniser was not sure: what is typed replaces it."""
        doubts = self._all_doubtful()
        if not doubts:
            self.post_message(self.NothingDoubtful())
            return
        row, column = max(self.selection)
        here = sum(len(line) + 1 for line in self.text.split("\n")[:row]) + column
        start, end = next((one for one in doubts if one[0] >= here), doubts[0])
        end -= len(self.text[start:end]) - len(self.text[start:end].rstrip(".,;:!?"))
        self.selection = Selection(self._location(start), self._location(end))

    def _location(self, place: int) -> tuple[int, int]:
        before = self.text[:place].split("\n")
        return len(before) - 1, len(before[-1])

    def begin_again(self) -> None:
        """Empty it; undo brings back what was there."""
        self.history.checkpoint()
        self.clear()
        self.history.checkpoint()
        self.forget_speech()

    def rewrite(self, text: str) -> None:
        """Replace all that is written with ``text``; undo brings it back."""
        self.history.checkpoint()
        self.replace(text, self.document.start, self.document.end)
        self.history.checkpoint()
        self.move_cursor(self.document.end)
        self.has_new_text = True

    def forget_speech(self) -> None:
        """Underline nothing any more: the next answer begins."""
        self._heard = ()

    def get_line(self, line_index: int) -> Text:
        """Return one line of the text, doubtful words underlined."""
        line = super().get_line(line_index)
        for start, end in self._doubtful(line_index, len(line.plain)):
            line.stylize("underline", start, end)
        return line

    def _doubtful(self, line_index: int, length: int) -> list[tuple[int, int]]:
        doubts = self._all_doubtful()
        begin = sum(len(line) + 1 for line in self.text.split("\n")[:line_index]) if doubts else 0
        return [
            (max(start - begin, 0), min(end - begin, length))
            for start, end in doubts
            if start < begin + length and begin < end
        ]

    def _all_doubtful(self) -> list[tuple[int, int]]:
        if not self._heard:
            return []
        if self._doubts_of != (self.text, self._heard):
            from interviewer.speech.alignment import doubtful_spans

            self._doubts = doubtful_spans(self.text, self._heard)
            self._doubts_of = (self.text, self._heard)
        return self._doubts

    def action_delete_or_leave(self) -> None:
        """Delete to the right; in an empty composer, get out as a shell does."""
        if self.text:
            self.action_delete_right()
        else:
            self.screen.call_later(self.screen.run_action, "leave")

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.document.line_count == 1 and self.text.startswith("/"):
            event.stop()
            event.prevent_default()
            await self.run_action("screen.submit")
            return
        if is_writing(event):
            self.has_new_text = True
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.has_new_text = True
        text = pasted(event.text)
        length = len(self.text) - len(self.selected_text) + len(text)
        if length > LONGEST:
            self.post_message(self.TooLong(length))
            return
        result = self._replace_via_keyboard(text, *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)
