"""The interface of speech recognisers."""

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
        """Load the model, which may take seconds; ``SpeechError`` if that is impossible."""
        ...

    def transcribe(self, samples: "Samples", vocabulary: str) -> Sequence[Word]:
        """Return the words of a finished utterance, timed from its beginning.

        ``vocabulary`` lists terms to expect. Silence and noise give no words.
        """
        ...

    def glance(self, samples: "Samples", vocabulary: str) -> Sequence[str]:
        """Return the words of an utterance that is still being said, as quickly as possible."""
        ...
