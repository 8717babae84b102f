"""The real command in a process of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from tests.cli.terminals import PROGRAM, Terminal

COMMAND = (sys.executable, "-m", "interviewer")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the built-in items, made once for all tests."""
    folder = tmp_path_factory.mktemp("index")
    Catalog((built_in_root(),), folder)
    return folder


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
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
def run(home: Path, indexed: Path) -> Run:
    """Run ``interviewer`` with arguments and ``said`` on standard input, whatever it returns."""
    shutil.copytree(indexed, home / "cache")

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
