"""The screen of a spoken interview: that of a written one, with the keys of its voice."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from interviewer.settings.speech import SpeechSettings
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.spoken_side import SpokenSide

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor


class SpokenInterviewScreen(InterviewScreen):
    """An interview screen that has a spoken side; only its keys and its styles are its own."""

    CSS_PATH: ClassVar = ["interview.tcss", "spoken_interview.tcss"]
    run_key = "ctrl+r"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "send"),
        Binding("f8", "talk", "talk/stop"),
        Binding("f9", "quiet", "silence"),
        Binding("f7", "check", "microphone", priority=True),  # a text area has it too
        Binding("ctrl+r", "code('run')", "run tests"),
        *InterviewScreen.BINDINGS[2:],
    ]

    def __init__(self, conductor: "Conductor", settings: SpeechSettings) -> None:
        super().__init__(conductor)
        self.spoken_side: SpokenSide = SpokenSide(self, settings)

    def action_talk(self) -> None:
        """Begin or end an answer."""
        self.spoken_side.talk_or_stop()

    def action_quiet(self) -> None:
        """Silence the interviewer at once; with nothing to silence, mute or unmute the voice."""
        self.spoken_side.silence_or_mute()

    def action_check(self) -> None:
        """Choose a microphone, see how loud it is and hear how it sounds."""
        self.spoken_side.check_microphone()

    def on_composer_nothing_doubtful(self) -> None:
        """Say that there is no doubtful word to go to."""
        self.notice("The recogniser was sure of every word.")
