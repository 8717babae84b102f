"""What all full screens share: hints, a guard against tiny terminals, and the keys to get out."""

from typing import ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from interviewer.tui.navigation import Navigator
from interviewer.tui.once import Once
from interviewer.tui.widgets.keyhints import KeyHints
from interviewer.tui.widgets.toosmall import LEAST, TooSmall

Result = TypeVar("Result")

SLIM = 60
"""With fewer columns than this, as on a phone, what is side by side elsewhere is stacked."""


class Page(Once[Result]):
    """A full screen. Subclasses give their own widgets in ``parts``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "copy_or_leave", show=False),
        Binding("ctrl+d,ctrl+q", "leave", show=False),
    ]
    # Textual declares these as instance variables, which a ClassVar may not override.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual's
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - as above

    @property
    def owner(self) -> Navigator:
        """The running program."""
        return cast("Navigator", self.app)

    @property
    def alive(self) -> bool:
        """Whether the screen can still show anything; false while it is being closed."""
        return self.is_attached and bool(self.query(KeyHints))

    def parts(self) -> ComposeResult:
        """Give the widgets between the top of the screen and the hints."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Compose the parts, the hints and the guard."""
        yield from self.parts()
        yield KeyHints()
        yield TooSmall()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the screen into another size, unless the program has yet another by now.

        Textual may draw a first frame in a size that is not the terminal's. The two sizes would
        take turns for ever, each laying out the screen and announcing itself again.
        """
        if event.size != self.app.size:
            event.prevent_default()
        else:
            self.fit()

    def fit(self) -> None:
        """Cover the screen while the terminal has no room for it."""
        columns, rows = LEAST
        width, height = self.owner.terminal_size
        self.set_class(width < columns or height < rows, "-tiny")
        self.set_class(width < SLIM, "-slim")
        self.query_one(TooSmall).refresh()

    def action_copy_or_leave(self) -> None:
        """Copy what is selected with the mouse; with nothing selected, get out."""
        selected = self.get_selected_text()
        if selected:
            self.app.copy_to_clipboard(selected)
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Close the program; a screen with something to lose asks first."""
        self.app.exit()

    def action_back(self) -> None:
        """Return to the screen before."""
        self.dismiss()

    def keep(self) -> None:
        """Save at once what is being written here; the program may end at any moment."""

    def focus_on(self, widget: Widget) -> None:
        """Give a widget the focus, without scrolling the screen."""
        self.set_focus(widget, scroll_visible=False)
