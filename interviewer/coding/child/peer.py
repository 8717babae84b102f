"""Requests over a socket, in both directions: each side serves the other's while it waits."""

from __future__ import annotations

import json
import os
import select
import time

from .codec import Codec, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 64_000_000
"""Bytes of one message."""


class GoneError(Exception):
    """The other side has ended."""


class TooLateError(Exception):
    """The other side did not answer in time."""


class Peer(Codec):
    """One end. ``deadline`` is a time of ``time.monotonic``, or None to wait for ever."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        os.set_blocking(descriptor, False)
        self.deadline: float | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send a request and return the reply; serves the other side's requests until it comes."""
        self.send(request)
        while True:
            message = self.receive()
            if "op" not in message:
                return message
            self.send(self.answer(message))

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the reply to a request of the other side."""
        raise FormatError(f"no {request.get('op')!r:.40} may come from there")

    def send(self, message: dict[str, Any]) -> None:
        """Send one message; ``ValueError`` when it is too large."""
        data = json.dumps(message, separators=(",", ":")).encode()
        if len(data) > LARGEST:
            raise ValueError(f"a value of more than {LARGEST // 1_000_000} MB is passed on")
        view = memoryview(len(data).to_bytes(4, "big") + data)
        try:
            while view:
                self._wait(writing=True)
                try:
                    view = view[os.write(self._descriptor, view) :]
                except BlockingIOError:
                    continue
        except ConnectionError:
            raise GoneError from None

    def receive(self) -> dict[str, Any]:
        """Return the next message.

        Raises ``GoneError``, ``TooLateError`` or ``FormatError`` where none comes.
        """
        size = int.from_bytes(self._read(4), "big")
        if size > LARGEST:
            raise FormatError("a message is too large")
        try:
            message = json.loads(self._read(size))
        except (ValueError, RecursionError):
            raise FormatError("a message cannot be read") from None
        if not isinstance(message, dict):
            raise FormatError("not a message")
        return message

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._wait(writing=False)
            try:
                part = os.read(self._descriptor, min(size - len(data), 1 << 20))
            except BlockingIOError:
                continue
            except ConnectionError:
                raise GoneError from None
            if not part:
                raise GoneError
            data += part
        return bytes(data)

    def _wait(self, *, writing: bool) -> None:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT if writing else select.POLLIN)
        if self.deadline is None:
            poll.poll()
            return
        left = self.deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TooLateError
