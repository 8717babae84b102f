"""One line with something at its left and something at its right."""

from textual.content import Content
from textual.widget import Widget


class Bar(Widget):
    """The head of a screen. Where both do not fit, the left part is shortened."""

    def __init__(
        self, left: Content, right: Content | None = None, widget_id: str | None = None
    ) -> None:
        super().__init__(id=widget_id)
        self._left = left
        self._right = right or Content("")

    def update(self, left: Content, right: Content) -> None:
        """Show other content; nothing is drawn when it is the same."""
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right = left, right
            self.refresh()

    def render(self) -> Content:
        """Return the line at the present width."""
        width = self.content_size.width
        right = self._right
        room = width - right.cell_length - (2 if right else 0)
        if room < 12:
            right, room = Content(""), width
        left = self._left.truncate(room, ellipsis=True)
        return left.pad_right(max(width - left.cell_length - right.cell_length, 0)) + right
