"""What the doctor checks for spoken interviews: microphone, speech model, voice."""

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING

from interviewer.cli.unwinding import unwinding
from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.userdata.locations import audio_log

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.speech.audio import Block

_SECOND = 1.0  # seconds of sound to record
_PATIENCE = 5.0  # seconds that a device may take to deliver it


def microphone(engine: "Engine") -> str:
    """Record a second and return how loud it was."""
    from interviewer.speech.audio import SILENT, Resampler, level
    from interviewer.speech.microphone import Microphone
    from interviewer.speech.stderr_log import stderr_to

    blocks: SimpleQueue[Block] = SimpleQueue()
    gone = Event()
    device = Microphone(engine.settings.speech.microphone, blocks.put, gone.set)
    with unwinding(), stderr_to(audio_log()):
        begun = time.monotonic()
        found = device.start()
        try:
            recorded, first = _record(blocks, begun)
        finally:
            device.close()
    import numpy as np

    resampler = Resampler()
    samples = np.concatenate([resampler.feed(block) for block in recorded])
    loud = level(samples)
    note = " (silent: muted?)" if loud.decibels < SILENT else " (too loud)" if loud.clipped else ""
    return (
        f"{found.name}, {found.rate} Hz, first sound after {first:.2f} s, "
        f"level {loud.decibels:.0f} dB{note}"
    )


def _record(blocks: "SimpleQueue[Block]", begun: float) -> "tuple[list[Block], float]":
    recorded: list[Block] = []
    first = 0.0
    while sum(block.seconds for block in recorded) < _SECOND:
        left = begun + _PATIENCE - time.monotonic()
        try:
            recorded.append(blocks.get(timeout=max(left, 0.01)))
        except Empty:
            raise SpeechError(
                "no sound comes from it.", remedy="Connect it again, or set another microphone."
            ) from None
        first = first or time.monotonic() - begun
    return recorded, first


def speech_model(engine: "Engine") -> str:
    """Load the model, run it over five seconds of faint noise, and return what that took."""
    import random
    from array import array

    from interviewer.registry import load_transcriber
    from interviewer.speech.audio import to_float
    from interviewer.speech.words import RATE

    settings = engine.settings.speech
    transcriber = load_transcriber(settings.transcriber, settings)
    begun = time.monotonic()
    transcriber.load()
    loaded = time.monotonic()
    dice = random.Random(0)  # noqa: S311 - noise, no secret
    noise = to_float(array("h", (dice.randint(-99, 99) for _ in range(5 * RATE))).tobytes())
    transcriber.transcribe(noise, "")
    done = time.monotonic()
    return (
        f"{settings.model} ({settings.compute_type} on {settings.device}), loaded in "
        f"{loaded - begun:.1f} s, a short sentence takes {done - loaded:.1f} s"
    )


def voice(engine: "Engine") -> str:
    """Return the name of the voice that would read the questions aloud."""
    from interviewer.registry import load_speaker

    settings = engine.settings.speech
    speaker = load_speaker(settings.speaker, settings)
    return f"{speaker.name}: {speaker.check()}"


def wants_speech(settings: SpeechSettings) -> bool:
    """Whether the user wants spoken interviews, so that a missing part is a failure."""
    return settings.mode != "off"


CHECKS: "dict[str, Callable[[Engine], str]]" = {
    "microphone": microphone,
    "speech model": speech_model,
    "voice": voice,
}
