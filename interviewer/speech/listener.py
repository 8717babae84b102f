"""From sound to words: blocks come in from a device, plain messages go out.

Two threads: the listener (resampling, voice activity, endpointing) and the transcription worker.
Sound and commands share one queue, so that what is heard belongs to exactly one recording: nothing
said before ``begin`` or after ``end`` enters an answer.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from interviewer.errors import SpeechError
from interviewer.speech.audio import Block
from interviewer.speech.endpointing import Limits
from interviewer.speech.messages import Complete, Listening, Message, Resumed, Stalled, Trouble
from interviewer.speech.segmenter import AudioSink, Begin, Segmenter, too_slow
from interviewer.speech.transcriber import Transcriber
from interviewer.speech.transcription import OpenUtterance, TranscriptionWorker

if TYPE_CHECKING:
    from interviewer.speech.voice_activity import VoiceActivity

LONGEST = 30 * 60.0
"""Seconds of one recording at most."""

_PENDING = 30.0  # seconds of sound that may wait to be processed
_WATCH = 1.0  # seconds without a block: the device gives nothing
_SLOW_START = 4.0  # seconds that a device may take for its first block
_GIVE_UP = 60.0  # seconds without sound that end a recording


@dataclass(frozen=True, slots=True)
class _End:
    error: SpeechError | None = None


class _Close:
    """Ends the listener's thread."""


class Listener:
    """Turns an interview's sound into words. ``emit`` runs in its threads and must not block."""

    def __init__(
        self, transcriber: Transcriber, limits: Limits, emit: Callable[[Message], None]
    ) -> None:
        self._limits = limits
        self._emit = emit
        self._inbox: SimpleQueue[Block | Begin | _End | _Close] = SimpleQueue()
        self._pending = 0.0
        self._dropped = False
        self._lock = Lock()
        self._recording: Segmenter | None = None
        self._heard = False
        self._last_block = 0.0
        self._stalled = False
        self._active: VoiceActivity | None = None
        self._awake = Event()
        self.worker = TranscriptionWorker(transcriber, self._open_speech, emit)
        self._thread = Thread(target=self._work, name="listener", daemon=True)

    def start(self) -> None:
        """Begin to load the models."""
        self._thread.start()
        self.worker.start()

    def close(self) -> None:
        """Stop both threads and wait for them."""
        self._inbox.put(_Close())
        self._thread.join()
        self.worker.close()

    def feed(self, block: Block) -> None:
        """Queue a block of sound, from any thread; without a recording it is dropped."""
        if not self._awake.is_set():
            return
        if self._pending > _PENDING:
            self._dropped = True
            return
        with self._lock:
            self._pending += block.seconds
        self._inbox.put(block)

    def begin(
        self,
        answer: int,
        vocabulary: str = "",
        *,
        offset: float = 0.0,
        sink: AudioSink | None = None,
    ) -> None:
        """Begin a recording. What is heard from now on belongs to ``answer``.

        ``offset`` is how many seconds of the same answer were recorded before.
        """
        self._inbox.put(Begin(answer, offset, vocabulary, sink))
        self._awake.set()

    def end(self, error: SpeechError | None = None) -> None:
        """End the recording: an open utterance is closed, and ``Complete`` follows the last words.

        ``error``, if given, is the reason and is reported as well.
        """
        self._awake.clear()
        self._inbox.put(_End(error))

    def _work(self) -> None:
        while True:
            try:
                item = self._inbox.get(timeout=0.25)
            except Empty:
                self._watch()
                continue
            try:
                self._do(item)
            # A full disk or a failing library is reported, and the next recording tries again.
            except Exception as error:
                self._give_up(error)
            if isinstance(item, _Close):
                return

    def _do(self, item: Block | Begin | _End | _Close) -> None:
        match item:
            case Block():
                with self._lock:
                    self._pending -= item.seconds
                self._hear(item)
            case Begin():
                self._begin(item)
            case _End():
                self._end(item.error)
            case _Close():
                self._end(None)

    def _begin(self, begin: Begin) -> None:
        self._end(None)
        try:
            if self._active is None:
                from interviewer.speech.voice_activity import VoiceActivity

                self._active = VoiceActivity()
        # Whatever an inference library throws, the recording must end, or it is waited for.
        except Exception as error:
            self._awake.clear()
            known = error if isinstance(error, SpeechError) else _failed(error)
            self._emit(Trouble(begin.answer, known, ended=True))
            self._emit(Complete(begin.answer, 0.0))
            return
        self._heard = self._stalled = False
        self._last_block = time.monotonic() + _SLOW_START - _WATCH
        self._recording = Segmenter(begin, self._active, self._limits, self.worker, self._emit)

    def _hear(self, block: Block) -> None:
        recording = self._recording
        if recording is None:
            return
        answer = recording.begin.answer
        before, self._last_block = self._last_block, time.monotonic()
        if not self._heard:
            self._heard = True
            self._emit(Listening(answer))
        elif self._stalled:
            lost = max(self._last_block - before - block.seconds, 0.0)
            at = recording.now
            recording.skip_lost(lost)
            self._emit(Resumed(answer, at, round(lost, 2)))
        elif block.lost or self._dropped:
            self._dropped = False
            self._emit(Trouble(answer, too_slow(), ended=False))
        self._stalled = False
        recording.hear(block)
        if recording.seconds > LONGEST:
            self._stop(SpeechError("The recording has reached 30 minutes.", remedy="Send it."))

    def _end(self, error: SpeechError | None) -> None:
        if self._recording is not None:
            self._recording.finish()
            self._over(error)

    def _over(self, error: SpeechError | None) -> None:
        recording, self._recording = self._recording, None
        if recording is None:
            return
        if error is not None:
            self._emit(Trouble(recording.begin.answer, error, ended=True))
        recording.announce_end()

    def _stop(self, error: SpeechError) -> None:
        self._awake.clear()
        self._end(error)

    def _give_up(self, error: Exception) -> None:
        self._awake.clear()
        self._over(_failed(error))

    def _watch(self) -> None:
        recording, silent = self._recording, time.monotonic() - self._last_block
        if recording is None or silent <= _WATCH:
            return
        if not self._stalled:
            self._stalled = True
            recording.finish()
            self._emit(Stalled(recording.begin.answer))
        if silent > _GIVE_UP:
            self._stop(no_sound("What was heard is kept."))

    def _open_speech(self) -> OpenUtterance | None:
        recording = self._recording
        return None if recording is None else recording.open_speech()


def _failed(error: Exception) -> SpeechError:
    return SpeechError(
        f"The recording failed ({type(error).__name__}: {error}).",
        remedy="What was written down is kept; begin again.",
    )


def no_sound(what: str) -> SpeechError:
    """Return the error for a silent microphone; ``what`` says what happens to the recording."""
    return SpeechError(
        "No sound comes from the microphone.",
        remedy=f"{what} Connect it again, or press F7 to choose another.",
    )
