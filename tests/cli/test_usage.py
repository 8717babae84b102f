"""Wrong usage, missing things and streams that fail: one clear line, the right exit code."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--frobnicate"], "unrecognized arguments: --frobnicate. See 'interviewer --help'"),
        (["interview"], "invalid choice: 'interview'"),
        (["practise"], "'practise'. Did you mean 'practice'? See 'interviewer --help'"),
        (["bank", "lst"], "'lst'. Did you mean 'list'? See 'interviewer bank --help'"),
        (
            ["practice", "--frobnicate"],
            "practice: unrecognized arguments: --frobnicate. See 'interviewer practice --help'",
        ),
        (
            ["bank", "list", "--area", "data"],
            "bank list: unrecognized arguments: --area data. See 'interviewer bank list --help'",
        ),
        (["practice", "--level", "hard"], "invalid choice: 'hard' (choose from "),
        (
            ["practice", "--level", "core"],
            "--level: 'core' is called 'beginner' now; the levels are beginner, intermediate, ",
        ),
        (["practice", "--questions", "many"], "invalid int value: 'many'"),
        (["practice", "--questions", "0"], "--questions: 0 is not allowed. Give a whole number"),
        (["practice", "--minutes", "-1"], "--minutes: -1 is not allowed"),
        (["practice", "--coach", "--exam"], "not allowed with argument"),
        (["practice", "--area", "statistcs"], "no 'statistcs'. Did you mean 'statistics'?"),
        (["practice", "--area", "astrology"], "no 'astrology'. Its areas: algorithms, "),
        (["practice", "--question", "acuracy"], "no question 'acuracy'. Did you mean 'accuracy'?"),
        (["practice", "--grader", "oracle"], "no grader named 'oracle'. Known: "),
        (["practice", "--bank", "/nowhere/at/all"], "--bank: /nowhere/at/all is not a folder"),
        (["report", "x", "--format", "doc"], "no report format named 'doc'. Known: anki, csv"),
        (["practice", "--adaptive", "--question", "accuracy"], "already chosen by --question"),
        (["report", "--format", "doc"], "no report format named 'doc'. Known: anki, csv"),
        (["serve", "--port", "65536"], "--port: 65536 is not allowed. Give a whole number from 0"),
        (["serve", "--tabs", "0"], "--tabs: 0 is not allowed. Give a whole number from 1 to 100"),
        (["report", "some-session", "--last"], "give a SESSION or --last, not both"),
        (["report", "some-session", "--schema"], "--schema takes no session"),
        (["grade"], "required: --input, --output"),
        (["grade", "--input", "/no/file", "--output", "-"], "directory). Give a file of JSON"),
        (["grade", "--input", "-", "--output", "/no/file"], "directory). Give another file"),
        (["grade", "--input", "-", "--output", "-", "--concurrency", "0"], "Give 1 to 256"),
        (["regrade"], "required: SESSION"),
        (["practice", "--question", "\udcff\x1b[31m"], "There is no question"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_line(run: Run, arguments: list[str], complaint: str) -> None:
    done = run(*arguments)
    assert done.stdout == ""
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
    assert done.returncode == 2


def test_the_schema_of_the_report_needs_no_session(run: Run, tmp_path: Path) -> None:
    shown = run("report", "--schema")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert json.loads(shown.stdout)["title"] == "A graded interview report"
    file = tmp_path / "schema.json"
    assert run("report", "--schema", "--output", file).stdout.strip() == str(file)
    assert file.read_text("utf-8") == shown.stdout
    refused = run("report", "--schema", "--output", tmp_path / "no" / "file")
    assert refused.returncode == 1
    assert "the schema cannot be written" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["report"], "There are no sessions yet. 'interviewer practice' starts one."),
        (["resume"], "There is no unfinished interview."),
        (["report", "nope"], "There is no session 'nope'. 'interviewer history' lists"),
        (["resume", "nope"], "There is no session 'nope'"),
        (["regrade", "nope"], "There is no session 'nope'"),
        (["speech", "forget", "nope"], "There is no session 'nope'"),
        (
            ["practice", "--area", "optimisation", "--kind", "behavioural"],
            "No question of the bank",
        ),
    ],
)
def test_what_is_not_there_is_told_in_one_line(
    run: Run, home: Path, arguments: list[str], complaint: str
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(complaint)
    assert done.stderr.count("\n") == 1
    assert not (home / "sessions.sqlite3").exists()


def test_help_and_version(run: Run) -> None:
    for arguments in (["--help"], ["practice", "--help"], ["--version"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        assert "interviewer" in done.stdout
    assert "--plain" in run("practice", "--help").stdout


def test_a_setting_that_cannot_be_stops_every_command_with_its_place(run: Run, home: Path) -> None:
    (home / "config.toml").write_text("questions = 'all'")
    done = run("history")
    assert done.returncode == 2
    assert done.stderr.startswith(f"{home / 'config.toml'}: questions: 'all' is not allowed.")


def test_a_damaged_store_is_told_and_kept(run: Run, home: Path, bank_dir: Path) -> None:
    store = home / "sessions.sqlite3"
    store.write_text("not a database " * 100)
    before = store.read_bytes()
    for arguments in (
        ["history"],
        ["report"],
        ["resume"],
        ["practice", "--plain", "--bank", str(bank_dir)],
    ):
        done = run(*arguments, said="/skip\n")
        assert done.returncode == 1
        assert done.stderr.startswith(f"{store} is damaged")
        assert done.stderr.count("\n") == 1
    assert store.read_bytes() == before


def test_an_unforeseen_error_shows_no_traceback_unless_asked(run: Run, home: Path) -> None:
    (home / "config.toml").mkdir()
    done = run("history")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


# Streams


@pytest.mark.parametrize("command", ["--help", "bank list", "history --json", "doctor"])
def test_a_reader_who_has_gone_is_no_error(run: Run, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = run(*command.split(), stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", ["bank list", "history --json"])
def test_output_that_finds_no_room_is_told(run: Run, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*command.split(), stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith("Standard output cannot be used (No space left on device).")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_lose_nothing(run: Run, bank_dir: Path, closing: str) -> None:
    options = f"practice --plain --bank '{bank_dir}' --question variance --questions 1"
    line = f"exec '{COMMAND[0]}' -m interviewer {options} {closing}"
    done = subprocess.run(["sh", "-c", line], input=b"/skip\n", capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("history").stdout.count("statistics") == 1


def test_a_terminal_without_unicode_gets_what_it_can_show(
    run: Run, bank_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = run(
        *f"practice --plain --bank {bank_dir} --question variance".split(), said="/idk\n/idk\n"
    )
    assert done.returncode == 0
    assert "? missed" in done.stdout
