"""The real program in a pseudo-terminal, and what a person would see there."""

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pexpect
import pyte
import pytest

COLUMNS, ROWS = 100, 30
SEND = "\x13"  # ctrl+s
PROGRAM = (sys.executable, "-m", "interviewer")
_TAKEN = (9, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049, 2004, 2048)
"""The private modes of a full screen: mouse, focus, alternate screen, pasting, sizes."""
_CURSOR = 25


class Terminal:
    """A program in a pseudo-terminal, and the screen that a person would see."""

    def __init__(
        self, arguments: tuple[str, ...], folder: Path, program: tuple[str, ...] = PROGRAM
    ) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            cwd=str(folder),
            env={**_without_size(os.environ), "TERM": "xterm-256color"},
            dimensions=(ROWS, COLUMNS),
            encoding=None,
        )
        self.child.delaybeforesend = None
        self._found = termios.tcgetattr(self.child.child_fd)

    @property
    def text(self) -> str:
        """What stands on the screen, on one line."""
        return " ".join(" ".join(self._screen.display).split())

    def wait_for(self, *wanted: str) -> None:
        """Read on until all of it stands on the screen."""
        self.wait_until(lambda: all(text in self.text for text in wanted), f"{wanted}")

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Read on until the condition holds."""
        deadline = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < deadline, f"no {what}; screen: {self.text}"
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                pytest.fail(f"ended with {self.child.wait()}, screen: {self.text}")

    def press(self, keys: str) -> None:
        """Press keys one after the other."""
        self.child.send(keys)

    def type(self, text: str, seconds: float = 0.1) -> None:
        """Press a key every so many seconds, whatever comes up meanwhile."""
        for key in text:
            self.press(key)
            due = time.monotonic() + seconds
            while (left := due - time.monotonic()) > 0:
                with suppress(pexpect.TIMEOUT):
                    self._stream.feed(self.child.read_nonblocking(65536, timeout=left))

    def forget(self) -> None:
        """Clear what stands on the screen, as another program would."""
        self._screen.erase_in_display(2)

    def wait_for_stop(self) -> None:
        """Wait until the program has been stopped."""
        assert self.child.pid is not None
        os.waitpid(self.child.pid, os.WUNTRACED)

    def end(self) -> None:
        """Kill the program where it still runs; pexpect gives up on it after 0.1 seconds."""
        if self.child.isalive():
            self.child.kill(signal.SIGKILL)
            self.child.wait()
        self.child.close()

    def close(self) -> None:
        """Close the window, and wait until the program has ended."""
        with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - for its descriptor
            os.dup2(nothing.fileno(), self.child.child_fd)
        self.child.wait()

    def is_as_found(self) -> bool:
        """Whether the terminal is out of every mode of a full screen, and reads lines again."""
        modes = {mode >> 5 for mode in self._screen.mode if not mode & 31}
        in_lines = termios.tcgetattr(self.child.child_fd) == self._found
        return in_lines and _CURSOR in modes and not modes.intersection(_TAKEN)

    def ended(self) -> int | None:
        """Read to the end and return the exit code; ``None`` for a signal that was not caught."""
        self.child.expect(pexpect.EOF, timeout=30)
        self._stream.feed(self.child.before or b"")
        self.was_as_found = self.is_as_found()
        self.child.close()
        status: int | None = self.child.exitstatus
        return status


def _without_size(environ: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would count more than the size of the terminal itself."""
    return {name: value for name, value in environ.items() if name not in ("COLUMNS", "LINES")}
