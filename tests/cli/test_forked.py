"""A forked program does what one that is started cold does."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run
from tests.cli.forked import Forked

COLD = (*COMMAND,)
"""The same words, but not the same object: ``run`` starts it cold."""


@pytest.fixture(autouse=True)
def _there(forked: Forked | None) -> None:
    if forked is None:
        pytest.skip("here every program is started cold")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--version"], ""),
        (["--no-such-option"], ""),
        (["bank", "show", "no-such-item"], ""),
        (["bank", "show", "\udcff"], ""),
        (["grade", "--input", "-", "--output", "-"], b"\xff\n"),
        (["practice", "--plain", "--question", "no-such-item"], ""),
    ],
)
def test_streams_and_code_are_the_same(
    run: Run,
    bank_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str | bytes,
) -> None:
    monkeypatch.setenv("INTERVIEWER_BANK", str(bank_dir))
    forked, cold = (run(*arguments, said=said, command=command) for command in (COMMAND, COLD))
    assert (forked.returncode, forked.stdout, forked.stderr) == (
        cold.returncode,
        cold.stdout,
        cold.stderr,
    )
    assert forked.stdout or forked.stderr


def test_each_has_its_own_folder_and_environment(
    run: Run, bank_dir: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listing = run("bank", "list", "--bank", bank_dir.name, cwd=bank_dir.parent)
    assert "variance" in listing.stdout
    assert run("bank", "list", "--bank", bank_dir.name, cwd=tmp_path / "home").returncode == 2
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "other"))
    begun = run("practice", "--plain", "--bank", bank_dir, "--question", "variance", said="/idk\n")
    assert begun.returncode == 0
    assert (tmp_path / "other" / "sessions.sqlite3").exists()
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "third"))
    assert "variance" not in run("history").stdout


def test_one_that_takes_too_long_is_ended(forked: Forked, tmp_path: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        forked.run(["serve", "--port", "0"], b"", tmp_path, timeout=1)
    assert forked.run(["--version"], b"", tmp_path, timeout=60).returncode == 0


def test_what_an_interpreter_reads_at_its_start_needs_a_new_one(
    forked: Forked, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert forked.stands_for(os.environ)
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert not forked.stands_for(os.environ)
