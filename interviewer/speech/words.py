"""The words that were heard, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

RATE = 16_000
"""Samples a second of everything between the microphone and the words; one channel."""

DOUBTFUL = 0.5
"""A word less probable than this is marked, so that the candidate looks at it."""

Stretch = tuple[float, float]
"""Begin and end of continuous speech, in seconds."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word. Times are in seconds of the recording, ``probability`` is 0..1."""

    text: str
    start: float
    end: float
    probability: float = 1.0

    # Read by pydantic when a word is in the log, where an unknown key is an error.
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    @property
    def doubtful(self) -> bool:
        """Whether the recogniser was not sure of it."""
        return self.probability < DOUBTFUL

    def later(self, seconds: float) -> "Word":
        """Return the word on a time line that began ``seconds`` earlier."""
        return Word(
            self.text,
            round(self.start + seconds, 2),
            round(self.end + seconds, 2),
            round(self.probability, 3),
        )


def joined(words: Sequence[Word]) -> str:
    """Return the words as text."""
    return " ".join(word.text for word in words)


def bare(word: str) -> str:
    """Return a word without case and outer punctuation, to compare it."""
    return word.strip(".,;:!?\"'()[]{}…–—-“”‘’").casefold()
