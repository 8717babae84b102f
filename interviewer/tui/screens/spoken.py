"""A spoken interview: the candidate's side, from the key that begins a recording to the answer."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import TextArea

from interviewer.interview.events import Spoken
from interviewer.interview.intents import recognise, takes_back
from interviewer.interview.machine import AwaitCandidate
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import messages
from interviewer.speech.stabiliser import Live
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.words import joined
from interviewer.tui.dictation import Dictation, asked_aside, kept
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.voiced import VoicedScreen
from interviewer.tui.widgets.composer import Composer

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor

GRACE = 3.0
"""Seconds in which any key keeps an answer from being sent hands-free."""


class SpokenInterviewScreen(VoicedScreen):
    """Adds ears that write down the answer. Only handlers of messages change state."""

    CSS_PATH: ClassVar = ["interview.tcss", "spoken.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "send"),
        Binding("f8", "talk", "talk/stop"),
        *VoicedScreen.BINDINGS,
        *InterviewScreen.BINDINGS[1:],
    ]

    def __init__(self, conductor: "Conductor", settings: SpeechSettings) -> None:
        super().__init__(conductor, settings)
        self._dictation = Dictation()
        self._send_after = False
        self._counting = False
        self._wants_ears = False

    def on_mount(self) -> None:
        """Take up what was heard of a draft before."""
        before = kept(self.conductor.session.id)
        if before.words and self.query_one(Composer).text:
            self._dictation = Dictation(before)
            self._say("What was heard before is in the text below.")

    def before_speaking(self) -> None:
        """Close the ears, and open them again afterwards."""
        if self.ear.phase == "listening" and self.settings.barge_in == "off":
            self._stop()
        self._wants_ears = True

    def action_talk(self) -> None:
        """Begin or end an answer."""
        if self.voice is None or not self.alive:
            return
        self._counting = False
        if self.ear.phase == "listening":
            self._stop()
        elif self.ear.phase in ("idle", "loading", "speaking", "broken"):
            self.voice.hush()
            self._record()

    def _record(self) -> None:
        if not isinstance(self.conductor.effect, AwaitCandidate) or self._settling:
            return
        if self.voice is None or self.app.screen is not self:
            return
        self._wants_ears = False
        number = self._dictation.begin(time.monotonic())
        self.voice.begin(number, self._terms(), self._dictation.offset)
        self.draw("opening")

    def _terms(self) -> str:
        if self.settings.vocabulary == "off":
            return ""
        item = self.conductor.session.turns[-1].item
        return vocabulary([item.question.prompt, *(c.statement for c in item.rubric.criteria)])

    def _listen_by_itself(self) -> None:
        """Hands-free, listen once the interviewer has spoken; with barge-in, at once."""
        if self.voice is None or self.settings.mode != "hands-free" or not self._wants_ears:
            return
        through = self.settings.barge_in == "on" and self.ear.phase == "speaking"
        if through or (self.ear.phase == "idle" and not self.voice.speaking):
            self._record()

    def on_interview_screen_settled(self, message: InterviewScreen.Settled) -> None:
        """Listen, where barge-in allows it already."""
        super().on_interview_screen_settled(message)
        message.prevent_default()  # the handler of the screen beneath has run
        self.call_later(self._listen_by_itself)

    def _stop(self) -> None:
        if self.voice is not None:
            self.voice.end()
            self.draw("finishing")

    def on_key(self, event: Key) -> None:
        """Take any key as a wish to look at the answer before it is sent."""
        if event.key != "ctrl+s":
            self._keep_from_sending()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Take an edit as that wish too."""
        super().on_text_area_changed(event)
        event.prevent_default()  # the handler of the screen beneath has run
        self._keep_from_sending()

    def _keep_from_sending(self) -> None:
        if self._counting:
            self._counting = False
            self._say("Not sent. Ctrl+s sends it, F8 goes on talking.")

    def on_voiced_screen_spoke(self) -> None:
        """Give the floor to the candidate."""
        if self.voice is None or self.voice.speaking:
            return
        if self.ear.phase == "speaking":
            self.draw("idle")
        if self._first_key is None:
            self._asked = time.monotonic()
        self._listen_by_itself()

    def on_voiced_screen_heard(self, message: VoicedScreen.Heard) -> None:
        """Take what the listener tells; what belongs to an answer that is gone is dropped."""
        told = message.told
        if not self.alive:
            return
        if isinstance(told, messages.Ready):
            if self.ear.phase == "loading":
                self.draw("idle")
        elif isinstance(told, messages.Trouble):
            self._trouble(told)
        elif self._dictation.owns(told.answer):
            self._take(told)

    def _take(self, told: messages.Message) -> None:
        latest = self._dictation.latest
        match told:
            case messages.Listening(answer) if answer == latest:
                self.ear = replace(self.ear, fault="")
                self.draw("listening")
            case messages.Loudness(answer, level, silent, clipped) if answer == latest:
                if self.ear.phase == "listening":
                    self.ear = replace(
                        self.ear, decibels=level.decibels, silent=silent, clipped=clipped
                    )
                    self.draw("listening")
            case messages.Began(_, at):
                if self._first_key is None:
                    self._first_key = max(self._dictation.time_of(at), self._asked)
                if self.settings.barge_in == "on" and self.voice is not None:
                    self.voice.hush()
            case messages.Hearing(_, live):
                self.draw(self.ear.phase, live)
            case messages.Said():
                self._said(told)
            case messages.Silence():
                self._send_after = True
                self._stop()
            case messages.Complete(answer, seconds):
                self._dictation.ended(seconds)
                if answer == latest:
                    self._complete()

    def _said(self, told: messages.Said) -> None:
        self.draw(self.ear.phase, Live())
        text = joined(told.words)
        if not text:
            if told.stretches:
                self._say(
                    "Something was said that could not be made out. Say it again or write it."
                )
            return
        aside = asked_aside(text, self.conductor.session.turns[-1].item.question)
        if aside is not None and self._aside(text):
            if aside.name == "wait" and self.voice is not None:
                self.voice.hold()
            return
        composer = self.query_one(Composer)
        if composer.text.strip() and takes_back(text):
            composer.clear()
            self._dictation.spoken = Spoken()
            self._unsent.note()
            self._dictation.keep(self.conductor.session.id)
            self._say("Dropped. Ctrl+z brings it back.")
            return
        self._dictation.add(told)
        composer.dictate(text, self._dictation.spoken.words)
        self._unsent.note()
        self._dictation.keep(self.conductor.session.id)

    def _aside(self, text: str) -> bool:
        floor = isinstance(self.conductor.effect, AwaitCandidate) and not self._settling
        return floor and self._pass_on(text)

    def _complete(self) -> None:
        speaking = self.voice is not None and self.voice.speaking
        self.draw("speaking" if speaking else "idle", Live())
        composer = self.query_one(Composer)
        question = self.conductor.session.turns[-1].item.question
        whole = composer.text.strip()
        as_heard = whole == self._dictation.transcript
        if whole and as_heard and recognise(whole, question) is not None:
            self.action_submit()  # skip this one; I don't know
        elif self._send_after and whole:
            self._count_down()
        elif self._dictation.spoken.words:
            self._say("Correct what was misheard. Ctrl+s sends it, F8 goes on talking.")
        self._send_after = False
        self._listen_by_itself()

    def _count_down(self) -> None:
        if self.settings.mode != "hands-free":
            self.action_submit()
            return
        self._counting = True
        self._say(f"Sending in {GRACE:.0f} seconds. Any key holds it.")
        self.set_timer(GRACE, self._counted)

    def _counted(self) -> None:
        if self._counting and self.alive:
            self._counting = False
            self.action_submit()

    def _trouble(self, told: messages.Trouble) -> None:
        if told.answer and not self._dictation.owns(told.answer):
            return
        self.ear = replace(self.ear, fault=str(told.error))
        self.draw("broken" if told.answer == 0 else self.ear.phase, Live())

    def may_send(self) -> bool:
        """Wait for the last words first: what is still being said belongs to the answer."""
        self._counting = False
        if self.ear.phase in ("listening", "finishing", "opening"):
            self._send_after = True
            if self.ear.phase != "finishing":
                self._stop()
            self._say("Sent as soon as the last words are written down.")
            return False
        return True

    def was_taken(self) -> None:
        """Forget the words of the answer before: the next begins with nothing."""
        self._dictation.forget()
        self.query_one(Composer).forget_speech()

    def heard(self) -> tuple[str | None, Spoken | None]:
        """Return what was heard, word for word, before any edit."""
        if not self._dictation.spoken.words:
            return None, None
        return self._dictation.transcript, self._dictation.spoken
