"""A list of lines to choose from."""

from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList


class Rows(OptionList):
    """An option list that never reads markup and also moves with j and k."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    class Fitted(Message):
        """The list has a new width; its lines may have to be rebuilt."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id, markup=False)
        self._fitted = 0

    def action_page_up(self) -> None:
        """Move up by a page."""
        with suppress(KeyError):  # raised by Textual for lines that are not laid out yet
            super().action_page_up()  # type: ignore[no-untyped-call]  # Textual's has no types

    def action_page_down(self) -> None:
        """Move down by a page."""
        with suppress(KeyError):  # as above
            super().action_page_down()  # type: ignore[no-untyped-call]  # as above

    def on_resize(self, event: events.Resize) -> None:
        """Post ``Fitted`` when the width has changed."""
        del event
        if self.line_width not in (0, self._fitted):
            self._fitted = self.line_width
            self.post_message(self.Fitted(self))

    @property
    def line_width(self) -> int:
        """The cells that one line has, 0 before the list has a size."""
        return max(self.scrollable_content_region.width - 2, 0)
