"""The spoken side of an interview, from the key that begins a recording to the answer."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.intents import recognise
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import messages
from interviewer.speech.stabiliser import Live
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.words import joined
from interviewer.tui.dictation import Dictation, asked_aside, kept
from interviewer.tui.screens.interview_voice import Desk, InterviewVoice
from interviewer.tui.widgets.hearing import HearingLine

if TYPE_CHECKING:
    from interviewer.interview.events import Spoken
    from interviewer.interview.session import Session

GRACE = 3.0
"""Seconds in which any key keeps an answer from being sent hands-free."""


class SpokenSide:
    """Ears that write down the answer at ``desk``, and the interviewer's voice.

    Only what the screen calls in the order of its messages changes state.
    """

    def __init__(self, desk: Desk, settings: SpeechSettings) -> None:
        self._desk = desk
        self._voice = InterviewVoice(desk, settings, self._listener_told, self._all_said)
        self._dictation = Dictation()
        self._send_after = False
        self._counting = False
        self._wants_ears = False

    @property
    def line(self) -> HearingLine:
        """The line that shows what is heard."""
        return self._voice.line

    def open(self) -> None:
        """Take up what was heard of a draft before, and open the voice."""
        before = kept(self._desk.conductor.session.id)
        if before.words and self._desk.unsent.composer.text:
            self._dictation = Dictation(before)
            self._desk.notice("What was heard before is in the text below.")
        if self._voice.open():
            self.show(self._desk.conductor.session)

    def close(self) -> None:
        """Close the devices."""
        self._voice.close()

    def show(self, session: "Session") -> None:
        """Say aloud what is new; ears close for it, and open again afterwards."""
        for text in self._voice.unsaid(session):
            if self._voice.phase == "listening" and self._voice.settings.barge_in == "off":
                self._stop()
            self._wants_ears = True
            self._voice.draw("speaking")
            if self._voice.voice is not None:
                self._voice.voice.say(text)

    def silence_or_mute(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        self._voice.silence_or_mute()

    def check_microphone(self) -> None:
        """Choose a microphone, see how loud it is and hear how it sounds."""
        self._voice.check_microphone()

    def talk_or_stop(self) -> None:
        """Begin or end an answer."""
        voice = self._voice.voice
        if voice is None or not self._desk.alive:
            return
        self._counting = False
        if self._voice.phase == "listening":
            self._stop()
        elif self._voice.phase in ("idle", "loading", "speaking", "broken"):
            voice.stop_speaking()
            self._record()

    def _record(self) -> None:
        voice = self._voice.voice
        if voice is None or not self._desk.may_speak or not self._desk.in_front:
            return
        self._wants_ears = False
        number = self._dictation.begin(time.monotonic())
        voice.begin(number, self._terms(), self._dictation.offset)
        self._voice.draw("opening")

    def _terms(self) -> str:
        if self._voice.settings.vocabulary == "off":
            return ""
        item = self._desk.conductor.session.turns[-1].item
        return vocabulary([item.question.prompt, *(c.statement for c in item.rubric.criteria)])

    def listen_by_itself(self) -> None:
        """Hands-free, listen once the interviewer has spoken; with barge-in, at once."""
        hands_free = self._voice.settings.mode == "hands-free"
        if self._voice.voice is None or not hands_free or not self._wants_ears:
            return
        through = self._voice.settings.barge_in == "on" and self._voice.phase == "speaking"
        if through or (self._voice.phase == "idle" and not self._voice.speaking):
            self._record()

    def _stop(self) -> None:
        if self._voice.voice is not None:
            self._voice.voice.end()
            self._voice.draw("finishing")

    def keep_from_sending(self) -> None:
        """Take a key or an edit as a wish to look at the answer before it is sent."""
        if self._counting:
            self._counting = False
            self._desk.notice("Not sent. Ctrl+s sends it, F8 goes on talking.")

    def _all_said(self) -> None:
        """Give the floor to the candidate."""
        if self._voice.voice is None or self._voice.speaking:
            return
        if self._voice.phase == "speaking":
            self._voice.draw("idle")
        self._desk.clock.spoken(time.monotonic())
        self.listen_by_itself()

    def _listener_told(self, told: messages.Message) -> None:
        """Take what the listener tells; what belongs to an answer that is gone is dropped."""
        if not self._desk.alive:
            return
        if isinstance(told, messages.Ready):
            if self._voice.phase == "loading":
                self._voice.draw("idle")
        elif isinstance(told, messages.Trouble):
            self._trouble(told)
        elif self._dictation.owns(told.answer):
            self._take(told)

    def _take(self, told: messages.Message) -> None:
        latest = self._dictation.latest
        match told:
            case messages.Listening(answer) if answer == latest:
                self._voice.ear = replace(self._voice.ear, fault="")
                self._voice.draw("listening")
            case messages.Loudness(answer, level, silent, clipped) if answer == latest:
                if self._voice.phase == "listening":
                    self._voice.ear = replace(
                        self._voice.ear, decibels=level.decibels, silent=silent, clipped=clipped
                    )
                    self._voice.draw("listening")
            case messages.Began(_, at):
                self._desk.clock.begin(self._dictation.time_of(at))
                if self._voice.settings.barge_in == "on" and self._voice.voice is not None:
                    self._voice.voice.stop_speaking()
            case messages.Hearing(_, live):
                self._voice.draw(self._voice.phase, live)
            case messages.Said():
                self._said(told)
            case messages.Silence():
                # Who thinks aloud over code pauses, and has not ended.
                self._send_after = not self._desk.writes_code
                self._stop()
            case messages.Complete(answer, seconds):
                self._dictation.ended(seconds)
                if answer == latest:
                    self._complete()

    def _said(self, told: messages.Said) -> None:
        self._voice.draw(self._voice.phase, Live())
        text = joined(told.words)
        if not text:
            if told.stretches:
                self._desk.notice(
                    "Something was said that could not be made out. Say it again or write it."
                )
            return
        aside = asked_aside(text, self._desk.conductor.session.turns[-1].item.question)
        if aside is not None and self._aside(text):
            if aside.name == "wait" and self._voice.voice is not None:
                self._voice.voice.hold()
            return
        self._dictation.add(told)
        self._desk.unsent.composer.dictate(text, self._dictation.spoken.words)
        self._desk.unsent.note()
        self._dictation.keep(self._desk.conductor.session.id)

    def _aside(self, text: str) -> bool:
        return self._desk.may_speak and self._desk.say_aside(text)

    def _complete(self) -> None:
        self._voice.draw("speaking" if self._voice.speaking else "idle", Live())
        question = self._desk.conductor.session.turns[-1].item.question
        whole = self._desk.unsent.composer.text.strip()
        as_heard = whole == self._dictation.transcript
        if whole and as_heard and recognise(whole, question) is not None:
            self._desk.action_submit()  # skip this one; I don't know
        elif self._send_after and whole:
            self._count_down()
        elif self._dictation.spoken.words:
            self._desk.notice("Correct what was misheard. Ctrl+s sends it, F8 goes on talking.")
        self._send_after = False
        self.listen_by_itself()

    def _count_down(self) -> None:
        if self._voice.settings.mode != "hands-free":
            self._desk.action_submit()
            return
        self._counting = True
        self._desk.notice(f"Sending in {GRACE:.0f} seconds. Any key holds it.")
        self._desk.set_timer(GRACE, self._counted)

    def _counted(self) -> None:
        if self._counting and self._desk.alive:
            self._counting = False
            self._desk.action_submit()

    def _trouble(self, told: messages.Trouble) -> None:
        if told.answer and not self._dictation.owns(told.answer):
            return
        self._voice.ear = replace(self._voice.ear, fault=str(told.error))
        self._voice.draw("broken" if told.answer == 0 else self._voice.phase, Live())

    def may_send(self) -> bool:
        """Wait for the last words first: what is still being said belongs to the answer."""
        self._counting = False
        if self._voice.phase in ("listening", "finishing", "opening"):
            self._send_after = True
            if self._voice.phase != "finishing":
                self._stop()
            self._desk.notice("Sent as soon as the last words are written down.")
            return False
        return True

    def was_taken(self) -> None:
        """Forget the words of the answer before: the next begins with nothing."""
        self._dictation.forget()
        self._desk.unsent.composer.forget_speech()

    def heard(self) -> tuple[str | None, "Spoken | None"]:
        """Return what was heard, word for word, before any edit."""
        if not self._dictation.spoken.words:
            return None, None
        return self._dictation.transcript, self._dictation.spoken
