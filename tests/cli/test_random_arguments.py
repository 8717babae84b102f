"""Whatever the arguments: one line of complaint, the right exit code, nothing lost."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.cli.main import UNEXPECTED
from interviewer.cli.parser import COMMANDS
from interviewer.history.store import Store
from tests.cli import random_arguments
from tests.cli.conftest import Run
from tests.conftest import GUARD

SEED = os.environ.get("FUZZ_SEED", "1")
LISTS = os.environ.get("FUZZ_LISTS", "100")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def trying() -> Iterator["subprocess.Popen[str]"]:
    """A process that has imported the program, and tries lists of arguments in forks of it."""
    command = [sys.executable, random_arguments.__file__, SEED, LISTS]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(GUARD)},
    ) as process:  # fmt: skip
        yield process


@pytest.mark.parametrize("command", COMMANDS)
def test_random_arguments_of(
    command: str,
    run: Run,
    trying: "subprocess.Popen[str]",
    bank_dir: Path,
    tmp_path: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = run("practice", "--plain", "--bank", bank_dir, "--question", "variance", said="/idk\n")
    assert begun.returncode == 0, begun.stderr
    before = Store(home / "sessions.sqlite3").ids()
    (tmp_path / "here.txt").write_text("Statistics and recall.\n")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert trying.stdin is not None
    assert trying.stdout is not None
    asked = {"command": command, "folder": str(tmp_path), "environment": dict(os.environ)}
    trying.stdin.write(json.dumps(asked) + "\n")
    trying.stdin.flush()
    tried = [json.loads(line) for line in iter(trying.stdout.readline, "\n") if line]
    assert len(tried) == int(LISTS)
    for one in tried:
        about = {key: one[key] for key in ("arguments", "code", "complaint")}
        complaint, told = one["complaint"], one["told"]
        assert one["code"] in (0, 1, 2), about
        assert "Traceback" not in complaint, about
        assert UNEXPECTED not in complaint, about
        if one["code"] == 2:
            assert complaint.count("\n") == 1, about
            assert len(complaint) < 2500, about
        elif one["code"] == 1:
            assert complaint or told, about
        assert not STEERING.search(complaint), about
        assert one["arguments"][0] == "report" or not STEERING.search(told), about
    kept = Store(home / "sessions.sqlite3")
    assert set(before) <= set(kept.ids())
    for session_id in kept.ids():
        kept.session(session_id)
