"""A public repository of notes, made up for the tests, and what readers found in them."""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTES = """# Notes

**Covariance** tells how two variables
vary together; correlation *divides* it by
both standard deviations.

Another line, about nothing.
"""
FIRST = "Covariance tells how two variables vary together"
SECOND = "correlation divides it by both standard deviations."
CRITERIA = (
    "cov-joint-variation",
    "cov-scale-dependent",
    "corr-standardised",
    "corr-bounded",
    "linear-only",
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a module of training/ as its command line would, in a folder of the test's own."""
    monkeypatch.chdir(tmp_path)

    def start(module: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        words = [*map(str, arguments)]
        code = 0
        try:
            importlib.import_module(f"training.{module}").main(words)
        except SystemExit as ending:
            if isinstance(ending.code, str):
                sys.stderr.write(f"{ending.code}\n")
            code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
        return subprocess.CompletedProcess(words, code, *capsys.readouterr())

    return start


@pytest.fixture
def clones(tmp_path: Path) -> Path:
    """A folder with a clone of the repository of notes."""
    place = tmp_path / "clones" / "somebody" / "notes"
    (place / "ch 1").mkdir(parents=True)
    (place / "ch 1" / "stats.md").write_text(NOTES, "utf-8")
    for command in (
        ["init", "--quiet"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "Notes"],
    ):
        subprocess.run(["git", "-C", str(place), *command], check=True)
    return place.parent.parent


@pytest.fixture
def commit(clones: Path) -> str:
    """The newest commit of the repository of notes."""
    command = ["git", "-C", str(clones / "somebody" / "notes"), "rev-parse", "HEAD"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    """Write JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def rated(identity: str, answer: str, **others: Any) -> dict[str, Any]:
    """Return a rated answer to a question of the bank."""
    return {
        "id": identity,
        "question_id": "covariance-vs-correlation",
        "kind": "written",
        "source": "somebody/notes ch 1/stats.md (2020, trimmed)",
        "licence": "MIT (LICENSE)",
        "answer": answer,
        "marks": [40, 44, 52],
        "made": dict.fromkeys(CRITERIA, 0) | {"cov-joint-variation": 1},
        "quotes": {"cov-joint-variation": "two variables vary together"},
        "stated": [],
        "errors": ["a reader's own words"],
        **others,
    }
