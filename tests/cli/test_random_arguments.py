"""Whatever the arguments: one line of complaint, the right exit code, nothing lost."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from interviewer.cli.parser import COMMANDS
from interviewer.history.store import Store
from tests.cli import random_arguments
from tests.cli.conftest import Run

SEED = os.environ.get("FUZZ_SEED", "1")
LISTS = os.environ.get("FUZZ_LISTS", "200")
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("command", COMMANDS)
def test_random_arguments_of(
    command: str,
    run: Run,
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
    done = subprocess.run(
        [sys.executable, random_arguments.__file__, SEED, LISTS, command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    tried = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(tried) == int(LISTS)
    for one in tried:
        about = {key: one[key] for key in ("arguments", "code", "complaint")}
        complaint, told = one["complaint"], one["told"]
        assert one["code"] in (0, 1, 2), about
        assert "Traceback" not in complaint, about
        assert "unforeseen" not in complaint, about
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
