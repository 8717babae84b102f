"""``interviewer code``: shows a question, runs a file, and tells by its exit code."""

import io
import json
import sys
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def solution(tmp_path: Path) -> Path:
    coding = Catalog.load().item("top-n-with-ties").question.coding
    assert coding is not None
    path = tmp_path / "query.sql"
    path.write_text(coding.solution, "utf-8")
    return path


def test_run_tells_of_the_shown_tests_alone(solution: Path, capsys: Capture) -> None:
    assert main(["code", "run", "top-n-with-ties", str(solution)]) == 0
    out = capsys.readouterr().out
    assert "✓ two-regions" in out
    assert "tie-for-first" not in out
    assert "1 of 1 tests passed" in out


def test_hidden_tests_are_run_as_on_submission(solution: Path, capsys: Capture) -> None:
    assert main(["code", "run", "top-n-with-ties", str(solution), "--hidden", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["passed"], told["tests"]) == (5, 5)
    assert {"name", "status", "message", "detail", "call", "trace", "seconds"} == set(
        told["results"][0]
    )


def test_a_test_that_fails_gives_exit_code_one(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_text("SELECT region, seller, amount FROM sales", "utf-8")
    assert main(["code", "run", "top-n-with-ties", str(tmp_path / "q.sql")]) == 1
    out = capsys.readouterr().out
    assert "✗ two-regions: The two best sellers" in out
    assert "7 rows, expected 4" in out


def test_code_comes_from_standard_input_too(
    solution: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(solution.read_bytes())))
    assert main(["code", "run", "top-n-with-ties", "-"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "top-n-with-ties", "{tmp}/none.sql"], "cannot be read"),
        (["run", "top-n-with-ties", "{tmp}"], "cannot be read"),
        (["run", "top-n-with-ties", "{tmp}/binary"], "is not UTF-8 text"),
        (["run", "overfitting", "{tmp}/binary"], "is talked through"),
        (["show", "overfitting"], "is talked through"),
        (["run", "top-n-with-ties"], "FILE"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    arguments: list[str], said: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert main(["code", *(one.format(tmp=tmp_path) for one in arguments)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_code_that_is_too_long_is_called_that_wherever_it_is_cut(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "long.sql"
    path.write_text("x" + "é" * 300_000, "utf-8")
    assert main(["code", "run", "top-n-with-ties", str(path)]) != 0
    assert "more than 100,000 characters" in capsys.readouterr().err


def test_show_tells_what_may_be_known_before(capsys: Capture) -> None:
    assert main(["code", "show", "stable-softmax"]) == 0
    out = capsys.readouterr().out
    assert "def softmax(scores):" in out
    assert "close(softmax(np.array([1.0, 2.0, 3.0]))" in out
    assert "# close: within 0.0001, absolute or relative" in out
    assert "What the interviewer answers when asked:\n- " in out
    assert "rows-far-apart" not in out
    assert "keepdims" not in out
    assert main(["code", "show", "stable-softmax", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["language"], told["hidden"], len(told["shown"])) == ("python", 6, 2)
    assert told["clarifications"]
    assert "solution" not in told
