"""How probable a voice is in each 32 ms: Silero, which faster-whisper carries with it."""

from typing import TYPE_CHECKING, Any

from interviewer.speech.packages import not_installed
from interviewer.speech.words import RATE

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples
    from interviewer.speech.words import Stretch

CHUNK = 512
"""Samples of one chunk at 16 kHz."""

_VOICE = 0.5  # probability from which on a chunk is voice

_CONTEXT = 64  # samples of the chunk before, which the network sees again


class VoiceActivity:
    """Takes chunks one by one; ``SpeechError`` where its package is missing or another."""

    def __init__(self) -> None:
        try:
            from faster_whisper.vad import get_vad_model
        except ImportError as error:
            raise not_installed(error) from error
        self._run: Any = get_vad_model().session.run
        self.forget()

    def forget(self) -> None:
        """Begin anew: what was heard before has no part in what comes."""
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
        """Return where there is voice in a whole sound, in seconds; forgets what was before."""
        self.forget()
        found: list[Stretch] = []
        for first in range(0, len(samples) - CHUNK + 1, CHUNK):
            if self.probability(samples[first : first + CHUNK]) >= _VOICE:
                begin, end = first / RATE, (first + CHUNK) / RATE
                joins = bool(found) and found[-1][1] >= begin
                found[-1:] = [(found[-1][0], end)] if joins else [*found[-1:], (begin, end)]
        return found
