"""What is printed on Ctrl+C at random moments of the first 0.3 s of every headless command.

``python -m benchmarks.interrupted_starts [STARTS]``. A traceback without the
program's ``main`` in it comes from Python's own start: 15 to 25 ms in which the interpreter and the
installer's script load, and the program does not run yet. Exits with 1 on any other traceback.
"""

import os
import random
import re
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.cli import INTERRUPTED

SECONDS = 0.3
_AT_ONE_HOME = 25
COMMANDS = (
    "practice --plain",
    "grade --input - --output -",
    "report --schema",
    "history",
    "progress",
    "serve --port 0",
    "resume --plain",
    "regrade no-session",
    "plan --until 2999-12-24",
    "calibration",
    "bank list",
    "speech list",
    "doctor",
)


def outcome(command: str, delay: float, home: str) -> str:
    """Start a command, interrupt it after ``delay`` seconds, and return the outcome in words."""
    process = subprocess.Popen(
        [Path(sysconfig.get_path("scripts")) / "interviewer", *command.split()],
        env={**os.environ, "INTERVIEWER_HOME": home},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    if "Traceback" in said or "Exception ignored" in said or "Fatal" in said:
        ours = re.search(r'start\.py", line \d+, in main', said)
        return "a traceback of ours" if ours else "a traceback of Python's start"
    if process.returncode == 130:
        if said.count("\n") == 2 and said.endswith(f"{INTERRUPTED}\n"):
            return "its own line, and then the interruption's"
        return "one line" if said.count("\n") == 1 else f"not one line: {said!r}"
    return "done before" if process.returncode in (0, 1, 2, -signal.SIGINT) else "another exit code"


def main(argv: Sequence[str] | None = None) -> int:
    """Interrupt, count and print; returns the exit code."""
    parser = parser_of("interrupted_starts", __doc__)
    parser.add_argument("starts", nargs="?", type=int, default=500, help="in all (default 500)")
    starts = parser.parse_args(argv).starts
    dice = random.Random(1)
    counts: Counter[str] = Counter()
    for begun in range(0, starts, _AT_ONE_HOME):
        with tempfile.TemporaryDirectory() as home:  # a new one has no index of the bank yet
            for _ in range(min(_AT_ONE_HOME, starts - begun)):
                delay = dice.uniform(0, SECONDS)
                counts[outcome(dice.choice(COMMANDS), delay, home)] += 1
    for name, count in counts.most_common():
        print(f"{count:5} {name}")
    wrong = ("a traceback of ours", "another exit code", "not one line")
    return 1 if any(name.startswith(wrong) for name in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
