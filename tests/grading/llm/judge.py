"""A judge for tests: a real HTTP server on this machine that does as a script says.

It reads a request as a model would, from the chat alone, and answers over a real connection.
"""

import json
import re
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Claims = dict[str, tuple[str, str]]
"""By id: the verdict, and words of the clauses that are cited for it."""

_ANSWER = re.compile(r"^=====BEGIN (\w+)=====\n(.*)\n=====END \1=====$", re.DOTALL | re.MULTILINE)
_CLAUSE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_STATEMENT = re.compile(r"^- ([a-z0-9-]+): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def system(self) -> str:
        """The system message."""
        (text,) = (m["content"] for m in self.body["messages"] if m["role"] == "system")
        return str(text)

    @property
    def user(self) -> str:
        """The user's message; there is exactly one."""
        (text,) = (m["content"] for m in self.body["messages"] if m["role"] == "user")
        return str(text)

    @property
    def answer(self) -> str:
        """What stands between the two lines."""
        found = _ANSWER.findall(self.user)
        assert len(found) == 1
        return str(found[0][1])

    @property
    def said(self) -> str:
        """The answer without the numbers of its clauses."""
        return " ".join(re.sub(r"^\[.*?\] ", "", self.answer, flags=re.MULTILINE).split())

    @property
    def fence(self) -> str:
        """The word of the two lines."""
        return str(_ANSWER.findall(self.user)[0][0])

    @property
    def form(self) -> dict[str, Any]:
        """The reply's form, before the answer."""
        after = self.user.split("\nFORM OF THE REPLY", 1)[1]
        form = json.loads(after.split("\n", 2)[1])
        assert isinstance(form, dict)
        return form

    @property
    def criteria(self) -> list[str]:
        """The ids of the criteria asked for, in their order."""
        return list(self.form.get("criteria", {}))

    @property
    def beliefs(self) -> list[str]:
        """The ids of the misconceptions asked for, in their order."""
        part = self.user.split("\nMISCONCEPTIONS", 1)
        if len(part) == 1:
            return []
        return [one for one, _ in _STATEMENT.findall(part[1].split("\nFORM OF")[0])]

    def citing(self, words: str) -> list[int]:
        """The numbers of the clauses that hold these words, whatever case and punctuation."""
        wanted = _letters(words)
        numbers: list[int] = []
        whole = ""
        for number, clause in _CLAUSE.findall(self.answer):
            numbers += [int(number)] * len(_letters(clause))
            whole += _letters(clause)
        at = whole.find(wanted) if wanted else -1
        return sorted(set(numbers[at : at + len(wanted)])) if at >= 0 else []

    @property
    def statements(self) -> dict[str, str]:
        """What each id says."""
        return dict(_STATEMENT.findall(self.user.split("=====BEGIN")[0]))


@dataclass
class Sent:
    """What the server does with a request: a response, or a fault of the connection.

    ``delay`` is the time that the model takes, in seconds; only benchmarks use it.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    hang: bool = False
    delay: float = 0.0


Script = Callable[[Seen], Sent]


def completion(text: str | None, **more: Any) -> Sent:
    """Return a chat completion that says ``text``; ``more`` replaces parts of it."""
    message = {"role": "assistant", "content": text} | more.pop("message", {})
    whole = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "double",
        "choices": [
            {"index": 0, "message": message, "finish_reason": more.pop("finish_reason", "stop")}
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150},
    }
    return Sent(json.dumps(whole | more).encode())


def failing(status: int, message: str = "", **more: Any) -> Sent:
    """Return an error as OpenAI's servers word it."""
    headers = more.pop("headers", {})
    error = {"message": message, "type": "x", "param": None, "code": None} | more
    return Sent(json.dumps({"error": error}).encode(), status, headers)


def judgement(seen: Seen, criteria: Claims, beliefs: Claims | None = None) -> str:
    """Return the reply to a request: "no" for every id that is not claimed."""

    def entry(claims: Claims, one: str) -> dict[str, Any]:
        verdict, words = claims.get(one, ("no", ""))
        cited = seen.citing(words)
        return {"explanation": f"about {one}", "clauses": cited, "verdict": verdict}

    reply: dict[str, Any] = {}
    if seen.criteria:
        reply["criteria"] = {one: entry(criteria, one) for one in seen.criteria}
    if seen.beliefs:
        reply["misconceptions"] = [
            {"id": one, "explanation": f"about {one}", "clauses": seen.citing(words)}
            for one, (verdict, words) in (beliefs or {}).items()
            if verdict == "yes" and one in seen.beliefs
        ]
    return json.dumps(reply)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def says(criteria: Claims, beliefs: Claims | None = None) -> Script:
    """Return a judge with a fixed opinion."""
    return lambda seen: completion(judgement(seen, criteria, beliefs))


def in_turn(*scripts: Script | Sent) -> Script:
    """Return a judge that does one thing after the other, and the last one for ever."""
    left = list(scripts)

    def script(seen: Seen) -> Sent:
        now = left.pop(0) if len(left) > 1 else left[0]
        return now if isinstance(now, Sent) else now(seen)

    return script


class Judge:
    """The server. ``seen`` holds every request; ``arrived`` is set with the first.

    ``listed`` is what it says of its models, ``looked`` are the paths that were asked for that.
    ``release`` lets those go that hang.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.seen: list[Seen] = []
        self.listed: object = {"data": []}
        self.looked: list[str] = []
        self.arrived = threading.Event()
        self.release = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> "Judge":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.release.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _take(self, seen: Seen) -> Sent:
        with self._lock:
            self.seen.append(seen)
            self.arrived.set()
            return self.script(seen)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        judge = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                judge.looked.append(self.path)
                listed = json.dumps(judge.listed).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(listed)))
                self.end_headers()
                self.wfile.write(listed)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                sent = judge._take(
                    Seen(body, {name.lower(): value for name, value in self.headers.items()})
                )
                if sent.hang:
                    judge.release.wait()
                    self.close_connection = True
                    return
                if sent.delay:
                    judge.release.wait(sent.delay)
                self.send_response(sent.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(sent.body)))
                for name, value in sent.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if sent.cut:
                    self.wfile.write(sent.body[: len(sent.body) // 2])
                    self.wfile.flush()
                    # With linger 0 the connection is reset, not closed.
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.connection.close()
                    self.close_connection = True
                    return
                try:
                    self.wfile.write(sent.body)
                    self.wfile.flush()
                except OSError:  # whoever asked has gone
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
                return

        return Handler
