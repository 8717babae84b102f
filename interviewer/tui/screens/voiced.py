"""An interviewer with a voice: opens it, lets it say what stands in the conversation, closes it."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message as ScreenMessage

from interviewer.errors import InterviewerError
from interviewer.interview.machine import AwaitCandidate
from interviewer.registry import load_speaker, load_transcriber
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import messages
from interviewer.speech.stabiliser import Live
from interviewer.speech.voice import Voice
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.view.voice_view import Ear, Phase
from interviewer.tui.widgets.hearing import HearingLine

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.session import Line, Session


class VoicedScreen(InterviewScreen):
    """Adds a voice and the line of its state. What happens in other threads comes as messages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "quiet", "silence"),
        Binding("f7", "check", "microphone", priority=True),  # a text area has it too
    ]

    class Heard(ScreenMessage):
        """The listener tells something."""

        def __init__(self, told: messages.Message) -> None:
            super().__init__()
            self.told = told

    class Spoke(ScreenMessage):
        """Everything has been said."""

    def __init__(self, conductor: "Conductor", settings: SpeechSettings) -> None:
        super().__init__(conductor)
        self.settings = settings
        self.voice: Voice | None = None
        self.ear = Ear(hands_free=settings.mode == "hands-free")
        lines = conductor.session.lines
        floor = isinstance(conductor.effect, AwaitCandidate)
        last = max((n for n, line in enumerate(lines) if _asks(line)), default=len(lines))
        self._told = last if floor else len(lines)

    def above_composer(self) -> ComposeResult:
        """Compose the line that shows what is heard."""
        yield HearingLine()

    def on_mount(self) -> None:
        """Load what is needed while the first question is read."""
        try:
            self.voice = Voice(
                self.settings,
                load_transcriber(self.settings.transcriber, self.settings),
                load_speaker(self.settings.speaker, self.settings),
                self.conductor.session.id,
                self._is_told,
                self._has_spoken,
            )
            self.voice.start()
        except (InterviewerError, OSError) as error:
            self.voice = None
            self.draw("broken")
            self._say(f"{error} You can write your answers.", wrong=True)
            return
        self._show(self.conductor.session)

    def _is_told(self, told: messages.Message) -> None:
        self.post_message(self.Heard(told))

    def _has_spoken(self) -> None:
        self.post_message(self.Spoke())

    def on_unmount(self) -> None:
        """Let go of the devices."""
        voice, self.voice = self.voice, None
        if voice is not None:
            voice.close()

    def _show(self, session: "Session") -> None:
        super()._show(session)
        if self.voice is None:
            return
        new, self._told = session.lines[self._told :], len(session.lines)
        for line in new:
            if line.speaker == "interviewer" and line.kind != "wait":
                self._speak(line, session, self.voice)

    def _speak(self, line: "Line", session: "Session", voice: Voice) -> None:
        question = session.turns[line.turn - 1].item.question
        text = f"{line.lead} {question.spoken_form(line.text)}".lstrip()
        self.before_speaking()
        self.draw("speaking")
        voice.say(text)

    def before_speaking(self) -> None:
        """Give the floor to the interviewer."""

    def action_quiet(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        if self.voice is None:
            return
        if not self.voice.hush():
            self.voice.muted = not self.voice.muted
            self.ear = replace(self.ear, muted=self.voice.muted)
            self.draw(self.ear.phase)

    def action_check(self) -> None:
        """Choose a microphone, see how loud it is and hear how it sounds."""
        from interviewer.tui.screens.microphones import MicrophoneDialog

        if self.voice is not None and self.ear.phase not in ("listening", "opening", "finishing"):
            self.voice.hush()
            dialog = MicrophoneDialog(self.settings, free=self.voice.let_go)
            self.app.push_screen(dialog, self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self.settings = replace(self.settings, microphone=name or None)
            self.owner.interviews.use_microphone(name)
        if self.voice is not None:
            self.voice.choose(self.settings.microphone)
            if self.ear.phase != "loading":
                self.draw("idle")
            self.post_message(self.Spoke())  # whoever would listen by itself does so now

    def draw(self, phase: Phase, live: Live | None = None) -> None:
        """Show another phase, and the words that are being said."""
        self.ear = replace(self.ear, phase=phase)
        if self.alive:
            self.query_one(HearingLine).show(self.ear, live)


def _asks(line: "Line") -> bool:
    return line.speaker == "interviewer" and line.kind in ("question", "follow-up")
