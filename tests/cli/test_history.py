"""``history`` with its actions, ``practice --due`` and ``doctor --backup``, as processes."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.engine import Engine, utc_now
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import Settings
from tests.cli.conftest import Run
from tests.tui.steps import led


@pytest.fixture
def missed(run: Run) -> Run:
    """A history of one session, ten days old, with missed points."""
    engine = Engine(Settings(), clock=lambda: utc_now() - timedelta(days=10))
    config = SessionConfig(question_ids=("accuracy",), questions=1, probes=0)
    asyncio.run(led(engine, config, lambda _: "I have never heard of it, honestly."))
    engine.store.close()
    return run


def session_ids(run: Run) -> list[str]:
    return [row["id"] for row in json.loads(run("history", "--json").stdout)]


def test_a_session_that_has_asked_nothing_is_listed_with_all_areas(run: Run) -> None:
    engine = Engine(Settings())
    engine.start(SessionConfig())
    engine.store.close()
    (line,) = run("history").stdout.splitlines()
    assert line.endswith("  0/5  open       all areas")


def test_due_points_are_asked_with_their_question_before_them(missed: Run, home: Path) -> None:
    done = missed(
        "practice", "--due", "--plain", "--questions", "2", said="A number.\n.\nA number.\n.\n"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("“How is a classifier's accuracy defined, and when would you") == 2
    assert "2 asked, 2 graded" in done.stdout
    outcomes = Engine(Settings()).store.outcomes()
    assert {one.question_id for one in outcomes} == {"accuracy"}


def test_nothing_due_is_said_and_is_no_failure(run: Run) -> None:
    done = run("practice", "--due")
    assert (done.returncode, done.stdout) == (0, "Nothing is due for review.\n")
    run("practice", "--plain", "--question", "accuracy", "--probes", "0", said="A number.\n.\n")
    done = run("practice", "--due")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing is due for review. The next point is due on ")


def test_what_is_due_is_limited_like_any_practice(missed: Run) -> None:
    done = missed("practice", "--due", "--area", "statistics")
    assert done.stdout.startswith("Nothing is due for review.")


def test_due_and_question_exclude_each_other(run: Run) -> None:
    done = run("practice", "--due", "--question", "overfitting")
    assert done.returncode == 2
    assert done.stderr.startswith("practice: --due chooses its questions")


def test_a_part_of_a_question_can_be_asked_for(run: Run) -> None:
    done = run("practice", "--plain", "--question", "accuracy#ignores-costs", said="A number.\n.\n")
    assert done.returncode == 0, done.stderr
    assert "which kind of mistake was made?" in done.stdout
    wrong = run("practice", "--plain", "--question", "accuracy#nonsense")
    assert wrong.returncode == 2
    assert "no follow-up on 'nonsense'" in wrong.stderr


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_a_history_is_carried_to_another_machine(
    missed: Run, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, file = missed, tmp_path / name
    before = session_ids(run)
    done = run("history", "export", file)
    assert done.stdout == f"1 session written to {file}\n"
    assert run("history", "import", file).stdout == "0 sessions imported, 1 already stored\n"
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "elsewhere"))
    assert session_ids(run) == []
    assert run("history", "import", "-", said=file.read_bytes()).stdout == "1 session imported\n"
    assert session_ids(run) == before
    assert run("history", "export", "-").stdout.count("\n") == 3
    assert "accuracy" in run("report", before[0]).stdout


def test_everything_is_carried_to_another_machine(
    missed: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, file = missed, tmp_path / "all.zip"
    (home / "config.toml").write_text("questions = 3\n")
    (home / "interview-day.json").write_text("{}")
    assert run("history", "export", file).stdout == f"1 session and 2 files written to {file}\n"
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "elsewhere"))
    done = run("history", "import", file)
    assert done.stdout.splitlines() == [
        "1 session imported",
        "1 file imported",
        "config.toml was not imported; look at it in the file, then give --settings.",
    ]
    (tmp_path / "elsewhere" / "interview-day.json").write_text("{ }")
    done = run("history", "import", file, "--settings")
    assert done.stdout.splitlines() == [
        "0 sessions imported, 1 already stored",
        "1 file imported",
        "Kept your own interview-day.json, which differs.",
    ]
    assert (tmp_path / "elsewhere" / "config.toml").read_text() == "questions = 3\n"


def test_everything_in_a_pipe_is_refused_with_what_to_do(missed: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    missed("history", "export", file)
    done = missed("history", "import", "-", said=file.read_bytes())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("A .zip cannot be read from a pipe. Name its file.\n")


def test_settings_and_items_are_asked_for_of_a_bundle_only(missed: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    missed("history", "export", file)
    for option in ("--settings", "--items"):
        done = missed("history", "import", file, option)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{option}: this file holds sessions only" in done.stderr


def test_items_that_replace_built_in_questions_are_taken_when_asked_for(
    missed: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, file = missed, tmp_path / "all.zip"
    own = home / "bank" / "questions" / "evaluation" / "accuracy.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("id: accuracy\n")
    run("history", "export", file)
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path / "elsewhere"))
    done = run("history", "import", file)
    assert done.stdout.splitlines()[-2:] == [
        "Not imported, because they replace built-in questions: accuracy.",
        "Look at them in the file, then give --items.",
    ]
    assert not (tmp_path / "elsewhere" / "bank").exists()
    done = run("history", "import", file, "--items")
    assert done.stdout.splitlines()[-1] == "These replace built-in questions: accuracy."
    assert (tmp_path / "elsewhere" / "bank" / "questions" / "evaluation" / own.name).exists()


def test_an_export_is_its_owners_alone_and_follows_no_laid_out_link(
    missed: Run, tmp_path: Path
) -> None:
    (tmp_path / "victim").write_text("untouched")
    for name in ("all.jsonl", "all.zip"):
        (tmp_path / f".{name}.part").symlink_to(tmp_path / "victim")
        done = missed("history", "export", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "victim").read_text() == "untouched"


def test_a_file_that_is_no_history_is_refused_in_one_line(missed: Run, tmp_path: Path) -> None:
    before = session_ids(missed)
    (tmp_path / "notes").write_text("my \x1b[31mnotes\n")
    done = missed("history", "import", tmp_path / "notes")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Nothing has been imported" in done.stderr
    for wrong in (tmp_path / "none", tmp_path):
        done = missed("history", "import", wrong)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert session_ids(missed) == before


def test_an_export_that_cannot_be_written_leaves_what_was_there(
    missed: Run, tmp_path: Path
) -> None:
    done = missed("history", "export", tmp_path / "no" / "such" / "folder")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_session_is_deleted_only_when_that_is_confirmed(missed: Run) -> None:
    (session,) = session_ids(missed)
    refused = missed("history", "delete", session)
    assert (refused.returncode, session_ids(missed)) == (2, [session])
    assert "Give --yes" in refused.stderr
    assert missed("history", "delete", session, "--yes").returncode == 0
    assert session_ids(missed) == []
    again = missed("history", "delete", session, "--yes")
    assert again.returncode == 1
    assert "There is no session" in again.stderr


def test_doctor_copies_the_store_to_a_new_file(missed: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    done = missed("doctor", "--backup", target)
    assert (done.returncode, done.stdout) == (0, f"1 session copied to {target}\n")
    again = missed("doctor", "--backup", target)
    assert again.returncode == 2
    assert "already exists" in again.stderr


def test_there_is_nothing_to_copy_before_the_first_session(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--backup", tmp_path / "copy.sqlite3")
    assert done.returncode == 1
    assert "nothing to copy yet" in done.stderr
    assert not (tmp_path / "copy.sqlite3").exists()


def test_an_exam_tells_no_score_before_it_is_over(run: Run, bank_dir: Path) -> None:
    options = ("--plain", "--exam", "--bank", bank_dir, "--probes", "0")
    two = ("--question", "variance", "--question", "recall")
    run("practice", *options, *two, said="It is the spread of the values.\n.\n/quit\n")
    (row,) = json.loads(run("history", "--json").stdout)
    assert (row["finished"], row["answered"], row["score"]) == (None, 1, None)
    run("resume", row["id"], "--plain", "--bank", bank_dir, said="It is a share.\n.\n")
    (row,) = json.loads(run("history", "--json").stdout)
    assert row["finished"] == "completed"
    assert row["score"] is not None
