"""Runs the program in processes forked from one that has imported it already.

Each run is a process of its own, with its own streams, environment, folder and exit code. Only the
start of the interpreter and the imports, most of what a short command costs, are shared. What a
command imports, and whether it can when nothing is there yet, is for ``test_interrupted_start``,
``test_layering`` and ``test_packaging``, which start every command cold.

Run as a script with the descriptor of a socket, it is the process that is forked from.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn, TextIO

LIBRARIES = ("fsrs", "jinja2", "openai", "pydantic", "sqlite3", "textual", "typst", "yaml")
"""What the commands import from others; nothing that starts threads."""

_OF_THE_START = ("PYTHON", "LANG", "LC_")
"""Beginnings of variables that an interpreter reads when it starts."""

_NOT_PYTHONS = {"PYTHON_KEYRING_BACKEND"}


class Forked:
    """A process that has imported the program, and those that are forked from it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._read_at_start = _read_at_start(environment)
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment,
            )  # fmt: skip
        self._replies = self._socket.makefile("rb")

    def stands_for(self, environment: Mapping[str, str]) -> bool:
        """Whether an interpreter that starts in this environment would be like this one."""
        return _read_at_start(environment) == self._read_at_start

    def run(
        self, arguments: list[str], said: bytes, cwd: str | os.PathLike[str], timeout: float
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run the program with these arguments in the present environment.

        Raises ``subprocess.TimeoutExpired`` after so many seconds; the process has ended then.
        """
        request = {"arguments": arguments, "environment": dict(os.environ), "cwd": os.fspath(cwd)}
        (stdin, to), (out, stdout), (err, stderr) = os.pipe(), os.pipe(), os.pipe()
        try:
            content = json.dumps(request).encode()
            socket.send_fds(self._socket, [b"%16d" % len(content)], [stdin, stdout, stderr])
            self._socket.sendall(content)
        finally:
            for descriptor in (stdin, stdout, stderr):
                os.close(descriptor)
        pid = int(self._replies.readline())
        late = threading.Event()

        def end() -> None:
            late.set()
            os.kill(pid, signal.SIGKILL)

        timer = threading.Timer(timeout, end)
        timer.start()
        with ThreadPoolExecutor(3) as threads:
            writing = threads.submit(_write, to, said)
            told, complaint = threads.map(_read, (out, err))
            writing.result()
        code = int(self._replies.readline())
        timer.cancel()
        timer.join()
        if late.is_set():
            raise subprocess.TimeoutExpired(arguments, timeout, told, complaint)
        return subprocess.CompletedProcess(arguments, code, told, complaint)

    def close(self) -> None:
        """End it."""
        self._replies.close()
        self._socket.close()
        self._process.wait(30)


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    names = {name for name in environment if name.startswith(_OF_THE_START)} - _NOT_PYTHONS
    return {name: environment[name] for name in names}


def _write(descriptor: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), open(descriptor, "wb") as file:
        file.write(content)


def _read(descriptor: int) -> bytes:
    with open(descriptor, "rb") as file:
        return file.read()


def _serve(connection: socket.socket) -> None:
    """Fork a process for each request, until nobody is at the other end."""
    import interviewer

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal of the tests
    for name in LIBRARIES:
        importlib.import_module(name)
    for module in pkgutil.walk_packages(interviewer.__path__, "interviewer."):
        importlib.import_module(module.name)
    assert threading.active_count() == 1  # a fork would lose the others
    gc.collect()
    gc.freeze()  # the children do not touch, and so not copy, what is there
    while True:
        length, descriptors, *_ = socket.recv_fds(connection, 16, 3)
        if not length:
            return
        content = b""
        while len(content) < int(length):
            content += connection.recv(int(length) - len(content))
        child = os.fork()
        if child == 0:
            connection.close()
            _become(json.loads(content), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        connection.sendall(b"%d\n" % child)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        connection.sendall(b"%d\n" % code)


def _become(request: dict[str, Any], descriptors: list[int]) -> NoReturn:
    """Go on as ``python -m interviewer`` would begin and end."""
    import atexit

    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["cwd"])
    module = importlib.import_module("interviewer.__main__")
    sys.modules["__main__"] = module  # what processes that it starts import
    sys.argv = [str(module.__file__), *request["arguments"]]
    sys.path[0] = str(Path.cwd())
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    known = sys.stdin.encoding, sys.stdin.errors
    sys.stdin = open(0, encoding=known[0], errors=known[1], closefd=False)  # noqa: SIM115
    sys.stdout = _writes(1, sys.stdout.errors)
    sys.stderr = _writes(2, "backslashreplace")
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))
    code = 1
    try:
        code = module.main()
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else int(done.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code & 0xFF)


def _writes(number: int, errors: str | None) -> TextIO:
    return io.TextIOWrapper(
        open(number, "wb", closefd=False),
        encoding=sys.stdout.encoding,
        errors=errors,
        line_buffering=number == 2,
        write_through=bool(getattr(sys.stdout, "write_through", False)),
    )


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    _serve(socket.socket(fileno=int(sys.argv[1])))
