"""Where the candidate writes code."""

from typing import TYPE_CHECKING, ClassVar, cast

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from interviewer.text.display import plain
from interviewer.text.highlighting import Kind, pieces
from interviewer.tui.widgets.small_steps import SmallSteps
from interviewer.tui.writing import pasted

if TYPE_CHECKING:
    from textual.document._document import Document

_VARIABLES: dict[Kind, str] = {
    "keyword": "primary",
    "string": "success",
    "comment": "muted",
    "number": "warning",
    "name": "secondary",
}
"""Which colour of the theme each kind of token has."""


class CodeEditor(TextArea):
    """A text area for code: colours, line numbers, indentation, undo word by word, find.

    A line that is longer than the screen is wide goes on beneath itself.

    Enter keeps the indentation, and adds a step after a colon. Tab indents and shift+tab dedents,
    all lines if several are selected. Backspace in an indentation goes back a step.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+enter,alt+enter,f10", "screen.submit", "submit", show=False),
        Binding("escape", "screen.leave", show=False, priority=True),
        Binding("shift+tab", "dedent", show=False),
        Binding("ctrl+f", "screen.find", show=False),
        # A text area would select with them; the interview's own meaning wins.
        Binding("f6", "screen.say('unknown')", show=False),
        Binding("ctrl+d", "delete_right", show=False),
    ]

    def __init__(self, code: str, language: str) -> None:
        self._written_in = language
        self._kinds: dict[int, list[tuple[int, int, Kind]]] | None = None
        super().__init__(
            plain(code),
            id="editor",
            soft_wrap=True,
            tab_behavior="indent",
            show_line_numbers=True,
            compact=True,
            highlight_cursor_line=True,
        )
        self.indent_width = 4
        self.history = SmallSteps()

    def undo(self) -> None:
        """Take back the last step; what is written next is a step of its own."""
        super().undo()
        self.history.checkpoint()

    def replace_all(self, code: str) -> None:
        """Take code from elsewhere, as one step that undo takes back."""
        code = plain(code)
        if code != self.text:
            self.history.checkpoint()
            self.replace(code, self.document.start, self.document.end)
            self.history.checkpoint()

    def find(self, wanted: str, *, backwards: bool = False) -> int:
        """Select the next match, wrapping round after the last.

        Returns how many matches there are. Case matters only if ``wanted`` has capitals.
        """
        document, text = cast("Document", self.document), self.text
        if not wanted:
            return 0
        if wanted == wanted.lower():
            text = text.lower()
        places = []
        at = text.find(wanted)
        while at >= 0:
            places.append(at)
            at = text.find(wanted, at + len(wanted))
        if not places:
            return 0
        start, end = sorted((self.selection.start, self.selection.end))
        if backwards:
            here = document.get_index_from_location(start)
            before = [place for place in places if place < here]
            chosen = before[-1] if before else places[-1]
        else:
            here = document.get_index_from_location(end)
            chosen = next((place for place in places if place >= here), places[0])
        location = document.get_location_from_index
        self.selection = Selection(location(chosen), location(chosen + len(wanted)))
        self.scroll_cursor_visible(center=True)
        return len(places)

    def action_dedent(self) -> None:
        """Take one step of indentation from the line, or from all that are selected."""
        self._shift(-self.indent_width)

    def action_delete_left(self) -> None:
        """Delete to the left, in an indentation by a whole step."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if self.selection.is_empty and before and not before.strip(" ") and not self.read_only:
            width = (column - 1) % self.indent_width + 1
            self._delete_via_keyboard((row, column - width), (row, column))
            return
        super().action_delete_left()

    def get_line(self, line_index: int) -> Text:
        """Return one line of the code in its colours."""
        line = super().get_line(line_index)
        if self._kinds is None:
            self._kinds = self._read_kinds()
        for start, end, kind in self._kinds.get(line_index, ()):
            line.stylize(self._style(kind), start, end)
        return line

    def _style(self, kind: Kind) -> Style:
        value = self.app.theme_variables.get(_VARIABLES[kind], "")
        colour = Color.parse(value).rich_color if value.startswith("#") else None
        return Style(color=colour, bold=kind == "keyword", italic=kind == "comment")

    def _read_kinds(self) -> dict[int, list[tuple[int, int, Kind]]]:
        kinds: dict[int, list[tuple[int, int, Kind]]] = {}
        row = column = 0
        for text, kind in pieces(self.text, self._written_in):
            first, *rest = text.split("\n")
            for number, part in enumerate((first, *rest)):
                if number:
                    row, column = row + 1, 0
                if kind and part:
                    kinds.setdefault(row, []).append((column, column + len(part), kind))
                column += len(part)
        return kinds

    def _build_highlight_map(self) -> None:
        """Forget the colours after every edit, as the text area forgets its lines."""
        super()._build_highlight_map()
        self._kinds = None

    def _shift(self, by: int) -> None:
        if self.read_only:
            return
        start, end = sorted((self.selection.start, self.selection.end))
        last = end[0] - (end[0] > start[0] and end[1] == 0)
        old = [self.document.get_line(row) for row in range(start[0], last + 1)]
        new = [_shifted(line, by) for line in old]
        if new == old:
            return
        self.history.checkpoint()
        self.replace("\n".join(new), (start[0], 0), (last, len(old[-1])))
        self.history.checkpoint()
        self.selection = Selection(
            (start[0], max(start[1] + len(new[0]) - len(old[0]), 0) if last == start[0] else 0),
            (last, len(new[-1]))
            if last > start[0]
            else (last, max(end[1] + len(new[-1]) - len(old[-1]), 0)),
        )

    async def _on_key(self, event: events.Key) -> None:
        if not self.read_only and event.key in ("enter", "tab"):
            several = self.selection.start[0] != self.selection.end[0]
            if event.key == "enter" or several:
                event.stop()
                event.prevent_default()
                if event.key == "enter":
                    self._new_line()
                else:
                    self._shift(self.indent_width)
                return
        await super()._on_key(event)

    def _new_line(self) -> None:
        start, end = sorted((self.selection.start, self.selection.end))
        before = self.document.get_line(start[0])[: start[1]]
        indent = before[: len(before) - len(before.lstrip())]
        opens = self._written_in == "python" and before.rstrip().endswith((":", "(", "[", "{"))
        step = " " * self.indent_width if opens else ""
        self._replace_via_keyboard(f"\n{indent}{step}", start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if self.read_only:
            return
        text = pasted(event.text)
        result = self._replace_via_keyboard(text, *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)


def _shifted(line: str, by: int) -> str:
    if by > 0:
        return " " * by + line if line.strip() else line
    blank = len(line) - len(line.lstrip(" "))
    return line[min(blank, -by) :]
