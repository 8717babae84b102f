"""One recording: blocks of sound come in, utterances, live sound and loudness go out."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from interviewer.errors import SpeechError
from interviewer.speech import endpointing
from interviewer.speech.audio import Block, Resampler, to_float
from interviewer.speech.endpointing import CHUNK, Limits, Signal, State
from interviewer.speech.loudness import Meter
from interviewer.speech.messages import Began, Complete, Message, Silence, Trouble
from interviewer.speech.transcription import OpenUtterance, TranscriptionWorker, Utterance
from interviewer.speech.words import Stretch

if TYPE_CHECKING:
    from interviewer.speech.voice_activity import VoiceActivity

_CHUNK = 2 * 512  # bytes
_UNHEARD = 300.0  # seconds of speech that may wait for transcription
_TELL = 16  # chunks of silence between two messages about it: half a second


class AudioSink(Protocol):
    """Keeps the sound of a recording."""

    def write(self, data: bytes) -> None:
        """Keep 16-bit samples at 16 kHz."""
        ...


@dataclass(frozen=True, slots=True)
class Begin:
    """A recording that begins, with ``offset`` seconds of its answer recorded before."""

    answer: int
    offset: float
    vocabulary: str
    sink: AudioSink | None


class Segmenter:
    """Finds the utterances of one recording and gives them to ``worker``.

    All methods are called from one thread, except ``open_speech``, which any thread may call.
    """

    def __init__(
        self,
        begin: Begin,
        active: "VoiceActivity",
        limits: Limits,
        worker: TranscriptionWorker,
        emit: Callable[[Message], None],
    ) -> None:
        self.begin = begin
        self._active = active
        self._limits = limits
        self._worker = worker
        self._emit = emit
        self._resampler = Resampler()
        self._meter = Meter(begin.answer)
        self._rest = b""
        self._lock = Lock()
        self._chunks: deque[bytes] = deque()
        self._first = 0
        self._number = 0
        self._state = State()
        active.forget()

    @property
    def seconds(self) -> float:
        """The length of the recording so far."""
        return self._state.at * CHUNK

    @property
    def now(self) -> float:
        """The current position in the answer, in seconds."""
        return self._at(self._state.at)

    def hear(self, block: Block) -> None:
        """Process the next block of sound."""
        samples = self._resampler.feed(block)
        data = samples.tobytes()
        if self.begin.sink is not None:
            self.begin.sink.write(data)
        loudness = self._meter.add(samples, block.seconds)
        if loudness is not None:
            self._emit(loudness)
        data = self._rest + data
        whole = len(data) - len(data) % _CHUNK
        self._rest = data[whole:]
        for at in range(0, whole, _CHUNK):
            self._chunk(data[at : at + _CHUNK])

    def skip_lost(self, seconds: float) -> None:
        """Account for ``seconds`` of missing sound, so that later sound keeps its time.

        The caller has closed any open utterance. The recording gets silence in its place.
        """
        chunks = round(seconds / CHUNK)
        self._active.forget()
        self._rest = b""
        with self._lock:
            self._chunks.clear()
            self._state = endpointing.skip(self._state, chunks)
            self._first = self._state.at
        if self.begin.sink is not None:
            self.begin.sink.write(bytes(_CHUNK * chunks))

    def finish(self) -> None:
        """Close the open utterance, if there is one."""
        self._follow(*endpointing.finish(self._state, self._limits))

    def announce_end(self) -> None:
        """Queue the message that the recording is over, behind its last words."""
        with self._lock:
            self._chunks.clear()
            self._state = State(at=self._state.at)
        self._worker.set_speaking(False)
        self._worker.add(Complete(self.begin.answer, round(self.seconds, 2)))

    def open_speech(self) -> OpenUtterance | None:
        """Return the utterance that is being said, or ``None``."""
        with self._lock:
            start = self._state.start
            if start is None:
                return None
            end = endpointing.settled_end(self._state, self._limits)
            until = None if end is None else end - self._first
            chunks = list(self._chunks)[max(start - self._first, 0) : until]
            number = self._number
        sound = b"".join(chunks)
        return OpenUtterance(
            self.begin.answer, number, sound, self.begin.vocabulary, end is not None
        )

    def _chunk(self, data: bytes) -> None:
        probability = self._active.probability(to_float(data))
        with self._lock:
            self._chunks.append(data)
        self._follow(*endpointing.step(self._state, probability, self._limits))
        silent = endpointing.silence(self._state)
        if silent and silent % _TELL == 0:
            since = self._at(self._state.last_voice)
            self._worker.add(Silence(self.begin.answer, since, round(silent * CHUNK, 2)))
        oldest = endpointing.oldest_needed(self._state, self._limits)
        with self._lock:
            while self._first < oldest and self._chunks:
                self._chunks.popleft()
                self._first += 1

    def _follow(self, state: State, signals: tuple[Signal, ...]) -> None:
        answer = self.begin.answer
        with self._lock:
            settles = endpointing.settled_end(self._state, self._limits) is None
            self._state = state
            self._number += sum(isinstance(each, endpointing.SpeechBegan) for each in signals)
            settles = settles and endpointing.settled_end(state, self._limits) is not None
        if settles:
            self._worker.note_settled()
        for signal in signals:
            match signal:
                case endpointing.SpeechBegan(start):
                    self._emit(Began(answer, self._at(start)))
                    self._worker.set_speaking(True)
                case endpointing.UtteranceClosed(start, end, voiced):
                    self._worker.set_speaking(state.speaking)
                    self._give(start, end, voiced)
                case endpointing.UtteranceDropped():
                    self._worker.set_speaking(False)

    def _give(self, start: int, end: int, voiced: tuple[tuple[int, int], ...]) -> None:
        with self._lock:
            chunks = list(self._chunks)[start - self._first : end - self._first]
        begin = self.begin
        if self._worker.waiting_seconds > _UNHEARD:
            self._emit(Trouble(begin.answer, too_slow(), ended=False))
            return
        stretches: tuple[Stretch, ...] = tuple(
            (self._at(first), self._at(last)) for first, last in voiced
        )
        at = start * CHUNK + begin.offset
        sound = b"".join(chunks)
        self._worker.add(Utterance(begin.answer, sound, at, stretches, begin.vocabulary))

    def _at(self, chunk: int) -> float:
        """Return when in the answer a chunk begins, in seconds."""
        return round(chunk * CHUNK + self.begin.offset, 2)


def too_slow() -> SpeechError:
    """Return the error for sound that had to be dropped."""
    return SpeechError(
        "This machine is too slow: some of what you said was lost.",
        remedy="Set a smaller speech model, or close other programs.",
    )
