"""A spoken interview: the same one, with a voice that asks and ears that write down the answer."""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message as ScreenMessage
from textual.widgets import TextArea

from interviewer.errors import InterviewerError
from interviewer.interview.events import Spoken
from interviewer.interview.intents import recognise
from interviewer.interview.machine import AwaitCandidate
from interviewer.speech import messages
from interviewer.speech.stabiliser import Live
from interviewer.speech.vocabulary import vocabulary
from interviewer.speech.words import joined
from interviewer.speech_settings import SpeechSettings
from interviewer.tui.drafts import keep_heard, take_heard
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.view.voice_view import Ear, Phase
from interviewer.tui.widgets.composer import Composer
from interviewer.tui.widgets.hearing import HearingLine
from interviewer.voice import Voice

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.session import Line, Session

GRACE = 3.0
"""Seconds in which any key keeps an answer from being sent hands-free."""

_AT_ONCE = frozenset({"repeat", "hint", "time", "wait", "clarify", "why", "help"})
"""What a single sentence may ask for in the middle of an answer; passing on needs the whole."""


class SpokenInterviewScreen(InterviewScreen):
    """Adds ears and a voice. What they tell comes as messages; only handlers change state."""

    CSS_PATH: ClassVar = ["interview.tcss", "spoken.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "send"),
        Binding("f8", "talk", "talk/stop"),
        Binding("f9", "quiet", "silence"),
        Binding("f7", "check", "microphone", priority=True),  # a text area has it too
        *InterviewScreen.BINDINGS[1:],
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
        self._settings = settings
        self._voice: Voice | None = None
        self._ear = Ear(hands_free=settings.mode == "hands-free")
        self._kept = _kept(conductor.session.id)
        self._recordings = 0
        self._mine: set[int] = set()
        self._offset = 0.0
        self._began = 0.0
        self._send_after = False
        self._counting = False
        self._wants_ears = False
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
            self._voice = Voice(
                self._settings,
                self.conductor.session.id,
                self._is_told,
                self._has_spoken,
            )
            self._voice.start()
        except (InterviewerError, OSError) as error:
            self._voice = None
            self._draw("broken")
            self._say(f"{error} You can write your answers.", wrong=True)
            return
        composer = self.query_one(Composer)
        if self._kept.words and composer.text:
            self._offset = self._kept.stretches[-1][1] if self._kept.stretches else 0.0
            self._say("What was heard before is in the text below.")
        else:
            self._kept = Spoken()
        self._show(self.conductor.session)

    def _is_told(self, told: messages.Message) -> None:
        self.post_message(self.Heard(told))

    def _has_spoken(self) -> None:
        self.post_message(self.Spoke())

    def on_unmount(self) -> None:
        """Let go of the devices."""
        voice, self._voice = self._voice, None
        if voice is not None:
            voice.close()

    def _show(self, session: "Session") -> None:
        super()._show(session)
        if self._voice is None:
            return
        new, self._told = session.lines[self._told :], len(session.lines)
        for line in new:
            if line.speaker == "interviewer" and line.kind != "wait":
                self._speak(line, session)

    def _speak(self, line: "Line", session: "Session") -> None:
        question = session.turns[line.turn - 1].item.question
        text = question.aloud if line.text == question.prompt else line.text
        text = f"{line.lead} {text}".lstrip()
        if self._voice is not None:
            if self._ear.phase == "listening" and self._settings.barge_in == "off":
                self._stop()
            self._draw("speaking")
            self._wants_ears = True
            self._voice.say(text)

    def action_talk(self) -> None:
        """Begin or end an answer."""
        if self._voice is None or not self.alive:
            return
        self._counting = False
        if self._ear.phase == "listening":
            self._stop()
        elif self._ear.phase in ("idle", "loading", "speaking", "broken"):
            self._voice.hush()
            self._record()

    def action_quiet(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        if self._voice is None:
            return
        if not self._voice.hush():
            self._voice.muted = not self._voice.muted
            self._ear = replace(self._ear, muted=self._voice.muted)
            self._draw(self._ear.phase)

    def action_check(self) -> None:
        """Choose a microphone and see how loud it is."""
        from interviewer.tui.screens.microphones import MicrophoneDialog

        if self._voice is not None and self._ear.phase != "listening":
            self.app.push_screen(MicrophoneDialog(self._settings), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None and self._voice is not None:
            self._settings = replace(self._settings, microphone=name or None)
            self.owner.use_microphone(name)
            self._voice.choose(name or None)
            self._draw("idle")

    def _record(self) -> None:
        if not isinstance(self.conductor.effect, AwaitCandidate) or self._settling:
            return
        if self._voice is None or self.app.screen is not self:
            return
        self._wants_ears = False
        self._recordings += 1
        self._mine.add(self._recordings)
        self._began = time.monotonic()
        self._voice.begin(self._recordings, self._terms(), self._offset)
        self._draw("opening")

    def _terms(self) -> str:
        if self._settings.vocabulary == "off":
            return ""
        item = self.conductor.session.turns[-1].item
        return vocabulary([item.question.prompt, *(c.statement for c in item.rubric.criteria)])

    def _listen_by_itself(self) -> None:
        """Hands-free, listen once the interviewer has spoken; with barge-in, at once."""
        if self._voice is None or self._settings.mode != "hands-free" or not self._wants_ears:
            return
        through = self._settings.barge_in == "on" and self._ear.phase == "speaking"
        if through or (self._ear.phase == "idle" and not self._voice.speaking):
            self._record()

    def on_interview_screen_settled(self, message: InterviewScreen.Settled) -> None:
        """Listen, where barge-in allows it already."""
        super().on_interview_screen_settled(message)
        message.prevent_default()  # the handler of the screen beneath has run
        self.call_later(self._listen_by_itself)

    def _stop(self) -> None:
        if self._voice is not None:
            self._voice.end()
            self._draw("finishing")

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

    def on_spoken_interview_screen_spoke(self) -> None:
        """Give the floor to the candidate."""
        if self._voice is None or self._voice.speaking:
            return
        if self._ear.phase == "speaking":
            self._draw("idle")
        if self._first_key is None:
            self._asked = time.monotonic()
        self._listen_by_itself()

    def on_spoken_interview_screen_heard(self, message: Heard) -> None:
        """Take what the listener tells; what belongs to an answer that is gone is dropped."""
        told = message.told
        if not self.alive:
            return
        if isinstance(told, messages.Ready):
            if self._ear.phase == "loading":
                self._draw("idle")
        elif isinstance(told, messages.Trouble):
            self._trouble(told)
        elif told.answer in self._mine:
            self._take(told)

    def _take(self, told: messages.Message) -> None:
        match told:
            case messages.Listening(answer) if answer == self._recordings:
                self._ear = replace(self._ear, fault="")
                self._draw("listening")
            case messages.Loudness(answer, level, silent, clipped) if answer == self._recordings:
                if self._ear.phase == "listening":
                    self._ear = replace(
                        self._ear, decibels=level.decibels, silent=silent, clipped=clipped
                    )
                    self._draw("listening")
            case messages.Began(_, at):
                if self._first_key is None:
                    self._first_key = max(self._began + at - self._offset, self._asked)
                if self._settings.barge_in == "on" and self._voice is not None:
                    self._voice.hush()
            case messages.Hearing(_, live):
                self._draw(self._ear.phase, live)
            case messages.Said():
                self._said(told)
            case messages.Silence():
                self._send_after = True
                self._stop()
            case messages.Complete(answer, seconds):
                self._offset += seconds
                if answer == self._recordings:
                    self._complete()

    def _said(self, told: messages.Said) -> None:
        self._draw(self._ear.phase, Live())
        text = joined(told.words)
        if not text:
            if told.stretches:
                self._say(
                    "Something was said that could not be made out. Say it again or write it."
                )
            return
        intent = recognise(text, self.conductor.session.turns[-1].item.question)
        useful = intent is not None and (intent.name != "clarify" or intent.reply is not None)
        if intent is not None and useful and intent.name in _AT_ONCE and self._aside(text):
            if intent.name == "wait" and self._voice is not None:
                self._voice.hold()
            return
        self._kept = Spoken(
            words=(*self._kept.words, *told.words),
            stretches=(*self._kept.stretches, *told.stretches),
        )
        composer = self.query_one(Composer)
        composer.dictate(text, self._kept.words)
        self._keep_draft(composer.text)
        self._keep_words()

    def _aside(self, text: str) -> bool:
        floor = isinstance(self.conductor.effect, AwaitCandidate) and not self._settling
        return floor and self._pass_on(text)

    def _complete(self) -> None:
        speaking = self._voice is not None and self._voice.speaking
        self._draw("speaking" if speaking else "idle", Live())
        composer = self.query_one(Composer)
        question = self.conductor.session.turns[-1].item.question
        whole = composer.text.strip()
        spoken = joined(self._kept.words)
        if whole and whole == spoken and recognise(whole, question) is not None:
            composer.action_submit()  # skip this one; I don't know
        elif self._send_after and whole:
            self._count_down()
        elif self._kept.words:
            self._say("Correct what was misheard. Ctrl+s sends it, F8 goes on talking.")
        self._send_after = False
        self._listen_by_itself()

    def _count_down(self) -> None:
        if self._settings.mode != "hands-free":
            self.query_one(Composer).action_submit()
            return
        self._counting = True
        self._say(f"Sending in {GRACE:.0f} seconds. Any key holds it.")
        self.set_timer(GRACE, self._counted)

    def _counted(self) -> None:
        if self._counting and self.alive:
            self._counting = False
            self.query_one(Composer).action_submit()

    def _trouble(self, told: messages.Trouble) -> None:
        if told.answer and told.answer not in self._mine:
            return
        self._ear = replace(self._ear, fault=str(told.error))
        self._draw("broken" if told.answer == 0 else self._ear.phase, Live())

    def may_send(self) -> bool:
        """Wait for the last words first: what is still being said belongs to the answer."""
        self._counting = False
        if self._ear.phase in ("listening", "finishing", "opening"):
            self._send_after = True
            if self._ear.phase != "finishing":
                self._stop()
            self._say("Sent as soon as the last words are written down.")
            return False
        return True

    def was_taken(self) -> None:
        """Forget the words of the answer before: the next begins with nothing."""
        self._kept = Spoken()
        self._mine.clear()
        self._offset = 0.0
        self.query_one(Composer).forget_speech()

    def heard(self) -> tuple[str | None, Spoken | None]:
        """Return what was heard, word for word, before any edit."""
        if not self._kept.words:
            return None, None
        return joined(self._kept.words), self._kept

    def _draw(self, phase: Phase, live: Live | None = None) -> None:
        self._ear = replace(self._ear, phase=phase)
        if self.alive:
            self.query_one(HearingLine).show(self._ear, live)

    def _keep_words(self) -> None:
        try:
            keep_heard(self.conductor.session.id, self._kept.model_dump_json())
        except OSError:
            return  # the text itself is kept, and its failure told


def _kept(session_id: str) -> Spoken:
    try:
        return Spoken.model_validate_json(take_heard(session_id))
    except ValueError:
        return Spoken()


def _asks(line: "Line") -> bool:
    return line.speaker == "interviewer" and line.kind in ("question", "follow-up")
