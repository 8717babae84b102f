"""Ratio of ``interviewer --help`` to a bare Textual hello-world, each a process of its own.

The hello-world runs in a pseudo-terminal and exits once its first frame is painted. Both run in
turns, with byte code compiled beforehand. The goal is 0.5 at most.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of

ROUNDS = 20
GOAL = 0.5
HELLO = """
from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Hello, world!")

    def on_ready(self) -> None:
        self.call_after_refresh(self.exit)


Hello().run()
"""


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Run a command in a pseudo-terminal and return how long it takes from start to exit."""
    terminal, theirs = pty.openpty()

    def drain() -> None:
        try:
            while os.read(terminal, 65536):
                pass
        except OSError:  # the other end is closed
            pass

    reader = threading.Thread(target=drain)
    reader.start()
    start = time.perf_counter()
    subprocess.run(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, check=True)
    taken = time.perf_counter() - start
    os.close(theirs)
    reader.join()
    os.close(terminal)
    return taken


def main(argv: Sequence[str] | None = None) -> int:
    """Print the ratio; the exit code says whether the goal is met."""
    parser_of("help_start", __doc__).parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "hello.py"
        script.write_text(HELLO)
        environment = {**os.environ, "INTERVIEWER_HOME": folder, "TERM": "xterm-256color"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        commands = ([sys.executable, "-m", "interviewer", "--help"], [sys.executable, str(script)])
        for command in commands:
            seconds(command, environment)
        rounds = [[seconds(command, environment) for command in commands] for _ in range(ROUNDS)]
    ours, hello = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"interviewer --help  {1000 * ours:6.1f} ms")
    print(f"Textual hello-world {1000 * hello:6.1f} ms")
    print(f"ratio {ours / hello:.2f}; goal {GOAL}: {'met' if ours / hello <= GOAL else 'MISSED'}")
    return 0 if ours / hello <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
