"""The questions of the bank."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import InterviewerError
from interviewer.text.counts import counted
from interviewer.tui.screens.page import Page
from interviewer.tui.view.bank_view import NEW, Filter, Practised, preview, question_line, spoilers
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.bank.index import IndexRow


class BankScreen(Page[None]):
    """Filters the questions; practises one; shows how it is judged only when asked to."""

    CSS_PATH: ClassVar = ["history.tcss", "bank.tcss"]
    AUTO_FOCUS = "#questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "practise"),
        Binding("slash", "filter", "filter"),
        Binding("a", "cycle('area')", "area"),
        Binding("l", "cycle('level')", "level"),
        Binding("t", "cycle('kind')", "kind"),
        Binding("v", "reveal", "reveal rubric"),
        Binding("escape", "back", "back"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self._rows: list[IndexRow] = []
        self._shown: list[IndexRow] = []
        self._revealed: str | None = None
        self._practised: dict[str, Practised] = {}

    def parts(self) -> ComposeResult:
        """Compose the filter, the list and the question."""
        with Vertical(id="body"):
            yield Bar(Content.styled("Bank", "bold $primary"))
            yield Input(placeholder="/ filter by words of the question", id="filter", compact=True)
            with Container(id="columns"):
                yield Rows("questions")
                with VerticalScroll(id="question-scroll", can_focus=True):
                    yield Static(id="question", markup=False)

    def on_mount(self) -> None:
        """Show all questions."""
        try:
            self._rows = list(self.owner.engine.catalog.rows)
        except InterviewerError as error:
            self.owner.tell(error)
        self._look_back()
        self._fill()

    def on_screen_resume(self) -> None:
        """Show the result of a question that was practised from here."""
        if self._rows:
            self._look_back()
            self._fill()

    def _look_back(self) -> None:
        engine = self.owner.engine
        try:
            practised = engine.store.practised
            tries, due = practised.tries(), practised.due_counts(engine.reviews.midnight(1))
        except InterviewerError as error:
            self.owner.tell(error)
            return
        self._practised = {name: Practised(due=count) for name, count in due.items()}
        for name, one in tries.items():
            self._practised[name] = Practised(one.times, one.score, due.get(name, 0))

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self.alive:
            return
        rows = self.query_one("#questions", Rows)
        kept = self._current()
        width = max(rows.line_width, 30)
        self._shown = [row for row in self._rows if self._filter.lets_through(row)]
        rows.set_options(
            Option(question_line(row, width, self._practised.get(row.id, NEW)), id=row.id)
            for row in self._shown
        )
        if self._shown:
            ids = [row.id for row in self._shown]
            rows.highlighted = ids.index(kept.id) if kept and kept.id in ids else 0
        else:
            self._show(None)
        told = counted(len(self._rows), "question")
        if len(self._shown) != len(self._rows):
            told = f"{len(self._shown):,} of {told}"
        self.query_one(Bar).update(
            Content.assemble(("Bank", "bold $primary"), f"  {self._filter.describe()}"),
            Content.styled(told, "$muted"),
        )

    def _current(self) -> "IndexRow | None":
        place = self.query_one("#questions", Rows).highlighted
        return self._shown[place] if place is not None and place < len(self._shown) else None

    def _show(self, row: "IndexRow | None") -> None:
        text = self.query_one("#question", Static)
        if row is None:
            text.update(Content.styled("No question matches the filter.", "$muted"))
            return
        content = preview(row, self._practised.get(row.id, NEW))
        self.set_class(self._revealed == row.id, "-reading")
        if self._revealed == row.id:
            try:
                item = self.owner.engine.catalog.item(row.id)
                width = max(text.content_size.width, 30)
                content = content + "\n\n" + spoilers(item, width)
            except InterviewerError as error:
                self.owner.tell(error)
        text.update(content)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the question, and hide again how it is judged."""
        event.stop()
        row = self._current()
        if row is None or row.id != self._revealed:
            self._revealed = None
        self._show(row)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Practise the question."""
        event.stop()
        self.action_practise()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as the user types."""
        event.stop()
        self._filter = self._filter.worded(event.value)
        self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the list."""
        event.stop()
        self.focus_on(self.query_one("#questions"))

    def action_practise(self) -> None:
        """Begin an interview of this one question."""
        row = self._current()
        if row is not None:
            self.owner.interviews.practise(row.id)

    def action_filter(self) -> None:
        """Go to the filter."""
        self.focus_on(self.query_one(Input))

    def action_cycle(self, what: str) -> None:
        """Filter by the next area, level or kind; after the last, show all."""
        self._filter = self._filter.cycled(what, self._rows)
        self._fill()

    def action_reveal(self) -> None:
        """Show how the question is judged, or hide it."""
        row = self._current()
        if row is not None:
            self._revealed = None if self._revealed == row.id else row.id
            self._show(row)

    def action_back(self) -> None:
        """Clear the filter first, then return home."""
        entry = self.query_one(Input)
        if entry.value or entry.has_focus:
            entry.value = ""
            self.focus_on(self.query_one("#questions"))
        elif self._filter != Filter():
            self._filter = Filter()
            self._fill()
        else:
            self.dismiss()
