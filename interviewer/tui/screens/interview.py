"""The interview itself: the conversation, the composer, the clock."""

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static, TextArea

from interviewer.engine import utc_now
from interviewer.interview.machine import AwaitCandidate, Done
from interviewer.text.display import plain
from interviewer.text.length import LONGEST
from interviewer.tui.answer_clock import AnswerClock
from interviewer.tui.screens.host import Outcome
from interviewer.tui.screens.interview_code import CODE_KEYS, CodeAction, InterviewCode
from interviewer.tui.screens.interview_talk import InterviewTalk
from interviewer.tui.screens.leaving import Leaving
from interviewer.tui.screens.page import Page
from interviewer.tui.unsent import Unsent
from interviewer.tui.view.clock import place
from interviewer.tui.view.interview_view import (
    ASIDES,
    clock_line,
    help_line,
    place_line,
    topic_line,
)
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.composer import ANSWER, NOTES, Composer
from interviewer.tui.widgets.conversation import Conversation
from interviewer.tui.widgets.keyhints import KeyHints
from interviewer.userdata.presence import EVERY, Presence

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.session import Session
    from interviewer.tui.screens.spoken_side import SpokenSide


class InterviewScreen(Page[Outcome]):
    """Shows one session: lays out its parts, and passes keys and edits on to them.

    The conductor runs the session. ``talk`` hands it what is said, ``code`` serves questions that
    ask for code, and ``spoken_side`` is ``None`` unless the interview has a voice.
    """

    CSS_PATH: ClassVar = ["interview.tcss"]
    AUTO_FOCUS = "#composer"
    run_key = "F9"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "send"),
        Binding("f9", "code('run')", "run tests"),
        *CODE_KEYS,
        Binding("f2", "say('hint')", "hint"),
        Binding("f3", "say('repeat')", "repeat"),
        Binding("f4", "say('skip')", "skip"),
        Binding("f6", "say('unknown')", "don't know"),
        Binding("f5", "say('time')", "time"),
        Binding("ctrl+o", "edit_outside", "your editor"),
        Binding("escape", "leave", "leave"),
        Binding("f12", "say('why')", "why this"),
        Binding("ctrl+up", "scroll_up", show=False),
        Binding("ctrl+down", "scroll_down", show=False),
        Binding("f1", "app.help", "help"),
    ]

    def __init__(self, conductor: "Conductor") -> None:
        super().__init__()
        self.conductor = conductor
        self._came_back = utc_now()
        self._room = Container(id="room")
        self.clock = AnswerClock(time.monotonic())
        self.unsent = Unsent(conductor.session, self.not_kept)
        self._presence = Presence(conductor.session.id, utc_now)
        self.spoken_side: SpokenSide | None = None
        self.talk = InterviewTalk(self)
        self.code = InterviewCode(self, self.talk, self._room)
        self.leaving = Leaving(self, self.talk, self.code)

    def parts(self) -> ComposeResult:
        """Compose the head line, the conversation and the composer."""
        yield Bar(Content(""), widget_id="where")
        yield Bar(Content(""), widget_id="what")
        with self._room:
            yield Conversation()
            with Vertical(id="desk"):
                yield Static(id="notice", markup=False)
                if self.spoken_side is not None:
                    yield self.spoken_side.line
                yield self.unsent.composer

    def on_mount(self) -> None:
        """Show what was said before; do what is outstanding."""
        self.conductor.on_change = self._changed
        self._show(self.conductor.session)
        self.set_interval(1.0, self.show_time)
        self.set_interval(EVERY, self._presence.beat)
        self.talk.settle()
        if self.spoken_side is not None:
            self.spoken_side.open()

    def on_screen_resume(self) -> None:
        """Close now, if the interview ended while something else was in front."""
        if isinstance(self.conductor.effect, Done):
            self.talk.settle()

    async def on_unmount(self) -> None:
        """Keep what was written up to the end, and close the devices."""
        self.keep()
        if self.spoken_side is not None:
            self.spoken_side.close()
        await self.code.close()

    def _changed(self, session: "Session") -> None:
        self.call_later(self._moved, session)

    def _moved(self, session: "Session") -> None:
        """Show the session after another event."""
        self._show(session)
        self.talk.after.update(session)

    def _show(self, session: "Session") -> None:
        if not self.alive:
            return
        self.code.show(session)
        self.set_class(self.code.side is not None, "-coding")
        self.set_class(self.writes_code, "-writing-code")
        self.unsent.composer.placeholder = NOTES if self.writes_code else ANSWER
        self.query_one(KeyHints).refresh(layout=True)
        self.query_one(Conversation).show(session.lines)
        self.show_time()
        if self.spoken_side is not None:
            self.spoken_side.show(session)

    def show_time(self) -> None:
        """Show where the interview is, and its clocks, as they are now."""
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
        """Report that a draft could not be saved; called in any thread."""
        self.app.notify(
            f"The draft could not be kept ({error.strerror or error}).",
            severity="error",
            markup=False,
        )

    def keep(self) -> None:
        """Save all that is written and not sent, and how long the session was open."""
        if self.conductor.session.finished:
            self._presence.forget()
        else:
            self._presence.beat()
            self.unsent.keep()
            self.code.keep()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what is written, and note when the candidate began."""
        event.stop()
        if not self.conductor.session.finished:
            if event.text_area is self.unsent.composer:
                self.unsent.note()
            else:
                self.code.note()
        if event.text_area.text:
            self.clock.begin(time.monotonic())
        if self.spoken_side is not None:
            self.spoken_side.on_edit()

    def on_key(self, event: Key) -> None:
        """Hold an answer that is about to be sent automatically; ctrl+s sends it."""
        if self.spoken_side is not None and event.key != "ctrl+s":
            self.spoken_side.keep_from_sending()

    def on_composer_too_long(self, message: Composer.TooLong) -> None:
        """Say that a paste was too long and was refused."""
        self.notice(
            f"Not pasted: {message.length:,} characters, and an answer has at most {LONGEST:,}.",
            wrong=True,
        )

    @property
    def in_front(self) -> bool:
        """Whether no other screen covers this one."""
        return self.app.screen is self

    @property
    def may_speak(self) -> bool:
        """Whether it is the candidate's turn, and nothing sent is still being processed."""
        return self.talk.open

    @property
    def writes_code(self) -> bool:
        """Whether there is code that can still be changed."""
        return self.code.open

    def say_aside(self, text: str) -> bool:
        """Say something that is not an answer; returns whether it was accepted."""
        return self.talk.say_aside(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the actions on code only while there is code to change."""
        del parameters
        return self.writes_code if action == "code" else True

    def action_submit(self) -> None:
        """Hand the text to the interviewer, or go on to what waits for the candidate.

        All of it happens before the next key, so that whatever is written afterwards stays.
        """
        if not self.alive or (
            self.spoken_side is not None and not self.spoken_side.finish_hearing()
        ):
            return
        text = self.unsent.text
        if self.talk.busy:
            self.notice("Your last answer is still being graded. What you write is kept.")
        elif not isinstance(self.conductor.effect, AwaitCandidate):
            self.talk.go_on()
        elif self.code.take(text):
            pass
        elif not text.strip():
            self.notice("There is nothing to send yet. F4 skips, F6 says that you don't know.")
        else:
            self.talk.hand_in(text)

    def action_say(self, what: str) -> None:
        """Say something that is not an answer; the draft in the composer stays."""
        if self.talk.open and self.alive:
            self.unsent.begin_anew()
            if not self.code.take_pass(ASIDES[what]):
                self.talk.say_aside(ASIDES[what])

    def action_code(self, what: CodeAction) -> None:
        """Do something with the code."""
        self.code.do(what)

    def action_edit_outside(self) -> None:
        """Open the user's own editor on the code or, with the focus there, on the composer."""
        if not self.alive or not self.talk.open:
            return
        if self.writes_code and not self.unsent.composer.has_focus:
            self.code.do("edit_outside")
        else:
            from interviewer.tui.screens.outside_editor import edit_answer

            edit_answer(self)

    def action_leave(self) -> None:
        """Ask how to leave."""
        if self.alive:
            self.leaving.ask()

    def action_scroll_up(self) -> None:
        """Look further up in the conversation."""
        self.query_one(Conversation).scroll_page_up()

    def action_scroll_down(self) -> None:
        """Look further down in the conversation."""
        self.query_one(Conversation).scroll_page_down()
