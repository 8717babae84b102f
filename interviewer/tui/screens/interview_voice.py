"""The voice of an interview screen: opens it, lets it say what is new, draws its state."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from interviewer.errors import InterviewerError
from interviewer.interview.machine import AwaitCandidate
from interviewer.registry import load_speaker, load_transcriber
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import messages
from interviewer.speech.listener import no_sound
from interviewer.speech.stabiliser import Live
from interviewer.speech.turn_taking import echoes, is_backchannel
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.voice import Voice
from interviewer.tui.screens.host import Host
from interviewer.tui.view.voice_view import ListeningState, Phase
from interviewer.tui.widgets.hearing import HearingLine

if TYPE_CHECKING:
    from interviewer.interview.session import Line, Session


class SpokenHost(Host, Protocol):
    """What the spoken side of an interview needs of the screen around it."""

    @property
    def in_front(self) -> bool:
        """Whether no other screen covers this one."""
        ...

    @property
    def writes_code(self) -> bool:
        """Whether there is code that can still be changed."""
        ...

    @property
    def may_speak(self) -> bool:
        """Whether it is the candidate's turn, and nothing sent is still being processed."""
        ...

    def say_aside(self, text: str) -> bool:
        """Say something that is not an answer; returns whether it was accepted."""
        ...

    def action_submit(self) -> None:
        """Hand in what is in the composer."""
        ...


class InterviewVoice:
    """The voice of an interview, and the line that shows its state.

    ``heard`` is called with each message of the listener and ``spoke`` when all has been said,
    both by way of the screen's message queue, never in another thread. ``voice`` is ``None``
    before ``open``, if that failed, and after ``close``.
    """

    def __init__(
        self,
        desk: SpokenHost,
        settings: SpeechSettings,
        heard: Callable[[messages.Message], None],
        spoke: Callable[[], None],
    ) -> None:
        self._desk = desk
        self.settings = settings
        self._heard = heard
        self._spoke = spoke
        self.line = HearingLine()
        self.voice: Voice | None = None
        self._saying = ""
        self.state = ListeningState(hands_free=settings.mode == "hands-free")
        lines = desk.conductor.session.lines
        floor = isinstance(desk.conductor.effect, AwaitCandidate)
        last = max((n for n, line in enumerate(lines) if _asks(line)), default=len(lines))
        self._lines_said = last if floor else len(lines)

    @property
    def phase(self) -> Phase:
        """What the voice is doing."""
        return self.state.phase

    @property
    def speaking(self) -> bool:
        """Whether something is being said."""
        return self.voice is not None and self.voice.speaking

    def open(self) -> bool:
        """Start the voice during the first question; return false if that fails, and say why."""
        try:
            self.voice = Voice(
                self.settings,
                load_transcriber(self.settings.transcriber, self.settings),
                load_speaker(self.settings.speaker, self.settings),
                self._desk.conductor.session.id,
                lambda message: self._queue(self._heard, message),
                lambda: self._queue(self._spoke),
            )
            self.voice.start()
        except (InterviewerError, OSError) as error:
            self.voice = None
            self.draw("broken")
            self._desk.notice(f"{error} You can write your answers.", wrong=True)
            return False
        return True

    def close(self) -> None:
        """Close the devices."""
        voice, self.voice = self.voice, None
        if voice is not None:
            voice.close()

    def _queue(self, callback: Callable[..., None], *args: object) -> None:
        self._desk.call_later(callback, *args)

    def unsaid(self, session: "Session") -> list[str]:
        """Return what the interviewer has said since the last call, as it is to be spoken."""
        if self.voice is None:
            return []
        new, self._lines_said = session.lines[self._lines_said :], len(session.lines)
        texts = []
        for line in new:
            if line.speaker == "interviewer" and line.kind != "wait":
                question = session.turns[line.turn - 1].item.question
                texts.append(f"{line.lead} {question.spoken_form(line.text)}".lstrip())
        return texts

    def terms(self) -> str:
        """Return the words of the question that recognition should expect; empty if turned off."""
        if self.settings.vocabulary == "off":
            return ""
        item = self._desk.conductor.session.turns[-1].item
        return vocabulary([item.question.prompt, *(c.statement for c in item.rubric.criteria)])

    def say(self, text: str) -> None:
        """Say ``text`` after what is being said."""
        if self.voice is not None:
            self._saying = f"{self._saying} {text}" if self.voice.speaking else text
            self.voice.say(text)

    def interrupts(self, text: str) -> bool:
        """Return whether ``text``, heard while the interviewer speaks, is an interruption.

        A backchannel is not, nor is an echo of the interviewer from a loudspeaker.
        """
        return not is_backchannel(text) and not echoes(text, self._saying)

    def cut_short(self, text: str) -> None:
        """Stop speaking if ``text`` interrupts the interviewer."""
        if self.voice is not None and self.speaking and self.interrupts(text):
            self.voice.stop_speaking()

    def silence_or_mute(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        if self.voice is None:
            return
        if not self.voice.stop_speaking():
            self.voice.muted = not self.voice.muted
            self.state = replace(self.state, muted=self.voice.muted)
            self.draw(self.phase)

    def check_microphone(self) -> None:
        """Choose a microphone, see how loud it is and hear how it sounds."""
        from interviewer.tui.screens.microphones import MicrophoneDialog

        if self.voice is not None:
            self.voice.stop_speaking()
            dialog = MicrophoneDialog(self.settings, free=self.voice.close_microphone)
            self._desk.app.push_screen(dialog, self._microphone_chosen)

    def _microphone_chosen(self, name: str | None) -> None:
        if name is not None:
            self.settings = replace(self.settings, microphone=name or None)
            self._desk.owner.interviews.use_microphone(name)
        if self.voice is not None:
            self.voice.choose(self.settings.microphone)
            if self.phase != "loading":
                self.draw("idle")
            self._queue(self._spoke)  # hands-free listening starts now

    def show_fault(self, text: str) -> None:
        """Show what is wrong with the listening; an empty text clears it."""
        self.state = replace(self.state, fault=text)
        self.draw(self.phase, Live())

    def show_sound(
        self, message: messages.Listening | messages.Loudness | messages.Stalled
    ) -> None:
        """Show what a message says about the sound from the microphone."""
        match message:
            case messages.Listening():
                self.state = replace(self.state, fault="")
                self.draw("listening")
            case messages.Loudness(_, level, silent, clipped) if self.phase == "listening":
                self.state = replace(
                    self.state, decibels=level.decibels, silent=silent, clipped=clipped
                )
                self.draw("listening")
            case messages.Stalled():
                self.show_fault(str(no_sound("The recording waits for it.")))

    def draw(self, phase: Phase, live: Live | None = None) -> None:
        """Show a new phase, and the words that are being said."""
        self.state = replace(self.state, phase=phase)
        if self._desk.alive:
            self.line.show(self.state, live)


def _asks(line: "Line") -> bool:
    return line.speaker == "interviewer" and line.kind in ("question", "follow-up")
