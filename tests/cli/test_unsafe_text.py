"""Text from outside steers no terminal, whatever command shows it, to a screen or into a pipe."""

import json
import os
import re
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.grade import Grade, Span, Verdict
from interviewer.history.store import Store
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    Event,
    QuestionAsked,
    SessionConfig,
    SessionFinished,
    SessionStarted,
)
from interviewer.text.display import drawn, in_json
from interviewer.userdata.locations import data_dir
from tests.cli.conftest import Run
from tests.history.logs import append
from tests.sample_bank import sample_item

BIDI = "\u202eevil\u202c \u2066x\u2069 \u200f\u061c"
HOSTILE = f"say \x9b31m\x85\x90q\x9c \x7f \x1b]0;owned\x07 {BIDI}"
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SESSION = "20260102-030405-abcd"


def shown(run: Run, *arguments: str | Path, said: str = "", code: int = 0) -> str:
    """Return what a command prints, which holds nothing that a terminal would obey."""
    done = run(*arguments, said=said)
    assert done.returncode == code, done.stderr
    assert not UNSAFE.findall((done.stdout + done.stderr).replace("\r\n", "\n"))
    return str(done.stdout)


@pytest.fixture
def stored(home: Path) -> str:
    """A finished session of which everything that can be is hostile."""
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    later = at + timedelta(minutes=1)
    item = sample_item("recall")
    answer = f"{HOSTILE} recall"
    verdict = Verdict(
        criterion_id=item.rubric.criteria[0].id,
        level="partial",
        credit=0.5,
        spans=(Span(start=0, end=len(answer), quote=answer),),
        explanation=HOSTILE,
    )
    grade = Grade(
        verdicts=(verdict,),
        grader=HOSTILE,
        grader_version=HOSTILE,
        rubric_version=1,
        model=HOSTILE,
    )
    config = SessionConfig(questions=1, probes=0, grader=HOSTILE)
    events: list[Event] = [
        SessionStarted(at=at, session_id=SESSION, config=config, app_version=HOSTILE),
        QuestionAsked(at=at, turn=1, item=item),
        AnswerSubmitted(at=later, turn=1, answer_id=1, text=answer),
        AnswerGraded(at=later, answer_id=1, outcome=grade),
        SessionFinished(at=later, reason="completed"),
    ]
    home.mkdir(exist_ok=True)
    with closing(Store(data_dir() / "sessions.sqlite3")) as store:
        append(store, events)
    return answer


def test_lines_of_grade_keep_every_text_and_show_none_of_it_raw(run: Run, bank_dir: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": HOSTILE, "question_id": "recall", "answer": f"{HOSTILE} Recall is a share."},
        {"id": "half \ud800", "question_id": "recall", "answer": "half a character \ud800"},
        {"id": HOSTILE, "question_id": HOSTILE, "answer": "x"},
        {"id": HOSTILE, HOSTILE: 1},
    ]
    said = "".join(json.dumps(row) + "\n" for row in rows)
    command = ("grade", "--input", "-", "--output", "-", "--bank", bank_dir)
    out = shown(run, *command, said=said, code=1)
    assert [json.loads(line)["id"] for line in out.splitlines()] == [row["id"] for row in rows]


@pytest.mark.parametrize("name", ["md", "html", "csv", "anki", "json"])
def test_a_report_shows_nothing_raw(run: Run, stored: str, name: str) -> None:
    out = shown(run, "report", SESSION, "--format", name)
    if name == "json":
        assert json.loads(out)["turns"][0]["answers"][0]["text"] == stored


def test_the_history_shows_nothing_raw(run: Run, stored: str) -> None:
    (row,) = json.loads(shown(run, "history", "--json"))
    assert row["grader"] == HOSTILE
    shown(run, "history")
    shown(run, "progress")
    shown(run, "progress", "--json")
    exported = shown(run, "history", "export", "-").splitlines()
    assert json.loads(exported[1])["events"][2]["text"] == stored


