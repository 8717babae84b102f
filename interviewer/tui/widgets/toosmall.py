"""What is shown where nothing else would fit."""

from typing import cast

from textual.content import Content
from textual.widget import Widget

from interviewer.tui.navigation import Navigator

LEAST = (40, 14)
"""The smallest size, in columns and rows, at which the screens are drawn."""


class TooSmall(Widget):
    """Covers the screen while the terminal is too small; nothing beneath is lost."""

    def render(self) -> Content:
        """Say how large the terminal is and should be."""
        width, height = cast("Navigator", self.app).terminal_size
        columns, rows = LEAST
        return Content(
            f"Too small: {width}x{height}.\nMake it {columns}x{rows} or larger; nothing is lost."
        )
