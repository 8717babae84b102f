"""Asks a server for a reply of a given form: capability, retries, budget, unreadable replies."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from interviewer.llm.budget import Budget
from interviewer.llm.capability import Capability, Memory
from interviewer.llm.client import Connection, Filtered, Reply
from interviewer.llm.errors import LARGER_CONTEXT, Fault
from interviewer.llm.replies import Message, ReplyError, thinking
from interviewer.llm.server import Server
from interviewer.llm.usage import Usage

Sleep = Callable[[float], Awaitable[None]]

Read = TypeVar("Read", covariant=True)
T = TypeVar("T")


class ReplyForm(Protocol[Read]):
    """What a reply must look like, and what is read from it."""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the reply."""
        ...

    def read(self, text: str) -> Read:
        """Return what a reply says; ``ReplyError`` for one of another form."""
        ...


UNREADABLE = (
    "Your last reply could not be used, because it was not one whole JSON object of this form. "
    "Write every key that the form shows, and nothing else."
)
_FIRST_WAIT = 0.5  # seconds; doubled with each try
_MORE_ROOM = 2
_ALL_OF = 0.9
"""Share of its length limit at which a reply counts as cut off; servers count differently."""
_LADDER = 10
_SMALLEST_CONTEXT = 512
_FEWEST, _MOST = 3, 8
"""Bounds for the characters of a token: English text has between four and five."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to ask: the model and what the user has set for it."""

    model: str
    temperature: float
    seed: int
    reply_tokens: int
    concurrency: int
    reasoning_effort: str | None = None
    extra_body: Mapping[str, Any] = field(default_factory=dict)


class UsageMeter:
    """What one judgement, or one turn of phrase, has used."""

    def __init__(self) -> None:
        self.usage = Usage()

    def add(self, usage: Usage) -> None:
        """Count one request."""
        self.usage = self.usage + usage


