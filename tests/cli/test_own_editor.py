"""An answer written in the user's own editor, on the screen and line by line."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.report.report import Report
from tests.cli.conftest import Run
from tests.cli.terminals import Terminal

OPEN = "\x0f"  # ctrl+o
START = ("practice", "--plain", "--question", "overfitting", "--probes", "0")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set an editor: a shell script that is given the file as ``$1``."""

    def use(script: str) -> None:
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("VISUAL", str(path))

    return use


def answers(run: Run) -> list[str]:
    report = Report.model_validate_json(run("report", "--format", "json").stdout)
    return [answer.text for answer in report.turns[0].answers]


def test_the_composer_is_edited_outside_and_read_back(
    terminal: Callable[..., Terminal], editor: Callable[[str], None], bank_dir: Path
) -> None:
    editor('printf "Now look: "; sed -i s/spread/scatter/ "$1"; echo "a second line" >> "$1"')
    screen = terminal("practice", "--bank", str(bank_dir), "--question", "variance")
    screen.wait_for("Write your answer")
    screen.press("It is the spread.")
    screen.wait_for("It is the spread.")
    screen.press(OPEN)
    screen.wait_for("It is the scatter.", "a second line")
    screen.press("!")
    screen.wait_for("a second line!")
    screen.press("\x1a")  # ctrl+z takes the last word back, then what came from the editor
    screen.wait_until(lambda: "line!" not in screen.text, "undo")
    screen.press("\x1a")
    screen.wait_for("It is the spread.")


@pytest.mark.parametrize(
    ("command", "told"),
    [("sh -c 'exit 3'", "sh ended with exit code 3."), ("no-such-editor", "no command here")],
)
def test_an_editor_that_fails_is_told_in_a_line_and_the_text_is_kept(
    terminal: Callable[..., Terminal],
    bank_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    told: str,
) -> None:
    monkeypatch.setenv("VISUAL", command)
    screen = terminal("practice", "--bank", str(bank_dir), "--question", "variance")
    screen.wait_for("Write your answer")
    screen.press("It is the spread.")
    screen.wait_for("It is the spread.")
    screen.press(OPEN)
    screen.wait_for(told, "It is the spread.")


def test_line_by_line_an_answer_is_begun_and_edited_outside(
    run: Run, editor: Callable[[str], None]
) -> None:
    editor('echo "Variance is the average squared distance from the mean." >> "$1"')
    done = run(*START, said="/edit\nIt has squared units.\n.\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Your unfinished answer:" in done.stdout
    assert answers(run) == [
        "Variance is the average squared distance from the mean.\nIt has squared units.\n"
    ]


def test_line_by_line_a_failing_editor_is_told_in_a_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    done = run(*START, said="/edit\nIt is spread.\n.\n")
    assert done.returncode == 0
    assert "VISUAL is 'no-such-editor', which is no command here." in done.stdout
    assert answers(run) == ["It is spread.\n"]


@pytest.mark.parametrize("then", ["/forget\n", ".\n/hint\n"])
def test_line_by_line_an_edited_answer_that_is_gone_does_not_come_back(
    run: Run, editor: Callable[[str], None], then: str
) -> None:
    editor('echo "It is spread." >> "$1"')
    two = ("--exam", "--question", "variance-error", "--question", "overfitting", "--probes", "0")
    assert run("practice", "--plain", *two, said=f"/edit\n{then}").returncode == 0
    assert "Your unfinished answer" not in run("resume", "--plain", said="").stdout
