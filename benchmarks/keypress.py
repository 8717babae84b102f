"""How long a key press takes to show in the composer, against a bare Textual TextArea.

Measured from the write into the pseudo-terminal to the character on its screen, interleaved: the
bare text area, the composer at rest, and the composer while a grade is running (the real offline
judgement, repeated endlessly in a thread, so that it also competes for the interpreter).

    python -m benchmarks.keypress [KEYS]
"""

import compileall
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from benchmarks.sample_history import fill
from benchmarks.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
_BARE = """\
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        yield TextArea(placeholder="bare text area")

Bare().run()
"""
_BUSY = """\
import asyncio
import sys
from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from interviewer.tui.app import run_tui

class Busy:
    name = version = "busy"

    def __init__(self, own):
        self.own = own

    async def grade(self, request):
        # The real judgement, over and over in a thread: a grade that is never done.
        def judge():
            while True:
                asyncio.run(self.own.grade(request))
        return await asyncio.to_thread(judge)

class BusyEngine(Engine):
    def grader(self, name):
        return Busy(super().grader(name))

run_tui(BusyEngine(load_settings()), start=SessionConfig())
"""
_TARGET = 1.5
_KEYS = "zqxjvk"  # letters that nothing else on the screen redraws
_ANSWER = (
    "I would split by time, fit on the training part, choose by the validation part, and only "
    "then look at the test part once, because every look makes it a little less honest. "
) * 6


def press(terminal: Terminal, key: str) -> float:
    """Press one key and return the seconds until it shows."""
    terminal.settle(0.05)
    begun = time.perf_counter()
    terminal.send(key.encode())
    terminal.wait_for(key.encode())
    return time.perf_counter() - begun


def print_times(seen: Mapping[str, Sequence[float]], base: str, target: float) -> float:
    """Print the times of each row against those of ``base``; returns the largest ratio."""
    medians = {name: statistics.median(times) for name, times in seen.items()}
    print(f"{len(seen[base])} keys each, interleaved")
    print(f"{'':<17}{'median':>10}{'p95':>10}{'ratio':>9}")
    for name, times in seen.items():
        tail = sorted(times)[int(0.95 * (len(times) - 1))]
        ratio = medians[name] / medians[base]
        print(f"{name:<17}{medians[name] * 1000:>7.1f} ms{tail * 1000:>7.1f} ms{ratio:>8.2f}x")
    print(f"{'target':<17}{target:>28.2f}x")
    return max(medians.values()) / medians[base]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 when the target is missed."""
    parser = parser_of("keypress", __doc__)
    parser.add_argument("keys", nargs="?", type=int, default=60, help="in each (default 60)")
    keys = parser.parse_args(argv).keys
    with tempfile.TemporaryDirectory() as folder:
        home, bare = Path(folder) / "home", Path(folder) / "bare.py"
        busy = Path(folder) / "busy.py"
        bare.write_text(_BARE)
        busy.write_text(_BUSY)
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env |= {"INTERVIEWER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.environ["INTERVIEWER_HOME"] = str(home)
        fill(sessions=2)
        compileall.compile_dir(ROOT / "interviewer", quiet=1)
        practice = [sys.executable, "-m", "interviewer.cli.main", "practice", "--exam"]
        rest = Terminal([sys.executable, str(bare)], env)
        own = Terminal(practice, env)
        grading = Terminal([sys.executable, str(busy)], env)
        seen: dict[str, list[float]] = {"bare": [], "composer": [], "while grading": []}
        try:
            rest.wait_for(b"bare text area")
            for terminal in (own, grading):
                terminal.wait_for(b"Write your answer")
                terminal.settle(1.0)
            grading.send(b"\x1b[200~" + _ANSWER.encode() + b"\x1b[201~")
            grading.settle()
            grading.send(b"\x13")
            grading.wait_for(b"Grading your answer")
            grading.settle(1.0)
            for number in range(keys):
                key = _KEYS[number % len(_KEYS)]
                seen["bare"].append(press(rest, key))
                seen["composer"].append(press(own, key))
                seen["while grading"].append(press(grading, key))
        finally:
            for terminal in (rest, own, grading):
                terminal.close()
    return int(print_times(seen, "bare", _TARGET) > _TARGET)


if __name__ == "__main__":
    sys.exit(main())
