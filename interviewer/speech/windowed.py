"""A Whisper that encodes no more silence than it needs.

Whisper was trained on windows of 30 s, and faster-whisper pads every sound to that length with
silence, whose encoding is most of what a short sentence costs. The encoder takes shorter windows.
How much silence it needs behind the last word was measured with real weights; docs/voice.md has the
figures.
"""

from typing import Any

from faster_whisper import WhisperModel

SILENCE = 1000
"""Frames of 10 ms behind the sound: with under 8 s the model may say its last phrase over again."""


class WindowedWhisper(WhisperModel):
    """Encodes ``window`` frames of 10 ms instead of the 3000 that it is given."""

    window: int | None = None

    def fit(self, seconds: float) -> None:
        """Encode the next sound, which lasts ``seconds``, within a window of its size."""
        frames = int(seconds * self.frames_per_second) + SILENCE
        # The encoder halves the frames.
        self.window = frames + frames % 2

    def encode(self, features: Any) -> Any:
        """Return the encoding of the window; faster-whisper cuts more than 30 s to that."""
        return super().encode(features[..., : self.window])
