"""The head of a screen: something at its left and something at its right."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_GAP = 2  # cells between the two


class Bar(Widget):
    """One line; two where both parts do not fit beside each other."""

    def __init__(
        self, left: Content, right: Content | None = None, widget_id: str | None = None
    ) -> None:
        super().__init__(id=widget_id)
        self._left = left
        self._right = right or Content("")

    def update(self, left: Content, right: Content) -> None:
        """Show other content; nothing is drawn when it is the same."""
        if not (left.is_same(self._left) and right.is_same(self._right)):
            width = self.content_size.width
            before = self._lines(width)
            self._left, self._right = left, right
            self.refresh(layout=self._lines(width) != before)

    def _lines(self, width: int) -> int:
        both = self._left.cell_length + _GAP + self._right.cell_length
        return 2 if self._left and self._right and both > width else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines both parts need."""
        del container, viewport
        return self._lines(width)

    def render(self) -> Content:
        """Return the line or lines at the present width."""
        width = self.content_size.width
        left = self._left.truncate(width, ellipsis=True)
        right = self._right.truncate(width, ellipsis=True)
        if self._lines(width) > 1:
            return left + "\n" + right
        return left.pad_right(max(width - left.cell_length - right.cell_length, 0)) + right
