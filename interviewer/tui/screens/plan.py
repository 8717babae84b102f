"""What to practise on which day, up to an interview."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import InterviewerError
from interviewer.interview.choice import last_choice
from interviewer.learning.goal import Goal, keep_goal, kept_goal, read_goal
from interviewer.text.display import plain
from interviewer.tui.planning import days_up_to
from interviewer.tui.screens.page import Page
from interviewer.tui.view.plan_view import day_choice, day_line, goal_line, why_line
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.learning.plan import Day

_ASK = (
    "When is your interview? Each day up to it gets the areas that your answers so far leave most "
    "to gain in, with mock interviews in between. A job description chosen in the set-up weights "
    "the areas."
)


class PlanScreen(Page[None]):
    """Asks for the day of the interview once, then lists the days up to it; one key begins one."""

    CSS_PATH = "plan.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin it", key_display="⏎"),
        Binding("c", "change", "change the day"),
        Binding("tab", "app.focus_next", show=False),
        Binding("escape", "back", "back"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    class Made(Message):
        """The plan has been made, or ``error`` says why not.

        ``entered`` says that the user has just given the day.
        """

        def __init__(
            self,
            goal: Goal,
            days: "tuple[Day, ...]",
            error: InterviewerError | None,
            *,
            entered: bool,
        ) -> None:
            super().__init__()
            self.goal = goal
            self.days = days
            self.error = error
            self.entered = entered

    def __init__(self) -> None:
        super().__init__()
        self._goal = kept_goal()
        self._days: tuple[Day, ...] = ()
        self._asking = self._goal is None
        self._width = 0

    def parts(self) -> ComposeResult:
        """Compose the question for the day, and the list."""
        goal = self._goal
        with Vertical(id="body"):
            yield Bar(Content.styled("Plan", "bold $primary"), widget_id="head")
            with Vertical(id="ask"):
                yield Static(_ASK, classes="muted", markup=False)
                with Horizontal(classes="field"):
                    yield Label("Interview on", markup=False)
                    yield Input(
                        goal.until.isoformat() if goal else "",
                        id="until",
                        placeholder="year-month-day",
                        compact=True,
                        max_length=10,
                    )
                with Horizontal(classes="field"):
                    yield Label("Minutes a day", markup=False)
                    yield Input(
                        str(goal.minutes if goal else 45), id="minutes", compact=True, max_length=3
                    )
                yield Static(id="wrong", markup=False)
                yield Static("⏎ make the plan", classes="muted", markup=False)
            yield Rows("days")
            yield Static(id="why", markup=False)

    def on_mount(self) -> None:
        """Ask for the day, or list the days."""
        self._ask(asking=self._asking)
        if self._goal is not None:
            self._make(self._goal)

    def on_screen_resume(self) -> None:
        """Plan again: there may be new answers."""
        if self._goal is not None and self._days and not self._asking:
            self._make(self._goal)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to begin a day only where one is listed."""
        del parameters
        return action not in ("begin", "change") or not self._asking

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self.set_class(asking, "-asking")
        self.refresh_bindings()
        self.query_one("KeyHints").refresh()
        self.query_one("#until" if asking else "#days").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Make the plan for what was entered."""
        event.stop()
        try:
            goal = read_goal(
                self.query_one("#until", Input).value, self.query_one("#minutes", Input).value
            )
        except ValueError as error:
            self._wrong(str(error))
        else:
            self._make(goal, entered=True)

    def _wrong(self, text: str) -> None:
        self.query_one("#wrong", Static).update(Content.styled(plain(text), "$error"))

    @work(thread=True, exclusive=True, group="plan")
    def _make(self, goal: Goal, *, entered: bool = False) -> None:
        try:
            days = days_up_to(self.owner.engine, goal)
        except InterviewerError as error:
            self.post_message(self.Made(goal, (), error, entered=entered))
        else:
            self.post_message(self.Made(goal, days, None, entered=entered))

    def on_plan_screen_made(self, message: Made) -> None:
        """Show the plan and save the day, or show what is wrong with the day."""
        if not self.alive:
            return
        if self._asking and not message.entered:  # it was made before the question came up
            self._days = message.days
            return
        if message.error is not None:
            self._wrong(f"{message.error.message} {message.error.remedy or ''}")
            if not self._asking:
                self._ask(asking=True)
            return
        if message.goal != self._goal or self._asking:
            try:
                keep_goal(message.goal)
            except OSError as error:
                self.notify(
                    f"The day could not be kept ({error.strerror or error}).",
                    severity="error",
                    markup=False,
                )
        self._goal, self._days = message.goal, message.days
        self._wrong("")
        if self._asking:
            self._ask(asking=False)
        self._draw()

    def _draw(self) -> None:
        rows, goal = self.query_one(Rows), self._goal
        # A list just shown again has no width yet; the last one will hardly have changed.
        self._width = rows.line_width or self._width
        if goal is None or self._width == 0:
            return
        today = self.owner.engine.insight.today()
        self.query_one("#head", Bar).update(
            Content.styled("Plan", "bold $primary"),
            Content.styled(goal_line(goal.until, today), "$muted"),
        )
        place = rows.highlighted or 0
        rows.set_options(Option(day_line(day, today, self._width)) for day in self._days)
        rows.highlighted = min(place, len(self._days) - 1) if self._days else None
        if not self._days:
            self.query_one("#why", Static).update("The interview is today. Good luck.")

    def on_rows_fitted(self, event: Rows.Fitted) -> None:
        """Fit the lines to the new width."""
        event.stop()
        self._draw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say why the highlighted day is planned as it is."""
        event.stop()
        if event.option_index < len(self._days):
            self.query_one("#why", Static).update(why_line(self._days[event.option_index]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin that day's interview."""
        event.stop()
        self._begin(event.option_index)

    def action_begin(self) -> None:
        """Begin the interview of the highlighted day."""
        place = self.query_one(Rows).highlighted
        if place is not None:
            self._begin(place)

    def _begin(self, place: int) -> None:
        if place < len(self._days):
            last = last_choice(self.owner.engine.settings)
            self.owner.interviews.start_choice(day_choice(self._days[place], last))

    def action_change(self) -> None:
        """Ask for another day; what was typed and given up before is gone."""
        if self._goal is not None:
            self.query_one("#until", Input).value = self._goal.until.isoformat()
            self.query_one("#minutes", Input).value = str(self._goal.minutes)
        self._wrong("")
        self._ask(asking=True)

    def action_back(self) -> None:
        """Return; from the question for another day, to the list."""
        if self._asking and self._days:
            self._ask(asking=False)
        else:
            self.dismiss(None)
