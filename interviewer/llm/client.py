"""One request over HTTP with the openai client: a reply, or a ``Fault`` that says why not.

The client and its connections live as long as requests are under way, and no longer, so that
nobody has to close them.
"""

import asyncio
import functools
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from interviewer.llm.errors import Fault, scrubbed
from interviewer.llm.refusals import refusal
from interviewer.llm.server import Server

if TYPE_CHECKING:
    import ssl

    import openai

_LARGEST = 2_000_000  # bytes of a response
_OWN = ("model", "messages")
"""Parameters that the client names; others are passed as they are, since servers know more."""
_TRIES_AGAIN = 3
_AFTER_SILENCE = 2  # a second try finds in the server's cache what the first one has read
_AFTER_A_REPLY = 4
_MOST_PATIENCE = 900.0  # seconds


class Reply(NamedTuple):
    """What the model said, and the server's counts of tokens in and out, if it counts.

    ``thoughts`` says that it is nothing but the model's reasoning.
    """

    text: str
    tokens: tuple[int, int] | None
    cut: bool
    thoughts: bool = False


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Part(_Lenient):
    type: str = ""
    text: str | None = None


class _Said(_Lenient):
    content: str | list[_Part] | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None

    @property
    def said(self) -> str:
        """All text of the reply itself."""
        if isinstance(self.content, list):
            return "".join(part.text or "" for part in self.content if part.type == "text")
        return self.content or ""

    @property
    def text(self) -> str:
        """All text of the reply or, where there is none, its reasoning.

        A server whose reasoning parser does not fit the model puts the whole reply there.
        """
        said = self.said
        return said if said.strip() else self.reasoning_content or self.reasoning or ""


class _Choice(_Lenient):
    message: _Said
    finish_reason: str | None = None


class _Counted(_Lenient):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class _Completion(_Lenient):
    choices: list[_Choice] | None = None
    usage: _Counted | None = None
    error: Any = None


class Connection:
    """The connection to one server. ``timeout`` bounds a whole request, in seconds.

    For a server on this machine, which serves nobody else, it grows with how long replies take.
    ``headers`` are sent with every request.
    """

    def __init__(
        self, server: Server, timeout: float, headers: Mapping[str, str] | None = None
    ) -> None:
        self._headers = dict(headers or {})
        self._server = server
        self._timeout = timeout
        self._patience = timeout
        self._open = 0
        self._client: openai.AsyncOpenAI | None = None

    async def send(self, body: dict[str, Any]) -> Reply:
        """Send one request; raises ``Fault``."""
        await asyncio.to_thread(load)
        import openai

        key = self._server.key()
        patience, begun = self._patience, time.monotonic()
        try:
            async with asyncio.timeout(patience), self._connected(key) as client:
                raw = await self._exchange(client, body)
        except (TimeoutError, openai.APITimeoutError):
            self._grow(_AFTER_SILENCE * patience)
            raise Fault(
                f"{self._server.shown} did not reply within {patience:g} seconds; raise "
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
        self._grow(_AFTER_A_REPLY * (time.monotonic() - begun))
        return self._read(raw)

    def _grow(self, seconds: float) -> None:
        """Wait longer for this machine: when it is busy, it may take several times as long."""
        if self._server.local:
            most = max(_MOST_PATIENCE, self._timeout)
            self._patience = max(self._patience, min(seconds, most))

    async def _exchange(self, client: "openai.AsyncOpenAI", body: dict[str, Any]) -> bytes:
        import httpx2

        raw = bytearray()
        chat = client.chat.completions.with_streaming_response
        try:
            own = {name: body[name] for name in _OWN if name in body}
            rest = {name: value for name, value in body.items() if name not in _OWN}
            async with chat.create(**own, extra_body=rest) as response:
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
            stack.push_async_callback(self._release, client)
            yield client

    async def _release(self, client: "openai.AsyncOpenAI") -> None:
        self._open -= 1
        if not self._open:
            self._client = None
            await client.close()

    def _made(self, key: str | None) -> "openai.AsyncOpenAI":
        import openai

        waits = openai.Timeout(None, connect=self._timeout)  # a whole request is bounded by us
        # Redirects could lead off this machine, and so could a proxy for local requests.
        client = openai.DefaultAsyncHttpxClient(
            follow_redirects=False,
            trust_env=not self._server.local,
            verify=_certificates(),
            timeout=waits,
        )
        return openai.AsyncOpenAI(
            api_key=key or "none",
            base_url=self._server.url,
            max_retries=0,
            timeout=waits,
            default_headers=self._headers,
            http_client=client,
        )

    def _refused(self, error: "openai.APIStatusError", key: str | None) -> Fault:
        said = error.message.removeprefix(f"Error code: {error.status_code}").lstrip(" -")
        return refusal(
            self._server.shown,
            self._server.key_remedy,
            error.status_code,
            error.body or said,
            error.response.headers.get("retry-after"),
            key,
        )

    def _read(self, raw: bytes) -> Reply:
        try:
            completion = _Completion.model_validate_json(raw)
        except ValidationError:
            raise Fault(
                f"{self._server.shown} sent no chat completion; check 'base_url' in the settings",
                retries=1,
            ) from None
        if completion.error and not completion.choices:
            raise refusal(
                self._server.shown, self._server.key_remedy, 502, completion.error, None, None
            )
        if completion.choices is None:
            raise Fault(f"{self._server.shown} sent a reply without a choice", retries=1)
        tokens = _tokens(completion.usage)
        if not completion.choices:
            return Reply("", tokens, cut=False)
        choice = completion.choices[0]
        if choice.finish_reason == "content_filter":
            raise Filtered("the server's content filter kept the judgement back", tokens)
        if choice.message.refusal:
            said = scrubbed(choice.message.refusal, None)
            raise Filtered(f"the model refuses to judge this answer: {said}", tokens)
        return Reply(
            choice.message.text,
            tokens,
            cut=choice.finish_reason == "length",
            thoughts=not choice.message.said.strip(),
        )


def _tokens(counted: _Counted | None) -> tuple[int, int] | None:
    """Return the counts of tokens in and out; ``None`` where the server does not count."""
    if counted is None or counted.prompt_tokens is None or counted.prompt_tokens < 0:
        return None
    return counted.prompt_tokens, max(counted.completion_tokens or 0, 0)


class Filtered(Fault):
    """A reply that was paid for but contains no judgement."""

    def __init__(self, reason: str, tokens: tuple[int, int] | None) -> None:
        super().__init__(reason)
        self.tokens = tokens


@functools.cache
def _certificates() -> "ssl.SSLContext":
    """Return the certificates of this system; reading them takes tens of milliseconds."""
    import httpx2

    return httpx2.create_ssl_context()


def load() -> None:
    """Import the client; meant for a thread, because it takes the better part of a second."""
    import openai
    import openai.resources.chat  # noqa: F401 - the client imports it only at its first use

    _certificates()
