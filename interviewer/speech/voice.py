"""The voice of one interview: microphone, listener and speaker, wired from the settings.

Nothing here knows the screen: two callbacks, called from other threads, report what happens.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from threading import Event, Timer
from typing import TYPE_CHECKING

from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.endpointing import Limits
from interviewer.speech.listener import Listener
from interviewer.speech.messages import Complete, Listening, Message, Resumed, Stalled, Trouble
from interviewer.speech.microphone import Microphone
from interviewer.speech.playback import TONE_RATE, play, tone
from interviewer.speech.recording import Recording, new_recording
from interviewer.speech.segmenter import AudioSink
from interviewer.speech.speaker import Speaker
from interviewer.speech.speech_queue import SpeechQueue
from interviewer.speech.stderr_log import stderr_to
from interviewer.speech.transcriber import Transcriber
from interviewer.userdata.locations import audio_dir, audio_log

if TYPE_CHECKING:
    from interviewer.speech.microphone import Device


_REOPEN = 3.0  # seconds between attempts to reopen a microphone that gives no sound
_TONE = 1.5  # seconds to wait for a tone to be played


class Voice:
    """Hears and speaks.

    ``heard`` gets the listener's messages; ``spoke`` is called when nothing is left to be said.
    ``transcriber`` reads what the microphone hears, ``speaker`` says what is to be said.
    """

    def __init__(
        self,
        settings: SpeechSettings,
        transcriber: Transcriber,
        speaker: Speaker,
        session_id: str,
        heard: Callable[[Message], None],
        spoke: Callable[[], None],
    ) -> None:
        self.settings = settings
        self._session_id = session_id
        self._heard = heard
        self.muted = False
        self._open = ExitStack()
        self._spoke = spoke
        self._speaker = speaker
        limits = Limits(pause=settings.pause_ms / 1000)
        self._listener = Listener(transcriber, limits, self._forward)
        self._microphone = Microphone(
            settings.microphone, self._listener.feed, self._microphone_lost
        )
        # One thread makes all calls of PortAudio, which is not thread-safe.
        self._device_thread = ThreadPoolExecutor(1, thread_name_prefix="devices")
        self._queue: SpeechQueue | None = None
        self._look_again = False
        self._stalled = False
        self._closed = False
        self._retry: Timer | None = None
        self._recordings: dict[int, Recording] = {}

    def start(self) -> None:
        """Load the models and open the microphone, in the background."""
        self._open.enter_context(stderr_to(audio_log()))
        self._queue = SpeechQueue(self._speaker, self._spoke, self._voice_failed)
        self._listener.start()
        self._device_thread.submit(self._open_microphone, 0)

    def close(self) -> None:
        """Stop speaking, close all devices and end all threads."""
        self._closed, self._stalled = True, False
        if self._retry is not None:
            self._retry.cancel()
        if self._queue is not None:
            self._queue.close()
            self._device_thread.submit(self._microphone.close)
            self._device_thread.shutdown()
            self._listener.close()
            for answer in list(self._recordings):
                self._close_recording(answer)
        self._open.close()

    @property
    def speaking(self) -> bool:
        """Whether something is being said."""
        return self._queue is not None and self._queue.speaking

    def say(self, text: str) -> None:
        """Say it aloud; if muted, only report that it has been said."""
        if self._queue is None or self.muted:
            self._spoke()
        else:
            self._queue.say(text)

    def stop_speaking(self) -> bool:
        """Stop speaking at once; returns whether something was being said."""
        return self._queue is not None and self._queue.stop()

    def begin(self, answer: int, vocabulary: str, offset: float) -> None:
        """Record for ``answer``; opens the microphone first where it is not open."""
        self._device_thread.submit(self._begin, answer, vocabulary, offset)

    def end(self) -> None:
        """End the recording; its last words and ``Complete`` follow."""
        self._device_thread.submit(self._listener.end)

    def close_microphone(self) -> None:
        """Close the microphone, so that others can open it; returns once it is closed."""
        self._device_thread.submit(self._microphone.close).result()

    def choose(self, name: str | None) -> None:
        """Use another microphone from now on."""
        self.settings = replace(self.settings, microphone=name)
        self._device_thread.submit(self._choose, name)

    def _choose(self, name: str | None) -> None:
        self._microphone.close()
        self._microphone = Microphone(name, self._listener.feed, self._microphone_lost)
        self._open_microphone(0)

    def _begin(self, answer: int, vocabulary: str, offset: float) -> None:
        try:
            if self._microphone.open or self._open_microphone(answer):
                sink = self._audio_sink(answer)
                self._listener.begin(answer, vocabulary, offset=offset, sink=sink)
                return
        # Whatever a library throws, the recording must be over, or the screen waits for it.
        except Exception as error:
            failed = f"The recording cannot begin ({type(error).__name__}: {error})."
            self._tell(SpeechError(failed, remedy="Try it again."), answer)
        self._heard(Complete(answer, 0.0))

    def _open_microphone(self, answer: int) -> "Device | None":
        try:
            device = self._microphone.start(again=self._look_again)
        except SpeechError as error:
            self._look_again = True
            self._tell(error, answer)
            return None
        self._look_again = False
        return device

    def _audio_sink(self, answer: int) -> AudioSink | None:
        if self.settings.keep_audio == "off":
            return None
        folder = audio_dir(self._session_id)
        try:
            recording = new_recording(folder, "recording", self.settings.keep_audio)
        except SpeechError as error:
            self._tell(error, answer, ended=False)
            return None
        self._recordings[answer] = recording
        return recording

    def _close_recording(self, answer: int) -> None:
        """Close the file of a recording, if there is one; called in the listener's threads."""
        recording = self._recordings.pop(answer, None)
        if recording is None:
            return
        try:
            recording.close()
        # A full disk, told by any of several libraries, must not end the thread that transcribes.
        except Exception as error:
            fault = SpeechError(
                f"{recording.path}: the end of the recording is missing ({error}).",
                remedy='Free some space, or set keep_audio = "off".',
            )
            self._tell(fault, answer, ended=False)

    def _forward(self, message: Message) -> None:
        if isinstance(message, Complete):
            self._close_recording(message.answer)
        if isinstance(message, Stalled):
            self._stalled = True
            self._sound(rising=False)
            self._reopen_later()
        elif isinstance(message, Listening | Resumed):
            if self._stalled:
                self._sound(rising=True)
            self._stalled = False
        elif isinstance(message, Complete):
            self._stalled = False
        self._heard(message)

    def _sound(self, *, rising: bool) -> None:
        if not self.muted and not self._closed:
            self._device_thread.submit(self._play_tone, tone(rising=rising))

    def _play_tone(self, samples: bytes) -> None:
        late = Event()
        timer = Timer(_TONE, late.set)
        timer.start()
        with suppress(SpeechError):  # the screen reports the same
            play([samples], TONE_RATE, self.settings.loudspeaker, late)
        timer.cancel()

    def _reopen_later(self) -> None:
        self._retry = Timer(_REOPEN, self._reopen)
        self._retry.daemon = True
        self._retry.start()

    def _reopen(self) -> None:
        with suppress(RuntimeError):  # closed meanwhile
            self._device_thread.submit(self._reopen_microphone)

    def _reopen_microphone(self) -> None:
        if self._stalled:
            with suppress(SpeechError):  # already reported while there is no sound
                self._microphone.start(again=True)
            self._reopen_later()

    def _microphone_lost(self) -> None:
        self._look_again = True
        if self.settings.mode == "hands-free":
            return  # the listener misses the sound, and the microphone is opened again
        self._listener.end(
            SpeechError(
                "The microphone was disconnected.",
                remedy="What was heard is kept. Connect it, or press F7 to choose another.",
            )
        )

    def _voice_failed(self, error: SpeechError) -> None:
        self._tell(error, ended=False)

    def _tell(self, error: SpeechError, answer: int = 0, *, ended: bool = True) -> None:
        self._heard(Trouble(answer, error, ended=ended))
