"""A voice from any OpenAI-compatible speech server, played as it comes in."""

import os
from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any

from interviewer.errors import SpeechError
from interviewer.settings.speech import SpeechSettings
from interviewer.speech.playback import play
from interviewer.speech.speaker import sayable

if TYPE_CHECKING:
    from openai import OpenAI

_RATE = 24_000  # samples a second of the servers' "pcm" format, 16 bits, one channel
_BLOCK = 4_800  # bytes: a tenth of a second
_PATIENCE = 15.0  # seconds without a byte


class ServerSpeaker:
    """Asks ``/audio/speech`` for 24 kHz samples; stopping midway ends the request."""

    name = "server"

    def __init__(self, settings: SpeechSettings) -> None:
        self._settings = settings
        self._made: OpenAI | None = None

    def check(self) -> str:
        """Return where the voice comes from, without contacting the server."""
        self._client()
        return f"{self._settings.server_model} at {self._client().base_url}"

    def speak(self, text: str, stop: Event) -> None:
        """Play the speech while the server is still making it."""
        from openai import OpenAIError

        self._client()
        try:
            play(self._blocks(text), _RATE, self._settings.loudspeaker, stop)
        except OpenAIError as error:
            raise SpeechError(
                f"The speech server {self._client().base_url} returned no audio ({error}).",
                remedy="Check server and server_model in the [speech] table.",
            ) from error

    def _blocks(self, text: str) -> Iterator[bytes]:
        request = self._client().audio.speech.with_streaming_response.create(
            model=self._settings.server_model,
            voice=self._settings.voice or "alloy",
            input=sayable(text),
            response_format="pcm",
        )
        with request as response:
            yield from _whole_samples(response.iter_bytes(_BLOCK))

    def _client(self) -> "OpenAI":
        if self._made is None:
            from openai import OpenAI, OpenAIError

            own = self._settings.server
            # The user's own server rarely needs a key, and must not be sent one meant for another.
            key = "none" if own else os.environ.get("OPENAI_API_KEY")
            try:
                self._made = OpenAI(base_url=own, api_key=key, timeout=_PATIENCE, max_retries=0)
            except OpenAIError as error:
                raise SpeechError(
                    f"The speech server cannot be asked ({error}).",
                    remedy="Set server in the [speech] table, or OPENAI_API_KEY.",
                ) from error
        return self._made


def _whole_samples(parts: Iterator[Any]) -> Iterator[bytes]:
    """Yield the same bytes in parts of whole two-byte samples."""
    rest = b""
    for part in parts:
        data = rest + part
        whole = len(data) - len(data) % 2
        rest = data[whole:]
        yield data[:whole]
