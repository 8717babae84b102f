"""How probable a voice is in each 32 ms, by the Silero model that comes with faster-whisper."""

from typing import TYPE_CHECKING, Any

from interviewer.speech.packages import not_installed
from interviewer.speech.words import RATE

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples
    from interviewer.speech.words import Stretch

CHUNK = 512
"""Samples of one chunk at 16 kHz."""

_VOICE = 0.5  # the least probability of a chunk with voice

_CONTEXT = 64  # samples of the chunk before, which the network sees again


class VoiceActivity:
    """Takes chunks one by one; ``SpeechError`` if its package is missing or does not fit."""

    def __init__(self) -> None:
        try:
            from faster_whisper.vad import get_vad_model
        except ImportError as error:
            raise not_installed(error) from error
        self._run: Any = get_vad_model().session.run
        self.forget()

    def forget(self) -> None:
        """Reset the state, so that earlier sound does not affect what comes."""
        import numpy as np

        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._before = np.zeros(_CONTEXT, np.float32)

    def probability(self, chunk: "Samples") -> float:
        """Return how probable a voice is in the next 512 samples, 0..1."""
        import numpy as np

        whole = np.concatenate([self._before, chunk])[None]
        output, self._h, self._c = self._run(None, {"input": whole, "h": self._h, "c": self._c})
        self._before = chunk[-_CONTEXT:]
        return float(output.reshape(-1)[0])

    def stretches(self, samples: "Samples") -> list["Stretch"]:
        """Return the stretches of voice in a whole sound, in seconds; resets the state first."""
        self.forget()
        found: list[Stretch] = []
        for first in range(0, len(samples) - CHUNK + 1, CHUNK):
            if self.probability(samples[first : first + CHUNK]) >= _VOICE:
                begin, end = first / RATE, (first + CHUNK) / RATE
                joins = bool(found) and found[-1][1] >= begin
                found[-1:] = [(found[-1][0], end)] if joins else [*found[-1:], (begin, end)]
        return found
