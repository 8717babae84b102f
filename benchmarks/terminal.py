"""A pseudo-terminal that runs a program and reports when something is on its screen."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SIZE = (24, 80)  # rows, columns


class Terminal:
    """Runs ``command``; times are seconds of the monotonic clock since it was started."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execve(command[0], list(command), dict(env))
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self.seen = b""

    def wait_for(self, marker: bytes, timeout: float = 60.0) -> float:
        """Return when ``marker`` was written; ``TimeoutError`` if not in ``timeout`` seconds."""
        begin = len(self.seen)
        deadline = time.perf_counter() + timeout
        while marker not in self.seen[max(begin - len(marker), 0) :]:
            ready, _, _ = select.select([self._fd], [], [], deadline - time.perf_counter())
            if not ready:
                raise TimeoutError(f"{marker!r} did not appear; last: {self.seen[-300:]!r}")
            try:
                self.seen += os.read(self._fd, 65536)
            except OSError:
                raise TimeoutError(f"the program ended; last: {self.seen[-600:]!r}") from None
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has been written for ``quiet`` seconds, for at most ten times that."""
        end = time.perf_counter() + 10 * quiet  # a blinking cursor never rests
        while time.perf_counter() < end and select.select([self._fd], [], [], quiet)[0]:
            self.seen += os.read(self._fd, 65536)

    def send(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._fd, keys)

    def peak_kib(self) -> int:
        """Return the peak memory of the process so far, in KiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
        raise RuntimeError("no VmHWM: this benchmark needs Linux")

    def close(self) -> None:
        """Kill the program, which is this benchmark's own child, and wait for it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)
