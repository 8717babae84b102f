"""The review at the end of a session."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.bank.reference import reference
from interviewer.errors import InterviewerError
from interviewer.installed import typed
from interviewer.interview.earlier import earlier_tries
from interviewer.learning.self_estimates import Calibration
from interviewer.report.build import build_report
from interviewer.report.report import Report
from interviewer.text.counts import counted
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.page import Page
from interviewer.tui.view.review_view import (
    facts,
    in_work,
    summary,
    title,
    total,
    turn_line,
)
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.keyhints import KeyHints
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.events import DisputeWithdrawn, VerdictDisputed
    from interviewer.interview.session import Session


class ReviewScreen(Page[None]):
    """Shows the result of a session; opens the feedback of any question, exports, regrades."""

    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#turns"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "feedback"),
        Binding("r", "retry", "retry"),
        Binding("e", "export", "export"),
        # Before the list, where the same key goes to the first line.
        Binding("g", "grade", "grade missing", priority=True),
        Binding("tab", "app.focus_next", "scroll", key_display="tab"),
        Binding("escape", "back", "home"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    class Graded(Message):
        """Answers without a grade have been judged, ``count`` of them."""

        def __init__(self, count: int, error: InterviewerError | None) -> None:
            super().__init__()
            self.count = count
            self.error = error

    class Calibrated(Message):
        """The guesses of all sessions have been compared with their scores."""

        def __init__(self, calibration: Calibration | None) -> None:
            super().__init__()
            self.calibration = calibration

    class Moved(Message):
        """A grade came in."""

        def __init__(self, session: "Session") -> None:
            super().__init__()
            self.session = session

    def __init__(self, conductor: "Conductor") -> None:
        super().__init__()
        self._conductor = conductor
        self._calibration: Calibration | None = None
        self._report: Report = build_report(conductor.session)
        self._shown_at_work = False
        self._feedback: FeedbackScreen | None = None

    def parts(self) -> ComposeResult:
        """Compose the totals, the questions and the summary."""
        yield Bar(Content(""))
        with Vertical(id="head"):
            yield Static(id="score", markup=False)
            yield Static(id="facts", classes="muted", markup=False)
        with Container(id="columns"):
            yield Rows("turns")
            with VerticalScroll(id="summary-scroll", can_focus=True):
                yield Static(id="summary", markup=False)

    def on_mount(self) -> None:
        """Fill in the facts; listen for grades, and count the seconds until they come."""
        self._conductor.on_change = self._changed
        self._report = build_report(self._conductor.session, self.owner.engine.index_rows())
        self._fill()
        if self._report.calibration is not None:
            self._calibrate()
        self.set_interval(1, self._tick)
        if self._conductor.judging:
            self._drain()

    @work(group="drain")
    async def _drain(self) -> None:
        """Wait for what is still being judged; each grade is shown as it comes in."""
        missing = [one.id for one in self._conductor.session.standing if one.grade is None]
        error = None
        try:
            await self._conductor.drain()
        except InterviewerError as failed:
            error = failed
        answers = self._conductor.session.answers
        done = sum(answers[one - 1].grade is not None for one in missing)
        self.post_message(self.Graded(done, error))

    def _tick(self) -> None:
        """Show for how long the judge has been at work."""
        at_work = self._conductor.at_work
        if at_work and self.alive:
            self.query_one("#score", Static).update(total(self._report, at_work))
        if bool(at_work) != self._shown_at_work:
            self._fill()

    @work(thread=True, group="calibration")
    def _calibrate(self) -> None:
        """Look back over the guesses of all sessions."""
        try:
            self.post_message(self.Calibrated(self.owner.engine.insight.calibration()))
        except InterviewerError:
            # A session that cannot be read is reported where it is opened.
            return

    def on_review_screen_calibrated(self, message: Calibrated) -> None:
        """Show how the guesses have agreed with the scores."""
        self._calibration = message.calibration
        self._fill()

    def _changed(self, session: "Session") -> None:
        self.post_message(self.Moved(session))

    def on_review_screen_moved(self, message: Moved) -> None:
        """Show the new grade."""
        self._report = build_report(message.session, self.owner.engine.index_rows())
        self._fill()
        if self._feedback is not None:
            self._feedback.show(message.session)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self.alive:
            return
        report, at_work = self._report, self._conductor.at_work
        self._shown_at_work = bool(at_work)
        working = in_work(report, at_work)
        self.query_one(Bar).update(
            Content.styled("Review", "bold $primary"), Content.styled(title(report), "$muted")
        )
        self.query_one("#score", Static).update(total(report, at_work))
        self.query_one("#facts", Static).update(facts(report, len(working)))
        rows = self.query_one("#turns", Rows)
        width = max(rows.line_width, 30)
        place = rows.highlighted or 0
        rows.display = bool(report.listed)
        rows.set_options(
            Option(turn_line(turn, width, grading=turn.number in working), id=str(turn.number))
            for turn in report.listed
        )
        if report.listed:
            rows.highlighted = min(place, len(report.listed) - 1)
        text = self.query_one("#summary", Static)
        room = max(text.content_size.width, 40)
        text.update(summary(report, room, self._calibration, len(working)))
        self.refresh_bindings()
        self.query_one(KeyHints).refresh(layout=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits: grading only where a grade is missing."""
        del parameters
        if action == "grade":
            return self._report.counts.ungraded > 0 and not self._conductor.at_work
        return True

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the feedback of that question."""
        event.stop()
        number_of_turn = int(event.option_id or 0)
        screen = FeedbackScreen(
            self._conductor.session,
            number_of_turn,
            live=False,
            dispute=self._dispute,
            at_work=lambda: self._conductor.at_work,
        )
        self._feedback = screen
        self.app.push_screen(screen, lambda choice: self._after(choice, number_of_turn))

    def _dispute(self, event: "VerdictDisputed | DisputeWithdrawn") -> "Session":
        self._conductor.dispute(event)
        if self.owner.engine.settings.model:
            settle = typed("regrade", self._report.session_id, "--grader", "llm")
            self.notify(settle, title="A language model can settle it", markup=False)
        return self._conductor.session

    def _after(self, choice: str | None, turn: int) -> None:
        self._feedback = None
        if choice == "retry":
            asked = self._conductor.session.turns[turn - 1]
            name = reference(asked.item.question.id, asked.criterion_id)
            earlier = earlier_tries(self._conductor.session)
            self.owner.interviews.practise(
                name, tuple(one for one in earlier if one.question_id == name)
            )

    def action_open(self) -> None:
        """Open the feedback of the highlighted question."""
        self.query_one("#turns", Rows).action_select()

    def action_retry(self) -> None:
        """Practise the highlighted question again."""
        place = self.query_one("#turns", Rows).highlighted
        if place is not None:
            self._after("retry", self._report.listed[place].number)

    def action_export(self) -> None:
        """Ask for a format and a place."""
        from interviewer.tui.screens.exporting import Exporting

        Exporting(self, self._report).ask()

    def action_grade(self) -> None:
        """Judge what has no grade yet."""
        self.owner.interviews.with_agreement(self._report.grader, self._begin_to_grade)

    def _begin_to_grade(self) -> None:
        self._conductor.judge_missing()
        self._fill()
        self._drain()

    def on_review_screen_graded(self, message: Graded) -> None:
        """Say how many answers were judged, or what failed."""
        self._fill()
        if message.error is not None:
            self.owner.tell(message.error)
            return
        left = self._report.counts.ungraded
        more = f" {counted(left, 'question')} still without a grade." if left else ""
        self.notify(f"{counted(message.count, 'answer')} judged.{more}", markup=False)

    def action_back(self) -> None:
        """Return home; what is still being judged goes on meanwhile."""
        self._conductor.on_change = None
        self.dismiss()
