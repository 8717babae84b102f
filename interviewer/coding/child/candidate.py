"""Runs the candidate's module, and answers the calls that tests make from another process.

No test and no expected value ever gets here: only the arguments of the current call.
"""

from __future__ import annotations

import contextlib
import json
import linecache
import os
import sys
import types

from .confine import confine
from .peer import GoneError, Peer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "solution.py"
_TRACEBACK = 2000  # characters


class _Function:
    """The local stand-in for a function of the tests."""

    def __init__(self, peer: _Candidate, number: int) -> None:
        self._peer, self._number = peer, number

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._peer.call_back(self._number, arguments, named)


class _Candidate(Peer):
    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor)
        self._kept: list[Any] = []

    def export(self, value: Any) -> list[Any]:
        if isinstance(value, _Function):
            return ["w", value._number]
        self._kept.append(value)
        return ["h", len(self._kept) - 1, type(value).__name__]

    def adopt(self, number: int, kind: str) -> Any:  # noqa: ARG002 - always a function
        return _Function(self, number)

    def own(self, number: int) -> Any:
        return self._kept[number]

    def call_back(self, number: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        reply = self.ask(
            {"op": "back", "of": number, "a": self.encode(arguments), "k": self.encode(named)}
        )
        if "e" in reply:
            raise RuntimeError(f"a function of the test failed: {reply['e']['message']}")
        return self.decode(reply["v"])

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._done(request)
        except GoneError:
            raise
        except BaseException as error:  # whatever the candidate's code raises is reported
            return {"e": _description(error)}

    def _done(self, request: dict[str, Any]) -> dict[str, Any]:
        target = self._kept[request["of"]]
        arguments, named = self.decode(request["a"]), self.decode(request["k"])
        name = request.get("name", "")
        match request["op"]:
            case "call":
                value = target(*arguments, **named)
            case "get":
                value = getattr(target, name)
            case "set":
                setattr(target, name, arguments[0])
                value = None
            case "special":
                method = getattr(type(target), name, None)
                if method is None:
                    raise TypeError(f"{type(target).__name__} has no {name}")
                value = method(target, *arguments)
            case _:
                raise TypeError("no such request")
        changed = []
        for place, before in (*enumerate(request["a"][1]), *request["k"][1]):
            after = self.encode(named[place] if place in named else arguments[place])
            if after != before:
                changed.append([place, after])
        return {"v": self.encode(value), "m": changed}


def _description(error: BaseException) -> dict[str, Any]:
    """Return name, ancestors, message and the candidate's own lines of a traceback."""
    lines = ""
    with contextlib.suppress(Exception):
        import traceback

        frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == NAME]
        if isinstance(error, SyntaxError):
            lines = "".join(traceback.format_exception_only(error))
        else:
            lines = "".join(traceback.format_list(frames[-5:]))
    message = ""
    with contextlib.suppress(Exception):
        message = str(error)
    return {
        "name": type(error).__name__,
        "kinds": [one.__name__ for one in type(error).__mro__],
        "message": message[:_TRACEBACK],
        "lines": lines[-_TRACEBACK:],
    }


def _loaded(peer: _Candidate, code: str) -> dict[str, Any]:
    """Run the candidate's module and return its public names, or what it raised."""
    linecache.cache[NAME] = (len(code), None, code.splitlines(keepends=True), NAME)
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    try:
        exec(compile(code, NAME, "exec"), module.__dict__)  # noqa: S102 - what this is for
    except BaseException as error:
        return {"e": _description(error)}
    names = {}
    for name, value in list(module.__dict__.items()):
        if not name.startswith("_") and not isinstance(value, types.ModuleType):
            with contextlib.suppress(Exception):  # a value that cannot be passed on
                names[name] = peer.encode(value)
    return {"names": names}


def _tell_names(peer: _Candidate, loaded: dict[str, Any]) -> None:
    """Send what was loaded; without the plain values among it if these are too large."""
    try:
        peer.send(loaded)
    except (MemoryError, ValueError):  # raised before any of it is sent
        names = loaded.pop("names", {})
        peer.send({"names": {name: form for name, form in names.items() if _is_handle(form)}})


def _is_handle(form: Any) -> bool:
    return isinstance(form, list) and form[0] == "h"


def _reply(peer: _Candidate, reply: dict[str, Any]) -> None:
    """Send a reply, or an error in its place if it is too large."""
    try:
        peer.send(reply)
    except (MemoryError, ValueError) as error:  # raised before any of it is sent
        reply.clear()
        peer.send({"e": _description(error)})


def main() -> None:
    """Read the job from standard input, run the module, and serve until the tests have ended."""
    job = json.loads(sys.stdin.buffer.read())
    os.close(0)
    os.open(os.devnull, os.O_RDONLY)
    confine(job["confine"])
    peer = _Candidate(job["channel"])
    peer.send({"ready": True})
    _tell_names(peer, _loaded(peer, job["code"]))
    with contextlib.suppress(GoneError):
        while True:
            _reply(peer, peer.answer(peer.receive()))
