"""Sound to a loudspeaker, silenced at once when asked to."""

from collections.abc import Iterable
from itertools import chain
from queue import Empty, Full, Queue
from threading import Event
from typing import Any

from interviewer.speech.microphone import choose, devices, explained, portaudio

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


def play(blocks: Iterable[bytes], rate: int, device_name: str | None, stop: Event) -> None:
    """Play 16-bit mono samples as they come; returns at their end, or once ``stop`` is set.

    Raises ``SpeechError`` when the device cannot be used.
    """
    sd = portaudio()
    device = choose(devices("output"), device_name, "output")
    waiting: Queue[bytes | None] = Queue(_AHEAD)
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

    try:
        stream = sd.RawOutputStream(
            samplerate=rate,
            channels=1,
            dtype="int16",
            device=device.index,
            callback=callback,
            finished_callback=done.set,
        )
        with stream:
            for block in chain(blocks, [None]):
                while not (stop.is_set() or done.is_set()):
                    try:
                        waiting.put(block, timeout=_LOOK)
                    except Full:
                        continue
                    break
                if stop.is_set() or done.is_set():
                    break
            while not done.wait(_LOOK):
                if stop.is_set():
                    stream.abort()
                    break
    except sd.PortAudioError as error:
        raise explained(error, device.name) from error
