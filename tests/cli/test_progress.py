"""``interviewer progress`` over sessions that were really led."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import load_settings
from tests.cli.conftest import Run
from tests.tui.steps import led, model_answer

CONFIG = SessionConfig(question_ids=("variance", "recall"), questions=2, probes=0)


@pytest.fixture
async def practised(bank_dir: Path) -> Path:
    """The folder of the bank that two sessions were led with: a blank one, then a perfect one."""
    engine = Engine(load_settings({}, {}), bank=bank_dir)
    await led(engine, CONFIG, lambda _: "That is a long story, I believe.")
    await led(engine, CONFIG, model_answer)
    engine.store.close()
    return bank_dir


def test_without_a_session_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("progress")
    assert (done.returncode, done.stderr) == (0, "")
    assert "interviewer practice" in done.stdout
    page = tmp_path / "page.html"
    assert run("progress", "--html", page).returncode == 0
    assert "interviewer practice" in page.read_text()
    assert json.loads(run("progress", "--json").stdout)["questions"] == 0


def test_newest_sessions_without_a_grade_do_not_hide_that_there_are_others(
    run: Run, practised: Path
) -> None:
    engine = Engine(load_settings({}, {}), bank=practised)
    engine.start(CONFIG)
    engine.store.close()
    assert run("progress", "--sessions", "1", "--bank", practised).stdout == (
        "No graded answers in the newest 1 session; leave out --sessions to see older ones.\n"
    )
    assert run("history", "--limit", "0").stdout == ""


def test_areas_comparison_and_weakest_points(run: Run, practised: Path) -> None:
    done = run("progress", "--bank", practised)
    assert done.returncode == 0
    assert done.stdout.startswith("2 sessions, 4 questions, mean ")
    assert "of 100; practised on 1 of the last 7 days." in done.stdout
    assert " in 2 questions, before that 0 in 2 questions (+" in done.stdout
    assert "Variance is the average squared distance from the mean. (variance: " in done.stdout


def test_what_is_suggested_for_many_due_points_is_a_command_that_works(
    run: Run, home: Path, practised: Path
) -> None:
    (home / "config.toml").write_text("reviews_a_day = 1000")
    with closing(sqlite3.connect(home / "sessions.sqlite3")) as store, store:
        store.executemany(
            "INSERT INTO card SELECT 'variance', ?, 0, 0, 1, 5, NULL",
            [(f"more-{number}",) for number in range(150)],
        )
    lines = run("progress", "--bank", practised).stdout.splitlines()
    (due,) = (line for line in lines if "due for review" in line)
    command = f"interviewer practice --due --questions 100 --bank {practised}"
    assert due.endswith(f"points due for review: {command}")


def test_what_comes_next_is_a_list_of_commands(run: Run, practised: Path) -> None:
    lines = run("progress", "--bank", practised).stdout.splitlines()
    start = lines.index("Practise next:") + 1
    own = [line for line in lines[start:] if line.startswith("  ")]
    assert [line.split(": ")[0].strip() for line in own] == [
        "the weakest points",
        "the weakest area",
    ]
    assert all("interviewer practice --" in line for line in own)
    assert all(line.endswith(f" --bank {practised}") for line in own), "its questions are there"


def test_a_plan_of_ones_own_bank_names_it_in_its_commands(run: Run, bank_dir: Path) -> None:
    until = (datetime.now(UTC) + timedelta(days=3)).date()
    told = run("plan", "--until", f"{until}", "--bank", bank_dir, "--json").stdout
    assert all(day["command"].endswith(f" --bank {bank_dir}") for day in json.loads(told))


def test_the_table_fits_80_columns_and_names_every_level(run: Run, practised: Path) -> None:
    lines = run("progress", "--bank", practised).stdout.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("area"))
    head, first, second = lines[start : start + 3]
    columns = ["area", "asked", "score", "unaided", "beg", "int", "adv", "lately", "change"]
    assert head.split() == columns
    assert max(map(len, (head, first, second))) <= 80
    assert {len(head), len(first), len(second)} == {len(head)}
    for line in (first, second):
        score, beginner, others = line.split()[2], line.split()[4], line.split()[5:7]
        assert (beginner, others) == (score, ["–", "–"])
    assert "beg: beginner questions; int: intermediate questions; adv: adv" in lines[-1]


def test_json_holds_areas_levels_and_criteria_over_time(run: Run, practised: Path) -> None:
    data = json.loads(run("progress", "--json").stdout)
    areas = {area["area"]: area for area in data["areas"]}
    assert areas.keys() == {"evaluation", "statistics"}
    blank, perfect = (mark["score"] for mark in areas["statistics"]["marks"])
    assert blank == 0 < perfect
    assert [level["level"] for level in areas["statistics"]["levels"]] == ["beginner"]
    tries = {(one["question_id"], one["criterion_id"]): one["tries"] for one in data["criteria"]}
    blank, perfect = (each["credit"] for each in tries["variance", "point-1"])
    assert blank == 0 < perfect


def test_only_the_newest_sessions_when_asked(run: Run, practised: Path) -> None:
    data = json.loads(run("progress", "--json", "--sessions", "1").stdout)
    assert (data["sessions"], data["questions"]) == (1, 2)
    assert all(one["standing"] > 0 for one in data["criteria"]), "the perfect one is the newest"


def test_the_page_goes_to_a_file_or_to_standard_output(
    run: Run, practised: Path, tmp_path: Path
) -> None:
    page = tmp_path / "progress.html"
    done = run("progress", "--html", page, "--bank", practised)
    assert done.stdout == f"{page}\n"
    assert page.read_text().count("<svg") == 4
    assert "<svg" in run("progress", "--html", "-").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--sessions", "0"), 2, "'0' is not a whole number from 1 to"),
        (("--json", "--html", "x"), 2, "not allowed with"),
        (("--html", "no/such/folder/x.html"), 1, "the page cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = run("progress", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
