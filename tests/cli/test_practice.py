"""Whole interviews in the line mode, as a script or a screen reader leads them."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.installed import typed
from interviewer.report.report import Report
from interviewer.report.share import shared
from tests.cli.conftest import COMMAND, Run
from tests.sample_bank import sample_item

VARIANCE = sample_item("variance").rubric
RECALL = sample_item("recall").rubric
TWO = ("--question", "variance", "--question", "recall")
SCRIPT = f"""{VARIANCE.model_answer}
.
/hint
can you repeat the question
.
{RECALL.criteria[0].statement}
.
{RECALL.criteria[1].statement}
.
"""


@pytest.fixture
def practise(run: Run, bank_dir: Path) -> Run:
    def practise_it(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
        return run("practice", "--plain", "--bank", bank_dir, *arguments, **options)

    return practise_it


def last(run: Run) -> Report:
    return Report.model_validate_json(run("report", "--format", "json").stdout)


@pytest.mark.parametrize("mode", ["coach", "exam"])
def test_a_scripted_interview_from_the_first_question_to_every_report(
    run: Run, practise: Run, tmp_path: Path, mode: str
) -> None:
    done = practise(f"--{mode}", *TWO, said=SCRIPT)
    assert (done.returncode, done.stderr) == (0, "")
    talk, _, review = done.stdout.partition("What would you tell me about recall?")
    assert ("you said: \u201cVariance is the average" in talk) == (mode == "coach")
    assert "you said: \u201cMissed positives" in review
    assert "Begin with what recall is." in review
    assert review.count("What would you tell me about recall?") == 1, "said again on request"
    assert "Say more about 2, please?" in review
    assert "2 asked, 2 graded." in review
    assert "is not finished" not in review

    (row,) = json.loads(run("history", "--json").stdout)
    assert (row["asked"], row["answered"], row["finished"]) == (2, 2, "completed")
    assert (row["mode"], row["areas"]) == (mode, ["evaluation", "statistics"])
    assert row["id"] in run("history").stdout

    report = last(run)
    assert report.score == row["score"] is not None
    assert report.turns[0].score is not None
    assert report.turns[0].score > 0.8
    assert [c.help for c in report.turns[1].criteria] == ["after a hint", "after a hint"]
    assert report.turns[1].hints == 1
    assert report.turns[1].answers[1].probes == "point-2"

    for name in ("md", "html", "json", "csv", "anki", "pdf"):
        shown = run("report", row["id"], "--format", name)
        file = tmp_path / f"report.{name}"
        written = run("report", "--last", "--format", name, "--output", file)
        assert (shown.returncode, written.returncode) == (0, 0)
        assert written.stdout.strip() == str(file)
        content = file.read_bytes().decode("utf-8", "replace")
        assert content.replace("\r\n", "\n") == shown.stdout.replace("\r\n", "\n")

    share = run("report", "--share", "--format", "json").stdout
    assert Report.model_validate_json(share) == shared(report)
    assert row["id"] not in share

    again = run("regrade", row["id"], "--grader", "offline")
    assert again.returncode == 0
    assert again.stdout.startswith("3 answers judged: ")
    assert last(run).score == report.score
    assert "is finished" in run("resume", row["id"]).stderr


def test_the_same_seed_asks_the_same_questions_whatever_was_asked_before(
    run: Run, practise: Run
) -> None:
    asked = []
    for _ in range(2):
        practise(
            *("--seed", "5", "--questions", "3", "--area", "statistics", "--probes", "0"),
            said="It has to do with the data.\n.\n" * 3,
        )
        asked.append([turn.question_id for turn in last(run).turns])
    assert asked[0] == asked[1]
    assert len(set(asked[0])) == 3
    assert {turn.area for turn in last(run).turns} == {"statistics"}


@pytest.mark.parametrize(
    ("strong", "level", "told"),
    [
        (True, "advanced", "Your last answer was strong, so this one is harder."),
        (False, "beginner", "Your last answer was weak, so this one is easier."),
    ],
)
def test_an_adaptive_interview_goes_by_the_answers_and_says_why(
    run: Run, practise: Run, bank_dir: Path, strong: bool, level: str, told: str
) -> None:
    arguments = ("--adaptive", "--area", "statistics", "--questions", "2", "--probes", "0")
    practise(*arguments, "--seed", "5", said="/quit\n")
    first = Catalog.load(bank_dir).item(last(run).turns[0].question_id)
    answer = first.rubric.model_answer if strong else "It depends on a lot of things."
    # The same seed begins with the same question, since nothing has been graded yet.
    done = practise(
        *(*arguments, "--seed", "5"), said=f"{answer}\n.\nwhy this question?\n.\n/skip\n"
    )
    assert done.returncode == 0
    assert told in done.stdout
    assert [turn.level for turn in last(run).turns] == ["intermediate", level]


def test_what_is_left_is_resumed_where_it_was(run: Run, practise: Run) -> None:
    left = practise(*TWO, said=f"{VARIANCE.model_answer}\n.\n/quit\n")
    assert left.returncode == 0
    (row,) = json.loads(run("history", "--json").stdout)
    assert left.stdout.count(f"interviewer resume {row['id']}") == 1, "it is told once"
    assert "Unfinished: the score is that of the answers so far." in left.stdout
    done = run("resume", "--plain", said="/idk\n/idk\n")
    assert done.returncode == 0
    report = last(run)
    assert report.session_id == row["id"]
    assert [turn.status for turn in report.turns] == ["graded", "declined"]
    assert report.finished == "completed"


def test_a_blank_line_before_a_command_does_not_make_it_an_answer(run: Run, practise: Run) -> None:
    practise(*TWO, "--probes", "0", said="\n/skip\n\n \nIt is a share.\n\nOf positives.\n.\n")
    first, second = last(run).turns
    assert first.status == "skipped"
    assert [answer.text for answer in second.answers] == ["It is a share.\n\nOf positives.\n"]


def test_input_that_ends_in_the_middle_of_an_answer_keeps_the_answer(
    run: Run, practise: Run
) -> None:
    done = practise(*TWO, said=VARIANCE.criteria[0].statement)
    assert done.returncode == 0
    answer = last(run).turns[0].answers[0]
    assert answer.text == VARIANCE.criteria[0].statement
    assert answer.ungraded is None
    assert done.stdout.count("interviewer resume") == 1


@pytest.mark.parametrize("mode", ["--coach", "--exam"])
def test_what_is_left_before_an_answer_says_once_how_to_go_on(practise: Run, mode: str) -> None:
    left = practise(*TWO, mode, said="/quit\n")
    assert "To continue this interview: interviewer resume" in left.stdout
    assert left.stdout.count("interviewer resume") == 1


def test_a_megabyte_of_answer_is_judged_and_kept(run: Run, practise: Run) -> None:
    answer = VARIANCE.model_answer + "\n" + "and so on and on, word by word\n" * 33_000
    done = practise("--question", "variance", said=f"{answer}.\n")
    assert (done.returncode, done.stderr) == (0, "")
    report = last(run)
    assert report.turns[0].answers[0].text == answer
    assert report.turns[0].status == "graded"


def test_binary_input_is_taken_as_text_and_ends_nothing(run: Run, practise: Run) -> None:
    junk = bytes(range(256)).replace(b"\n", b"").replace(b"\r", b"") * 20
    done = practise("--question", "variance", "--probes", "0", said=junk + b"\n.\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert last(run).turns[0].score == 0
    html = run("report", "--format", "html").stdout
    assert "\x00" not in html
    assert "\x1b" not in html


def test_terminal_escapes_of_an_answer_do_not_come_back_to_the_terminal(practise: Run) -> None:
    said = f"\x1b[2J\x1b]0;owned\x07 {VARIANCE.model_answer} \u202e"
    done = practise("--question", "variance", said=f"{said}\n.\n")
    assert "you said" in done.stdout
    assert not set("\x1b\x07\u202e") & set(done.stdout)


def test_a_command_that_does_not_fit_is_explained(practise: Run) -> None:
    done = practise("--question", "variance", said="/next\n/wat\n/quit\n")
    assert "This is still open" in done.stdout
    assert "or type them. /hint: a hint · " in done.stdout


def test_a_broken_item_is_left_out_with_a_warning(run: Run, practise: Run, bank_dir: Path) -> None:
    (bank_dir / "rubrics" / "statistics" / "variance.yaml").write_text("criteria: [")
    done = practise("--area", "statistics", "--questions", "1", said="/skip\n")
    assert done.returncode == 0
    assert done.stderr.startswith("Left out: ")
    assert "variance.yaml" in done.stderr
    asked_for = practise("--question", "variance")
    assert asked_for.returncode == 2
    assert "variance" in asked_for.stderr


def test_an_empty_bank_is_said_and_the_built_in_items_are_asked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("practice", "--plain", "--bank", tmp_path / "empty", said="/quit\n")
    assert done.returncode == 0
    assert "holds no items" in done.stderr
    assert "Interviewer: " in done.stdout


def test_ctrl_c_stops_with_130_and_the_session_can_be_resumed(
    run: Run, bank_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(bank_dir))  # the shell does not find the program by its name
    arguments = ["practice", "--plain", "--bank", str(bank_dir), *TWO]
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
        text=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(f"{VARIANCE.model_answer}\n.\nthis is only half of a")
        child.stdin.flush()
        assert any("recall" in line for line in iter(child.stdout.readline, ""))
        child.send_signal(signal.SIGINT)
        child.stdout.read()
        complaint = child.stderr.read()
    assert child.returncode == 130
    assert complaint.startswith(f"Stopped. Everything up to here is kept: {typed('resume')} ")
    assert complaint.count("\n") == 1
    assert run("resume", "--plain", said="/skip\n").returncode == 0
    assert [turn.status for turn in last(run).turns] == ["graded", "skipped"]


def test_two_at_once_keep_their_sessions_apart(run: Run, bank_dir: Path) -> None:
    arguments = [*COMMAND, "practice", "--plain", "--bank", str(bank_dir), *TWO]
    children = [
        subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for child in children:
        child.communicate(SCRIPT)
        assert child.returncode == 0
    rows = json.loads(run("history", "--json").stdout)
    assert [row["finished"] for row in rows] == ["completed", "completed"]
    assert rows[0]["score"] == rows[1]["score"]