class ModelClient:
    """Asks one model of one server. ``sleep`` waits between tries."""

    def __init__(
        self,
        server: Server,
        options: Options,
        *,
        connection: Connection,
        memory: Memory,
        budget: Budget,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._server = server
        self._options = options
        self._connection = connection
        self._memory = memory
        self._budget = budget
        self._sleep = sleep
        self._gate = asyncio.Semaphore(options.concurrency)
        self._known = memory.get(server.url, options.model)

    @property
    def capability(self) -> Capability | None:
        """What is known of the server."""
        return self._known

    def forget(self) -> None:
        """Forget what the server can do, so that it is found out anew."""
        self._known = None

    def body(
        self,
        chat: Sequence[Message],
        form: ReplyForm[object],
        capability: Capability | None = None,
        *,
        vote: int = 0,
        room: int = 1,
    ) -> dict[str, Any]:
        """Return the whole request as it is sent; ``room`` multiplies the length of the reply."""
        options = self._options
        settings = {
            "temperature": options.temperature,
            "seed": options.seed + vote,
            "reply_tokens": options.reply_tokens * room,
            "reasoning_effort": options.reasoning_effort,
        }
        able = capability or self._known or Capability()
        return {
            "model": options.model,
            "messages": list(chat) if able.system else _without_system(chat),
            **able.parameters(settings, form.schema),
            **options.extra_body,
        }

    async def ask(
        self,
        chat: Callable[[str], Sequence[Message]],
        form: ReplyForm[T],
        meter: UsageMeter,
        vote: int = 0,
    ) -> T:
        """Return what the reply says; raises ``Fault``.

        ``chat`` makes the messages from a note of ours. A reply that cannot be read is asked for
        once more.
        """
        note, room, complaint = "", 1, ""
        able = self._known or Capability()
        for _ in range(2):
            reply, able = await self._reply(chat(note), form, meter, vote, room, able)
            try:
                if reply.cut:
                    raise ReplyError(self._cut(reply, room, able))
                said = form.read(reply.text)
            except ReplyError as error:
                complaint, note = str(error), UNREADABLE
                room = _MORE_ROOM if reply.cut else 1
                continue
            if able != self._known:
                self._known = able
                self._memory.put(self._server.url, self._options.model, able)
            return said
        raise Fault(f"the model gave no judgement: {complaint or 'the reply is empty'}")

    def _cut(self, reply: Reply, room: int, able: Capability) -> str:
        """Return why a reply was cut off; raises ``Fault`` where more room would not help."""
        most = self._options.reply_tokens * room
        if reply.tokens is not None and able.limit is not None:
            whole, written = sum(reply.tokens), reply.tokens[1]
            if 0 < written < most * _ALL_OF:
                raise Fault(
                    f"{self._server.shown} cut the reply off after {written:,} of {most:,} tokens, "
                    f"at {whole:,} in all: the model's context is too small; {LARGER_CONTEXT}"
                )
        if reply.thoughts or thinking(reply.text):
            return (
                "the model was still thinking when its reply was cut off; set reasoning_effort = "
                "\"low\", or raise 'reply_tokens' in the settings"
            )
        return "the reply was cut off; raise 'reply_tokens' in the settings"

    async def _reply(
        self,
        chat: Sequence[Message],
        form: ReplyForm[object],
        meter: UsageMeter,
        vote: int,
        room: int,
        able: Capability,
    ) -> tuple[Reply, Capability]:
        """Return a reply, and the capability with which it was got, ``able`` or a lower one."""
        before = self._known
        for _ in range(_LADDER):
            body = self.body(chat, form, able, vote=vote, room=room)
            try:
                return await self._patiently(body, meter), able
            except Fault as fault:
                lower = None if fault.refused is None else able.after(fault.refused)
                if lower is None:
                    raise
                # Another request may have found out meanwhile. What was known before may be what
                # the server has just refused.
                known = self._known
                able = lower if known is None or known in (before, able) else known
        raise Fault(f"{self._server.shown} refuses every form of the request")

    async def _patiently(self, body: dict[str, Any], meter: UsageMeter) -> Reply:
        failed = 0
        while True:
            try:
                return await self._once(body, meter)
            except Fault as fault:
                failed += 1
                if failed > fault.retries:
                    raise
                # Spread out, so that requests that failed together do not come back together.
                spread = 0.75 + secrets.randbelow(500) / 1000
                pause = _FIRST_WAIT * 2 ** (failed - 1) * spread
                await self._sleep(pause if fault.wait is None else fault.wait)

    async def _once(self, body: dict[str, Any], meter: UsageMeter) -> Reply:
        async with self._gate:
            self._budget.check()
            try:
                reply = await self._connection.send(body)
            except Filtered as fault:
                meter.add(self._budget.usage(fault.tokens, _length(body)))
                raise
            meter.add(self._budget.usage(reply.tokens, _length(body), len(reply.text)))
        if reply.tokens is not None and _cut_short(reply.tokens[0], _length(body)):
            raise Fault(
                f"{self._server.shown} read only {reply.tokens[0]:,} tokens of the request: the "
                f"model's context is too small; {LARGER_CONTEXT}"
            )
        return reply


def _without_system(chat: Sequence[Message]) -> list[Message]:
    """Return the chat with its instructions at the head of the first message of the user."""
    system = [one["content"] for one in chat if one["role"] == "system"]
    first, *others = [one for one in chat if one["role"] != "system"]
    text = "\n\n".join((*system, first["content"]))
    return [{"role": first["role"], "content": text}, *others]


def _cut_short(read: int, sent: int) -> bool:
    """Whether a server has silently dropped a part of what it was sent.

    It then read fewer tokens than any tokeniser makes of so many characters, or just as many as
    a context holds, which are a power of two. Fewer than any context holds are no count.
    """
    if read < _SMALLEST_CONTEXT:
        return False
    whole_context = read & (read - 1) == 0
    return sent > read * (_FEWEST if whole_context else _MOST)


def _length(body: dict[str, Any]) -> int:
    return sum(len(one["content"]) for one in body["messages"])
