"""No command replaces a file unasked: each that writes one, as a process."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ANSWER = '{"id": "1", "question_id": "accuracy", "answer": "It hides the minority class."}\n'


@pytest.fixture
def practised(run: Run, bank_dir: Path) -> Run:
    """One session is stored."""
    said = "It hides the minority class.\n.\n"
    done = run("practice", "--plain", "--bank", bank_dir, "--question", "accuracy", said=said)
    assert done.returncode == 0, done.stderr
    return run


def test_a_file_is_replaced_with_force_only(practised: Run, bank_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "mine"
    for command, there in (
        ("report --last --output", file),
        ("report --schema --output", file),
        ("progress --html", file),
        (f"grade --input - --bank {bank_dir} --output", file),
        ("history export", file),
        ("history export", folder / "mine.gz"),
        ("history export", folder / "mine.zip"),
        ("doctor --backup", file),
    ):
        line = *command.split(), there
        there.write_text("mine")
        refused = practised(*line, said=ANSWER)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr == (
            f"{there} already exists. Choose another name, or give --force to replace it.\n"
        )
        assert there.read_text() == "mine"
        done = practised(*line, "--force", said=ANSWER)
        assert (done.returncode, done.stderr) == (0, "")
        assert there.read_bytes() != b"mine"
    assert len(list(folder.iterdir())) == 3
    # A device holds nothing that could be lost.
    assert practised("report", "--last", "--output", "/dev/null").returncode == 0
    assert practised("history", "export", "/dev/null").returncode == 0
    assert practised("grade", "--input", "-", "--output", "/dev/null").returncode == 0


def test_no_copy_of_the_store_takes_its_own_place(practised: Run, home: Path) -> None:
    store = home / "sessions.sqlite3"
    done = practised("doctor", "--backup", store, "--force")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--backup: this is the store itself. Name another file.\n"
    assert "accuracy" in practised("report", "--last").stdout
