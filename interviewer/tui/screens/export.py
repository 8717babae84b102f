"""Where a report goes, and in which format."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.tui.screens.once import Once
from interviewer.tui.widgets.rows import Rows

FORMATS = (
    ("html", "one page for the browser, prints well"),
    ("md", "Markdown"),
    ("json", "all data, for programs"),
    ("csv", "one row a criterion, for a spreadsheet"),
)
"""The formats offered, with what each is good for."""


class ExportDialog(Once[tuple[str, Path] | None], ModalScreen[tuple[str, Path] | None]):
    """Gives format and path, or ``None``."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+d", "cancel", show=False),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._stem = f"interview-{session_id}"

    def compose(self) -> ComposeResult:
        """Compose the formats and the path."""
        with Vertical(id="dialog"):
            yield Static(Content.styled("Export the report", "bold"), markup=False)
            yield Rows("formats")
            yield Input(id="path", compact=True)
            yield Static(
                "↑↓ format   tab edit the path   ⏎ write   esc cancel",
                classes="muted",
                markup=False,
            )

    def on_mount(self) -> None:
        """Fill in the formats."""
        rows = self.query_one(Rows)
        rows.set_options(
            Option(Content.assemble((f"{name:<6}", "bold"), (about, "$muted")), id=name)
            for name, about in FORMATS
        )
        rows.highlighted = 0
        rows.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Propose a path that fits the format."""
        event.stop()
        if not self.is_current:
            return
        path = self.query_one(Input)
        current = Path(path.value) if path.value else Path.cwd() / self._stem
        path.value = str(current.with_name(f"{current.name.rsplit('.', 1)[0]}.{event.option_id}"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Write it."""
        event.stop()
        self._done()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it."""
        event.stop()
        self._done()

    def _done(self) -> None:
        if not self.is_current:
            return
        place = self.query_one(Rows).highlighted or 0
        value = self.query_one(Input).value.strip()
        if value:
            self.dismiss((FORMATS[place][0], Path(value).expanduser()))

    def action_cancel(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Take ctrl+q here as cancelling."""
        self.dismiss(None)
