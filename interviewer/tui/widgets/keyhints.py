"""The foot of every screen: which key does what here."""

from typing import Any

from textual import actions, events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from interviewer.tui.interruption import NOT_YET, Interruption

_KEYS = {
    "enter": "⏎",
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "space": "space",
    "f1": "F1",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_name(key: str) -> str:
    """Return a key as a person reads it: ``^S`` for ctrl+s."""
    first = key.split(",")[0]
    if first.startswith("ctrl+"):
        return f"^{first[5:].upper()}"
    if first.startswith("f") and first[1:].isdigit():
        return first.upper()
    return _KEYS.get(first, first)


def key_of(binding: Binding) -> str:
    """Return the key of a binding as the hints, the help and the palette name it."""
    return binding.key_display or key_name(binding.key)


def offered(screen: Screen[Any]) -> list[Binding]:
    """Return the bindings of a screen that have ``show`` and that can be used at the moment."""
    return [
        binding
        for binding in screen.BINDINGS
        if isinstance(binding, Binding) and binding.show and _usable(screen, binding.action)
    ]


_GAP = 2  # cells between two hints
_LINES = 3  # at most, on a narrow screen: a phone has no such keys, and its hints are tapped
_LOW = 20  # rows, below which one line is all that can be spared


class KeyHints(Widget):
    """Shows the screen's bindings that have ``show``; what does not fit is left to the help.

    The way out and the help are always there, at the end. A hint can be clicked too.
    """

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the hints need."""
        del container
        return len(self._lines(width, viewport))

    def render(self) -> Content:
        """Return as many hints as fit, Escape and the last binding (by convention help) always."""
        return Content("\n").join(self._lines(self.content_size.width, self.screen.size))

    def _lines(self, width: int, viewport: Size) -> list[Content]:
        screen = self.screen
        if isinstance(screen, Interruption) and not screen.heeds:
            return [Content.styled(NOT_YET, "$muted")]
        hints = offered(screen)
        if not hints:
            return [Content("")]
        *others, help_ = hints
        ways_out = [binding for binding in others if key_name(binding.key) == "esc"]
        parts = [_hint(binding) for binding in others if binding not in ways_out]
        kept = Content(" " * _GAP).join([_hint(binding) for binding in (*ways_out, help_)])
        several = screen.has_class("-slim") and viewport.height >= _LOW
        lines = []
        for left in range(_LINES - 1 if several else 0, -1, -1):
            # The last line leaves room for the fixed hints, and so does one that may be the last.
            taken = _fitting(parts, width)
            if left == 0 or taken == len(parts):
                taken = _fitting(parts, width - kept.cell_length - _GAP)
            lines.append(Content(" " * _GAP).join(parts[:taken]))
            parts = parts[taken:]
            if not parts:
                break
        lines[-1] = lines[-1] + " " * (_GAP if lines[-1] else 0) + kept
        return lines

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint says."""
        action = event.style.meta.get("hint")
        if isinstance(action, str):
            await self.screen.run_action(action)


def _fitting(parts: list[Content], width: int) -> int:
    """Return how many of the hints fit on one line."""
    room = width + _GAP
    for place, part in enumerate(parts):
        room -= part.cell_length + _GAP
        if room < 0:
            return place
    return len(parts)


def _usable(screen: Screen[Any], action: str) -> bool:
    _, name, parameters = actions.parse(action)
    return screen.check_action(name, parameters) is not False


def _hint(binding: Binding) -> Content:
    # Not Textual's own "@click", which would draw every hint as a link.
    click = Style.from_meta({"hint": binding.action})
    return Content.assemble((key_of(binding), "$primary bold"), " ", binding.description).stylize(
        click
    )
