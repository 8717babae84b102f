"""Choose a microphone, and see that it hears."""

from threading import Event
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
from interviewer.plain_text import plain
from interviewer.speech.audio import Block, level
from interviewer.speech.microphone import Device, Microphone, devices
from interviewer.speech_settings import SpeechSettings
from interviewer.tui.screens.once import Once
from interviewer.tui.view.voice_view import Ear, meter
from interviewer.tui.widgets.rows import Rows


class MicrophoneDialog(Once[str | None], ModalScreen[str | None]):
    """Lists the microphones with the level of the highlighted one.

    Gives the chosen name, empty for the system's own, or ``None``.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+c", "stay", show=False)]

    class Found(Message):
        """The devices are known, or why there are none."""

        def __init__(self, found: list[Device], error: SpeechError | None) -> None:
            super().__init__()
            self.found = found
            self.error = error

    class Level(Message):
        """How loud the highlighted one is; ``error`` when it cannot be opened."""

        def __init__(self, ear: Ear, error: SpeechError | None = None) -> None:
            super().__init__()
            self.ear = ear
            self.error = error

    def __init__(self, settings: SpeechSettings) -> None:
        super().__init__()
        self._settings = settings
        self._names: list[str] = []
        self._wanted: str | None = None
        self._moved = Event()
        self._ended = Event()

    def compose(self) -> ComposeResult:
        """Compose the list and the meter."""
        with Vertical(id="dialog"):
            yield Static(Content.styled("Which microphone? Say something.", "bold"), markup=False)
            yield Static("looking for devices", id="level", markup=False)
            yield Rows("choices")
            yield Static("⏎ takes it, esc leaves it as it is", classes="muted", markup=False)

    def on_mount(self) -> None:
        """Look for the devices in the background."""
        self._look()

    def on_unmount(self) -> None:
        """Let go of the device."""
        self._ended.set()
        self._moved.set()

    @work(thread=True, group="microphones")
    def _look(self) -> None:
        try:
            found = devices()
        except SpeechError as error:
            self.post_message(self.Found([], error))
            return
        self.post_message(self.Found(found, None))
        while not self._ended.is_set():
            self._moved.clear()
            self._listen(self._wanted)

    def _listen(self, name: str | None) -> None:
        import numpy as np

        def heard(block: Block) -> None:
            now = level(np.frombuffer(block.data, np.int16))
            ear = Ear("listening", now.decibels, clipped=now.clipped)
            self.post_message(self.Level(ear))

        microphone = Microphone(name, heard, self._moved.set)
        try:
            microphone.start()
        except SpeechError as error:
            self.post_message(self.Level(Ear("broken"), error))
        self._moved.wait()
        microphone.close()

    def on_microphone_dialog_found(self, message: Found) -> None:
        """List what there is."""
        if message.error is not None or not message.found:
            reason = str(message.error or "No microphone was found. Connect one.")
            self.query_one("#level", Static).update(Content.styled(plain(reason), "$error"))
        self._names = ["", *dict.fromkeys(device.name for device in message.found)]
        rows = self.query_one(Rows)
        rows.set_options(Option(plain(name) or "the system's own") for name in self._names)
        wanted = self._settings.microphone or ""
        rows.highlighted = self._names.index(wanted) if wanted in self._names else 0
        rows.focus()

    def on_microphone_dialog_level(self, message: Level) -> None:
        """Draw the meter."""
        if self.query("#level"):
            shown = (
                Content.styled(plain(str(message.error)), "$error")
                if message.error
                else meter(message.ear)
            )
            self.query_one("#level", Static).update(shown)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Listen to another one."""
        event.stop()
        self._wanted = self._names[event.option_index] or None
        self._moved.set()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen one."""
        event.stop()
        self.dismiss(self._names[event.option_index])

    def action_stay(self) -> None:
        """Change nothing."""
        self.dismiss(None)
