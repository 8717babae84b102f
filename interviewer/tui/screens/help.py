"""Which key does what."""

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from interviewer.interview.intents import COMMANDS
from interviewer.tui.screens.page import Page
from interviewer.tui.view.hanging import hang
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.keyhints import key_of, offered

_EVERYWHERE = (
    ("^P", "search everything this screen can do"),
    ("F1 or ?", "this page (? only outside a text field)"),
    ("^T", "dark or light"),
    ("tab", "next part of the screen"),
    ("↑ ↓ or j k", "move in a list"),
    ("esc", "back"),
    ("^C ^D ^Q", "quit; an interview asks first and can be resumed"),
)

_ABOUT = (
    "An answer is sent with ctrl+s, never by Enter, so that nothing cuts you off. The same can be "
    "said in words: “can I have a hint?”, “skip this one”, “how much time is left?”."
)

_MARKS = (
    ("✓ met", "the point was made; its words are underlined in your answer"),
    ("~ partial", "near the point, not all of it"),
    ("✗ missed", "nothing in the answer says it"),
    ("! wrong", "a misconception that the answer states; it costs points"),
    ("? unclear", "it may state a misconception; it costs nothing until you say so"),
    ("? disputed", "you say that the verdict is wrong; it is in no score"),
    ("borderline", "a close verdict: look at the quote yourself"),
)


class HelpScreen(Page[None]):
    """Lists the keys of the screen ``over``, then those that work everywhere."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,down", "noop", "scroll", key_display="↑↓"),
        Binding("escape,q,question_mark,f1,enter", "back", "back", key_display="esc"),
    ]

    def __init__(self, over: Screen[Any]) -> None:
        super().__init__()
        self._over = over

    def parts(self) -> ComposeResult:
        """Compose the lists."""
        with VerticalScroll(id="help", can_focus=True):
            yield Bar(Content.styled("Keys and commands", "bold $primary"))
            yield Static(id="keys-text", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lists to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if self.alive:
            text = self.query_one("#keys-text", Static)
            text.update(self._text(max(text.content_size.width, 30)))

    def _text(self, width: int) -> Content:
        here = [
            (key_of(binding), binding.description)
            for binding in offered(self._over)
            if "palette" not in binding.action
        ]
        blocks = [
            _block("On this screen", here, width),
            _block("Everywhere", list(_EVERYWHERE), width),
            _block("In an interview, on a line of its own", _commands(), width),
            Content.styled(_ABOUT, "$muted"),
            _block("In the feedback", list(_MARKS), width),
        ]
        return Content("\n\n").join(blocks)

    def action_noop(self) -> None:
        """Do nothing: the text handles the arrows, and the binding only shows a hint."""

    def action_leave(self) -> None:
        """Go back first: the screen beneath decides how to leave."""
        self.dismiss()


def _commands() -> list[tuple[str, str]]:
    return [(command, gives) for command, (_, gives) in COMMANDS.items()]


def _block(name: str, rows: list[tuple[str, str]], width: int) -> Content:
    lines = [Content.styled(name, "bold $primary")]
    lines += [
        hang(Content.styled(f"{key:<12}", "bold"), Content.styled(text, "$muted"), width)
        for key, text in rows
    ]
    return Content("\n").join(lines)
