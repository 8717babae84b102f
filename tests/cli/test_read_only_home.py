"""A home that cannot be written: what is there is shown, and what cannot be kept is told."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer.history.store import Store
from tests.cli.conftest import COMMAND, Run
from tests.cli.terminals import Terminal

TOLD = "cannot be written: what is there can be looked at, but nothing new is kept. "
REMEDY = "Make its folder writable, or set INTERVIEWER_HOME to one that is."
# Root may write anywhere, unless it gives that away.
PLAIN_USER = (
    ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override", *COMMAND)
    if os.geteuid() == 0
    else COMMAND
)
pytestmark = pytest.mark.skipif(
    shutil.which(PLAIN_USER[0]) is None, reason="setpriv makes root a user like others"
)


def close(home: Path) -> None:
    for path in (home, *home.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)


@pytest.fixture
def closed(run: Run, home: Path, bank_dir: Path) -> Iterator[Path]:
    """A home with a finished session and one left half-way, that nobody may write to."""
    options = ("practice", "--plain", "--bank", bank_dir, "--question")
    answer = "Variance is the average squared distance from the mean.\n.\n/skip\n"
    assert run(*options, "variance", said=answer).returncode == 0
    assert run(*options, "recall", said="/quit\n").returncode == 0
    close(home)
    yield home
    for path in (home, *home.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def contents(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def test_what_is_there_is_shown(run: Run, closed: Path, tmp_path: Path) -> None:
    before = contents(closed)
    listed = run("history", "--json", command=PLAIN_USER)
    assert (listed.returncode, listed.stderr) == (0, "")
    ids = [row["id"] for row in json.loads(listed.stdout)]
    assert len(ids) == 2
    for arguments in (
        ("report", ids[1], "--format", "md"),
        ("report", ids[0]),
        ("progress",),
        ("progress", "--json"),
        ("calibration",),
        ("plan", "--until", "2999-12-24"),
        ("bank", "list"),
        ("speech", "list"),
        ("history", "export", tmp_path / "out.zip"),
        ("doctor", "--backup", tmp_path / "copy.sqlite3"),
    ):
        done = run(*arguments, command=PLAIN_USER)
        assert "Traceback" not in done.stderr
        if arguments[0] == "plan":  # no day so far away can be planned for
            assert done.returncode == 2
        else:
            assert (done.returncode, done.stderr) == (0, ""), arguments
    assert set(Store(tmp_path / "copy.sqlite3").ids()) == set(ids)
    assert contents(closed) == before


def test_entries_that_only_the_write_ahead_log_holds_are_shown(
    run: Run, home: Path, bank_dir: Path
) -> None:
    begun = subprocess.Popen(
        [*COMMAND, "practice", "--plain", "--bank", str(bank_dir), "--question", "variance"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert begun.stdout is not None
    assert any(line.startswith(b"Interviewer:") for line in iter(begun.stdout.readline, b""))
    begun.send_signal(signal.SIGKILL)
    begun.communicate()
    assert (home / "sessions.sqlite3-wal").stat().st_size > 0
    (home / "sessions.sqlite3-shm").unlink()
    close(home)
    listed = run("history", "--json", command=PLAIN_USER)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [row["asked"] for row in json.loads(listed.stdout)] == [1]
    home.chmod(0o700)


def test_what_an_older_version_left_is_shown(run: Run, closed: Path) -> None:
    import sqlite3

    closed.chmod(0o700)
    with sqlite3.connect(closed / "sessions.sqlite3") as store:
        store.execute("UPDATE session SET derived = 0")
    store.close()
    close(closed)
    done = run("progress", command=PLAIN_USER)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 question" in done.stdout


def test_what_cannot_be_kept_is_told_before_it_is_begun(
    run: Run, closed: Path, tmp_path: Path
) -> None:
    before = contents(closed)
    archive = tmp_path / "archive.jsonl"
    finished = json.loads(run("history", "--json", command=PLAIN_USER).stdout)[1]["id"]
    assert run("history", "export", archive, command=PLAIN_USER).returncode == 0
    for arguments in (
        ("practice", "--plain"),
        ("resume", "--plain"),
        ("regrade", finished),
        ("history", "delete", finished, "--yes"),
        ("history", "import", archive),
    ):
        done = run(*arguments, said="/idk\n" * 5, command=PLAIN_USER)
        assert done.returncode == 1
        assert done.stderr == f"{closed / 'sessions.sqlite3'} {TOLD}{REMEDY}\n"
    assert contents(closed) == before


def test_the_doctor_tells_it(run: Run, closed: Path) -> None:
    done = run("doctor", command=PLAIN_USER)
    assert done.returncode == 1
    assert f"✗ store: {closed / 'sessions.sqlite3'} {TOLD}{REMEDY}" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["history", "progress", "bank list", "resume", "practice"])
def test_a_home_that_cannot_be_made_is_told_where_it_is_needed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    monkeypatch.setenv("INTERVIEWER_HOME", str(folder / "home"))
    done = run(*command.split(), said="/idk\n", command=PLAIN_USER)
    assert "Traceback" not in done.stderr
    if command == "practice":
        assert done.returncode == 1
        assert done.stderr == f"{folder / 'home' / 'sessions.sqlite3'} {TOLD}{REMEDY}\n"
    else:
        assert done.returncode == (1 if command == "resume" else 0)
        assert done.stderr.count("\n") <= 1


def test_the_full_screen_shows_what_is_there_and_tells_it(closed: Path, tmp_path: Path) -> None:
    before = contents(closed)
    terminal = Terminal((), tmp_path, PLAIN_USER)
    terminal.wait_for("nothing new is kept", "2 sessions")
    terminal.press("\r")
    terminal.wait_for("nothing new is kept")
    terminal.press("\x11")
    assert terminal.ended() == 0
    assert contents(closed) == before
