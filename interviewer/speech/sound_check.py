"""Trying out a microphone: its level, and a short recording that is played back.

The recording is kept only in memory, until the next one or until the check is over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Lock
from typing import Any

from interviewer.errors import SpeechError
from interviewer.speech.audio import SILENT, Block, Level, Resampler, level
from interviewer.speech.microphone import Microphone
from interviewer.speech.playback import play
from interviewer.speech.words import RATE

LONGEST = 5.0
"""Seconds of a test recording at most."""

_SOFT = -40.0  # decibels: speech that stays below is hard to make out
_BLOCK = 2 * RATE // 10  # bytes to play at a time
_SHOWN = 2 * RATE // 10  # bytes for each level sent: a screen has to draw each one


@dataclass(frozen=True, slots=True)
class Heard:
    """The level of the microphone now; ``recording`` is how many seconds of a test there are."""

    level: Level
    recording: float | None


@dataclass(frozen=True, slots=True)
class Take:
    """A test recording: 16-bit samples at 16 kHz, and the loudest tenth of a second of it."""

    samples: bytes
    loudest: Level

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return len(self.samples) / (2 * RATE)

    @property
    def verdict(self) -> str:
        """The loudness in words, with advice unless it is good."""
        if self.loudest.decibels < SILENT:
            return "silent: is it muted?"
        if self.loudest.clipped:
            return "too loud: turn it down or move away"
        return "soft: turn it up or come closer" if self.loudest.decibels < _SOFT else "good level"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A test recording is complete and is now played back."""

    take: Take


@dataclass(frozen=True, slots=True)
class Played:
    """Playback is over: it finished, was silenced, or failed with ``error``."""

    error: SpeechError | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The microphone or the loudspeaker cannot be used."""

    error: SpeechError


SoundCheckMessage = Heard | Recorded | Played | Failed


class SoundCheck:
    """Listens in the thread that calls ``run``; the other methods may be called from any.

    ``emit`` is called from that thread and from one of PortAudio's, and must not block.
    """

    def __init__(self, loudspeaker: str | None, emit: Callable[[SoundCheckMessage], None]) -> None:
        self._loudspeaker = loudspeaker
        self._emit = emit
        self._wishes: SimpleQueue[Callable[[], bool]] = SimpleQueue()
        self._stop = Event()
        self._lock = Lock()
        self._microphone: Microphone | None = None
        self._name: str | None = None
        self._take: bytearray | None = None
        self._resampler = Resampler()
        self._shown = bytearray()
        self._last: Take | None = None

    def listen(self, name: str | None) -> None:
        """Listen to the microphone of that name from now on; ``None`` is the system's own."""
        self._wish(lambda: self._listen(name))

    def record(self) -> None:
        """Begin a test recording; a second call ends it early."""
        self._wish(self._end if self._take is not None else self._begin)

    def replay(self) -> None:
        """Play the last test recording once more."""
        self._wish(self._play)

    def close(self) -> None:
        """Stop playing and end ``run``, which closes the microphone."""
        self._wish(lambda: False)

    def run(self) -> None:
        """Carry out the calls of the other methods until ``close``."""
        try:
            while True:
                wish = self._wishes.get()
                with self._lock:
                    if self._wishes.empty():  # else the next one is to stop this one
                        self._stop.clear()
                if not wish():
                    return
        finally:
            self._close_microphone()

    def _wish(self, wish: Callable[[], bool]) -> None:
        with self._lock:
            self._stop.set()  # stops playback; cleared before the request is carried out
            self._wishes.put(wish)

    def _listen(self, name: str | None) -> bool:
        self._close_microphone()
        self._name, self._take = name, None
        self._resampler, self._shown = Resampler(), bytearray()
        self._microphone = Microphone(name, self._hear, self._lost)
        try:
            self._microphone.start()
        except SpeechError as error:
            self._emit(Failed(error))
        return True

    def _close_microphone(self) -> None:
        if self._microphone is not None:
            self._microphone.close()

    def _lost(self) -> None:
        self._emit(
            Failed(
                SpeechError(
                    "The microphone was disconnected.", remedy="Connect it or choose another."
                )
            )
        )

    def _hear(self, block: Block) -> None:
        samples = self._resampler.feed(block)
        take = self._take
        if take is not None:
            take.extend(samples.tobytes())
            if len(take) >= LONGEST * 2 * RATE:
                self._wishes.put(self._end)
        self._shown.extend(samples.tobytes())
        if len(self._shown) >= _SHOWN:
            heard = _samples(bytes(self._shown))
            self._shown.clear()
            seconds = None if take is None else min(len(take) / (2 * RATE), LONGEST)
            self._emit(Heard(level(heard), seconds))

    def _begin(self) -> bool:
        if self._microphone is not None and self._microphone.open:
            self._take = bytearray()
        return True

    def _end(self) -> bool:
        take, self._take = self._take, None
        if take is not None:
            samples = bytes(take[: int(LONGEST * RATE) * 2])
            self._last = Take(samples, _loudest(samples))
            self._emit(Recorded(self._last))
            self._play()
        return True

    def _play(self) -> bool:
        """Play the last recording with the microphone closed, which would hear it."""
        if self._last is None:
            return True
        self._close_microphone()
        samples = self._last.samples
        pieces = (samples[at : at + _BLOCK] for at in range(0, len(samples), _BLOCK))
        try:
            play(pieces, RATE, self._loudspeaker, self._stop)
        except SpeechError as error:
            self._emit(Played(error))
        else:
            self._emit(Played())
        return self._listen(self._name)


def _samples(data: bytes) -> Any:
    import numpy as np

    return np.frombuffer(data, np.int16)


def _loudest(samples: bytes) -> Level:
    sound = _samples(samples)
    levels = [level(sound[at : at + RATE // 10]) for at in range(0, len(sound), RATE // 10)]
    return Level(
        max((each.decibels for each in levels), default=-99.0),
        clipped=any(each.clipped for each in levels),
    )
