"""A list of lines to choose from."""

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
        """The list has been given another width; its lines may have to be made anew."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id, markup=False)
        self._fitted = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Move by a page only where there is room for a line; Textual's list fails without."""
        if action in ("page_up", "page_down"):
            return bool(self.scrollable_content_region)
        return super().check_action(action, parameters)

    def on_resize(self, event: events.Resize) -> None:
        """Tell of another width."""
        del event
        if self.line_width not in (0, self._fitted):
            self._fitted = self.line_width
            self.post_message(self.Fitted(self))

    @property
    def line_width(self) -> int:
        """The cells that one line has, 0 before the list has a size."""
        return max(self.scrollable_content_region.width - 2, 0)
