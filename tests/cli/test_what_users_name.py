"""Paths, numbers and bytes that cannot be: one line that names them, and the right exit code."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.cli.main import main
from tests.cli.conftest import Run

Refused = Callable[..., str]

NOBODY = "~nosuchuser is nobody's home folder; a file of that name is "


@pytest.fixture
def refused(capfd: pytest.CaptureFixture[str]) -> Refused:
    """Call the command, which must refuse on one line, and return that line."""

    def call(*arguments: str) -> str:
        code = main(arguments)
        told = capfd.readouterr()
        assert (code, told.out) == (2, "")
        assert told.err.count("\n") == 1
        return told.err

    return call


@pytest.mark.parametrize(
    "arguments",
    [
        "practice --bank {}",
        "practice --job {}",
        "grade --input {} --output -",
        "grade --input - --output {}",
        "grade --input - --output - --bank {}",
        "report --output {}",
        "history export {}",
        "history import {}",
        "dispute export {}",
        "progress --html {}",
        "progress --bank {}",
        "serve --bank {}",
        "resume --bank {}",
        "plan --until 2999-12-24 --job {}",
        "plan --until 2999-12-24 --bank {}",
        "bank list --bank {}",
        "bank show accuracy --bank {}",
        "bank check {}",
        "bank new some-item --bank {}",
        "doctor --bank {}",
        "doctor --backup {}",
    ],
)
def test_a_home_folder_of_nobody_is_told(
    refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = refused(*arguments.format("~nosuchuser/x").split())
    assert NOBODY in told
    assert str(tmp_path / "~nosuchuser" / "x") in told


def test_a_working_folder_that_is_gone_is_no_reason_to_fail(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    refused: Refused,
    bank_dir: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main(["bank", "check", "--quick", str(bank_dir)]) == 1
    told = capfd.readouterr()
    assert "7 items checked: " in told.out
    assert told.err == ""
    assert "nosuchuser is nobody's home folder." in refused("bank", "check", "~nosuchuser/x")


def test_what_the_remedy_names_is_taken_as_it_stands(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "~nosuchuser"
    folder.mkdir()
    done = run("report", "--schema", "--output", folder / "schema.json")
    assert done.returncode == 0
    assert (folder / "schema.json").exists()
    assert run("report", "--schema", "--output", "~/schema.json").returncode == 0
    assert (Path(os.environ["HOME"]) / "schema.json").exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('bank = "~nosuchuser/x"', "config.toml: bank: ~nosuchuser is nobody's"),
        ('[speech]\nmodel = "~nosuchuser/x"', "config.toml: speech.model: ~nosuchuser is nobody's"),
        ('bank = "\\u0000"', "config.toml: bank: A path cannot hold a null character."),
        ("questions = 99999999999999999999", "questions: 99999999999999999999 is not allowed."),
        (f"questions = {'9' * 5000}", "config.toml: cannot be read as TOML (Exceeds the limit"),
        ("[speech]\npause_ms = 99999999999999999999", "speech.pause_ms: 99999999999999999999 is"),
    ],
)
def test_a_setting_of_the_file_that_cannot_be_is_told(
    refused: Refused, home: Path, text: str, place: str
) -> None:
    (home / "config.toml").write_text(text)
    for command in ("history", "practice", "resume"):
        assert place in refused(command)


@pytest.mark.parametrize(
    ("variable", "value", "place"),
    [
        ("INTERVIEWER_BANK", "~nosuchuser/x", "INTERVIEWER_BANK: ~nosuchuser is nobody's"),
        ("INTERVIEWER_SPEECH_MODEL", "~nosuchuser", "INTERVIEWER_SPEECH_MODEL: ~nosuchuser is"),
        ("INTERVIEWER_HOME", "~nosuchuser/x", "INTERVIEWER_HOME: ~nosuchuser is nobody's"),
        ("INTERVIEWER_MODEL", "\udcff", r"INTERVIEWER_MODEL: '\udcff' is not UTF-8."),
        ("OPENAI_BASE_URL", "\udcff", r"OPENAI_BASE_URL: '\udcff' is not UTF-8."),
        ("INTERVIEWER_MINUTES", "9" * 20, f"INTERVIEWER_MINUTES: '{'9' * 20}' is not allowed."),
    ],
)
def test_a_variable_that_cannot_be_is_told(
    refused: Refused, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, place: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert refused("history").startswith(place)


@pytest.mark.parametrize(
    "arguments",
    [
        "history --limit {}",
        "progress --sessions {}",
        "practice --seed {}",
        "practice --questions {}",
        "practice --minutes {}",
        "practice --probes {}",
        "plan --until 2999-12-24 --minutes {}",
        "grade --input - --output - --concurrency {}",
        "serve --port {}",
        "speech download tiny.en --stall {}",
    ],
)
@pytest.mark.parametrize("number", ["9" * 20, "-" + "9" * 20])
def test_a_number_of_twenty_digits_is_told(refused: Refused, arguments: str, number: str) -> None:
    words = arguments.format(number).split()
    assert words[-2] in refused(*words[:-2], f"{words[-2]}={number}")


@pytest.mark.parametrize("command", ["report", "resume", "regrade", "practice --retry"])
def test_a_name_that_is_no_utf8_is_nobodys(run: Run, home: Path, command: str) -> None:
    begun = run("practice", "--plain", "--question", "accuracy", said="/quit\n")
    assert begun.returncode == 0
    done = run(*command.split(), "\udcff\udcfe")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(r"There is no session '\udcff\udcfe'.")
    assert done.stderr.count("\n") == 1


def test_a_file_whose_name_is_no_utf8_is_a_file(run: Run, tmp_path: Path, bank_dir: Path) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")
    shutil.copytree(bank_dir, folder)
    done = run("bank", "list", "--bank", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "mean-vs-median" in done.stdout
    for arguments in (
        ("report", "--schema", "--output", f"{folder}/schema.json"),
        ("history", "export", f"{folder}/history.jsonl"),
        ("progress", "--html", f"{folder}/progress.html"),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert Path(arguments[-1]).exists()


def test_the_home_may_have_a_name_that_is_no_utf8(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    done = run("practice", "--plain", "--question", "accuracy", said="/quit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert run("history").stdout.count("\n") == 1
    assert run("doctor").stderr == ""


def test_what_is_printed_of_a_path_steers_no_terminal(run: Run, tmp_path: Path) -> None:
    name = tmp_path / "\x1b[31mred\u202e.json"
    done = run("report", "--schema", "--output", name)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert name.exists()


@pytest.mark.parametrize("below", ["", "/below/it"])
@pytest.mark.parametrize("command", ["history", "practice", "bank list", "speech list", "resume"])
def test_a_home_that_is_a_file_is_told(
    refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, below: str
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    monkeypatch.setenv("INTERVIEWER_HOME", f"{file}{below}")
    assert refused(*command.split()) == (
        f"{file} is not a folder, but settings and sessions belong in {file}{below}. "
        "Set INTERVIEWER_HOME to a folder.\n"
    )
    assert file.read_text() == "mine"


def test_a_value_of_two_hyphens_is_no_value(refused: Refused) -> None:
    for arguments in (["plan", "--until=--"], ["doctor", "--backup=--"], ["practice", "--bank=--"]):
        told = f"interviewer: {arguments[1]} gives no value. Leave it out.\n"
        assert refused(*arguments) == told


def test_a_long_word_is_told_in_short(run: Run) -> None:
    done = run("report", "x" * 100_000)
    assert done.returncode == 1
    assert len(done.stderr) < 600
