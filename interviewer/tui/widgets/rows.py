"""A list of lines to choose from."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Rows(OptionList):
    """An option list that never reads markup and also moves with j and k."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]

    def __init__(self, widget_id: str) -> None:
        super().__init__(id=widget_id, markup=False)

    @property
    def line_width(self) -> int:
        """The cells that one line has, 0 before the list has a size."""
        return max(self.scrollable_content_region.width - 2, 0)
