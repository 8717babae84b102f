"""The interview itself: the conversation, the composer, the clock."""

import time
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static, TextArea

from interviewer.engine import utc_now
from interviewer.errors import InterviewerError
from interviewer.interview.machine import (
    AskEstimate,
    AwaitCandidate,
    AwaitGrade,
    Done,
    Effect,
    ShowFeedback,
)
from interviewer.text.display import plain
from interviewer.text.length import LONGEST
from interviewer.tui import interruption
from interviewer.tui.answer_clock import AnswerClock
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.page import Page
from interviewer.tui.unsent import Unsent
from interviewer.tui.view.clock import place
from interviewer.tui.view.interview_view import (
    ASIDES,
    ESTIMATE,
    clock_line,
    help_line,
    place_line,
    topic_line,
)
from interviewer.tui.view.said_choices import (
    ASK_ESTIMATE,
    estimate_said,
    feedback_aloud,
    next_said,
)
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.composer import ANSWER, NOTES, Composer
from interviewer.tui.widgets.conversation import Conversation
from interviewer.tui.widgets.keyhints import KeyHints

if TYPE_CHECKING:
    from interviewer.coding.results import Run
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.events import DisputeWithdrawn, VerdictDisputed
    from interviewer.interview.intents import Intent
    from interviewer.interview.session import Session
    from interviewer.tui.screens.coding_side import CodingSide
    from interviewer.tui.screens.spoken_side import SpokenSide

NOT_SENT = "The interview is over, and this was not sent. Ctrl+s goes on to the review."
NOT_NOW = "Ctrl+s goes on to the feedback. What you are writing stays here."

Outcome = Literal["left", "finished"]
Said = Literal["hint", "repeat", "skip", "time", "unknown", "why"]


CODE_KEYS: tuple[BindingType, ...] = (
    Binding("ctrl+n", "switch", "notes, tests"),
    Binding("ctrl+f", "find", "find"),
    Binding("ctrl+o", "edit_outside", "your editor"),
    Binding("ctrl+r", "run", "run tests", show=False),
)
"""What there is to do with code, where a question asks for some."""

_CODING = ("run", "switch", "find", "edit_outside")


