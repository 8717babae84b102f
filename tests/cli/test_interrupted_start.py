"""Ctrl+C while a command is still loading: one line, and the exit code of an interruption.

The moments are imports and files being opened, counted from the program's first line, so that the
same ones are tried on every machine; benchmarks/interrupted_starts.py tries real time.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.cli import INTERRUPTED
from interviewer.cli.parser import COMMANDS

MOMENTS = 4
ARGUMENTS = {
    "practice": ["--plain"],
    "grade": ["--input", "-", "--output", "-"],
    "report": ["--schema"],
    "serve": ["--port", "99999"],
    "regrade": ["no-session"],
    "plan": ["--until", "2999-12-24"],
    "bank": ["list", "--json"],
    "speech": ["list"],
    "completion": ["bash"],
}
INTERRUPT = """
import os, signal, sys
moment, seen = int(sys.argv.pop(1)), 0
def count(event, arguments):
    global seen
    if event in ("import", "open"):
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGINT)
from interviewer.cli.start import main
sys.addaudithook(count)
code = main()
if moment == 0:
    print(seen, file=sys.stderr)
sys.exit(code)
"""


def interrupted(moment: int, command: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    words = [command, *ARGUMENTS.get(command, [])]
    return subprocess.run(
        [sys.executable, "-c", INTERRUPT, str(moment), *words],
        cwd=cwd,
        input="/quit\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_ctrl_c_while_it_starts_is_one_line(command: str, tmp_path: Path, indexed: None) -> None:
    whole = interrupted(0, command, tmp_path)
    events = int(whole.stderr.splitlines()[-1])
    dice = random.Random(command)
    for moment in sorted(dice.sample(range(1, events), MOMENTS)):
        done = interrupted(moment, command, tmp_path)
        about = json.dumps({"moment": moment, "of": events, "said": done.stderr})
        if done.returncode == -2:  # it was done, and the interpreter was winding up
            assert done.stderr.splitlines() == whole.stderr.splitlines()[:-1], about
        else:
            assert done.returncode == 130, about
            # An interview that has begun names itself.
            told = (INTERRUPTED, "Stopped. Everything up to here is kept: interviewer resume ")
            assert done.stderr.startswith(told), about
            assert done.stderr.count("\n") == 1, about
    after = interrupted(0, "bank", tmp_path)  # nothing half made was kept
    assert (after.returncode, after.stderr.count("\n")) == (0, 1)
