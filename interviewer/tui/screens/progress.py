"""The progress over many sessions."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import InterviewerError
from interviewer.interview.choice import last_choice
from interviewer.report.progress_words import practice
from interviewer.text.display import plain
from interviewer.tui.screens.page import Page
from interviewer.tui.view.progress_view import (
    ALL,
    area_head,
    area_line,
    compared_heading,
    compared_lines,
    overall_line,
    summary,
    weak_lines,
)
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.keyhints import KeyHints
from interviewer.tui.widgets.rows import Rows
from interviewer.tui.widgets.score_plot import ScorePlot

if TYPE_CHECKING:
    from interviewer.learning.progress import AreaProgress, Progress

_NEWEST = 100  # sessions considered unless all are asked for
_WEAKEST = 30
_PANES = ("areas", "weakest", "compared")
_EMPTY = (
    "No graded answers yet.\n\nPress esc and start an interview. After it you see here how each "
    "area goes over time, which points you keep missing, and how the newest session compares "
    "with the one before."
)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the screen shows, of ``stored`` sessions; ``statements`` are the weakest criteria's."""

    progress: "Progress"
    stored: int
    statements: tuple[str | None, ...]


class ProgressScreen(Page[None]):
    """Plots the scores, lists areas and weakest points, compares the last two sessions.

    Wide terminals show all of it at once, narrow ones one part at a time.
    """

    CSS_PATH = "progress.tcss"
    AUTO_FOCUS = "#areas"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "practise this"),
        Binding("a", "see('areas')", "areas"),
        Binding("w", "see('weakest')", "weakest"),
        Binding("c", "see('compared')", "compared"),
        Binding("p", "period", "all or newest"),
        Binding("escape", "back", "back"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    class Read(Message):
        """The progress of the ``newest`` sessions has been worked out, or could not be."""

        def __init__(
            self, newest: int | None, facts: "_Facts | None", error: InterviewerError | None
        ) -> None:
            super().__init__()
            self.newest = newest
            self.facts = facts
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self._facts: _Facts | None = None
        self._newest: int | None = _NEWEST
        self._ready: dict[int | None, _Facts] = {}

    def parts(self) -> ComposeResult:
        """Compose the plot and the three lists."""
        with Vertical(id="body"):
            yield Bar(Content.styled("Progress", "bold $primary"), widget_id="head")
            yield Static("Reading the sessions…", id="empty", classes="muted", markup=False)
            with Container(id="columns"):
                with Vertical(id="over-time"):
                    with Vertical(id="plot-pane"):
                        yield Bar(Content(""), widget_id="plot-head")
                        yield ScorePlot("plot")
                    with Vertical(id="areas-pane"):
                        yield Static(id="areas-head", classes="muted", markup=False)
                        yield Rows("areas")
                with Vertical(id="beside"):
                    with Vertical(id="weakest-pane"):
                        yield Static("Weakest points", classes="heading", markup=False)
                        yield Rows("weakest")
                    with Vertical(id="compared-pane"):
                        yield Static("Compared", classes="heading", markup=False)
                        yield Static(id="compared-head", classes="muted", markup=False)
                        yield Rows("compared")

    def on_mount(self) -> None:
        """Read the outcomes."""
        self.set_class(True, "-empty")
        self._read(self._newest)

    def on_screen_resume(self) -> None:
        """Read the outcomes again: there may be new ones."""
        if self._facts is not None:
            self._ready.clear()
            self._read(self._newest)

    @work(thread=True, exclusive=True, group="read")
    def _read(self, newest: int | None) -> None:
        engine = self.owner.engine
        try:
            progress = engine.insight.progress(newest)
            statements = tuple(
                engine.catalog.statement(one.question_id, one.criterion_id)
                for one in progress.weakest[:_WEAKEST]
            )
            facts = _Facts(progress, engine.store.count(), statements)
        except InterviewerError as failed:
            self.post_message(self.Read(newest, None, failed))
        else:
            self.post_message(self.Read(newest, facts, None))

    def on_progress_screen_read(self, message: Read) -> None:
        """Show the progress, or have it ready for the key that asks for it."""
        if message.facts is not None:
            self._ready[message.newest] = message.facts
        if not self.alive or message.newest != self._newest:
            return
        if message.error is not None:
            self.owner.tell(message.error)
        self._show(message.facts)
        if self._facts is not None and self._facts.stored > _NEWEST and None not in self._ready:
            self.call_after_refresh(self._read, None)

    def _show(self, facts: _Facts | None) -> None:
        first = self.has_class("-empty")
        if facts is not None:
            self._facts = facts
        empty = self._facts is None or not self._facts.progress.questions
        self.query_one("#empty", Static).update(
            "The sessions cannot be read." if self._facts is None else _EMPTY
        )
        self.set_class(empty, "-empty")
        self.query_one(KeyHints).refresh(layout=True)
        if not empty:
            self._fill()
            if first:
                self._see("areas")

    def on_rows_fitted(self, message: Rows.Fitted) -> None:
        """Fit the lines of a list to its new width."""
        message.stop()
        self._fill_rows(message.rows)

    def _fill(self) -> None:
        if not self.alive or self._facts is None or self.has_class("-empty"):
            return
        progress = self._facts.progress
        self.query_one("#head", Bar).update(
            Content.styled("Progress", "bold $primary"),
            Content.styled(summary(progress, self._facts.stored), "$muted"),
        )
        self.query_one("#compared-head", Static).update(compared_heading(progress.comparison))
        for rows in self.query(Rows):
            self._fill_rows(rows)
        self._plot()

    def _fill_rows(self, rows: Rows) -> None:
        width = rows.line_width
        if self._facts is None or not width:
            return
        progress = self._facts.progress
        if rows.id == "areas":
            self.query_one("#areas-head", Static).update(area_head(width))
            lines = [overall_line(progress, width)]
            lines += [area_line(area, width) for area in progress.areas]
        elif rows.id == "weakest":
            pairs = zip(progress.weakest, self._facts.statements, strict=False)
            lines = [weak_lines(one, statement, width) for one, statement in pairs]
        else:
            lines = compared_lines(progress.comparison, width) if progress.comparison else []
        place = rows.highlighted or 0
        rows.set_options(map(Option, lines))
        rows.highlighted = min(place, len(lines) - 1) if lines else None

    def _area(self) -> "AreaProgress | None":
        """Return the highlighted area; ``None`` for all together."""
        place = self.query_one("#areas", Rows).highlighted or 0
        areas = self._facts.progress.areas if self._facts else ()
        return areas[place - 1] if 0 < place <= len(areas) else None

    def _plot(self) -> None:
        if self._facts is None:
            return
        area, progress = self._area(), self._facts.progress
        title = Content.assemble(
            (plain(area.area) if area else ALL.capitalize(), "bold $primary"), " over time"
        )
        beside = "grey: all areas" if area else practice(progress.practice)
        self.query_one("#plot-head", Bar).update(title, Content.styled(beside, "$muted"))
        plot = self.query_one(ScorePlot)
        if area is None:
            plot.show(progress.overall)
        else:
            plot.show(area.marks, progress.overall)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Plot the area."""
        event.stop()
        if event.option_list.id == "areas":
            self._plot()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Practise it."""
        event.stop()
        self.action_practise()

    def action_practise(self) -> None:
        """Begin an interview of the highlighted area, or of the question of the weak point."""
        if self._facts is None or not isinstance(self.focused, Rows):
            return
        progress, place = self._facts.progress, self.focused.highlighted
        if place is None:  # an empty list
            return
        if self.focused.id == "weakest":
            self.owner.interviews.practise(progress.weakest[place].question_id)
            return
        areas: tuple[str, ...] = tuple(area.area for area in progress.areas)
        if self.focused.id == "compared":
            compared = progress.comparison
            areas = tuple(area.area for area in compared.areas) if compared else ()
        choice = last_choice(self.owner.engine.settings)
        if place:  # the first line stands for all
            choice = replace(choice, areas=(areas[place - 1],), levels=(), kinds=())
            if choice.format:  # its stages may have no question on that area
                choice = replace(choice, format="", minutes=None)
        self.owner.interviews.start_choice(choice)

    def action_see(self, pane: str) -> None:
        """Show one part, and go there."""
        if not self.has_class("-empty"):
            self._see(pane)

    def _see(self, pane: str) -> None:
        self._mark(pane)
        self.call_after_refresh(self._go_to, pane)

    def _mark(self, pane: str) -> None:
        """Make this the part that a narrow terminal shows."""
        for name in _PANES:
            self.set_class(name == pane, f"-see-{name}")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the part in use visible, and its focus, if the terminal becomes narrow."""
        if event.widget.id in _PANES and event.widget.has_focus:
            self._mark(event.widget.id)

    def _go_to(self, pane: str) -> None:
        if self.alive:
            self.focus_on(self.query_one(f"#{pane}"))

    def action_period(self) -> None:
        """Look at all sessions, or at the newest only."""
        self._newest = None if self._newest else _NEWEST
        ready = self._ready.get(self._newest)
        if ready is not None:
            self._show(ready)
            return
        if self._newest is None:
            self.notify("Reading all sessions…", timeout=2)
        self._read(self._newest)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only actions that have something to act on."""
        del parameters
        if action == "period":
            return self._facts is not None and self._facts.stored > _NEWEST
        if action in ("practise", "see"):
            return not self.has_class("-empty")
        return True
