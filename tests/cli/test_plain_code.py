"""A coding question in the line mode: loaded, edited, run, explained, submitted."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.coding import Coding
from interviewer.history.store import Store
from interviewer.report.report import CodeReport, Report
from interviewer.userdata.drafts import take_code
from interviewer.userdata.locations import sessions_path
from interviewer.userdata.presence import last_seen
from tests.cli.conftest import Run
from tests.cli.terminals import Terminal

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n\n"
WRONG = "SELECT region, seller, amount FROM sales\n"
START = ("practice", "--plain", "--question", "top-n-with-ties", "--probes", "0")


@pytest.fixture
def coding() -> Coding:
    found = Catalog.load().item("top-n-with-ties").question.coding
    assert found is not None
    return found


def reported(run: Run) -> tuple[Report, CodeReport]:
    report = Report.model_validate_json(run("report", "--format", "json").stdout)
    code = report.turns[0].code
    assert code is not None
    return report, code


def listed(talk: str) -> list[set[str]]:
    """Return the commands that each call for help listed."""
    helped = re.findall(r"You can say these(.*)\n\nIn the line mode also: (.*)", talk)
    return [set(re.findall(r"(/\w+)[^·]*?: ", " · ".join(both))) for both in helped]


def test_help_lists_what_can_be_typed_now(run: Run) -> None:
    both = ("practice", "--plain", "--probes", "0", "--question", "top-n-with-ties")
    said = "/help\n/code\n/tests\n/run\n/file\n/skip\n/help\nwe need more\n/submit\n"
    done = run(*both, "--question", "p-value", said=f"{said}/quit\n")
    code = {"/file", "/edit", "/code", "/tests", "/run", "/submit"}
    on_code, on_words = listed(done.stdout)
    assert on_code >= code | {"/skip", "/quit", "/help", "/later"}
    assert on_words >= {"/edit", "/skip", "/quit", "/help", "/hint", "/rephrase"}
    assert on_words.isdisjoint(code - {"/edit"})
    # What it did not list is no command there, and so asks for help, or has its reason told.
    assert not {"/scratch", "/next"} & (on_code | on_words)


def test_at_the_feedback_a_slip_is_no_way_on(
    terminal: Callable[..., Terminal], bank_dir: Path
) -> None:
    line = terminal(
        *("practice", "--plain", "--bank", str(bank_dir), "--no-estimate", "--probes", "0"),
        *("--question", "variance"),
    )
    line.wait_for("about variance")
    line.press("It is spread.\r.\r")
    line.wait_for("Enter continues. /retry: answer this again")
    line.press("/help\r")
    line.wait_until(lambda: line.text.count("Enter continues. /retry") == 2, "commands again")
    line.press("It is the squared spread.\r")
    line.wait_for("Not taken: nothing is being asked right now.")
    line.wait_until(lambda: line.text.count("Enter continues. /retry") == 3, "commands again")
    line.press("\r")
    line.wait_for("Report: ")


def test_code_from_a_file_is_run_mended_explained_and_submitted(
    run: Run, coding: Coding, tmp_path: Path
) -> None:
    wrong, right = tmp_path / "wrong.sql", tmp_path / "right.sql"
    wrong.write_text(WRONG, "utf-8")
    right.write_text(coding.solution, "utf-8")
    said = "\n".join(
        (
            f"/file {wrong}",
            "/run",
            f"/file {right}",
            "/run",
            "/hint",
            "I add up the sales of each seller first.",
            ".",
            "RANK gives equal totals the same place.",
            ".",
            "/submit",
        )
    )
    done = run(*START, said=said)
    assert (done.returncode, done.stderr) == (0, "")
    talk = done.stdout
    assert "1  -- Columns of the result" in talk, "the starter has line numbers"
    assert "sales (region TEXT NOT NULL" in talk
    assert talk.index("0 of 1 tests passed") < talk.index("1 of 1 tests passed")
    assert "7 rows, expected 4" in talk
    assert "5 of 5 tests passed in" in talk
    report, code = reported(run)
    assert code.code == coding.solution
    assert [one.passed for one in code.runs] == [0, 1]
    assert code.reference_seconds is not None
    assert report.turns[0].answers[0].text == (
        "I add up the sales of each seller first.\nRANK gives equal totals the same place."
    )
    assert report.turns[0].hints == 1


def test_submitting_without_a_word_is_asked_about_once(run: Run) -> None:
    done = run(*START, said="/submit\n/submit")
    assert done.returncode == 0
    assert "You have not explained it yet" in done.stdout
    assert "0 of 2 tests pass; not: " in done.stdout, "the reason beside a missed point"
    report, code = reported(run)
    assert code.submitted
    assert report.turns[0].answers[0].text == ""


def test_done_is_asked_about_and_said_again_it_submits(run: Run) -> None:
    said = "I rank the totals.\n.\nlet's finish here\n.\nI'm done\n."
    done = run(*START, said=said)
    assert done.returncode == 0
    assert "Shall I submit your code?" in done.stdout
    report, code = reported(run)
    assert code.submitted
    assert report.turns[0].answers[0].text == "I rank the totals."


def test_code_counts_where_its_author_does_not_know_how_to_explain_it(
    run: Run, coding: Coding, tmp_path: Path
) -> None:
    path = tmp_path / "q.sql"
    path.write_text(coding.solution, "utf-8")
    said = f"/file {path}\nIt ranks totals.\n.\nI don't know\n.\n/skip\nI don't know\n."
    done = run(*START, said=said)
    assert (done.returncode, done.stderr) == (0, "")
    assert "a second /skip passes on the question" in done.stdout
    assert "only the explanation is missed" in done.stdout
    report, code = reported(run)
    assert code.submitted
    assert {test.status for test in code.tests} == {"passed"}
    assert report.turns[0].status == "graded"
    assert report.turns[0].answers[0].text == "It ranks totals."


def test_code_and_notes_come_back_with_a_question_left_for_later(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q.sql"
    path.write_text(WRONG, "utf-8")
    said = f"/file {path}\nIt joins nothing.\n.\n/later\nNoise is learnt.\n."
    run(*START, "--question", "overfitting", said=said)
    done = run("resume", "--plain", said=".\n/submit")
    assert done.returncode == 0, done.stderr
    assert f"1  {WRONG.strip()}" in done.stdout
    told = Report.model_validate_json(run("report", "--format", "json").stdout).turns[-1]
    assert told.code is not None
    assert told.code.code == WRONG
    assert told.answers[0].text == "It joins nothing."


def test_the_editor_of_the_user_changes_the_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/amount/0/")
    monkeypatch.delenv("VISUAL", raising=False)
    done = run(*START, said="/edit\n/code\n/submit\n/submit")
    assert done.stdout.count("SELECT region, seller, 0 AS total") == 2
    assert "0 AS total" in reported(run)[1].code


def test_what_was_edited_is_run_and_not_the_file_that_was_read_before(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q.sql").write_text(WRONG, "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("EDITOR", "sed -i s/amount/0/")
    monkeypatch.delenv("VISUAL", raising=False)
    done = run(*START, said="/file ~/q.sql\n/edit\n/run\n/submit\n/submit")
    assert "From now on this is run, and not ~/q.sql" in done.stdout
    assert reported(run)[1].code == WRONG.replace("amount", "0")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/file none.sql", "none.sql cannot be read"),
        ("/file", "/file needs a path"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line_and_nothing_is_lost(
    run: Run, said: str, told: str
) -> None:
    done = run(*START, said=f"{said}\n/code")
    assert done.returncode == 0
    assert told in done.stdout
    assert done.stdout.count("1  -- Columns of the result") == 2


def test_code_and_explanation_are_there_when_the_interview_is_resumed(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "q.sql"
    path.write_text(WRONG, "utf-8")
    run(*START, said=f"/file {path}\nIt joins nothing.\n.\n/quit")
    (session_id,) = Store(sessions_path()).ids()
    assert last_seen(session_id) is not None
    done = run("resume", "--plain", said=".\n/submit\n")
    assert done.returncode == 0, done.stderr
    assert f"1  {WRONG.strip()}" in done.stdout
    report, code = reported(run)
    assert code.code == WRONG
    assert report.turns[0].answers[0].text == "It joins nothing."
    assert take_code(report.session_id, "1.sql") == ""
    assert last_seen(report.session_id) is None


def test_ctrl_c_stops_the_run_or_the_submission_and_not_the_interview(
    terminal: Callable[..., Terminal], run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "q.sql"
    path.write_text(ENDLESS, "utf-8")
    screen = terminal(*START)
    screen.wait_for("/submit: run all tests")
    screen.press(f"/file {path}\n/run\n")
    screen.wait_for("Running 1 test; Ctrl+C stops the run only.")
    screen.press("\x03")
    screen.wait_for("Stopped. The run does not count")
    screen.forget()
    screen.press("It counts for ever.\n.\n/submit\n")
    screen.wait_for("Running 5 tests;")
    screen.press("\x03")
    screen.wait_for("nothing was handed in")
    path.write_text(WRONG, "utf-8")
    screen.press("/run\n")
    screen.wait_for("0 of 1 tests passed")
    screen.press("\x03")
    assert screen.ended() == 130
    assert "Everything up to here is kept" in screen.text
    report, code = reported(run)
    assert [len(code.runs), code.submitted] == [1, False]
    assert report.turns[0].answers == ()
    done = run("resume", "--plain", said="/submit\n")
    assert "Your explanation so far, which /forget drops:\nIt counts for ever." in done.stdout
    report, code = reported(run)
    assert code.code == WRONG, "the file as it was run last"
    assert report.turns[0].answers[0].text == "It counts for ever."
