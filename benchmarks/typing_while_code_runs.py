"""How long a key press takes to show in the code editor while code runs, against the same at rest.

Two screens show the same coding question; on one of them a program that never ends is being run in
the sandbox, and competes for the processor. Keys are pressed on both in turn, each measured from
the write into the pseudo-terminal to the character on its screen.

    python -m benchmarks.typing_while_code_runs [KEYS]
"""

import compileall
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml

from benchmarks.arguments import parser_of
from benchmarks.keypress import ROOT, press, print_times
from benchmarks.sample_history import fill
from benchmarks.terminal import Terminal

_ITEM = "coding/bpe-merges.yaml"
_ENDLESS = "# \nwhile True:\n    pass\n"
_LONGEST = 60  # seconds: the most that a test may take, so that the run outlasts the keys
_END = b"\x1b[F"
_F9 = b"\x1b[20~"
_TARGET = 1.2
_KEYS = "zqxjvk"  # letters that nothing else on the screen redraws


def bank(folder: Path) -> None:
    """Write a bank of one question, whose starter runs until it is stopped."""
    for part in ("questions", "rubrics"):
        path = folder / part / _ITEM
        path.parent.mkdir(parents=True)
        content = yaml.safe_load((ROOT / part / _ITEM).read_text("utf-8"))
        if part == "questions":
            content["coding"] |= {"starter": _ENDLESS, "limits": {"seconds": _LONGEST}}
        path.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 when the target is missed."""
    parser = parser_of("typing_while_code_runs", __doc__)
    parser.add_argument("keys", nargs="?", type=int, default=40, help="in each, up to 50 (40)")
    keys = min(parser.parse_args(argv).keys, 50)
    with tempfile.TemporaryDirectory() as folder:
        bank(Path(folder) / "bank")
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env["INTERVIEWER_HOME"] = os.environ["INTERVIEWER_HOME"] = f"{folder}/home"
        fill(sessions=2)
        compileall.compile_dir(ROOT / "interviewer", quiet=1)
        practice = [sys.executable, "-m", "interviewer.cli.main", "practice", "--exam"]
        practice += ["--question", Path(_ITEM).stem, "--bank", f"{folder}/bank"]
        seen: dict[str, list[float]] = {"at rest": [], "while code runs": []}
        screens = {name: Terminal(practice, env) for name in seen}
        try:
            for screen in screens.values():
                screen.wait_for(b"F9 runs")
                screen.settle()
                screen.send(_END)
            running = screens["while code runs"]
            running.send(_F9)
            running.wait_for(b"Running")
            running.settle(0.1)
            for number in range(keys):
                for name, screen in screens.items():
                    seen[name].append(press(screen, _KEYS[number % len(_KEYS)]))
            running.send(_F9)
            running.wait_for(b"Stopped", timeout=10)  # else it was over before the last key
        finally:
            for screen in screens.values():
                screen.close()
    return int(print_times(seen, "at rest", _TARGET) > _TARGET)


if __name__ == "__main__":
    sys.exit(main())
