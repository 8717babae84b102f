"""The real command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminals import PROGRAM, Terminal

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
        each.child.close(force=True)


@pytest.fixture
def run(indexed: None) -> Run:
    """Run ``interviewer`` with arguments and ``said`` on standard input, whatever it returns."""

    def run_it(
        *arguments: str | Path,
        said: str | bytes = "",
        command: tuple[str, ...] = COMMAND,
        **options: Any,
    ) -> "subprocess.CompletedProcess[str]":
        if "stdin" not in options:
            options["input"] = said if isinstance(said, bytes) else said.encode()
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        done = subprocess.run(
            [*command, *map(str, arguments)], env=os.environ, check=False, timeout=60, **options
        )
        return subprocess.CompletedProcess(
            done.args,
            done.returncode,
            *((part or b"").decode("utf-8", "replace") for part in (done.stdout, done.stderr)),
        )

    return run_it
