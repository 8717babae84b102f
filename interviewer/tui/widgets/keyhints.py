"""The line at the foot of every screen: which key does what here."""

from textual import actions, events
from textual.binding import Binding
from textual.content import Content
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


class KeyHints(Widget):
    """Shows the screen's bindings that have ``show``; what does not fit is left to the help.

    A hint can be clicked too.
    """

    def render(self) -> Content:
        """Return as many hints as fit, the last binding (help, by convention) always."""
        screen = self.screen
        if isinstance(screen, Interruption) and not screen.heeds:
            return Content.styled(NOT_YET, "$muted")
        hints = [
            binding
            for binding in self.screen.BINDINGS
            if isinstance(binding, Binding)
            and binding.show
            and _offered(self.screen, binding.action)
        ]
        room = self.content_size.width
        parts = [_hint(binding) for binding in hints]
        if not parts:
            return Content("")
        *parts, last = parts
        room -= last.cell_length
        line = Content("")
        for part in parts:
            if part.cell_length + 2 > room:
                break
            room -= part.cell_length + 2
            line = line + part + "  "
        return line + last

    async def on_click(self, event: events.Click) -> None:
        """Do what the hint says."""
        action = event.style.meta.get("hint")
        if isinstance(action, str):
            await self.screen.run_action(action)


def _offered(screen: Screen[object], action: str) -> bool:
    _, name, parameters = actions.parse(action)
    return screen.check_action(name, parameters) is not False


def _hint(binding: Binding) -> Content:
    # Not Textual's own "@click", which would draw every hint as a link.
    click = Style.from_meta({"hint": binding.action})
    key = binding.key_display or key_name(binding.key)
    return Content.assemble((key, "$primary bold"), " ", binding.description).stylize(click)
