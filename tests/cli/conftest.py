"""The real command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.forked import Forked
from tests.cli.terminals import PROGRAM, Terminal
from tests.conftest import GUARD

COMMAND = (sys.executable, "-m", "interviewer")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def terminal(tmp_path: Path, indexed: None) -> Iterator[Callable[..., Terminal]]:
    """Start ``interviewer`` with arguments in a terminal."""
    started: list[Terminal] = []
    folder = tmp_path / "exports"
    folder.mkdir()

    def start(*arguments: str, program: tuple[str, ...] = PROGRAM) -> Terminal:
        started.append(Terminal(arguments, folder, program))
        return started[-1]

    yield start
    for each in started:
        each.end()


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked | None]:
    """The program, imported; ``None`` where a process cannot safely be forked."""
    if sys.platform != "linux":
        yield None
        return
    made = Forked({**os.environ, "PYTHONPATH": str(GUARD)})
    yield made
    made.close()


@pytest.fixture
def run(indexed: None, forked: Forked | None) -> Run:
    """Run ``interviewer`` with arguments and ``said`` on standard input, whatever it returns.

    With another ``command``, or options of ``subprocess.run``, it is started cold.
    """

    def run_it(
        *arguments: str | Path,
        said: str | bytes = "",
        command: tuple[str, ...] = COMMAND,
        **options: Any,
    ) -> "subprocess.CompletedProcess[str]":
        words = [*map(str, arguments)]
        content = said if isinstance(said, bytes) else said.encode()
        as_usual = command is COMMAND and options.keys() <= {"cwd"}
        if forked is not None and as_usual and forked.stands_for(os.environ):
            done = forked.run(words, content, options.get("cwd", Path.cwd()), timeout=60)
        else:
            if "stdin" not in options:
                options["input"] = content
            options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
            done = subprocess.run(
                [*command, *words], env=os.environ, check=False, timeout=60, **options
            )
        return subprocess.CompletedProcess(
            done.args,
            done.returncode,
            *((part or b"").decode("utf-8", "replace") for part in (done.stdout, done.stderr)),
        )

    return run_it
