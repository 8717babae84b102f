"""Formats, job descriptions, retries, guesses and the plan, from the command line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest

from interviewer.interview.events import SessionConfig
from interviewer.interview.formats import planned
from interviewer.report.report import Report
from tests.cli.conftest import COMMAND, Run
from tests.sample_bank import sample_item

JOB = "We want\n- Kubernetes and model monitoring\n- statistics\n- PCA is a plus\n"


def last(run: Run) -> Report:
    return Report.model_validate_json(run("report", "--format", "json").stdout)


def test_a_format_brings_its_stages_and_a_flag_wins_over_its_pace(run: Run) -> None:
    done = run(
        *("practice", "--plain", "--format", "mixed-loop", "--questions", "4"),
        *("--seed", "1"),
        said="/skip\n" * 4,
    )
    assert done.returncode == 0, done.stderr
    assert "Mixed loop, 4 questions in" in done.stdout
    assert "Welcome. Let us begin with your own work." in done.stdout
    report = last(run)
    kinds = [turn.kind for turn in report.turns]
    # Which items a seed picks changes with the bank; which kinds a stage may ask does not.
    experience, theory, code, *_ = SessionConfig.model_validate(planned("mixed-loop")).stages
    assert "coding" not in theory.kinds
    for kind, stage in zip(kinds, (experience, theory, theory, code), strict=True):
        assert kind in stage.kinds
    assert report.format == "mixed-loop"


@pytest.mark.parametrize("from_input", [False, True])
def test_a_job_description_weighs_the_areas_and_shows_what_it_matched(
    run: Run, tmp_path: Path, from_input: bool
) -> None:
    file = tmp_path / "job.txt"
    file.write_text(JOB)
    options = ("practice", "--plain", "--questions", "3", "--job", "-" if from_input else file)
    done = run(*options, said=(f"{JOB}.\n" if from_input else "") + "/skip\n" * 3)
    assert done.returncode == 0, done.stderr
    assert "Kubernetes and model monitoring" in done.stdout
    assert "mlops: Kubernetes, model monitoring" in done.stdout
    assert "PCA is a plus (nice to have)" in done.stdout
    report = last(run)
    assert {turn.area for turn in report.turns} <= {"mlops", "statistics", "algorithms"}
    assert sum(one.weight for one in report.focus) == pytest.approx(1, abs=0.01)
    assert "Areas by a job description" in run("report", "--format", "md").stdout


def test_a_retry_shows_what_each_criterion_gained(run: Run, bank_dir: Path) -> None:
    rubric = sample_item("variance").rubric
    first = ("practice", "--plain", "--bank", bank_dir, "--probes", "0", "--question", "variance")
    run(*first, said="Today the weather is fine, and the train was late.\n.\n")
    again = ("practice", "--plain", "--bank", bank_dir, "--probes", "0", "--retry")
    done = run(*again, said=f"{rubric.model_answer}\n.\n")
    assert done.returncode == 0, done.stderr
    assert "(0 of 100): 2 criteria better." in done.stdout
    assert "▲ was missed" in done.stdout
    change = last(run).turns[0].change
    assert change is not None
    assert change.session_id is not None
    assert "▲ was missed" in run("report", "--format", "md").stdout
    wrong = run("practice", "--retry", change.session_id, "--question", "overfitting")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "did not ask overfitting" in wrong.stderr


def test_a_person_at_a_terminal_is_asked_for_a_guess(
    run: Run, bank_dir: Path, tmp_path: Path
) -> None:
    arguments = [*COMMAND[1:], "practice", "--plain", "--bank", str(bank_dir), "--probes", "0"]
    child = pexpect.spawn(
        COMMAND[0],
        [*arguments, "--question", "variance"],
        cwd=str(tmp_path),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("about variance")
    child.sendline(sample_item("variance").rubric.model_answer)
    child.sendline(".")
    child.expect("Guess your score, 0 to 100")
    child.sendline("a lot")
    child.expect("A guess is a number from 0 to 100")
    child.expect("Guess your score, 0 to 100")
    child.sendline("40")
    child.expect("Your guess: 40, [0-9]+ too low")
    child.expect("Enter continues")
    child.sendline("")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "1 guess of your own" in run("calibration").stdout
    assert json.loads(run("calibration", "--json").stdout)["estimates"] == 1


def test_the_plan_names_a_command_for_every_day(run: Run, tmp_path: Path) -> None:
    (tmp_path / "job.txt").write_text(JOB)
    # Two days away in every zone of the earth at whatever hour this runs, give or take one.
    until = (datetime.now(UTC) + timedelta(days=9)).date()
    done = run("plan", "--until", f"{until}", "--job", tmp_path / "job.txt", "--json")
    days = json.loads(done.stdout)
    assert len(days) in (8, 9, 10)
    assert days[-1]["kind"] == "eve"
    assert {area for day in days for area in day["areas"]} <= {"mlops", "statistics", "algorithms"}
    assert all(day["command"].startswith("interviewer practice ") for day in days)
    shown = run("plan", "--until", f"{until}", "--job", tmp_path / "job.txt").stdout
    assert "mlops: Kubernetes, model monitoring" in shown
    assert days[0]["command"] in shown


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["practice", "--format", "chat"], "invalid choice: 'chat'"),
        (["practice", "--format", "ml-theory", "--question", "accuracy"], "Give one of the two"),
        (["practice", "--job", "/no/file"], "/no/file cannot be read"),
        (["practice", "--job", "-"], "nothing in standard input names an area of the bank"),
        (["plan", "--until", "tomorrow"], "--until: 'tomorrow' is not a date"),
        (["plan", "--until", "2001-01-01"], "2001-01-01 is not a day to plan for"),
        (["plan", "--until", "2026-12-24", "--minutes", "1"], "--minutes: 1 is not allowed"),
        (["plan", "--until", "2026-12-24", "--area", "x"], "the bank has no 'x'"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_line(run: Run, arguments: list[str], complaint: str) -> None:
    done = run(*arguments)
    assert complaint in done.stderr
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
