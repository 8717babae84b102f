"""``interviewer doctor``: what works, and how to mend what does not."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def test_a_sound_installation(run: Run, home: Path, bank_dir: Path) -> None:
    done = run("doctor", "--bank", bank_dir)
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("settings", "bank", "store", "grader"):
        assert f"✓ {name}: " in done.stdout
    assert "offline" in done.stdout
    assert "(created with the first session)" in done.stdout
    assert not (home / "sessions.sqlite3").exists()


def test_a_grader_is_not_blamed_for_tests_that_nobody_ran(run: Run, bank_dir: Path) -> None:
    for name in ("questions", "rubrics"):
        text = (ROOT / name / "coding" / "adam-step.yaml").read_text(encoding="utf-8")
        text = text.replace("area: coding", "area: a-first-area")
        (bank_dir / name / "a-first-area").mkdir()
        (bank_dir / name / "a-first-area" / "adam-step.yaml").write_text(text, encoding="utf-8")
    done = run("doctor", "--bank", bank_dir)
    assert done.returncode == 0, done.stdout
    score = re.search(r"✓ grader: offline 3 gives a model answer (\d+) of 100", done.stdout)
    assert score is not None
    assert int(score[1]) >= 90


def test_everything_that_is_wrong_is_told_at_once(run: Run, home: Path, bank_dir: Path) -> None:
    (home / "sessions.sqlite3").write_text("no database " * 99)
    (bank_dir / "rubrics" / "statistics" / "variance.yaml").unlink()
    done = run("doctor", "--bank", bank_dir)
    assert done.returncode == 1
    assert re.search(r"✗ bank: \d+ items?, but 1 problem, the first: ", done.stdout)
    assert f"'interviewer bank check {bank_dir}' shows them all." in done.stdout
    assert "✗ store: " in done.stdout
    assert "is damaged" in done.stdout
    assert "✓ grader: " in done.stdout


def test_settings_that_cannot_be_are_told(run: Run, home: Path) -> None:
    (home / "config.toml").write_text("theme = 'pink'")
    done = run("doctor")
    assert done.returncode == 1
    assert "theme: 'pink' is not allowed. Give dark or light." in done.stdout


def test_a_grader_that_cannot_be_is_told_once(run: Run, bank_dir: Path) -> None:
    done = run("doctor", "--grader", "foo", "--bank", bank_dir)
    assert done.returncode == 1
    assert done.stdout.count("There is no grader named 'foo'.") == 1
    assert "✗ grader: There is no grader named 'foo'." in done.stdout


def test_without_a_voice_what_speech_needs_is_told_and_fails_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    done = run("doctor")
    assert done.returncode == 0
    assert "– speech model: The speech model base.en is not here." in done.stdout
    assert "'interviewer speech download base.en' fetches it" in done.stdout
    done = run("doctor", "--voice")
    assert done.returncode == 1
    assert "✗ speech model: " in done.stdout
    assert done.stderr == ""
