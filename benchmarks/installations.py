"""Installs the program with make, pipx and uv, each afresh, and follows the remedies it names.

For each way: installs without extras, asks for the browser and for speech, runs word for word what
the program says to type, and asks again. Needs git, make and a package index; nothing is fetched
from a model hub. Everything lies in a temporary folder. Exits with 1 if a remedy does not help.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.arguments import parser_of

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = {"make": "make -C ", "pipx": "pipx inject ", "uv": "uv tool install "}
_REMEDY = re.compile(r"Install (?:it|them) with: (.+)")
_PATIENCE = 600  # seconds that an installation may take


class Machine:
    """A folder that stands for a user's machine: a checkout, a home, and the tools on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checkout = folder / "checkout"
        tools = folder / "tools"
        subprocess.run([sys.executable, "-m", "venv", tools], check=True)
        self._environment = {
            **os.environ,
            "HOME": str(folder / "home"),
            "PATH": f"{folder / 'bin'}:{tools / 'bin'}:{os.environ['PATH']}",
            "PIPX_HOME": str(folder / "pipx"),
            "PIPX_BIN_DIR": str(folder / "bin"),
            "UV_TOOL_DIR": str(folder / "uv"),
            "UV_TOOL_BIN_DIR": str(folder / "bin"),
            "INTERVIEWER_HOME": str(folder / "home"),
            "HF_ENDPOINT": "http://127.0.0.1:9",
        }
        (folder / "home").mkdir()
        _copy_checkout(self.checkout)
        self.run(f"'{tools}/bin/python' -m pip install --quiet pipx uv")

    def run(self, line: str) -> str:
        """Run a shell line in the home folder; returns what it printed, whatever its exit code."""
        done = subprocess.run(
            line,
            shell=True,
            cwd=self.folder / "home",
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        return done.stdout

    def serving(self, line: str) -> bool:
        """Run a shell line until it prints the interviewer's address, then press Ctrl+C."""
        process = subprocess.Popen(
            line,
            shell=True,
            cwd=self.folder / "home",
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        served = any("The interviewer is at " in told for told in process.stdout)
        if served:
            os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=_PATIENCE)
        return served


def _copy_checkout(target: Path) -> None:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def by_make(machine: Machine) -> str:
    """Install as ``make run`` does, and return the command."""
    machine.run(f"make -C '{machine.checkout}' .venv/.run")
    return str(machine.checkout / ".venv" / "bin" / "interviewer")


def by_pipx(machine: Machine) -> str:
    """Install as the README says, and return the command."""
    machine.run(f"cd '{machine.checkout}' && pipx install .")
    return "interviewer"


def by_uv(machine: Machine) -> str:
    """Install as the README says, and return the command."""
    machine.run(f"cd '{machine.checkout}' && uv tool install .")
    return "interviewer"


WAYS: dict[str, Callable[[Machine], str]] = {"make": by_make, "pipx": by_pipx, "uv": by_uv}


def follow(name: str, machine: Machine) -> list[str]:
    """Install in one way and follow the remedies it prints; returns what went wrong."""
    command = WAYS[name](machine)
    wrong: list[str] = []
    missing = machine.run(f"{command} serve --port 0")
    remedy = _REMEDY.search(missing)
    if remedy is None or not remedy[1].startswith(EXPECTED[name]):
        return [f"serve: {missing}"]
    print(f"  browser: {remedy[1]}")
    if name == "make":
        if not machine.serving(remedy[1]):
            wrong.append("the remedy for the browser does not serve")
    else:
        machine.run(remedy[1])
    if not machine.serving(f"exec {command} serve --port 0"):
        wrong.append("with the browser's packages it does not serve")
    missing = machine.run(f"{command} doctor")
    remedy = _REMEDY.search(missing)
    if remedy is None or not remedy[1].startswith(EXPECTED[name]):
        return [*wrong, f"doctor: {missing}"]
    print(f"  speech:  {remedy[1]}")
    machine.run(remedy[1])
    after = machine.run(f"{command} doctor --voice")
    if _REMEDY.search(after) or "microphone:" not in after:
        wrong.append(f"speech: {after}")
    if not machine.serving(f"exec {command} serve --port 0"):
        wrong.append("what the browser needs is gone")
    return wrong


def main(argv: Sequence[str] | None = None) -> int:
    """Try the ways named on the command line, or all; returns the exit code."""
    parser = parser_of("installations", __doc__)
    parser.add_argument("ways", nargs="*", metavar="WAY", help=f"{', '.join(WAYS)} (default: all)")
    ways = parser.parse_args(argv).ways or WAYS
    if unknown := set(ways).difference(WAYS):
        parser.error(f"no such way: {', '.join(sorted(unknown))}")
    failed = 0
    for name in ways:
        with tempfile.TemporaryDirectory(prefix="installations-") as folder:
            begun = time.monotonic()
            print(f"{name}:")
            wrong = follow(name, Machine(Path(folder)))
            for each in wrong:
                print(f"  WRONG {each}")
            failed += bool(wrong)
            print(f"  {'wrong' if wrong else 'right'} after {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
