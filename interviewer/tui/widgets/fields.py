"""Fields of a form that is filled in with the arrow keys."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from interviewer.text.display import plain
from interviewer.tui.view.hanging import hang

LABEL = 11  # cells
_BENEATH = 4  # cells of indentation beneath a value


class Field(Widget, can_focus=True):
    """A labelled line. Up and down go to the neighbours."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "app.focus_previous", show=False),
        Binding("down,j", "app.focus_next", show=False),
    ]

    class Changed(Message):
        """The value has changed."""

    def __init__(self, label: str, widget_id: str) -> None:
        super().__init__(id=widget_id)
        self._label = label

    def _changed(self) -> None:
        self.refresh(layout=True)
        self.post_message(self.Changed())

    def drawn(self, width: int) -> Content:
        """Return the field in lines of ``width`` cells."""
        del width
        return self._labelled()

    def render(self) -> Content:
        """Return it at the present width."""
        return self.drawn(self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it needs."""
        del container, viewport
        return self.drawn(width).plain.count("\n") + 1

    def _explained(self, value: Content, about: str, width: int) -> Content:
        """Return label and value with an explanation, which goes beneath if it does not fit."""
        line = self._labelled() + value
        told = Content.styled(plain(about), "$muted")
        if not about:
            return line
        if line.cell_length + 2 + told.cell_length <= width:
            return line + "  " + told
        return line + "\n" + hang(Content(" " * _BENEATH), told, width)

    def _labelled(self) -> Content:
        style = "bold $primary" if self.has_focus else "$muted"
        mark = "›" if self.has_focus else " "
        return Content.styled(f"{mark} {self._label:<{LABEL}}", style)


class Toggles(Field):
    """Any of several. Nothing chosen means all, and the first entry says so.

    ``options`` are values with their labels; ``chosen`` are the values that are on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", show=False),
        Binding("right,l", "move(1)", show=False),
        Binding("space,x", "tick", show=False),
        Binding("a", "all", show=False),
    ]

    def __init__(
        self, label: str, widget_id: str, options: Sequence[tuple[str, str]], chosen: Sequence[str]
    ) -> None:
        super().__init__(label, widget_id)
        self._options = list(options)
        known = [value for value, _ in options]
        self._chosen = [value for value in known if value in chosen]
        self._place = 0

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values that are on; empty for all."""
        return tuple(self._chosen)

    def _tokens(self) -> list[tuple[str, bool]]:
        all_on = not self._chosen
        tokens = [(f"[{'x' if all_on else ' '}] all", all_on)]
        for value, text in self._options:
            on = value in self._chosen
            tokens.append((f"[{'x' if on else ' '}] {plain(text)}", on))
        return tokens

    def _rows(self, width: int) -> list[list[int]]:
        tokens = self._tokens()
        cell = max(len(text) for text, _ in tokens) + 2
        whole = sum(len(text) + 2 for text, _ in tokens)
        room = max(width - LABEL - 3, cell)
        each = len(tokens) if whole <= room else max((room + 2) // cell, 1)
        return [list(range(at, min(at + each, len(tokens)))) for at in range(0, len(tokens), each)]

    def drawn(self, width: int) -> Content:
        """Return the entries in columns."""
        tokens = self._tokens()
        rows = self._rows(width)
        cell = max(len(text) for text, _ in tokens) + 2 if len(rows) > 1 else 0
        lines = []
        for number, row in enumerate(rows):
            line = self._labelled() if number == 0 else Content(" " * (LABEL + 2))
            for at in row:
                text, on = tokens[at]
                style = "bold" if on else "$muted"
                if self.has_focus and at == self._place:
                    style = "bold reverse"
                line = line + Content.styled(text, style) + " " * max(cell - len(text), 2)
            lines.append(line)
        return Content("\n").join(lines)

    def action_move(self, step: int) -> None:
        """Point at another entry."""
        self._place = (self._place + step) % (len(self._options) + 1)
        self.refresh()

    def action_tick(self) -> None:
        """Switch the entry on or off."""
        if self._place == 0:
            self._chosen.clear()
        else:
            value = self._options[self._place - 1][0]
            if value in self._chosen:
                self._chosen.remove(value)
            else:
                self._chosen.append(value)
            if len(self._chosen) == len(self._options):
                self._chosen.clear()
        self._changed()

    def action_all(self) -> None:
        """Choose all."""
        self._chosen.clear()
        self._changed()


class OneOf(Field):
    """One of several. ``options`` are values with what they mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", show=False),
        Binding("right,l,space", "move(1)", show=False),
    ]

    def __init__(
        self, label: str, widget_id: str, options: Sequence[tuple[str, str]], value: str
    ) -> None:
        super().__init__(label, widget_id)
        self._options = list(options)
        values = [name for name, _ in options]
        self._place = values.index(value) if value in values else 0

    def add(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer more; what is chosen stays."""
        known = {name for name, _ in self._options}
        self._options += [option for option in options if option[0] not in known]
        self.refresh(layout=True)

    @property
    def value(self) -> str:
        """The chosen value."""
        return self._options[self._place][0]

    def drawn(self, width: int) -> Content:
        """Return the choice and what it means."""
        value, about = self._options[self._place]
        return self._explained(_stepped(plain(value), self.has_focus), about, width)

    def action_move(self, step: int) -> None:
        """Choose the next value or the one before."""
        self._place = (self._place + step) % len(self._options)
        self._changed()


class Number(Field):
    """A whole number in range; with ``nothing``, the text for none, it may be ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h,minus", "move(-1)", show=False),
        Binding("right,l,plus", "move(1)", show=False),
        Binding("backspace,delete", "erase", show=False),
    ]

    def __init__(
        self,
        label: str,
        widget_id: str,
        value: int | None,
        bounds: tuple[int, int],
        about: str,
        *,
        step: int = 1,
        nothing: str | None = None,
    ) -> None:
        super().__init__(label, widget_id)
        self.value = value
        self._lowest, self._highest = bounds
        self._about = about
        self._step = step
        self._nothing = nothing
        self._typed = ""

    def drawn(self, width: int) -> Content:
        """Return the number and its unit."""
        text = self._nothing or "" if self.value is None else str(self.value)
        about = "" if self.value is None and self._nothing else self._about
        return self._explained(_stepped(text, self.has_focus), about, width)

    def show(self, value: int | None) -> None:
        """Take another value, as if it had been typed."""
        self._typed = ""
        self._set(value)

    def action_move(self, direction: int) -> None:
        """Count up or down."""
        self._typed = ""
        if self.value is None:
            value: int | None = self._step if direction > 0 else None
        else:
            stepped = self.value + direction * self._step
            low = stepped < self._lowest
            value = None if low and self._nothing else max(stepped, self._lowest)
        self._set(value)

    def action_erase(self) -> None:
        """Delete the last digit."""
        self._typed = ("" if self.value is None else str(self.value))[:-1]
        if self._typed:
            self._set(int(self._typed))
        else:
            self._set(None if self._nothing else self._lowest)

    def on_key(self, event: events.Key) -> None:
        """Accept digits."""
        if event.character and event.character in "0123456789":
            event.stop()
            typed = (self._typed + event.character).lstrip("0")
            if typed and int(typed) > self._highest:
                typed = event.character.lstrip("0")
            self._typed = typed
            if typed:
                self._set(int(typed))
            elif self._lowest == 0:
                self._set(0)

    def on_blur(self) -> None:
        """Let the next digit start a new number."""
        self._typed = ""

    def _set(self, value: int | None) -> None:
        if value is not None:
            value = min(max(value, self._lowest), self._highest)
        if value != self.value:
            self.value = value
            self._changed()


def _stepped(text: str, focused: bool) -> Content:
    if focused:
        return Content.assemble(
            ("‹ ", "$primary"), (f" {text} ", "bold reverse"), (" ›", "$primary")
        )
    return Content.styled(f"   {text}   ", "bold")
