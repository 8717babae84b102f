"""How long a key press takes to show in the composer, against a bare Textual TextArea.

Measured from the write into the pseudo-terminal to the character on its screen, interleaved: the
bare text area, the composer at rest, and the composer while the answer just sent is being graded.

    python benchmarks/keypress.py [KEYS]
"""

import compileall
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sample_history import fill
from terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
_BARE = """\
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        yield TextArea(placeholder="bare text area")

Bare().run()
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


def press_while_grading(terminal: Terminal, key: str) -> float:
    """Send an answer and at once press a key; return the seconds until the key shows."""
    terminal.send(b"\x1b[200~" + _ANSWER.encode() + b"\x1b[201~")
    terminal.settle()
    terminal.send(b"\x13")
    # An empty composer tells that the answer is committed and that grading has begun.
    terminal.wait_for(b"Write your answer")
    begun = time.perf_counter()
    terminal.send(key.encode())
    terminal.wait_for(key.encode())
    return time.perf_counter() - begun


def main() -> int:
    """Run the benchmark; 1 when the target is missed."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        home, bare = Path(folder) / "home", Path(folder) / "bare.py"
        bare.write_text(_BARE)
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env |= {"INTERVIEWER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.environ["INTERVIEWER_HOME"] = str(home)
        fill(sessions=2)
        compileall.compile_dir(ROOT / "interviewer", quiet=1)
        practice = [sys.executable, "-m", "interviewer.cli.main", "practice", "--exam"]
        rest = Terminal([sys.executable, str(bare)], env)
        own = Terminal([*practice, "--probes", "0"], env)
        grading = Terminal([*practice, "--probes", "0", "--questions", "30"], env)
        seen: dict[str, list[float]] = {"bare": [], "composer": [], "while grading": []}
        try:
            rest.wait_for(b"bare text area")
            for terminal in (own, grading):
                terminal.wait_for(b"Write your answer")
                terminal.settle(1.0)
            for number in range(keys):
                key = _KEYS[number % len(_KEYS)]
                seen["bare"].append(press(rest, key))
                seen["composer"].append(press(own, key))
                if number < 25:
                    seen["while grading"].append(press_while_grading(grading, key))
        finally:
            for terminal in (rest, own, grading):
                terminal.close()
    medians = {name: statistics.median(times) for name, times in seen.items()}
    print(f"{keys} keys, interleaved; {len(seen['while grading'])} of them while grading")
    print(f"{'':<15}{'median':>10}{'p95':>10}{'ratio':>9}")
    for name, times in seen.items():
        tail = sorted(times)[int(0.95 * (len(times) - 1))]
        ratio = medians[name] / medians["bare"]
        print(f"{name:<15}{medians[name] * 1000:>7.1f} ms{tail * 1000:>7.1f} ms{ratio:>8.2f}x")
    print(f"{'target':<15}{_TARGET:>28.2f}x")
    return int(any(median > _TARGET * medians["bare"] for median in medians.values()))


if __name__ == "__main__":
    sys.exit(main())
