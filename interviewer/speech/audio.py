"""Sound as it comes from a device, and its conversion to what speech models need."""

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Any

from interviewer.speech.words import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    """16 kHz, one channel, -1..1."""

FULL = 32768
"""One more than the largest sample of 16 bits."""

SILENT = -65.0
"""Decibels relative to full scale: a device that stays below is muted or not connected."""

CLIPPED = 32_700
"""A sample this large is at the end of the scale."""


@dataclass(frozen=True, slots=True)
class Block:
    """Interleaved 16-bit samples. ``lost`` says that the device dropped some before them."""

    data: bytes
    rate: int
    channels: int
    lost: bool = False

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return len(self.data) / (2 * self.channels * self.rate)


@dataclass(frozen=True, slots=True)
class Level:
    """The loudness in decibels relative to full scale, and whether the sound was clipped."""

    decibels: float
    clipped: bool


def level(samples: "NDArray[np.int16]") -> Level:
    """Return the loudness of some samples."""
    import numpy as np

    if not samples.size:
        return Level(-99.0, clipped=False)
    wide = samples.astype(np.float32)
    power = float(np.sqrt(np.mean(wide * wide))) / FULL
    clipped = int(np.count_nonzero(np.abs(wide) >= CLIPPED)) >= 3
    return Level(max(20 * log10(power), -99.0) if power > 0 else -99.0, clipped)


class Resampler:
    """Turns blocks of any rate, of one or two channels, into 16 kHz mono, without gaps."""

    def __init__(self) -> None:
        self._format: tuple[int, int] | None = None
        self._resampler: Any = None

    def feed(self, block: Block) -> "NDArray[np.int16]":
        """Return the resampled samples that can be computed with this block."""
        import numpy as np

        data = np.frombuffer(block.data, np.int16)
        if (block.rate, block.channels) == (RATE, 1):
            return data
        from av import AudioFrame, AudioResampler

        if self._format != (block.rate, block.channels):
            self._format = (block.rate, block.channels)
            self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        layout = "mono" if block.channels == 1 else "stereo"
        frame = AudioFrame.from_ndarray(data.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = block.rate
        parts = [np.asarray(out.to_ndarray()[0]) for out in self._resampler.resample(frame)]
        whole: NDArray[np.int16] = (
            np.concatenate(parts).astype(np.int16) if parts else np.zeros(0, np.int16)
        )
        return whole


def to_float(data: bytes) -> "Samples":
    """Return 16-bit samples as numbers between -1 and 1."""
    import numpy as np

    return np.frombuffer(data, np.int16).astype(np.float32) / np.float32(FULL)
