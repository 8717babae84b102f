"""Where a report goes, and in which format."""

from pathlib import Path
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.report.report import Report
from interviewer.report.wording import day
from interviewer.tui.once import Once
from interviewer.tui.widgets.rows import Rows
from interviewer.userdata.paths import user_path, working_folder

FORMATS = (
    ("html", "html", "one page for the browser, prints well"),
    ("pdf", "pdf", "a printed report"),
    ("md", "md", "Markdown"),
    ("json", "json", "all data, for programs"),
    ("csv", "csv", "one row per criterion, for a spreadsheet"),
    ("anki", "txt", "a flash card for each missed point"),
)
"""The formats offered, each with its file ending and what it is good for."""


class Export(NamedTuple):
    """What to write, and where. ``share`` leaves out what is personal.

    For a browser's downloads ``path`` is only a file name.
    """

    form: str
    path: Path
    share: bool


class ExportDialog(Once[Export | None], ModalScreen[Export | None]):
    """Gives what to write, or ``None``.

    It begins with the choice ``earlier``. For a ``download`` it asks for no path: the file gets
    its usual name, and the browser decides where it goes.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+d", "cancel", show=False),
        Binding("s", "share", show=False),
    ]

    def __init__(
        self, report: Report, earlier: Export | None = None, *, download: bool = False
    ) -> None:
        super().__init__()
        self._earlier = earlier
        self._download = download
        # The version to share leaves out the session's name, so its file name does too.
        self._stems = (f"interview-{report.session_id}", f"interview-{day(report)}")

    def compose(self) -> ComposeResult:
        """Compose the formats and the path."""
        with Vertical(id="dialog"):
            yield Static(Content.styled("Export the report", "bold"), markup=False)
            yield Rows("formats")
            yield Checkbox(
                "to share: without your words, voice and times",
                id="share",
                compact=True,
                value=self._earlier is not None and self._earlier.share,
            )
            if self._download:
                hints = "↑↓ format   s to share   ⏎ download   esc cancel"
            else:
                hints = "↑↓ format   s to share   tab path   ⏎ write   esc cancel"
                path = str(self._earlier.path) if self._earlier else ""
                yield Input(path, id="path", compact=True)
            yield Static(hints, classes="muted", markup=False)

    def on_mount(self) -> None:
        """Fill in the formats."""
        rows = self.query_one(Rows)
        rows.set_options(
            Option(Content.assemble((f"{name:<6}", "bold"), (about, "$muted")), id=name)
            for name, _, about in FORMATS
        )
        names = [name for name, _, _ in FORMATS]
        rows.highlighted = names.index(self._earlier.form) if self._earlier else 0
        if self._earlier is None or self._download:
            rows.focus()
        else:
            self.query_one(Input).focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Propose a path that fits the format."""
        event.stop()
        self._propose()

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Propose a path that fits what is left out."""
        event.stop()
        self._propose()

    def _propose(self) -> None:
        if not self.is_current or self._download:
            return
        path, share = self.query_one(Input), self.query_one(Checkbox).value
        folder = working_folder() or Path.home()
        current = Path(path.value) if path.value else folder / self._stems[share]
        if path.value.endswith("/") or current.name in ("", ".."):  # a folder
            current /= self._stems[share]
        stem = current.name.rsplit(".", 1)[0]
        if stem == self._stems[not share]:
            stem = self._stems[share]
        path.value = str(current.with_name(f"{stem}.{self._format[1]}"))

    @property
    def _format(self) -> tuple[str, str, str]:
        return FORMATS[self.query_one(Rows).highlighted or 0]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what is chosen."""
        event.stop()
        self._done()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what is chosen."""
        event.stop()
        self._done()

    def _done(self) -> None:
        if not self.is_current:
            return
        form, suffix, _ = self._format
        share = self.query_one(Checkbox).value
        if self._download:
            value = f"{self._stems[share]}.{suffix}"
        else:
            value = self.query_one(Input).value.strip()
        if value:
            try:
                path = user_path(value)
            except ValueError as error:
                self.notify(str(error), severity="error", markup=False)
            else:
                self.dismiss(Export(form, path, share))

    def action_share(self) -> None:
        """Leave out what is personal, or include it again."""
        self.query_one(Checkbox).toggle()

    def action_cancel(self) -> None:
        """Write nothing."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Take ctrl+q here as cancelling."""
        self.dismiss(None)
