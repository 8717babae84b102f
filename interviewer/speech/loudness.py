"""Loudness of a recording, sent ten times a second; silence and clipping only when they last."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interviewer.speech.audio import SILENT, level
from interviewer.speech.messages import Loudness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TELL = 0.1  # seconds between two messages
_LASTING = 3.0  # seconds of silence before it is reported
_CLIPS = 8.0  # how many seconds of good sound one second of clipping outweighs


@dataclass(slots=True)
class Meter:
    """Measures the loudness of one recording, block by block."""

    answer: int
    _silent_for: float = 0.0
    _clipped_for: float = 0.0
    _since: float = 0.0

    def add(self, samples: "NDArray[np.int16]", seconds: float) -> Loudness | None:
        """Add a block; returns a message every tenth of a second, else ``None``."""
        now = level(samples)
        self._silent_for = self._silent_for + seconds if now.decibels < SILENT else 0.0
        self._clipped_for = (
            min(self._clipped_for + seconds * _CLIPS, _LASTING * 2)
            if now.clipped
            else max(self._clipped_for - seconds, 0.0)
        )
        self._since += seconds
        if self._since < _TELL:
            return None
        self._since = 0.0
        return Loudness(
            self.answer,
            replace(now, decibels=round(now.decibels, 1)),
            silent=self._silent_for >= _LASTING,
            clipped=self._clipped_for >= _LASTING,
        )
