"""Recognition by a server of your own that takes OpenAI's ``/audio/transcriptions``."""

import io
import wave
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.words import RATE, Word

if TYPE_CHECKING:
    from interviewer.speech.audio import Samples


class HttpTranscriber:
    """Sends each utterance to the server that the settings name, as a WAV file."""

    name = "http"

    def __init__(self, settings: SpeechSettings) -> None:
        self._settings = settings
        self._client: Any = None

    def load(self) -> None:
        """Make the client; nothing is sent before somebody speaks."""
        if self._settings.server is None:
            raise SpeechError(
                "No server is set that could transcribe.",
                remedy="Set server in the [speech] table of config.toml.",
            )
        from openai import OpenAI  # imported here: a start without speech must not wait for it

        # A server of your own must not get a key that is meant for another.
        self._client = OpenAI(base_url=self._settings.server, api_key="none", timeout=30)

    def transcribe(self, samples: "Samples", vocabulary: str) -> Sequence[Word]:
        """Return the words that the server heard, with its times."""
        from openai import OpenAIError

        try:
            heard = self._client.audio.transcriptions.create(
                model=self._settings.model,
                file=("utterance.wav", _wav(samples)),
                language=self._settings.language,
                prompt=vocabulary,
                response_format="verbose_json",
                timestamp_granularities=["word"],
            )
        except OpenAIError as error:
            raise SpeechError(
                f"The server {self._settings.server} did not transcribe ({error}).",
                remedy="Check server and model in the [speech] table.",
            ) from error
        return [Word(word.word, word.start, word.end) for word in heard.words or ()]

    def glance(self, samples: "Samples", vocabulary: str) -> Sequence[str]:
        """Return the words so far; no live words are shown, so that nothing is sent twice."""
        del samples, vocabulary
        return ()


def _wav(samples: "Samples") -> bytes:
    import numpy as np

    whole = (np.clip(samples, -1, 1) * 32767).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(whole.tobytes())
    return file.getvalue()
