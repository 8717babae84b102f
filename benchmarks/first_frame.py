"""How long the first useful frame takes, and how much memory, against a bare Textual hello-world.

Both run interleaved in a pseudo-terminal of 80x24, byte code compiled, with the whole bank indexed
and a history of 100 sessions. Prints medians and ratios. Linux only (peak memory from /proc).

    python -m benchmarks.first_frame [RUNS]
"""

import compileall
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from benchmarks.sample_history import fill
from benchmarks.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
_HELLO = """\
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello, world")

Hello().run()
"""
_TARGETS = {"time": 1.5, "memory": 1.3}


def measure(command: list[str], marker: bytes, env: dict[str, str]) -> tuple[float, int]:
    """Return seconds to the marker, and the peak memory in KiB at that moment."""
    terminal = Terminal(command, env)
    try:
        return terminal.wait_for(marker), terminal.peak_kib()
    finally:
        terminal.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 when a target is missed."""
    parser = parser_of("first_frame", __doc__)
    parser.add_argument("runs", nargs="?", type=int, default=15, help="of each (default 15)")
    runs = parser.parse_args(argv).runs
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        hello = Path(folder) / "hello.py"
        hello.write_text(_HELLO)
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env |= {"INTERVIEWER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.environ["INTERVIEWER_HOME"] = str(home)
        questions = fill(sessions=100)
        compileall.compile_dir(ROOT / "interviewer", quiet=1)
        programs = {
            "hello": ([sys.executable, str(hello)], b"Hello, world"),
            # The foot of the screen is drawn last, after the menu and the history.
            "interviewer": ([sys.executable, "-m", "interviewer.cli.main"], b"100 sessions"),
        }
        for command, marker in programs.values():  # warms the caches of files and byte code
            measure(command, marker, env)
        seen: dict[str, list[tuple[float, int]]] = {name: [] for name in programs}
        for _ in range(runs):
            for name, (command, marker) in programs.items():
                seen[name].append(measure(command, marker, env))
    medians = {
        name: (statistics.median(t for t, _ in rows), statistics.median(m for _, m in rows))
        for name, rows in seen.items()
    }
    ratios = {
        "time": statistics.median(
            own / bare
            for (own, _), (bare, _) in zip(seen["interviewer"], seen["hello"], strict=True)
        ),
        "memory": medians["interviewer"][1] / medians["hello"][1],
    }
    print(f"{runs} interleaved runs, {questions} questions, 100 sessions of history")
    print(f"{'':<13}{'first frame':>12}{'peak memory':>14}")
    for name, (seconds, kib) in medians.items():
        print(f"{name:<13}{seconds * 1000:>9.0f} ms{kib / 1024:>10.1f} MiB")
    print(f"{'ratio':<13}{ratios['time']:>11.2f}x{ratios['memory']:>13.2f}x")
    print(f"{'target':<13}{_TARGETS['time']:>11.2f}x{_TARGETS['memory']:>13.2f}x")
    return int(any(ratios[name] > target for name, target in _TARGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