def test_a_bank_shows_nothing_raw(run: Run, bank_dir: Path) -> None:
    path = next(bank_dir.glob("questions/*/recall.yaml"))
    data = yaml.safe_load(path.read_text("utf-8"))
    data["prompt"] = f"What is recall {BIDI}?"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    listed = json.loads(shown(run, "bank", "list", "--json", "--bank", bank_dir))
    assert data["prompt"] in [row["prompt"] for row in listed]
    shown(run, "bank", "list", "--bank", bank_dir)
    shown(run, "bank", "show", "recall", "--bank", bank_dir)
    path.write_text(f"id: [{BIDI}", "utf-8")
    shown(run, "bank", "check", bank_dir, code=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("grade", "--input", HOSTILE, "--output", "-"),
        ("report", HOSTILE),
        ("resume", HOSTILE),
        ("history", "delete", HOSTILE, "--yes"),
        ("history", "import", HOSTILE),
        ("bank", "show", HOSTILE),
        ("bank", "check", HOSTILE),
        ("practice", "--area", HOSTILE),
        ("practice", "--job", HOSTILE),
        (HOSTILE,),
        (f"--{HOSTILE}",),
    ],
)
def test_a_complaint_shows_nothing_raw(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode in (1, 2)
    assert done.stderr.count("\n") == 1
    assert not UNSAFE.findall(done.stdout + done.stderr)


@pytest.mark.parametrize("command", ["report", "history export", "doctor --backup"])
def test_where_a_file_was_written_shows_nothing_raw(
    run: Run, stored: str, tmp_path: Path, command: str
) -> None:
    target = tmp_path / f"x{BIDI}\x9b31m"
    options = ("--output", target) if command == "report" else (target,)
    done = run(*command.split(), *options)
    assert target.exists(), done.stderr
    assert not UNSAFE.findall(done.stdout + done.stderr)


def in_terminal(*command: str) -> str:
    """Return all that a program writes to a terminal of its own."""
    child: pexpect.spawn[bytes] = pexpect.spawn(command[0], list(command[1:]), env=os.environ)
    child.expect(pexpect.EOF, timeout=30)
    output = child.before
    assert isinstance(output, bytes)
    return output.decode()


def test_a_terminal_gets_what_a_pipe_gets(run: Run, stored: str) -> None:
    output = in_terminal(
        *(sys.executable, "-m", "interviewer", "report", SESSION, "--format", "json")
    )
    assert json.loads(output)["turns"][0]["answers"][0]["text"] == stored
    assert not UNSAFE.findall(output.replace("\r\n", "\n"))


SCREEN = f"""
from textual.app import App, ComposeResult
from textual.widgets import Static
from interviewer.tui.driver import TolerantDriver

class Shown(App):
    def compose(self) -> ComposeResult:
        yield Static({HOSTILE.replace(chr(27), "")!r} + " end", markup=False)

    def on_mount(self) -> None:
        self.set_timer(0.2, self.exit)

Shown(driver_class=TolerantDriver).run()
"""


def test_the_full_screen_draws_nothing_that_is_not_its_own(tmp_path: Path) -> None:
    program = tmp_path / "shown.py"
    program.write_text(SCREEN, "utf-8")
    output = in_terminal(sys.executable, str(program))
    assert "end" in output
    assert not re.findall("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", output)


@given(st.text(alphabet=st.sampled_from([*HOSTILE, "\\", '"', "\ud800", "\n"])))
def test_escaped_json_reads_as_before(text: str) -> None:
    escaped = in_json(json.dumps({text: text}, ensure_ascii=False))
    assert json.loads(escaped) == {text: text}
    assert not UNSAFE.findall(escaped)
    escaped.encode()


def test_what_draws_the_screen_keeps_its_escape_sequences() -> None:
    assert drawn("\x1b[31m\x9b31mred\u202e\x1b[0m") == "\x1b[31m31mred\x1b[0m"
