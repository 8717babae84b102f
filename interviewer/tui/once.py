"""Screens that can be left only once, and only while they are in front."""

from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class Once(Screen[ScreenResultType]):
    """A screen whose second ``dismiss`` does nothing, where Textual would close the one beneath."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the screen with a result, if it is in front."""
        if self.app.screen is not self:
            return AwaitComplete()
        closing: AwaitComplete = super().dismiss(result)
        return closing
