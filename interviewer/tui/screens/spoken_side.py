"""The spoken side of an interview, from the key that begins a recording to the answer."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.intents import recognise, takes_back
from interviewer.interview.session import Suspicion
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import messages
from interviewer.speech.listener import no_sound
from interviewer.speech.stabiliser import Live
from interviewer.speech.turn_taking import started_over, without_command
from interviewer.speech.words import joined
from interviewer.tui.hands_free import HandsFree
from interviewer.tui.requests import requested
from interviewer.tui.screens.interview_voice import Desk, InterviewVoice
from interviewer.tui.screens.spoken_choice import Choose, Read, SpokenChoice
from interviewer.tui.screens.spoken_text import SpokenText
from interviewer.tui.under_way import UnderWay
from interviewer.tui.widgets.hearing import HearingLine

if TYPE_CHECKING:
    from interviewer.interview.events import Spoken
    from interviewer.interview.session import Session

_NOT_MADE_OUT = "Something was said that could not be made out. Say it again or write it."
_CORRECT = "Correct what was misheard{}. Ctrl+s sends it, F8 goes on talking."


class SpokenSide:
    """Writes down the spoken answer at ``desk``, and speaks for the interviewer.

    Its state changes only in calls from the screen's message queue.
    """

    def __init__(self, desk: Desk, settings: SpeechSettings) -> None:
        self._desk = desk
        self._voice = InterviewVoice(desk, settings, self._listener_told, self._all_said)
        self._text = SpokenText(desk)
        self._hands_free = HandsFree(settings.answer_pause)
        self._send_after = self._by_itself = False
        self._spoke_until = 0.0  # seconds into the answer's recordings
        self._wants_ears = False
        self._choice = SpokenChoice(self._voice)
        self._recording = UnderWay()

    @property
    def line(self) -> HearingLine:
        """The line that shows what is heard."""
        return self._voice.line

    def open(self) -> None:
        """Restore what was heard of the draft before, and open the voice."""
        self._text.take_up()
        if self._voice.open():
            self.show(self._desk.conductor.session)

    def close(self) -> None:
        """Close the devices."""
        self._voice.close()

    def show(self, session: "Session") -> None:
        """Say aloud what is new; without barge-in, listening pauses meanwhile."""
        for text in self._voice.unsaid(session):
            if self._voice.settings.barge_in == "off":
                self._stop()
            self._wants_ears = True
            self._voice.draw("speaking")
            self._voice.say(text)

    def silence_or_mute(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        self._voice.silence_or_mute()

    def check_microphone(self) -> None:
        """Choose a microphone, see how loud it is and hear how it sounds; ends a recording."""
        if self._desk.alive and not self._recording.ending:
            self._wants_ears = self._wants_ears or self._recording.listening
            self._stop()
            self._voice.check_microphone()

    def talk_or_stop(self) -> None:
        """Begin or end an answer."""
        voice = self._voice.voice
        if voice is None or not self._desk.alive:
            return
        if self._voice.phase == "listening":
            self._stop()
        elif self._voice.phase in ("idle", "loading", "speaking", "broken"):
            voice.stop_speaking()
            self._record()

    def _record(self) -> None:
        voice = self._voice.voice
        floor = self._desk.may_speak and self._desk.in_front
        if voice is None or not (floor or self._choice.waits):
            return
        self._wants_ears = False
        if self._recording.number:
            self._recording.another()
            self._voice.draw(self._recording.phase)
            return
        self._hands_free.begin()
        self._spoke_until = 0.0
        number = self._text.dictation.begin(time.monotonic())
        self._choice.recording = number if self._choice.waits else 0
        self._recording.begin(number)
        voice.begin(number, self._voice.terms(), self._text.dictation.offset)
        self._voice.draw("opening")

    def listen_by_itself(self) -> None:
        """In hands-free mode, listen once the interviewer has spoken; with barge-in, at once."""
        if self._voice.voice is None or not self._voice.ear.hands_free or not self._wants_ears:
            return
        through = self._voice.settings.barge_in == "on" and self._voice.phase == "speaking"
        if through or (self._voice.phase == "idle" and not self._voice.speaking):
            self._record()

    def listen_again(self) -> None:
        """In hands-free mode, listen again: it is still the candidate's turn."""
        self._wants_ears = True
        self.listen_by_itself()

    def _stop(self) -> None:
        if self._voice.voice is not None and self._recording.listening:
            self._recording.end()
            self._voice.voice.end()
            self._voice.draw("finishing")

    def keep_from_sending(self) -> None:
        """Hold an automatic send: a key means that the candidate wants to check the answer."""
        if self._hands_free.counting:
            self._hands_free.hold()
            self._desk.notice("Not sent. Go on talking, or ctrl+s sends it.")

    def edited(self) -> None:
        """Treat an edit of the text the same way, unless it is what was just heard."""
        if self._text.edited:
            self.keep_from_sending()

    def _all_said(self) -> None:
        """Give the floor to the candidate."""
        if self._voice.voice is None or self._voice.speaking:
            return
        if self._voice.phase == "speaking":
            self._voice.draw(self._recording.phase)
            self._wants_ears = self._wants_ears and not self._recording.listening
        self._spoke_until = self._text.dictation.at(time.monotonic())
        self._desk.clock.spoken(time.monotonic())
        self.listen_by_itself()

    def _listener_told(self, told: messages.Message) -> None:
        """Handle a message of the listener; drop it if its answer has been sent."""
        if not self._desk.alive:
            return
        if isinstance(told, messages.Ready):
            if self._voice.phase == "loading":
                self._voice.draw("idle")
        elif isinstance(told, messages.Trouble):
            self._trouble(told)
        elif self._text.dictation.owns(told.answer):
            self._take(told)

    def _take(self, told: messages.Message) -> None:
        latest = self._text.dictation.latest
        match told:
            case messages.Listening(answer) if answer == latest and self._recording.listening:
                self._voice.draw_listening(fault="")
            case messages.Loudness(answer, level, silent, clipped) if answer == latest:
                if self._voice.phase == "listening":
                    self._voice.draw_listening(
                        decibels=level.decibels, silent=silent, clipped=clipped
                    )
            case messages.Began(_, at):
                self._begun(at)
            case messages.Hearing(_, live):
                self._voice.cut_short(" ".join((*live.stable, *live.unstable)))
                self._voice.draw(self._voice.phase, live)
            case messages.Said():
                self._said(told)
            case messages.Silence(answer) if answer == latest:
                self._silent(told)
            case messages.Stalled(answer) if answer == latest:
                self._voice.tell_fault(str(no_sound("The recording waits for it.")))
            case messages.Resumed(answer, at, seconds):
                self._resumed(at, seconds)
            case messages.Complete(answer, seconds):
                self._text.dictation.ended(seconds)
                if answer == latest:
                    self._complete()

    def _begun(self, at: float) -> None:
        self._desk.clock.begin(self._text.dictation.time_of(at))
        if self._hands_free.counting:
            self._desk.notice("")
        self._hands_free.speech(at)
        if self._recording.ending and self._by_itself:
            self._send_after, self._wants_ears = False, True  # the candidate was not done

    def _silent(self, told: messages.Silence) -> None:
        listening = self._voice.phase == "listening" and not self._voice.speaking
        hands_free = self._voice.ear.hands_free and not self._desk.writes_code
        if not hands_free or not listening or self._choice.waits:
            return
        words = self._text.words
        probe = self._desk.conductor.session.turns[-1].open_follow_up
        found = self._hands_free.silent(told, words, yes_or_no=isinstance(probe, Suspicion))
        if found == "over":
            self._send_after = self._by_itself = True
            self._stop()
        elif found != "open":
            self._desk.notice(self._hands_free.tell(found, told, words))

    def _resumed(self, at: float, seconds: float) -> None:
        self._text.dictation.lost(at, seconds)
        self._hands_free.hold()  # what is missing may be the end of it
        self._voice.tell_fault("")
        self._desk.notice(f"{seconds:.1f} s of sound are missing. Say that part again.")

    def _said(self, told: messages.Said) -> None:
        self._voice.draw(self._voice.phase, Live())
        if not told.words:
            if told.stretches:
                self._desk.notice(_NOT_MADE_OUT)
            return
        heard = joined(told.words)
        begun = told.stretches[0][0] if told.stretches else self._spoke_until
        over = self._voice.speaking or begun < self._spoke_until
        if over and not self._voice.interrupts(heard):
            return  # we were speaking, and nobody wanted the floor
        self._voice.cut_short(heard)
        if told.answer == self._choice.recording:
            self._choice.take(heard)
            return
        words, command, again = told.words, None, False
        if self._voice.ear.hands_free:
            words, command = without_command(told.words)
            again = started_over(told.words) is not None
        if again or (self._text.words and takes_back(heard)):
            self._text.again()
            if not again:
                return
        question = self._desk.conductor.session.turns[-1].item.question
        request = requested(words, question)
        if request and self._desk.may_speak and self._desk.say_aside(request.said):
            words = request.rest
            if request.intent.name == "wait":
                self._hands_free.hold()
        if words:
            self._hands_free.words()
            self._text.add(replace(told, words=tuple(words)))
        if command == "send":
            self._send_now()

    def put(self, text: str, read: Read, choose: Choose) -> None:
        """In hands-free mode, ask aloud for a choice that is not an interview question."""
        self._wants_ears = self._choice.put(text, read, choose) or self._wants_ears

    def chosen(self) -> None:
        """Stop asking and listening: the choice was made, by voice or by a key."""
        if self._choice.made():
            self._wants_ears = False
            self._stop()

    def _send_now(self) -> None:
        # Code may be handed in without an explanation, once that is confirmed.
        if not self._text.text and not self._desk.writes_code:
            self._desk.notice("There is nothing to send yet.")
        elif self._recording.number:
            self._send_after = True
            self._stop()

    def _complete(self) -> None:
        self._voice.draw("speaking" if self._voice.speaking else "idle", Live())
        again = self._recording.complete(self._text.dictation.latest)
        question = self._desk.conductor.session.turns[-1].item.question
        whole, as_heard = self._text.text, self._text.as_heard
        # Code may be submitted without an explanation, if a key asks for it.
        wanted = self._send_after and bool(whole or not self._by_itself)
        self._send_after = self._by_itself = False
        if wanted or (whole and as_heard and recognise(whole, question) is not None):
            self._desk.action_submit()  # also: skip this one; I don't know
            if wanted and not whole and self._desk.in_front:
                self._wants_ears = True  # there was nothing to send
        elif words := self._text.dictation.spoken.words:
            walk = "" if not any(w.doubtful for w in words) else ": ctrl+g goes to doubtful words"
            self._desk.notice(_CORRECT.format(walk))
        if again:
            self._record()
        self.listen_by_itself()

    def _trouble(self, told: messages.Trouble) -> None:
        if told.answer and not self._text.dictation.owns(told.answer):
            return
        if not told.answer and not told.ended:  # a text was not said; it is on the screen
            self._desk.notice(str(told.error), wrong=True)
            return
        self._hands_free.hold()  # what may be missing is not sent unseen
        self._voice.tell_fault(str(told.error))
        if told.answer == 0:
            self._voice.draw("broken")

    def may_send(self) -> bool:
        """Return whether to send now; if not, it is sent once the last words are written down."""
        if self._recording.number:
            self._send_after = True
            self._stop()
            self._desk.notice("Sent as soon as the last words are written down.")
            return False
        return True

    def was_taken(self) -> None:
        """Forget the words of the answer that was just taken."""
        self._text.forget()

    def heard(self) -> tuple[str | None, "Spoken | None"]:
        """Return the unedited transcript and the spoken words; both ``None`` if none were heard."""
        if not self._text.dictation.spoken.words:
            return None, None
        return self._text.dictation.transcript, self._text.dictation.spoken