class InterviewScreen(Page[Outcome]):
    """Leads one session. All business is the conductor's; this only shows and passes on."""

    CSS_PATH: ClassVar = ["interview.tcss"]
    AUTO_FOCUS = "#composer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "send"),
        Binding("f9", "run", "run tests"),
        *CODE_KEYS,
        Binding("f2", "say('hint')", "hint"),
        Binding("f3", "say('repeat')", "repeat"),
        Binding("f4", "say('skip')", "skip"),
        Binding("f5", "say('time')", "time"),
        Binding("f6", "say('unknown')", "don't know"),
        Binding("escape", "leave", "leave"),
        Binding("f12", "say('why')", "why this"),
        Binding("ctrl+up", "scroll_up", show=False),
        Binding("ctrl+down", "scroll_down", show=False),
        Binding("f1", "app.help", "help"),
    ]

    class Moved(Message):
        """An event was committed."""

        def __init__(self, session: "Session") -> None:
            super().__init__()
            self.session = session

    class Settled(Message):
        """Everything outstanding was done; ``effect`` is whose turn it is."""

        def __init__(self, effect: Effect) -> None:
            super().__init__()
            self.effect = effect

    class Heard(Message):
        """A text was taken with an intent, ``None`` for an answer; or ``error`` says why not."""

        def __init__(self, intent: "Intent | None", error: InterviewerError | None = None) -> None:
            super().__init__()
            self.intent = intent
            self.error = error

    class Failed(Message):
        """Something outstanding could not be done."""

        def __init__(self, error: InterviewerError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, conductor: "Conductor") -> None:
        super().__init__()
        self.conductor = conductor
        self._came_back = utc_now()
        self.clock = AnswerClock(time.monotonic())
        self.spoken: SpokenSide | None = None
        self.coding: CodingSide | None = None
        self._settling = False
        self._feedback: FeedbackScreen | None = None
        self.unsent = Unsent(conductor.session, self.not_kept)

    def parts(self) -> ComposeResult:
        """Compose the head line, the conversation and the composer."""
        yield Bar(Content(""), widget_id="where")
        yield Bar(Content(""), widget_id="what")
        with Container(id="room"):
            yield Conversation()
            with Vertical(id="desk"):
                yield Static(id="notice", markup=False)
                if self.spoken is not None:
                    yield self.spoken.line
                yield self.unsent.composer

    def on_mount(self) -> None:
        """Show what was said before; do what is outstanding."""
        self.conductor.on_change = self._changed
        self._show(self.conductor.session)
        self.set_interval(1.0, self._tick)
        self._settle()
        if self.spoken is not None:
            self.spoken.open()

    def _changed(self, session: "Session") -> None:
        self.post_message(self.Moved(session))

    @work(group="settle")
    async def _work_off(self) -> None:
        try:
            effect = await self.conductor.settle()
        except InterviewerError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Settled(effect))

    def _settle(self) -> None:
        if isinstance(self.conductor.effect, AwaitCandidate):
            self.clock.restart(time.monotonic())
        elif not self._settling:
            self._settling = True
            if isinstance(self.conductor.effect, AwaitGrade):
                self.notice("Grading your answer. You can go on writing.")
            self._work_off()

    def on_interview_screen_moved(self, message: Moved) -> None:
        """Show the session as it now stands."""
        self._show(message.session)
        if self._feedback is not None:
            self._feedback.show(message.session)

    def on_interview_screen_settled(self, message: Settled) -> None:
        """Give the floor to whoever has it."""
        self._settling = False
        self.notice("")
        if isinstance(message.effect, AwaitCandidate):
            self.clock.restart(time.monotonic())
            self._tick()
        else:
            self._turn_to(time.monotonic())
        if self.spoken is not None:
            self.call_later(self.spoken.listen_by_itself)  # where barge-in allows it already

    def _turn_to(self, quiet_since: float) -> None:
        """Show what comes after an answer, unless the candidate is writing again.

        Nothing that is shown takes a key before it has been quiet since ``quiet_since``.
        """
        effect = self.conductor.effect
        if self.unsent.written_on and not isinstance(effect, Done):
            self.notice(NOT_NOW)
            return
        match effect:
            case AskEstimate():
                dialog = Dialog(*ESTIMATE, insist="skip", quiet_since=quiet_since)
                self.app.push_screen(dialog, self._estimated)
                if self.spoken is not None:
                    self.spoken.put(ASK_ESTIMATE, estimate_said, dialog.dismiss)
            case ShowFeedback(turn):
                self._show_feedback(turn, quiet_since)
            case Done():
                self._end()

    def _end(self) -> None:
        """Close an interview that is over, once nobody writes any more."""
        last = max(self.owner.written_at, self.unsent.handed_in)
        left = last + interruption.QUIET - time.monotonic()
        if self.unsent.text.strip():
            self.notice(NOT_SENT)
        elif left > 0:
            self.set_timer(left, self._end)
        else:
            self.dismiss("finished")

    def on_screen_resume(self) -> None:
        """Close now, if the interview ended while something else was in front."""
        if isinstance(self.conductor.effect, Done):
            self._settle()

    def on_interview_screen_failed(self, message: Failed) -> None:
        """Tell what went wrong; ctrl+s tries again."""
        self._settling = False
        self.notice(f"{message.error} Then press ctrl+s to go on.", wrong=True)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is written, and note when the candidate began."""
        event.stop()
        if not self.conductor.session.finished:
            if event.text_area is self.unsent.composer:
                self.unsent.note()
            elif self.coding is not None:
                self.coding.note()
        if event.text_area.text:
            self.clock.begin(time.monotonic())
        if self.spoken is not None:
            self.spoken.edited()

    def on_key(self, event: Key) -> None:
        """Hold an answer that is about to be sent by itself; ctrl+s sends it."""
        if self.spoken is not None and event.key != "ctrl+s":
            self.spoken.keep_from_sending()

    def action_submit(self) -> None:
        """Hand the text to the interviewer, or go on to what waits for the candidate.

        All of it happens before the next key: whatever is written from now on stays.
        """
        if not self.alive or (self.spoken is not None and not self.spoken.may_send()):
            return
        text = self.unsent.text
        if self._settling:
            self.notice("Your last answer is still being graded. What you write is kept.")
        elif not isinstance(self.conductor.effect, AwaitCandidate):
            self._go_on()
        elif self.coding is not None and self.coding.takes(text):
            pass
        elif not text.strip():
            self.notice("There is nothing to send yet. F4 skips, F6 says that you don't know.")
        else:
            self.unsent.hand_in()
            self._settling = True
            self._hear(text)

    def _go_on(self) -> None:
        self.unsent.begin_anew()
        match self.conductor.effect:
            case Done():
                self.unsent.drop()
                self.dismiss("finished")
            case AskEstimate() | ShowFeedback():
                self._turn_to(self.owner.written_at)
            case _:
                self._settle()

    @work(group="settle")
    async def _hear(self, text: str) -> None:
        transcript, spoken = (None, None) if self.spoken is None else self.spoken.heard()
        try:
            intent = await self.conductor.hear(
                text,
                transcript=transcript,
                timings=self.clock.timings(time.monotonic()),
                spoken=spoken,
                doubtful=lambda: self.notice("The interviewer is listening."),
            )
        except InterviewerError as error:
            self.post_message(self.Heard(None, error))
        else:
            self.unsent.sent()  # at once: a draft of what is logged must not outlive the program
            self.post_message(self.Heard(intent))

    def on_interview_screen_heard(self, message: Heard) -> None:
        """Go on from a text that was taken; give back one that was not."""
        self._settling = False
        if message.error is not None:
            self._not_taken(message.error)
            self.unsent.give_back()
            return
        if self.spoken is not None:
            self.spoken.was_taken()
        self._taken(message.intent)

    @property
    def in_front(self) -> bool:
        """Whether no other screen covers this one."""
        return self.app.screen is self

    @property
    def may_speak(self) -> bool:
        """Whether the candidate has the floor, and nothing that was sent is being taken."""
        return isinstance(self.conductor.effect, AwaitCandidate) and not self._settling

    def on_composer_too_long(self, message: Composer.TooLong) -> None:
        """Refuse a paste that no interviewer would listen to."""
        self.notice(
            f"Not pasted: {message.length:,} characters, and an answer has at most {LONGEST:,}.",
            wrong=True,
        )

    def action_say(self, what: str) -> None:
        """Say something that is no answer; the draft in the composer stays."""
        if self.may_speak and self.alive:
            self.unsent.begin_anew()
            self.say_aside(ASIDES[what])

    async def on_unmount(self) -> None:
        """Keep what was written up to the end, and close the devices."""
        self.keep()
        if self.spoken is not None:
            self.spoken.close()
        if self.coding is not None:
            await self.coding.close()

    def keep(self) -> None:
        """Have all that is written and not sent on the disk."""
        if not self.conductor.session.finished:
            self.unsent.keep()
            if self.coding is not None:
                self.coding.keep()

    @property
    def writes_code(self) -> bool:
        """Whether there is code that can still be changed."""
        return self.coding is not None and self.coding.open

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is to do with code only where there is some."""
        del parameters
        return self.writes_code if action in _CODING else True

    def action_run(self) -> None:
        """Run the shown tests, or stop the run that goes on."""
        if self.coding is not None and self.alive:
            self.coding.run_or_stop()

    def action_switch(self) -> None:
        """Go from the code to the notes, to the tests, and back."""
        if self.coding is not None:
            self.coding.switch()

    def action_find(self) -> None:
        """Find something in the code."""
        if self.coding is not None:
            self.coding.find()

    def action_edit_outside(self) -> None:
        """Open the code in the user's own editor."""
        if self.coding is not None and self.may_speak:
            self.coding.edit_outside()

    def submitting(self, now: bool) -> None:
        """Keep all else from being said while code is being submitted."""
        self._settling = now

    def hand_in_code(
        self, code: str, run: "Run", explanation: str, reference: "Run | None"
    ) -> bool:
        """Log code and what was said about it; returns whether it was taken."""
        transcript, spoken = (None, None) if self.spoken is None else self.spoken.heard()
        try:
            self.conductor.submit(
                code,
                run,
                explanation,
                reference=reference,
                transcript=transcript,
                timings=self.clock.timings(time.monotonic()),
                spoken=spoken,
            )
        except InterviewerError as error:
            self._not_taken(error)
            return False
        self.unsent.sent()
        if self.spoken is not None:
            self.spoken.was_taken()
        return True

    def code_handed_in(self) -> None:
        """Go on from code that was taken."""
        self.notice("")
        self.focus_on(self.unsent.composer)
        self._settle()

    def _show_code(self, session: "Session") -> None:
        """Show the place for code while the question asks for some."""
        turn = session.turn
        coding = None if turn is None else turn.item.question.coding
        before = self.coding
        if before is not None and (turn is None or coding is None or turn.number != before.turn):
            self.coding = None
            before.over()
            self.run_worker(before.close(), group="code-ahead")
            before.desk.remove()
            before = None
            self.focus_on(self.unsent.composer)
        if turn is not None and coding is not None and before is None and turn.skipped is None:
            from interviewer.tui.screens.coding_side import CodingSide

            self.coding = CodingSide(self, turn, coding)
            self.query_one("#room").mount(self.coding.desk, after="#conversation")
            if self.coding.open:
                self.coding.begin()
                self.call_after_refresh(self.coding.desk.editor.focus)
        if self.coding is not None and not self.coding.open:
            self.coding.over()
        self.set_class(self.coding is not None, "-coding")
        self.unsent.composer.placeholder = NOTES if self.writes_code else ANSWER
        self.set_class(self.writes_code, "-writing-code")
        self.query_one(KeyHints).refresh()

    def action_scroll_up(self) -> None:
        """Look further up in the conversation."""
        self.query_one(Conversation).scroll_page_up()

    def action_scroll_down(self) -> None:
        """Look further down in the conversation."""
        self.query_one(Conversation).scroll_page_down()

    def action_leave(self) -> None:
        """Ask how to leave; nothing that was sent is lost in any way."""
        if not self.alive:
            return
        answered = len(self.conductor.session.answers)
        draft = self.unsent.text.strip()
        kept = f"{answered} sent {'answer is' if answered == 1 else 'answers are'} saved."
        self.app.push_screen(
            Dialog(
                "Leave the interview?",
                (
                    ("stay", "s", "Stay"),
                    ("later", "l", "Leave now, resume later"),
                    ("finish", "f", "Finish here and see the review"),
                ),
                about=f"{kept} Your draft is kept too, unless you finish." if draft else kept,
                insist="later",
                quiet_since=self.owner.written_at,
            ),
            self._leave,
        )

    def _leave(self, choice: str | None) -> None:
        if choice == "later":
            self.unsent.keep()
            self.conductor.on_change = None
            self.conductor.cancel()
            self.dismiss("left")
        elif choice == "finish":
            self._finish()
        elif isinstance(self.conductor.effect, ShowFeedback | AskEstimate):
            if choice is None:
                self.notice(NOT_NOW)
            else:
                self._turn_to(time.monotonic())

    def _finish(self) -> None:
        try:
            self.conductor.finish()
        except InterviewerError as error:
            self.notice(str(error), wrong=True)
        else:
            self.unsent.drop()
            self._settle()

    def say_aside(self, text: str) -> bool:
        """Say what is no answer; returns whether it was taken."""
        try:
            intent = self.conductor.say(text, timings=self.clock.timings(time.monotonic()))
        except InterviewerError as error:
            self._not_taken(error)
            return False
        self._taken(intent)
        return True

    def _not_taken(self, error: InterviewerError) -> None:
        self.notice(f"{error} Your text is kept.", wrong=True)

    def _taken(self, intent: "Intent | None") -> None:
        if intent is not None and intent.name == "quit":
            self.action_leave()
        elif intent is not None and intent.name == "next":
            self.notice("Answer first, or skip with F4.")
        else:
            self.notice("")
        self._settle()

    def _estimated(self, choice: str | None) -> None:
        if self.spoken is not None:
            self.spoken.chosen()
        if choice is None:
            self.notice(NOT_NOW)
            return
        value = None if choice == "skip" else int(choice) / 100
        try:
            self.conductor.estimate(value)
        except InterviewerError as error:
            self.owner.tell(error)
        self._settle()

    def _show_feedback(self, turn: int, quiet_since: float) -> None:
        self._feedback = FeedbackScreen(
            self.conductor.session,
            turn,
            live=True,
            quiet_since=quiet_since,
            at_work=lambda: self.conductor.at_work,
            dispute=self._dispute,
        )
        self.app.push_screen(self._feedback, self._after_feedback)
        if self.spoken is not None:
            self.spoken.put(feedback_aloud(self._feedback.turn), next_said, self._feedback.dismiss)

    def _dispute(self, event: "VerdictDisputed | DisputeWithdrawn") -> "Session":
        self.conductor.dispute(event)
        return self.conductor.session

    def _after_feedback(self, choice: str | None) -> None:
        self._feedback = None
        if self.spoken is not None:
            self.spoken.chosen()
        if choice is None:
            self.notice(NOT_NOW)
            return
        try:
            if choice == "next":
                self.conductor.go_on()
            elif choice == "retry":
                self.conductor.retry()
            else:
                self.action_leave()
                return
        except InterviewerError as error:
            self.owner.tell(error)
        self._settle()

    def _show(self, session: "Session") -> None:
        if not self.alive:
            return
        self._show_code(session)
        self.query_one(Conversation).show(session.lines)
        self._tick()
        if self.spoken is not None:
            self.spoken.show(session)

    def _tick(self) -> None:
        if not self.alive:
            return
        here = place(self.conductor.session, utc_now(), self._came_back)
        if here is not None:
            self.query_one("#where", Bar).update(place_line(here), clock_line(here))
            self.query_one("#what", Bar).update(topic_line(here), help_line(here))

    def notice(self, text: str, *, wrong: bool = False) -> None:
        """Show a sentence above the composer."""
        if not self.alive:
            return
        line = self.query_one("#notice", Static)
        line.set_class(wrong, "-wrong")
        line.update(plain(f"! {text}" if wrong else text))

    def not_kept(self, error: OSError) -> None:
        """Tell that a draft could not be kept; called in any thread."""
        self.app.notify(
            f"The draft could not be kept ({error.strerror or error}).",
            severity="error",
            markup=False,
        )
