"""One request over HTTP with the openai client: a reply, or a ``Fault`` that says why not.

The client and its connections live as long as requests are under way, and no longer, so that
nobody has to close them.
"""

import asyncio
import functools
import math
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from interviewer.llm.errors import Fault, scrubbed
from interviewer.llm.server import Server

if TYPE_CHECKING:
    import ssl

    import openai

_LARGEST = 2_000_000  # bytes of a response
_TRIES_AGAIN = 3
_LONGEST_WAIT = 60.0


class Reply(NamedTuple):
    """What the model said, and the server's counts of tokens in and out, if it counts."""

    text: str
    tokens: tuple[int, int] | None
    cut: bool


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Said(_Lenient):
    content: str | None = None
    refusal: str | None = None


class _Choice(_Lenient):
    message: _Said
    finish_reason: str | None = None


class _Counted(_Lenient):
    prompt_tokens: int = Field(ge=0)
    completion_tokens: int = Field(default=0, ge=0)


class _Completion(_Lenient):
    choices: list[_Choice] = []
    usage: _Counted | None = None


class Wire:
    """The way to one server. ``timeout`` bounds a whole request, in seconds."""

    def __init__(self, server: Server, timeout: float) -> None:
        self._server = server
        self._timeout = timeout
        self._open = 0
        self._client: openai.AsyncOpenAI | None = None

    async def send(self, body: dict[str, Any]) -> Reply:
        """Send one request; raises ``Fault``."""
        await asyncio.to_thread(load)
        import openai

        key = self._server.key()
        try:
            async with asyncio.timeout(self._timeout), self._connected(key) as client:
                raw = await self._exchange(client, body)
        except (TimeoutError, openai.APITimeoutError):
            raise Fault(
                f"{self._server.shown} did not reply within {self._timeout:g} seconds; raise "
                "'timeout' in the settings",
                retries=1,
            ) from None
        except openai.APIStatusError as error:
            raise self._refused(error, key) from None
        except openai.APIConnectionError as error:
            cause = scrubbed(str(error.__cause__ or ""), key)
            raise Fault(
                f"no connection to {self._server.shown} ({cause or 'cut'}); is the server running?",
                retries=_TRIES_AGAIN,
            ) from None
        except openai.OpenAIError as error:
            raise Fault(f"the request failed ({scrubbed(str(error), key)})") from None
        return self._read(raw)

    async def _exchange(self, client: "openai.AsyncOpenAI", body: dict[str, Any]) -> bytes:
        import httpx2

        raw = bytearray()
        chat = client.chat.completions.with_streaming_response
        try:
            async with chat.create(**body) as response:
                async for piece in response.iter_bytes():
                    raw += piece
                    if len(raw) > _LARGEST:
                        raise Fault(f"the reply is too long (over {_LARGEST:,} bytes)")
        except httpx2.TimeoutException:
            raise TimeoutError from None
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise Fault(
                f"the connection to {self._server.shown} was cut ({type(error).__name__})",
                retries=_TRIES_AGAIN,
            ) from None
        return bytes(raw)

    @asynccontextmanager
    async def _connected(self, key: str | None) -> AsyncIterator["openai.AsyncOpenAI"]:
        """Share one client among the requests that are under way."""
        async with AsyncExitStack() as stack:
            if self._client is None:
                self._client = self._made(key)
            client = self._client
            self._open += 1
            stack.push_async_callback(self._let_go, client)
            yield client

    async def _let_go(self, client: "openai.AsyncOpenAI") -> None:
        self._open -= 1
        if not self._open:
            self._client = None
            await client.close()

    def _made(self, key: str | None) -> "openai.AsyncOpenAI":
        import openai

        # Redirects could lead off this machine, and so could a proxy for what stays on it.
        client = openai.DefaultAsyncHttpxClient(
            follow_redirects=False,
            trust_env=not self._server.local,
            verify=_trust(),
            timeout=self._timeout,
        )
        return openai.AsyncOpenAI(
            api_key=key or "none",
            base_url=self._server.url,
            max_retries=0,
            timeout=self._timeout,
            http_client=client,
        )

    def _refused(self, error: "openai.APIStatusError", key: str | None) -> Fault:
        status, shown = error.status_code, self._server.shown
        said = scrubbed(error.message.removeprefix(f"Error code: {status}").lstrip(" -"), key)
        detail = f": {said}" if said else ""
        if status in (401, 403):
            return Fault(
                f"{shown} refuses the key (HTTP {status}); set OPENAI_API_KEY to a valid one",
            )
        if status == 404:
            return Fault(
                f"{shown} does not know this address or model (HTTP 404{detail}); check "
                "'base_url' and 'model' in the settings",
            )
        if status == 429 and error.code == "insufficient_quota":
            return Fault(f"the quota at {shown} is used up (HTTP 429{detail})")
        told = f"{error.param or ''} {error.message}".casefold()
        # llama-cpp-python answers 500 to a form of reply that it does not know.
        unknown_form = status >= 500 and "response_format" in told
        if status in (408, 409, 429) or (status >= 500 and not unknown_form):
            wait = _seconds(error.response.headers.get("retry-after"))
            if wait is not None and wait > _LONGEST_WAIT:
                return Fault(
                    f"{shown} asks to wait {wait:.0f} seconds (HTTP {status}); judge again later",
                )
            return Fault(
                f"{shown} is too busy or failing (HTTP {status}{detail})",
                retries=_TRIES_AGAIN,
                wait=wait,
            )
        if 300 <= status < 400:
            return Fault(
                f"{shown} points to another address (HTTP {status}); set 'base_url' to that one",
            )
        return Fault(
            f"{shown} refuses the request (HTTP {status}{detail})",
            refused=told if status in (400, 422) or unknown_form else None,
        )

    def _read(self, raw: bytes) -> Reply:
        try:
            completion = _Completion.model_validate_json(raw)
        except ValidationError:
            raise Fault(
                f"{self._server.shown} sent no chat completion; check 'base_url' in the settings",
                retries=1,
            ) from None
        counted = completion.usage
        tokens = None if counted is None else (counted.prompt_tokens, counted.completion_tokens)
        if not completion.choices:
            return Reply("", tokens, cut=False)
        choice = completion.choices[0]
        if choice.finish_reason == "content_filter":
            raise Filtered("the server's content filter kept the judgement back", tokens)
        if choice.message.refusal:
            said = scrubbed(choice.message.refusal, None)
            raise Filtered(f"the model refuses to judge this answer: {said}", tokens)
        return Reply(choice.message.content or "", tokens, cut=choice.finish_reason == "length")


class Filtered(Fault):
    """A reply that was paid for and holds no judgement."""

    def __init__(self, reason: str, tokens: tuple[int, int] | None) -> None:
        super().__init__(reason)
        self.tokens = tokens


@functools.cache
def _trust() -> "ssl.SSLContext":
    """Return the certificates of this system; reading them takes tens of milliseconds."""
    import httpx2

    return httpx2.create_ssl_context()


def load() -> None:
    """Import the client; meant for a thread, because it takes the better part of a second."""
    import openai
    import openai.resources.chat  # noqa: F401 - the client imports it only at its first use

    _trust()


def _seconds(header: str | None) -> float | None:
    """Return the seconds of a Retry-After header; a date is read as well."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        from datetime import UTC, datetime
        from email.utils import parsedate_to_datetime

        try:
            seconds = (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
