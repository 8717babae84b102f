"""Runs the tests. The candidate's objects live in another process, and only values come from it.

That process never gives verdicts, only values: what they are compared with stays here.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import math
import os
import sys
import time

from .candidate_errors import details, rebuilt, verdict
from .codec import FormatError, renew
from .compare import brief, close, raises
from .confine import confine
from .peer import GoneError, Peer, TooLateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STARTS = 20.0
"""Seconds that the other process may take to start and to import the packages it needs."""
_LOADING = "while the code was loaded, before any test called it"
_SHOWN = 300  # characters of a value in a message
_LONGEST = 2000  # characters of a message


class Remote:
    """A proxy for an object of the candidate's process, where its operations run."""

    def __init__(self, peer: _Judge, number: int, kind: str) -> None:
        self.__dict__.update(_peer=peer, _number=number, _kind=kind)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the object in the candidate's process."""
        return self._peer.call(self, arguments, named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._peer.request(self, "get", name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._peer.request(self, "set", name, value)

    def __getitem__(self, key: Any) -> Any:
        return self._peer.request(self, "special", "__getitem__", key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._peer.request(self, "special", "__setitem__", key, value)

    def __contains__(self, key: Any) -> bool:
        return bool(self._peer.request(self, "special", "__contains__", key))

    def __len__(self) -> int:
        return int(self._peer.request(self, "special", "__len__"))

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Any:
        made = self._peer.request(self, "special", "__iter__")
        return made if isinstance(made, Remote) else iter(made)

    def __next__(self) -> Any:
        return self._peer.request(self, "special", "__next__")

    def __repr__(self) -> str:
        return f"<{self._kind} of your code>"


class _Judge(Peer):
    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor)
        self.names: dict[int, str] = {}
        self.last = ""
        self._given: list[Any] = []

    def export(self, value: Any) -> list[Any]:
        if isinstance(value, Remote):
            return ["w", value._number]
        if not callable(value):
            raise TypeError(f"a test cannot pass on a {type(value).__name__}")
        self._given.append(value)
        return ["h", len(self._given) - 1, "function"]

    def adopt(self, number: int, kind: str) -> Any:
        return Remote(self, number, kind)

    def own(self, number: int) -> Any:
        return self._given[number]

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Call a function of the test that was passed to the candidate's code."""
        number = request.get("of")
        if request.get("op") != "back" or not isinstance(number, int) or number < 0:
            raise FormatError("no such request")
        try:
            function = self._given[number]
            arguments, named = self.decode(request.get("a")), self.decode(request.get("k"))
            return {"v": self.encode(function(*arguments, **named))}
        except (GoneError, TooLateError, FormatError):
            raise
        except Exception as error:
            return {"e": {"message": f"{type(error).__name__}: {error}"[:_SHOWN]}}

    def call(self, target: Remote, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        name = self.names.get(target._number) or target._kind
        given = ", ".join(
            [*map(brief, arguments), *(f"{key}={brief(one)}" for key, one in named.items())]
        )
        call = f"{name}({given})"
        self.last = f"{call} did not return"
        try:
            value = self._value(target, "call", "", arguments, named)
        except (GoneError, TooLateError, FormatError):
            raise
        except Exception as error:
            name, *_ = details(error) or (type(error).__name__,)
            self.last = f"{call} raised {name}"
            raise
        self.last = f"{call} returned {brief(value)}"
        return value

    def request(self, target: Remote, op: str, name: str, *arguments: Any) -> Any:
        return self._value(target, op, name, arguments, {})

    def _value(
        self,
        target: Remote,
        op: str,
        name: str,
        arguments: tuple[Any, ...],
        named: dict[str, Any],
    ) -> Any:
        reply = self.ask(
            {
                "op": op,
                "of": target._number,
                "name": name,
                "a": self.encode(arguments),
                "k": self.encode(named),
            }
        )
        if "e" in reply:
            raise rebuilt(reply["e"])
        changed = reply.get("m")
        given = dict(enumerate(arguments)) | named
        for place, form in changed if isinstance(changed, list) else []:
            if isinstance(place, int | str) and place in given:
                renew(given[place], self.decode(form))
        return self.decode(reply.get("v"))


class _Verdicts:
    """Writes one line of JSON for each test to the parent."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, **verdict: Any) -> None:
        os.write(self._descriptor, json.dumps(verdict).encode() + b"\n")


def _globals(test: dict[str, Any], needs: list[str], names: dict[str, Any]) -> dict[str, Any]:
    space: dict[str, Any] = {"math": math, **names, "raises": raises}
    tolerance = test["tolerance"]

    def close_enough(got: Any, want: Any) -> None:
        close(got, want, tolerance)

    space["close"] = close_enough
    if "random" in test["code"]:
        import random

        space["random"] = random
    for need, short in (("numpy", "np"), ("pandas", "pd")):
        if need in needs:
            space[short] = sys.modules[need]
    return space


def _line(test: dict[str, Any], error: BaseException) -> str:
    """Return the line of the test at which it failed."""
    trace, number = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == test["name"]:
            number = trace.tb_lineno
        trace = trace.tb_next
    lines: list[str] = test["code"].splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _run(peer: _Judge, test: dict[str, Any], space: dict[str, Any]) -> dict[str, Any]:
    peer.last = ""
    try:
        exec(compile(test["code"], test["name"], "exec"), space)  # noqa: S102 - what this is for
        return {"status": "passed"}
    except GoneError:
        return {"status": "gone"}
    except TooLateError:
        return {"status": "timeout"}
    except FormatError:
        return {"status": "garbled"}
    except Exception as error:
        if (from_candidate := details(error)) is not None:
            return verdict(*from_candidate)
        if isinstance(error, AssertionError):
            return {"status": "failed", "detail": _message(error) or _line(test, error)}
        if isinstance(error, NameError):
            return {"status": "failed", "detail": f"your code defines no {error.name}"}
        return {"status": "failed", "detail": f"{type(error).__name__}: {_message(error)}"}


def _message(error: Exception) -> str:
    """Return what an exception of the test says; a whole result may be in it."""
    try:
        return str(error)[:_LONGEST]
    except ValueError:  # thousands of digits are not written out
        return ""


def main() -> None:
    """Read the job from standard input, run its tests one after another, and write each verdict."""
    job = json.loads(sys.stdin.buffer.read())
    verdicts = _Verdicts(os.dup(1))
    os.dup2(2, 1)  # so that what a test prints is not taken for a verdict
    confine(job["confine"])
    peer = _Judge(job["channel"])
    names: dict[str, Any] = {}
    started = time.monotonic()
    peer.deadline = started + _STARTS
    try:
        peer.receive()
        verdicts.write(status="ready")
        started = time.monotonic()
        peer.deadline = started + job["seconds"]
        names = _names(peer, peer.receive())
    except (GoneError, TooLateError, FormatError) as error:
        status = {GoneError: "gone", TooLateError: "timeout", FormatError: "garbled"}[type(error)]
        verdicts.write(
            status=status, loading=True, detail=_LOADING, seconds=time.monotonic() - started
        )
        return
    except Exception as error:
        found = details(error) or (type(error).__name__, str(error), "")
        verdicts.write(loading=True, **verdict(*found))
        return
    for test in job["tests"]:
        verdicts.write(status="begun", name=test["name"])
        space = _globals(test, job["needs"], names)
        started = time.monotonic()
        peer.deadline = started + job["seconds"]
        result = _run(peer, test, space)
        seconds = time.monotonic() - started
        verdicts.write(name=test["name"], seconds=seconds, call=peer.last[:1000], **result)
        if result["status"] in ("gone", "timeout", "garbled"):
            return
    with contextlib.suppress(OSError):
        os.close(job["channel"])


def _is_reserved(name: str) -> bool:
    return hasattr(builtins, name) or name in ("math", "random", "np", "pd", "close", "raises")


def _names(peer: _Judge, message: dict[str, Any]) -> dict[str, Any]:
    if "e" in message:
        raise rebuilt(message["e"])
    forms = message.get("names")
    if not isinstance(forms, dict):
        raise FormatError("no names")
    # A candidate's `all` must not stand in for the tests' own.
    forms = {name: form for name, form in forms.items() if not _is_reserved(name)}
    names = {name: peer.decode(form) for name, form in forms.items()}
    peer.names = {one._number: name for name, one in names.items() if isinstance(one, Remote)}
    return names
