"""The real model, watched: what it is given to encode and to go on from."""

from typing import Any

from interviewer.speech.audio import Resampler, to_float
from tests.speech.sound import blocks


class Watched:
    """Passes everything on to a loaded model; notes the frames it encodes and the prompts."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.frames: list[int] = []
        self.prompts: list[list[int]] = []

    def encode(self, features: Any, **options: Any) -> Any:
        self.frames.append(features.shape[-1])
        return self._model.encode(features, **options)

    def generate(self, encoded: Any, prompts: list[list[int]], **options: Any) -> Any:
        self.prompts += prompts
        return self._model.generate(encoded, prompts, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


def sound_of(data: bytes) -> Any:
    """Return samples of a device as a model takes them."""
    resampler = Resampler()
    return to_float(b"".join(resampler.feed(block).tobytes() for block in blocks(data)))
