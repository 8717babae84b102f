"""Feedback on one question: every criterion, and the words that earned it."""

from collections.abc import Callable, Mapping
from math import inf
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import InterviewerError
from interviewer.report.build import build_report
from interviewer.report.coaching import coached_turn
from interviewer.report.report import TurnReport
from interviewer.report.wording import place_of
from interviewer.text.display import plain
from interviewer.tui.interruption import Interruption
from interviewer.tui.screens.disputing import ask_for_dispute
from interviewer.tui.screens.page import Page
from interviewer.tui.view.coaching_view import coaching
from interviewer.tui.view.feedback_view import facts, head, point_lines
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.feedback_pane import FeedbackPane
from interviewer.tui.widgets.keyhints import KeyHints
from interviewer.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from interviewer.interview.session import Session
    from interviewer.tui.screens.disputing import Denial

_TWO_COLUMNS = 110


class FeedbackScreen(Interruption[str], Page[str]):
    """Shows turn ``number``; gives "retry", and "next" or "leave" when ``live``, else "back".

    ``at_work`` gives the ids of the answers that are being judged, with the seconds so far.
    ``dispute`` logs a dispute or its withdrawal, and raises ``InterviewerError`` if that cannot be
    saved; without it no verdict can be disputed.

    In an interview, ``quiet_since`` is when the candidate last wrote; if they go on writing at
    once, it gives ``None``.
    """

    CSS_PATH = "feedback.tcss"
    AUTO_FOCUS = "#criteria"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,n", "next", "next"),
        Binding("r", "retry", "retry"),
        Binding("m", "model", "model answer"),
        Binding("d", "dispute", "dispute"),
        Binding("c", "code", "code"),
        Binding("up,down", "noop", "select", key_display="↑↓"),
        Binding("escape", "back", "back"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    def __init__(
        self,
        session: "Session",
        number: int,
        *,
        live: bool,
        quiet_since: float = -inf,
        at_work: Callable[[], Mapping[int, float]] = dict,
        dispute: "Callable[[Denial], Session] | None" = None,
    ) -> None:
        super().__init__(quiet_since)
        self._number = number
        self._session = session
        self._dispute = dispute
        self._live = live
        self._at_work = at_work
        self._model = False
        self._code = False
        self._listed = False
        self._turn: TurnReport = self._report()

    @property
    def turn(self) -> TurnReport:
        """The turn that it shows."""
        return self._turn

    def parts(self) -> ComposeResult:
        """Compose the score, the criteria and the answer."""
        yield Bar(Content(""))
        with VerticalScroll(id="head", can_focus=False):
            yield Static(id="prompt", markup=False)
            yield Static(id="score", markup=False)
            yield Static(id="facts", classes="muted", markup=False)
            yield Static(id="coaching", markup=False)
        with Container(id="columns"):
            yield Rows("criteria")
            yield FeedbackPane()

    def on_mount(self) -> None:
        """Fill in the facts; count the seconds while it is being judged."""
        self._fill()
        self.set_interval(1, self._fill_score)

    def show_keys_accepted(self) -> None:
        """Show the keys."""
        self.query_one(KeyHints).refresh(layout=True)

    def show(self, session: "Session") -> None:
        """Show the turn as it is now: a slow grade may have come in."""
        self._session = session
        turn = self._report()
        if turn != self._turn:
            self._turn = turn
            if self.is_mounted:
                self._fill()

    def _report(self) -> TurnReport:
        report = build_report(self._session).turns[self._number - 1]
        return coached_turn(report, self._session.turns[self._number - 1])

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self._fill_coaching)
        self.call_after_refresh(self._fill_rows)
        self.call_after_refresh(self._offer_head)

    def _fill(self) -> None:
        turn = self._turn
        self.query_one(Bar).update(
            Content.assemble(("Feedback", "bold $primary"), (f"  {place_of(turn).lower()}", "")),
            Content.styled(f"{turn.area} · {turn.level} · {turn.kind}", "$muted"),
        )
        self.query_one("#prompt", Static).update(plain(turn.prompt))
        self.set_class(turn.score is None, "-unscored")
        self._fill_score()
        self.query_one("#facts", Static).update(facts(turn))
        self._fill_coaching()
        self._fill_rows()
        self.call_after_refresh(self._offer_head)

    def _fill_coaching(self) -> None:
        """Show what would have been better; a short screen has the sentence in the pane."""
        if self.alive:
            told = coaching(self._turn, brief=self.has_class("-short"))
            self.query_one("#coaching", Static).update(told)
            self.set_class(not told, "-uncoached")

    def _offer_head(self) -> None:
        """Let the head take the focus where it does not fit, so that it can scroll."""
        if self.alive and not (head := self.query_one("#head", VerticalScroll)).has_focus:
            head.can_focus = head.max_scroll_y > 0

    def _fill_score(self) -> None:
        """Show the score, or how long judging has taken so far."""
        if not self.alive:
            return
        now = self._at_work()
        waits = [now[answer.id] for answer in self._turn.answers if answer.id in now]
        self.query_one("#score", Static).update(
            head(self._turn, self.size.width, max(waits, default=None))
        )

    def _fill_rows(self) -> None:
        if not self.alive:
            return
        rows = self.query_one("#criteria", Rows)
        full = self.size.width >= _TWO_COLUMNS
        width = max(rows.line_width, 20)
        place = rows.highlighted or 0
        lines = point_lines(self._turn, width, full=full)
        rows.display = bool(lines)
        rows.set_options(Option(line) for line in lines)
        if lines:
            rows.highlighted = min(place, len(lines) - 1)
        else:
            self._fill_pane(None)
        # An empty list would swallow Enter.
        if rows.has_focus and not lines:
            self.set_focus(self.query_one("#text"))
        elif lines and not self._listed:
            self.set_focus(rows)
        self._listed = bool(lines)
        self.refresh_bindings()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the text more room while it is being read."""
        self.set_class(self._model or event.widget.id == "text", "-reading")
        if self._code and event.widget.id == "criteria":
            self._show_code(False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show where the selected point was made."""
        event.stop()
        if event.option_index is not None:
            self._model = False
            self.set_class(False, "-reading")
        self._fill_pane(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter goes on, also from the list."""
        event.stop()
        self.action_next()

    def _fill_pane(self, row: int | None) -> None:
        if not self.alive:
            return
        pane = self.query_one(FeedbackPane)
        if self._code and self._turn.code is not None:
            pane.show_code(self._turn.code)
        elif self._model:
            pane.show_model_answer(self._turn)
        else:
            pane.show_answer(self._turn, row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits: going on only in a running interview."""
        del parameters
        if action == "next":
            return self._live
        if action == "code":
            return self._turn.code is not None
        if action == "back":
            return not self._live
        if action == "noop":
            return self._listed
        if action == "dispute":
            return self._listed and self._dispute is not None
        return True

    def action_next(self) -> None:
        """Go on with the interview; outside one, return."""
        self.dismiss("next" if self._live else "back")

    def action_retry(self) -> None:
        """Ask the same question again."""
        self.dismiss("retry")

    def action_model(self) -> None:
        """Show the model answer, or the candidate's own again."""
        if self._code:
            self._show_code(False)
        self._model = not self._model
        self.set_class(self._model, "-reading")
        self._fill_pane(self.query_one("#criteria", Rows).highlighted)

    def action_dispute(self) -> None:
        """Ask how the verdict of the selected row is wrong, or whether to withdraw a dispute."""
        row = self.query_one("#criteria", Rows).highlighted
        if row is not None and self._dispute is not None:
            ask_for_dispute(self, self._session, self._turn, row, self._deny)

    def _deny(self, event: "Denial") -> None:
        if self._dispute is None:
            return
        try:
            self.show(self._dispute(event))
        except InterviewerError as error:
            self.owner.tell(error)

    def action_code(self) -> None:
        """Show the code, its tests and the reference solution, or the answer again."""
        if self._turn.code is not None:
            self._show_code(not self._code)

    def _show_code(self, now: bool) -> None:
        self._code, self._model = now, False
        self.set_class(now, "-code")
        self.set_class(now, "-reading")
        scroll = self.query_one("#text", VerticalScroll)
        self.focus_on(scroll if now or not self._listed else self.query_one("#criteria", Rows))
        # The text gets the list's room only with the next layout.
        self.call_after_refresh(self._fill_pane, self.query_one("#criteria", Rows).highlighted)
        scroll.scroll_home(animate=False)

    def action_noop(self) -> None:
        """Do nothing: the list handles the arrows, and the binding only shows a hint."""

    def action_back(self) -> None:
        """Return to the review."""
        self.dismiss("back")

    def action_leave(self) -> None:
        """Let the interview ask how to leave; outside one, close the program."""
        if self._live:
            self.dismiss("leave")
        else:
            self.app.exit()
