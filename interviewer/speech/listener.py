"""From sound to words: blocks come in from a device, plain messages go out.

Two threads: the ear (resampling, voice activity, endpointing) and the scribe (transcription).
Sound and commands share one queue, so that what is heard belongs to exactly one recording: nothing
said before ``begin`` or after ``end`` enters an answer.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Protocol

from interviewer.errors import SpeechError
from interviewer.speech import endpointing
from interviewer.speech.audio import FULL, Block, Resampler
from interviewer.speech.endpointing import CHUNK, Limits, Signal, State
from interviewer.speech.loudness import Meter
from interviewer.speech.messages import (
    Began,
    Complete,
    Listening,
    Message,
    Silence,
    Trouble,
)
from interviewer.speech.scribe import Open, Scribe, Utterance
from interviewer.speech.transcriber import Transcriber

if TYPE_CHECKING:
    from interviewer.speech.voice_activity import VoiceActivity

LONGEST = 30 * 60.0
"""Seconds of one recording at most."""

_CHUNK = 512  # samples
_PENDING = 30.0  # seconds of sound that may wait to be heard
_UNHEARD = 300.0  # seconds of speech that may wait for transcription
_WATCH = 1.0  # seconds without a block: the device gives nothing
_SLOW_START = 4.0  # seconds that a device may take for its first block


class Keeper(Protocol):
    """Keeps the sound of a recording."""

    def write(self, data: bytes) -> None:
        """Keep 16-bit samples at 16 kHz."""
        ...


@dataclass(frozen=True, slots=True)
class _Begin:
    answer: int
    offset: float
    vocabulary: str
    keeper: Keeper | None


@dataclass(frozen=True, slots=True)
class _End:
    error: SpeechError | None = None


class _Hold:
    """Let no silence end the answer."""


class _Close:
    """No more."""


@dataclass(slots=True)
class _Recording:
    answer: int
    offset: float
    vocabulary: str
    keeper: Keeper | None
    meter: Meter
    state: State = field(default_factory=State)
    first: int = 0
    number: int = 0
    heard: bool = False


class Listener:
    """Hears for one interview. ``emit`` is called from its threads and must not block."""

    def __init__(
        self, transcriber: Transcriber, limits: Limits, emit: Callable[[Message], None]
    ) -> None:
        self._limits = limits
        self._emit = emit
        self._inbox: SimpleQueue[Block | _Begin | _End | _Hold | _Close] = SimpleQueue()
        self._pending = 0.0
        self._dropped = False
        self._lock = Lock()
        self._chunks: deque[bytes] = deque()
        self._rest = b""
        self._recording: _Recording | None = None
        self._last_block = 0.0
        self._active: VoiceActivity | None = None
        self._awake = Event()
        self.scribe = Scribe(transcriber, self._snapshot, emit)
        self._thread = Thread(target=self._work, name="ear", daemon=True)

    def start(self) -> None:
        """Begin to load the models."""
        self._thread.start()
        self.scribe.start()

    def close(self) -> None:
        """Stop both threads and wait for them."""
        self._inbox.put(_Close())
        self._thread.join()
        self.scribe.close()

    def feed(self, block: Block) -> None:
        """Take a block of sound; from any thread, at once. Without a recording it is dropped."""
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
        keeper: Keeper | None = None,
    ) -> None:
        """Begin a recording. What is heard from now on belongs to ``answer``.

        ``offset`` is how many seconds of the same answer were recorded before.
        """
        self._inbox.put(_Begin(answer, offset, vocabulary, keeper))
        self._awake.set()

    def end(self, error: SpeechError | None = None) -> None:
        """End the recording: what is open is closed, and ``Complete`` follows its words.

        With ``error`` it ends because of it, and that is told as well.
        """
        self._awake.clear()
        self._inbox.put(_End(error))

    def hold(self) -> None:
        """Let no silence end the answer before something more is said."""
        self._inbox.put(_Hold())

    def _work(self) -> None:
        resampler = Resampler()
        while True:
            try:
                item = self._inbox.get(timeout=0.25)
            except Empty:
                self._watch()
                continue
            if isinstance(item, _Begin):
                resampler = Resampler()
            try:
                self._do(item, resampler)
            # A full disk, or a library that fails: told, and the next recording is tried anew.
            except Exception as error:
                self._give_up(error)
            if isinstance(item, _Close):
                return

    def _do(self, item: Block | _Begin | _End | _Hold | _Close, resampler: Resampler) -> None:
        match item:
            case Block():
                with self._lock:
                    self._pending -= item.seconds
                self._hear(item, resampler)
            case _Begin():
                self._begin(item)
            case _End():
                self._end(item.error)
            case _Hold():
                if self._recording is not None:
                    self._recording.state = endpointing.hold(self._recording.state)
            case _Close():
                self._end(None)

    def _give_up(self, error: Exception) -> None:
        self._awake.clear()
        with self._lock:
            recording, self._recording = self._recording, None
            self._chunks.clear()
        self.scribe.speaking(False)
        if recording is not None:
            why = SpeechError(
                f"The recording failed ({type(error).__name__}: {error}).",
                remedy="What was written down is kept; begin again.",
            )
            self._emit(Trouble(recording.answer, why, ended=True))
            self.scribe.add(Complete(recording.answer, round(recording.state.at * CHUNK, 2)))

    def _begin(self, begin: _Begin) -> None:
        self._end(None)
        try:
            if self._active is None:
                from interviewer.speech.voice_activity import VoiceActivity

                self._active = VoiceActivity()
        except SpeechError as error:
            self._emit(Trouble(begin.answer, error, ended=True))
            return
        self._active.forget()
        self._rest = b""
        self._last_block = time.monotonic() + _SLOW_START - _WATCH
        with self._lock:
            self._chunks.clear()
            self._recording = _Recording(
                begin.answer,
                begin.offset,
                begin.vocabulary,
                begin.keeper,
                Meter(begin.answer),
            )

    def _end(self, error: SpeechError | None) -> None:
        recording = self._recording
        if recording is None:
            return
        state, signals = endpointing.finish(recording.state, self._limits)
        self._follow(recording, state, signals)
        with self._lock:
            self._recording = None
            self._chunks.clear()
        self.scribe.speaking(False)
        if error is not None:
            self._emit(Trouble(recording.answer, error, ended=True))
        self.scribe.add(Complete(recording.answer, round(recording.state.at * CHUNK, 2)))

    def _watch(self) -> None:
        if self._recording is not None and time.monotonic() - self._last_block > _WATCH:
            self._stop(
                SpeechError(
                    "No sound comes from the microphone.",
                    remedy="Connect it again or choose another; what was heard is kept.",
                )
            )

    def _stop(self, error: SpeechError) -> None:
        self._awake.clear()
        self._end(error)

    def _hear(self, block: Block, resampler: Resampler) -> None:
        recording = self._recording
        if recording is None or self._active is None:
            return
        self._last_block = time.monotonic()
        if not recording.heard:
            recording.heard = True
            self._emit(Listening(recording.answer))
        if block.lost or self._dropped:
            self._dropped = False
            self._emit(Trouble(recording.answer, _overflow(), ended=False))
        samples = resampler.feed(block)
        if recording.keeper is not None:
            recording.keeper.write(samples.tobytes())
        loudness = recording.meter.add(samples, block.seconds)
        if loudness is not None:
            self._emit(loudness)
        data = self._rest + samples.tobytes()
        whole = len(data) - len(data) % (2 * _CHUNK)
        self._rest = data[whole:]
        for at in range(0, whole, 2 * _CHUNK):
            self._chunk(recording, data[at : at + 2 * _CHUNK])
        if recording.state.at * CHUNK > LONGEST:
            self._stop(SpeechError("The recording has reached 30 minutes.", remedy="Send it."))

    def _chunk(self, recording: _Recording, data: bytes) -> None:
        import numpy as np

        if self._active is None:
            return
        samples = np.frombuffer(data, np.int16).astype(np.float32) / np.float32(FULL)
        probability = self._active.probability(samples)
        with self._lock:
            self._chunks.append(data)
        state, signals = endpointing.step(recording.state, probability, self._limits)
        self._follow(recording, state, signals)
        oldest = endpointing.oldest_needed(state, self._limits)
        with self._lock:
            while recording.first < oldest and self._chunks:
                self._chunks.popleft()
                recording.first += 1

    def _follow(self, recording: _Recording, state: State, signals: tuple[Signal, ...]) -> None:
        recording.state = state
        for signal in signals:
            match signal:
                case endpointing.SpeechBegan(start):
                    recording.number += 1
                    at = (start * CHUNK) + recording.offset
                    self._emit(Began(recording.answer, round(at, 2)))
                    self.scribe.speaking(True)
                case endpointing.UtteranceClosed(start, end, voiced):
                    self.scribe.speaking(state.speaking)
                    self._give(recording, start, end, voiced)
                case endpointing.UtteranceDropped():
                    self.scribe.speaking(False)
                case endpointing.AnswerOver():
                    self._emit(Silence(recording.answer))

    def _give(
        self, recording: _Recording, start: int, end: int, voiced: tuple[tuple[int, int], ...]
    ) -> None:
        with self._lock:
            chunks = list(self._chunks)[start - recording.first : end - recording.first]
        if self.scribe.waiting_seconds > _UNHEARD:
            self._emit(Trouble(recording.answer, _overflow(), ended=False))
            return
        stretches = tuple(
            (
                round(first * CHUNK + recording.offset, 2),
                round(last * CHUNK + recording.offset, 2),
            )
            for first, last in voiced
        )
        begin = start * CHUNK + recording.offset
        self.scribe.add(
            Utterance(recording.answer, b"".join(chunks), begin, stretches, recording.vocabulary)
        )

    def _snapshot(self) -> Open | None:
        with self._lock:
            recording = self._recording
            if recording is None or recording.state.start is None:
                return None
            skip = max(recording.state.start - recording.first, 0)
            chunks = list(self._chunks)[skip:]
            number, answer = recording.number, recording.answer
        return Open(answer, number, b"".join(chunks), recording.vocabulary)


def _overflow() -> SpeechError:
    return SpeechError(
        "This machine is too slow: some of what you said was lost.",
        remedy="Set a smaller speech model, or close other programs.",
    )
