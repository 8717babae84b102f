"""Choose a microphone, see that it hears, and hear how it sounds."""

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.speech import sound_check
from interviewer.speech.microphone import Device, choose, devices
from interviewer.speech.recording import new_recording
from interviewer.speech.sound_check import SoundCheck, Take
from interviewer.text.display import plain
from interviewer.tui.once import Once
from interviewer.tui.view.voice_view import ListeningState, meter, take_line, test_line
from interviewer.tui.widgets.rows import Rows
from interviewer.userdata.locations import recordings_dir


def _nothing() -> None:
    """Do nothing: no other part has a microphone open."""


class MicrophoneDialog(Once[str | None], ModalScreen[str | None]):
    """Lists the microphones with the level of the highlighted one, and records a test with it.

    ``free`` is called first, in another thread, to release the microphone that is in use.
    Gives the chosen name, empty for the system's own, or ``None`` to change nothing.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c", "stay", show=False),
        Binding("r", "record", show=False),
        Binding("p", "play", show=False),
        Binding("s", "save", show=False),
    ]

    class Found(Message):
        """The devices have been found, or ``error`` says why not."""

        def __init__(self, found: list[Device], error: SpeechError | None) -> None:
            super().__init__()
            self.found = found
            self.error = error

    class Reported(Message):
        """The sound check reports something."""

        def __init__(self, report: sound_check.SoundCheckMessage) -> None:
            super().__init__()
            self.report = report

    class Closed(Message):
        """The microphone is closed again."""

    def __init__(self, settings: SpeechSettings, free: Callable[[], None] = _nothing) -> None:
        super().__init__()
        self._settings = settings
        self._free = free
        self._names: list[str] = []
        self._check = SoundCheck(settings.loudspeaker, self._post_report)
        self._take: Take | None = None
        self._result: str | None = None

    def compose(self) -> ComposeResult:
        """Compose the meter, the list and the line of the test."""
        with Vertical(id="dialog"):
            yield Static(Content.styled("Which microphone? Say something.", "bold"), markup=False)
            yield Static("looking for devices", id="level", markup=False)
            yield Rows("choices")
            yield Static(test_line(None), id="test", markup=False)
            yield Static(
                "⏎ takes it, esc leaves it as it is", id="keys", classes="muted", markup=False
            )

    def on_mount(self) -> None:
        """Look for the devices in the background."""
        self._look()

    def on_unmount(self) -> None:
        """Release the device."""
        self._check.close()

    def _post_report(self, report: sound_check.SoundCheckMessage) -> None:
        self.post_message(self.Reported(report))

    @work(thread=True, group="microphones")
    def _look(self) -> None:
        self._free()
        try:
            found = devices(again=True)  # the one that is missing may have been connected since
        except SpeechError as error:
            self.post_message(self.Found([], error))
        else:
            self.post_message(self.Found(found, None))
        self._check.run()
        self.post_message(self.Closed())

    def on_microphone_dialog_found(self, message: Found) -> None:
        """List the microphones."""
        if message.error is not None or not message.found:
            self._fail(str(message.error or "No microphone was found. Connect one."))
        self._names = ["", *dict.fromkeys(device.name for device in message.found)]
        rows = self.query_one(Rows)
        rows.set_options(Option(plain(name) or "the system's own") for name in self._names)
        rows.highlighted = self._names.index(self._in_use(message.found))
        rows.focus()

    def _in_use(self, found: list[Device]) -> str:
        """Return the name of the microphone that the settings mean, empty for the system's own."""
        if not self._settings.microphone:
            return ""
        try:
            return choose(found, self._settings.microphone).name
        except SpeechError:  # it is not connected
            return ""

    def on_microphone_dialog_reported(self, message: Reported) -> None:
        """Draw the meter and how far the test is."""
        if not self.query("#level"):
            return
        test = self.query_one("#test", Static)
        match message.report:
            case sound_check.Heard(level, seconds):
                state = ListeningState("listening", level.decibels, clipped=level.clipped)
                self.query_one("#level", Static).update(meter(state))
                if seconds is not None:
                    test.update(test_line(seconds))
            case sound_check.Recorded(take):
                self._take = take
                test.update(take_line(take, "playing it; r stops and records again"))
            case sound_check.Played(error):
                if self._take is not None:
                    can = "r records again, p plays it, s saves it"
                    test.update(take_line(self._take, can if error is None else str(error)))
            case sound_check.Failed(error):
                self._fail(str(error))

    def _fail(self, why: str) -> None:
        self.query_one("#level", Static).update(Content.styled(plain(why), "$error"))

    def on_microphone_dialog_closed(self) -> None:
        """Give what was chosen, now that the microphone is free again."""
        self.dismiss(self._result)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Listen to the highlighted microphone."""
        event.stop()
        self._check.listen(self._names[event.option_index] or None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen one."""
        event.stop()
        self._result = self._names[event.option_index]
        self._check.close()

    def action_stay(self) -> None:
        """Change nothing."""
        self._check.close()

    def action_record(self) -> None:
        """Begin a test recording, or end it before its time."""
        self._check.record()

    def action_play(self) -> None:
        """Play the test recording once more."""
        if self._take is not None:
            self._check.replay()

    def action_save(self) -> None:
        """Keep the test recording as a file; until then it is in memory alone."""
        if self._take is None:
            return
        kind = "wav" if self._settings.keep_audio == "off" else self._settings.keep_audio
        try:
            kept = new_recording(recordings_dir(), "microphone", kind)
            kept.write(self._take.samples)
            kept.close()
        except (SpeechError, OSError) as error:
            self._fail(str(error))
            return
        self.query_one("#test", Static).update(take_line(self._take, f"saved as {kept.path}"))
