"""Sound to a loudspeaker, silenced at once when asked to."""

from collections.abc import Iterable
from itertools import chain
from queue import Empty, Full, Queue
from threading import Event
from typing import Any

from interviewer.speech.microphone import choose, devices, explained, portaudio

_AHEAD = 64  # blocks that may wait; whoever makes the sound is held back beyond
_LOOK = 0.02  # seconds between two looks at the stop sign


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
