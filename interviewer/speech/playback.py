"""Sound to a loudspeaker, silenced at once when asked to."""

from collections.abc import Iterable
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any

from interviewer.speech.microphone import choose, devices, explained, portaudio, running

TONE_RATE = 24_000
"""Samples a second of a tone."""

_AHEAD = 64  # blocks that may wait; beyond that the producer has to wait
_LOOK = 0.02  # seconds between checks of ``stop``


def tone(*, rising: bool) -> bytes:
    """Return two short tones as 16-bit samples at 24 kHz: up, or down."""
    import numpy as np

    low, high = (523.25, 783.99)
    time = np.arange(TONE_RATE * 12 // 100) / TONE_RATE
    fade = np.minimum(1.0, np.minimum(time, time[::-1]) / 0.01)
    notes = (low, high) if rising else (high, low)
    waves = [np.sin(2 * np.pi * note * time) * fade * 0.2 for note in notes]
    samples: bytes = (np.concatenate(waves) * 32767).astype(np.int16).tobytes()
    return samples


class _Source:
    """Takes blocks in a thread of its own, since the next may be long in coming.

    ``waiting`` has them in order, and ``None`` after the last. ``error`` is what ended them.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self.waiting: Queue[bytes | None] = Queue(_AHEAD)
        self.error: Exception | None = None
        self._over = Event()
        Thread(target=self._work, args=(blocks,), name="sound", daemon=True).start()

    def close(self) -> None:
        """Take no more blocks, once the present one has come."""
        self._over.set()

    def _work(self, blocks: Iterable[bytes]) -> None:
        try:
            for block in blocks:
                if not self._put(block):
                    return
        except Exception as error:
            self.error = error
        self._put(None)

    def _put(self, block: bytes | None) -> bool:
        while not self._over.is_set():
            try:
                self.waiting.put(block, timeout=_LOOK)
            except Full:
                continue
            return True
        return False


def play(blocks: Iterable[bytes], rate: int, device_name: str | None, stop: Event) -> None:
    """Play 16-bit mono samples as they come; returns at their end, or once ``stop`` is set.

    ``blocks`` is read in another thread. Raises ``SpeechError`` when the device cannot be used, and
    whatever ``blocks`` raised.
    """
    source = _Source(blocks)
    try:
        while source.waiting.empty():
            if stop.wait(_LOOK):
                return
        if source.error is None:
            _play(source.waiting, rate, device_name, stop)
    finally:
        source.close()
    if source.error is not None and not stop.is_set():
        raise source.error


def _play(waiting: "Queue[bytes | None]", rate: int, device_name: str | None, stop: Event) -> None:
    sd = portaudio()
    device = choose(devices("output"), device_name, "output")
    rest = bytearray()
    ended = Event()
    done = Event()

    def callback(out: Any, frames: int, time: Any, status: Any) -> None:
        del time, status
        wanted = frames * 2
        while len(rest) < wanted and not ended.is_set():
            try:
                block = waiting.get_nowait()
            except Empty:
                break
            if block is None:
                ended.set()
            else:
                rest.extend(block)
        given = bytes(rest[:wanted])
        del rest[: len(given)]
        out[:] = given.ljust(wanted, b"\0")
        if ended.is_set() and not rest:
            raise sd.CallbackStop

    def stream() -> Any:
        return sd.RawOutputStream(
            samplerate=rate,
            channels=1,
            dtype="int16",
            device=device.index,
            callback=callback,
            finished_callback=done.set,
        )

    try:
        with running(stream):
            while not (done.wait(_LOOK) or stop.is_set()):
                continue
    except sd.PortAudioError as error:
        raise explained(error, device.name) from error
