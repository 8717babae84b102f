"""No process that is started to help is interrupted before it can leave Ctrl+C to its parent."""

import signal
import subprocess
import sys
from pathlib import Path

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


# Whoever reads the errors of a program reads on until the last process that shares them is gone.
ENDS = """
import os, signal, sys
from interviewer.grading.trial.processes import spread

if __name__ == "__main__":
    for number, result in spread(abs, range(10**6), 2):
        print(number == result, flush=True)
        os.kill(os.getpid(), int(sys.argv[1]))
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_processes_end_with_the_program_and_say_nothing(tmp_path: Path, sign: int) -> None:
    program = tmp_path / "ends.py"
    program.write_text(ENDS)
    done = subprocess.run(
        [sys.executable, program, str(int(sign))], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (-sign, "True\n", "")
