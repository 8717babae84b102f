"""The seam between sound and words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from interviewer.speech.words import Word

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples


class Transcriber(Protocol):
    """Turns one utterance into words.

    The entry point of the group ``interviewer.transcribers`` is called with ``SpeechSettings``.
    All methods are called from one thread.
    """

    name: str

    def load(self) -> None:
        """Make ready; may take seconds. ``SpeechError`` when that is impossible."""
        ...

    def transcribe(self, samples: "Samples", vocabulary: str) -> Sequence[Word]:
        """Return the words of a finished utterance, timed from its beginning.

        ``vocabulary`` lists terms to expect. Silence and noise give no words.
        """
        ...

    def glance(self, samples: "Samples", vocabulary: str) -> Sequence[str]:
        """Return the words of an utterance that goes on, as quickly as possible."""
        ...
