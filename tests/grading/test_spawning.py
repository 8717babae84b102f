"""No process that is started to help is interrupted before it can leave Ctrl+C to its parent."""

import subprocess
import sys

import pytest

# The first process of a program is the one that matters: so this is a program of its own.
STARTS = """
import signal, time
from pathlib import Path
from interviewer.grading.spawning import SPAWN, uninterrupted

def blocked(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (mask,) = (line.split()[1] for line in lines if line.startswith("SigBlk:"))
    return bool(int(mask, 16) >> (signal.SIGINT - 1) & 1)

with uninterrupted():
    children = [SPAWN.Process(target=time.sleep, args=(60,)) for _ in range(2)]
    for child in children:
        child.start()
print(*(blocked(child.pid) for child in children), blocked("self"))
for child in children:
    child.kill()
    child.join()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells what is blocked")
def test_ctrl_c_is_put_off_for_the_first_process_as_for_the_next() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTS], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "False"]
