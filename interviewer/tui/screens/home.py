"""The first screen: start, resume, look back."""

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import InterviewerError
from interviewer.interview.choice import last_choice
from interviewer.text.display import plain
from interviewer.tui.screens.page import Page
from interviewer.tui.view.hanging import hang
from interviewer.tui.view.home_view import (
    Entry,
    Planned,
    menu,
    notices,
    session_head,
    session_line,
    trend,
)
from interviewer.tui.widgets.keyhints import KeyHints
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.interview.choice import Choice
    from interviewer.tui.front import Front


_PLAN_AFTER = 0.1  # seconds: the first frame must be on the terminal before imports slow it down


class HomeScreen(Page[None]):
    """Shows what can be done, and the newest sessions."""

    AUTO_FOCUS = "#menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", key_display="⏎"),
        Binding("tab", "app.focus_next", "sessions", key_display="tab"),
        Binding("q", "leave", "quit"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("s", "start", "start"),
        Binding("u", "set_up", "set up"),
        Binding("r", "resume", "resume"),
        Binding("t", "today", "today"),
        Binding("d", "due", "review"),
        Binding("h", "history", "history"),
        Binding("p", "progress", "progress"),
        Binding("l", "plan", "plan"),
        Binding("b", "bank", "bank"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    class PlanRead(Message):
        """Today's part of the plan has been read; ``None`` where no interview is ahead."""

        def __init__(self, planned: Planned | None) -> None:
            super().__init__()
            self.planned = planned

    def __init__(self, front: "Front", choice: "Choice") -> None:
        super().__init__()
        self._planned: Planned | None = None
        self._front = front
        self._choice = choice
        self._entries = menu(front, choice)

    def parts(self) -> ComposeResult:
        """Compose the menu, the newest sessions and the notices."""
        with Vertical(id="home"):
            yield Static(
                Content.assemble(
                    ("Interviewer", "bold $primary"),
                    "\n",
                    ("Practise machine-learning interviews. Graded with your own words.", "$muted"),
                ),
                id="brand",
            )
            yield Rows("menu")
            yield Static(id="recent-head", markup=False)
            yield Rows("recent")
            yield Static(id="notices", markup=False)

    def on_mount(self) -> None:
        """Fill in the facts."""
        self.show(self._front, self._choice)

    def on_screen_resume(self) -> None:
        """Read the plan once the frame is painted, because that reads all answers of a year."""
        if self.is_current:  # not so when a command opens an interview over it
            self.call_after_refresh(self.set_timer, _PLAN_AFTER, self._read_plan)

    @work(thread=True, exclusive=True, group="plan")
    def _read_plan(self) -> None:
        from interviewer.learning.goal import kept_goal
        from interviewer.tui.planning import days_up_to

        goal, planned = kept_goal(), None
        # What cannot be read is shown already, and a day that has passed is not planned for.
        with suppress(InterviewerError):
            today = self.owner.engine.insight.today()
            if goal is not None and today <= goal.until:
                days = days_up_to(self.owner.engine, goal)
                planned = Planned(today, goal.until, days[0] if days else None)
        self.post_message(self.PlanRead(planned))

    def on_home_screen_plan_read(self, message: PlanRead) -> None:
        """Show what is planned, where that has changed."""
        message.stop()
        if message.planned != self._planned:
            self._planned = message.planned
            self.show(self._front, self._choice)

    def show(self, front: "Front", choice: "Choice") -> None:
        """Show new facts, keeping the highlighted entry."""
        if not self.alive or not self.query("#menu"):
            return
        self._front, self._choice = front, choice
        entries = menu(front, choice, self._planned)
        before = [entry.action for entry in self._entries]
        self._entries = entries
        self.query_one(KeyHints).refresh(layout=True)
        menu_rows = self.query_one("#menu", Rows)
        place = menu_rows.highlighted
        # The highlight stays on its entry, unless it was never moved from the first.
        actions = [entry.action for entry in entries]
        if place and place < len(before) and before[place] in actions:
            place = actions.index(before[place])
        width = menu_rows.line_width
        menu_rows.set_options(
            Option(_line(entry, width), id=entry.action) for entry in self._entries
        )
        menu_rows.highlighted = min(place or 0, len(self._entries) - 1)
        told = notices(front)
        notice = self.query_one("#notices", Static)
        notice.display = bool(told)
        notice.update(Content("\n").join(Content(f"! {plain(text)}") for text in told))
        self._fill_recent()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the table to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self.show, self._front, self._choice)

    def on_rows_fitted(self, message: Rows.Fitted) -> None:
        """Fill the table once it has a width, which it first gets with the first session."""
        message.stop()
        if message.rows.id == "recent":
            self._fill_recent()

    def _fill_recent(self) -> None:
        rows = self.query_one("#recent", Rows)
        width = rows.line_width
        head = self.query_one("#recent-head", Static)
        head.display = rows.display = bool(self._front.recent)
        mean = trend(self._front.recent)
        names = session_head(width)
        head.update(
            Content.assemble(
                ("Recent", "bold $primary"),
                (f"   {' · '.join(filter(None, (mean, 'tab goes there, ⏎ opens one')))}", "$muted"),
                (f"\n{names}" if names else "", "$muted"),
            )
        )
        if width > 0:
            place = rows.highlighted
            lines = [(session_line(row, width), row.id) for row in self._front.recent]
            rows.set_options(Option(Content(line), id=row_id) for line, row_id in lines)
            rows.highlighted = place if place is not None and place < len(lines) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what the line says."""
        event.stop()
        if event.option_list.id == "menu":
            self.call_later(self.run_action, event.option_id or "start")
        elif event.option_id is not None:
            self.owner.interviews.resume(event.option_id)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Point at a session when the table gets the focus."""
        if isinstance(event.widget, Rows) and event.widget.highlighted is None:
            event.widget.action_first()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer resume, review and today's plan only where there is something to do."""
        del parameters
        if action == "app.focus_next":
            return bool(self._front.recent)
        if action == "due":
            return self._front.due > 0
        if action == "today":
            return self._planned is not None and self._planned.today is not None
        return action != "resume" or self._front.unfinished is not None

    def action_choose(self) -> None:
        """Do what the highlighted line says."""
        if isinstance(self.focused, Rows):
            self.focused.action_select()

    def action_start(self) -> None:
        """Start an interview like the last one."""
        self.owner.interviews.start_choice(self._choice)

    def action_set_up(self) -> None:
        """Choose what the interview is to be like."""
        self.owner.set_up()

    def action_resume(self) -> None:
        """Go on with the newest session that is not finished."""
        if self._front.unfinished is not None:
            self.owner.interviews.resume(self._front.unfinished.id)

    def action_due(self) -> None:
        """Review the missed points that are due."""
        self.owner.review_due(self._choice)

    def action_today(self) -> None:
        """Begin the interview that the plan has for today."""
        from interviewer.tui.view.plan_view import day_choice

        if self._planned is not None and self._planned.today is not None:
            last = last_choice(self.owner.engine.settings)
            self.owner.interviews.start_choice(day_choice(self._planned.today, last))

    def action_history(self) -> None:
        """List all sessions."""
        self.owner.open_history()

    def action_progress(self) -> None:
        """Show the progress over many sessions."""
        self.owner.open_progress()

    def action_plan(self) -> None:
        """Plan the days up to an interview."""
        self.owner.open_plan()

    def action_bank(self) -> None:
        """Browse the questions."""
        self.owner.open_bank()


def _line(entry: Entry, width: int) -> Content:
    head = Content.assemble((f"{entry.key} ", "$primary bold"), (f" {entry.title:<10}", "bold"))
    about = Content.styled(plain(entry.about), "$muted")
    return hang(head, about, width) if width > 0 else head + about
