"""The spoken side of an interview, from the key that begins a recording to the answer."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.intents import recognise, takes_back
from interviewer.interview.session import Suspicion
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import messages
from interviewer.speech.stabiliser import Live
from interviewer.speech.turn_taking import started_over, without_command
from interviewer.speech.words import joined
from interviewer.tui.hands_free import HandsFree
from interviewer.tui.requests import requested
from interviewer.tui.screens.interview_voice import InterviewVoice, SpokenHost
from interviewer.tui.screens.spoken_choice import Choose, ReadChoice, SpokenChoice
from interviewer.tui.screens.spoken_text import SpokenText
from interviewer.tui.under_way import UnderWay
from interviewer.tui.widgets.hearing import HearingLine

if TYPE_CHECKING:
    from interviewer.interview.events import HeardSpeech
    from interviewer.interview.session import Session

_NOT_MADE_OUT = "Something was said that could not be made out. Say it again or write it."
_CORRECT = "Correct what was misheard{}. Ctrl+s sends it, F8 goes on talking."


class SpokenSide:
    """Writes down the spoken answer at ``desk``, and speaks for the interviewer.

    Its state changes only in calls from the screen's message queue.
    """

    def __init__(self, desk: SpokenHost, settings: SpeechSettings) -> None:
        self._desk = desk
        self._voice = InterviewVoice(desk, settings, self._on_message, self._on_all_said)
        self._text = SpokenText(desk)
        self._hands_free = HandsFree(settings.answer_pause)
        self._send_after = self._by_itself = False
        self._spoke_until = 0.0  # seconds into the answer's recordings
        self._listen_next = False
        self._choice = SpokenChoice(self._voice)
        self._recording = UnderWay()

    @property
    def line(self) -> HearingLine:
        """The line that shows what is heard."""
        return self._voice.line

    def open(self) -> None:
        """Restore what was heard of the draft before, and open the voice."""
        self._text.restore()
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
            self._listen_next = True
            self._voice.draw("speaking")
            self._voice.say(text)

    def silence_or_mute(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        self._voice.silence_or_mute()

    def check_microphone(self) -> None:
        """Choose a microphone, see how loud it is and hear how it sounds; ends a recording."""
        if self._desk.alive and not self._recording.ending:
            self._listen_next = self._listen_next or self._recording.listening
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
        if voice is None or not (floor or self._choice.is_waiting):
            return
        self._listen_next = False
        if self._recording.number:
            self._recording.another()
            self._voice.draw(self._recording.phase)
            return
        self._hands_free.begin()
        self._spoke_until = 0.0
        number = self._text.dictation.begin(time.monotonic())
        self._choice.recording = number if self._choice.is_waiting else 0
        self._recording.begin(number)
        voice.begin(number, self._voice.terms(), self._text.dictation.offset)
        self._voice.draw("opening")

    def listen_by_itself(self) -> None:
        """In hands-free mode, listen once the interviewer has spoken; with barge-in, at once."""
        if self._voice.voice is None or not self._voice.state.hands_free or not self._listen_next:
            return
        through = self._voice.settings.barge_in == "on" and self._voice.phase == "speaking"
        if through or (self._voice.phase == "idle" and not self._voice.speaking):
            self._record()

    def listen_again(self) -> None:
        """In hands-free mode, listen again: it is still the candidate's turn."""
        self._listen_next = True
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

    def on_edit(self) -> None:
        """Hold an automatic send after an edit of the text, unless it is what was just heard."""
        if self._text.edited:
            self.keep_from_sending()

    def _on_all_said(self) -> None:
        """Give the floor to the candidate."""
        if self._voice.voice is None or self._voice.speaking:
            return
        if self._voice.phase == "speaking":
            self._voice.draw(self._recording.phase)
            self._listen_next = self._listen_next and not self._recording.listening
        self._spoke_until = self._text.dictation.at(time.monotonic())
        self._desk.clock.restart_unless_begun(time.monotonic())
        self.listen_by_itself()

    def _on_message(self, message: messages.Message) -> None:
        """Handle a message of the listener; drop it if its answer has been sent."""
        if not self._desk.alive:
            return
        if isinstance(message, messages.Ready):
            if self._voice.phase == "loading":
                self._voice.draw("idle")
        elif isinstance(message, messages.Trouble):
            self._on_trouble(message)
        elif self._text.dictation.owns(message.answer):
            self._on_answer_message(message)

    def _on_answer_message(self, message: messages.Message) -> None:
        latest = self._text.dictation.latest
        match message:
            case messages.Listening(answer) | messages.Loudness(answer) | messages.Stalled(answer):
                ended = isinstance(message, messages.Listening) and not self._recording.listening
                if answer == latest and not ended:
                    self._voice.show_sound(message)
            case messages.Began(_, at):
                self._on_began(at)
            case messages.Hearing(_, live):
                self._voice.cut_short(" ".join((*live.stable, *live.unstable)))
                self._voice.draw(self._voice.phase, live)
            case messages.Said():
                self._on_said(message)
            case messages.Silence(answer) if answer == latest:
                self._on_silence(message)
            case messages.Resumed(answer, at, seconds):
                self._on_resumed(at, seconds)
            case messages.Complete(answer, seconds):
                self._text.dictation.end(seconds)
                if answer == latest:
                    self._on_complete()

    def _on_began(self, at: float) -> None:
        self._desk.clock.begin(self._text.dictation.time_of(at))
        if self._hands_free.counting:
            self._desk.notice("")
        self._hands_free.note_speech(at)
        if self._recording.ending and self._by_itself:
            self._send_after, self._listen_next = False, True  # the candidate was not done

    def _on_silence(self, message: messages.Silence) -> None:
        listening = self._voice.phase == "listening" and not self._voice.speaking
        hands_free = self._voice.state.hands_free and not self._desk.writes_code
        if not hands_free or not listening or self._choice.is_waiting:
            return
        words = self._text.words
        probe = self._desk.conductor.session.turns[-1].open_follow_up
        found = self._hands_free.after_silence(
            message, words, yes_or_no=isinstance(probe, Suspicion)
        )
        if found == "over":
            self._send_after = self._by_itself = True
            self._stop()
        elif found != "open":
            self._desk.notice(self._hands_free.notice(found, message, words))

    def _on_resumed(self, at: float, seconds: float) -> None:
        self._text.dictation.note_gap(at, seconds)
        self._hands_free.hold()  # what is missing may be the end of it
        self._voice.show_fault("")
        self._desk.notice(f"{seconds:.1f} s of sound are missing. Say that part again.")

    def _on_said(self, message: messages.Said) -> None:
        self._voice.draw(self._voice.phase, Live())
        if not message.words:
            if message.stretches:
                self._desk.notice(_NOT_MADE_OUT)
            return
        heard = joined(message.words)
        begun = message.stretches[0][0] if message.stretches else self._spoke_until
        over = self._voice.speaking or begun < self._spoke_until
        if over and not self._voice.interrupts(heard):
            return  # we were speaking, and nobody wanted the floor
        self._voice.cut_short(heard)
        if message.answer == self._choice.recording:
            self._choice.take(heard)
            return
        words, command, again = message.words, None, False
        if self._voice.state.hands_free:
            words, command = without_command(message.words)
            again = started_over(message.words) is not None
        if again or (self._text.words and takes_back(heard)):
            self._text.restart()
            if not again:
                return
        question = self._desk.conductor.session.turns[-1].item.question
        request = requested(words, question)
        if request and self._desk.may_speak and self._desk.say_aside(request.said):
            words = request.rest
            if request.intent.name == "wait":
                self._hands_free.hold()
        if words:
            self._hands_free.note_words()
            self._text.add(replace(message, words=tuple(words)))
        if command == "send":
            self._send_now()

    def ask_choice(self, text: str, read: ReadChoice, choose: Choose) -> None:
        """In hands-free mode, ask aloud for a choice that is not an interview question."""
        self._listen_next = self._choice.ask(text, read, choose) or self._listen_next

    def stop_asking(self) -> None:
        """Stop asking and listening: the choice was made, by voice or by a key."""
        if self._choice.stop_asking():
            self._listen_next = False
            self._stop()

    def _send_now(self) -> None:
        # Code may be handed in without an explanation, once that is confirmed.
        if not self._text.text and not self._desk.writes_code:
            self._desk.notice("There is nothing to send yet.")
        elif self._recording.number:
            self._send_after = True
            self._stop()

    def _on_complete(self) -> None:
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
                self._listen_next = True  # there was nothing to send
        elif words := self._text.dictation.heard.words:
            walk = "" if not any(w.doubtful for w in words) else ": ctrl+g goes to doubtful words"
            self._desk.notice(_CORRECT.format(walk))
        if again:
            self._record()
        self.listen_by_itself()

    def _on_trouble(self, message: messages.Trouble) -> None:
        if message.answer and not self._text.dictation.owns(message.answer):
            return
        if not message.answer and not message.ended:  # a text was not said; it is on the screen
            self._desk.notice(str(message.error), wrong=True)
            return
        self._hands_free.hold()  # what may be missing is not sent unseen
        self._voice.show_fault(str(message.error))
        if message.answer == 0:
            self._voice.draw("broken")

    def finish_hearing(self) -> bool:
        """End a recording under way, to send what it yields; returns whether there was none."""
        if self._recording.number:
            self._send_after = True
            self._stop()
            self._desk.notice("Sent as soon as the last words are written down.")
            return False
        return True

    def forget_answer(self) -> None:
        """Forget the words of the answer: it has been accepted."""
        self._text.forget()

    def heard(self) -> tuple[str | None, "HeardSpeech | None"]:
        """Return the unedited transcript and the spoken words; both ``None`` if none were heard."""
        if not self._text.dictation.heard.words:
            return None, None
        return self._text.dictation.transcript, self._text.dictation.heard
