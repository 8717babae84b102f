"""All stored sessions."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import InterviewerError
from interviewer.text.counts import counted
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.page import Page
from interviewer.tui.view.columns import when
from interviewer.tui.view.history_view import fits, shown_of
from interviewer.tui.view.home_view import areas_of, session_head, session_line
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.history.store import SessionRow

    _Listed = tuple[SessionRow, str]  # with the text that the filter searches

_FIRST = 200  # sessions read before the first are shown
_AT_ONCE = 2000  # sessions read in one go after that
_WINDOW = 200  # lines made at a time: thousands would make every key of the filter slow


class SessionRows(Rows):
    """The lines of the newest sessions; more are made when the last of them is reached."""

    class EndReached(Message):
        """The last line made so far has been reached; ``whole`` asks for all lines."""

        def __init__(self, *, whole: bool) -> None:
            super().__init__()
            self.whole = whole

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Ask for more at the end."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and highlighted >= self.option_count - 1:
            self.post_message(self.EndReached(whole=False))

    def action_last(self) -> None:
        """Go to the oldest session of all."""
        self.post_message(self.EndReached(whole=True))


class HistoryScreen(Page[None]):
    """Lists the sessions, newest first; opens, resumes and deletes them."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open"),
        Binding("slash", "filter", "filter"),
        Binding("d,delete", "delete", "delete", key_display="d"),
        Binding("escape", "back", "back"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    class Read(Message):
        """Sessions have been read."""

        def __init__(
            self, rows: "list[_Listed]", error: InterviewerError | None, *, whole: bool
        ) -> None:
            super().__init__()
            self.rows = rows
            self.error = error
            self.whole = whole

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Listed] = []
        self._shown: list[SessionRow] = []

    def parts(self) -> ComposeResult:
        """Compose the filter and the list."""
        with Vertical(id="body"):
            yield Bar(Content.styled("History", "bold $primary"))
            yield Input(
                placeholder="/ filter by date, area, mode, score", id="filter", compact=True
            )
            yield Static(id="empty", classes="muted", markup=False)
            yield Static(id="sessions-head", classes="muted", markup=False)
            yield SessionRows("sessions")

    def on_mount(self) -> None:
        """Read the newest sessions; the others when those are on the screen."""
        self._read(whole=False)

    def on_screen_resume(self) -> None:
        """Read them again: an opened session may have changed."""
        if self._rows:
            self._read(whole=True)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, *, whole: bool) -> None:
        rows: list[_Listed] = []
        failed: InterviewerError | None = None
        try:
            store = self.owner.engine.store
            while more := store.rows(_AT_ONCE if whole else _FIRST, len(rows)):
                rows += [(row, shown_of(row)) for row in more]
                if not whole:
                    break
        except InterviewerError as error:
            failed = error
        self.post_message(self.Read(rows, failed, whole=whole or len(rows) < _FIRST))

    def on_history_screen_read(self, message: Read) -> None:
        """Show the sessions."""
        if message.error is not None:
            self.owner.tell(message.error)
        self._rows = message.rows
        self._fill()
        if not message.whole and message.error is None:
            self.call_after_refresh(self._read, whole=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self.alive:
            return
        rows = self.query_one("#sessions", Rows)
        wanted = self.query_one(Input).value
        place = rows.highlighted or 0
        self._shown = [row for row, shown in self._rows if fits(shown, wanted)]
        rows.set_options(self._lines(0, max(_WINDOW, place + 1)))
        if self._shown:
            rows.highlighted = min(place, len(self._shown) - 1)
        empty = self.query_one("#empty", Static)
        empty.display = not self._shown
        empty.update(
            "No session matches the filter."
            if self._rows
            else "No sessions yet. Start one from home."
        )
        names = session_head(max(self.query_one("#sessions", Rows).line_width, 30))
        head = self.query_one("#sessions-head", Static)
        head.display = bool(self._shown and names)
        head.update(names)
        told = counted(len(self._rows), "session")
        if len(self._shown) != len(self._rows):
            told = f"{len(self._shown):,} of {told}"
        self.query_one(Bar).update(
            Content.styled("History", "bold $primary"), Content.styled(told, "$muted")
        )

    def _lines(self, start: int, end: int) -> list[Option]:
        width = max(self.query_one("#sessions", Rows).line_width, 30)
        return [
            Option(Content(session_line(row, width)), id=row.id) for row in self._shown[start:end]
        ]

    def on_session_rows_end_reached(self, event: SessionRows.EndReached) -> None:
        """Make more lines, where there are more sessions."""
        event.stop()
        rows = self.query_one("#sessions", Rows)
        made = rows.option_count
        rows.add_options(self._lines(made, len(self._shown) if event.whole else made + _WINDOW))
        if event.whole and self._shown:
            rows.highlighted = len(self._shown) - 1

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as the user types."""
        event.stop()
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self.focus_on(self.query_one("#sessions"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open or resume the session."""
        event.stop()
        if event.option_id is not None:
            self.owner.interviews.resume(event.option_id)

    def action_open(self) -> None:
        """Open or resume the highlighted session."""
        self.query_one("#sessions", Rows).action_select()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.focus_on(self.query_one(Input))

    def action_delete(self) -> None:
        """Delete the highlighted session, if that is confirmed."""
        place = self.query_one("#sessions", Rows).highlighted
        if place is None or place >= len(self._shown):
            return
        row = self._shown[place]
        self.app.push_screen(
            Dialog(
                f"Delete the session of {when(row.started_at)}?",
                (("keep", "k", "Keep it"), ("delete", "d", "Delete it for good")),
                about=f"{row.answered} answered · {areas_of(row)}",
            ),
            lambda choice: self._delete(row, choice),
        )

    def _delete(self, row: "SessionRow", choice: str | None) -> None:
        if choice != "delete":
            return
        try:
            self.owner.interviews.delete(row.id)
        except InterviewerError as error:
            self.owner.tell(error)
        else:
            self._rows = [one for one in self._rows if one[0].id != row.id]
            self._fill()

    def action_back(self) -> None:
        """Clear the filter first, then return home."""
        entry = self.query_one(Input)
        if entry.value or entry.has_focus:
            entry.value = ""
            self.focus_on(self.query_one("#sessions"))
        else:
            self.dismiss()
