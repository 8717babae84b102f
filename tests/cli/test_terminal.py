"""The whole of it in a real terminal: answer, be killed, resume, finish, export."""

import csv
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.history.store import Store
from interviewer.interview.events import AnswerGraded, AnswerSubmitted
from interviewer.interview.fold import fold
from interviewer.report.build import build_report
from interviewer.report.coaching import coached
from interviewer.report.report import Report
from interviewer.tui.screens.dialog import CHOOSE
from tests.cli.conftest import Run
from tests.cli.terminals import SEND, Terminal
from tests.sample_bank import sample_item

THREE = ("variance", "recall", "momentum")
DOWN = "\x1b[B"


DRAFT = "A draft that was never sent"


def drafted(home: Path) -> str:
    """Return the draft that is on the disk, or nothing."""
    return "".join(path.read_text() for path in (home / "drafts").glob("*.txt"))


def answer(terminal: Terminal, item_id: str) -> None:
    item = sample_item(item_id)
    terminal.wait_for(item.question.prompt.split()[-1], "send")
    terminal.press(item.rubric.model_answer + SEND)
    terminal.wait_for("Guess before you see", CHOOSE)
    terminal.press("4")
    terminal.wait_for("Feedback", "Your guess: 92", "model answer")


def test_three_questions_a_kill_in_the_middle_a_resume_and_all_reports(
    terminal: Callable[..., Terminal], run: Run, home: Path, bank_dir: Path, tmp_path: Path
) -> None:
    wanted = [part for name in THREE for part in ("--question", name)]
    first = terminal("practice", "--bank", str(bank_dir), "--probes", "0", *wanted)
    for name in THREE[:2]:
        answer(first, name)
        first.press("n")
    first.wait_for(sample_item(THREE[2]).question.prompt.split()[-1])
    first.press(DRAFT)
    first.wait_for(DRAFT)
    first.wait_until(lambda: drafted(home) == DRAFT, "the draft on the disk")
    first.child.kill(signal.SIGKILL)
    first.child.wait()

    store = Store(home / "sessions.sqlite3")
    (row,) = store.rows()
    events = store.events(row.id)
    store.close()
    assert sum(isinstance(event, AnswerSubmitted) for event in events) == 2
    assert sum(isinstance(event, AnswerGraded) for event in events) == 2
    assert (row.answered, row.finished) == (2, None)

    second = terminal("resume", "--bank", str(bank_dir))
    second.wait_for(DRAFT)
    second.press("\x7f" * len(DRAFT))
    answer(second, THREE[2])
    second.press("n")
    second.wait_for("Review", "export")
    exports = tmp_path / "exports"
    for place, name in enumerate(("html", "pdf", "md", "json", "csv", "txt")):
        second.press("e")
        second.wait_for("Export the report")
        second.press(DOWN * place + "\r")
        second.wait_until((exports / f"interview-{row.id}.{name}").exists, name)
        second.wait_for("Report written")
    second.press("\x11")  # ctrl+q
    assert second.ended() == 0

    store = Store(home / "sessions.sqlite3")
    session = fold(store.events(row.id))
    store.close()
    assert store.events(row.id)[: len(events)] == events
    assert session.finished == "completed"
    texts = [sample_item(name).rubric.model_answer for name in THREE]
    assert [given.text for given in session.answers] == texts
    report = coached(build_report(session), session)
    assert report.counts.graded == 3
    files = {path.suffix: path for path in exports.iterdir()}
    assert set(files) == {".html", ".pdf", ".md", ".json", ".csv", ".txt"}
    assert Report.model_validate_json(files[".json"].read_bytes()) == report
    for suffix, path in files.items():
        form = "anki" if suffix == ".txt" else suffix[1:]
        shown = run("report", row.id, "--format", form).stdout
        assert path.read_bytes().decode("utf-8", "replace") == shown
    with files[".csv"].open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert {line["question_id"] for line in rows} == set(THREE)
    assert json.loads(run("history", "--json").stdout)[0]["finished"] == "completed"


def test_a_pdf_is_not_thrown_at_a_terminal(
    terminal: Callable[..., Terminal], run: Run, bank_dir: Path
) -> None:
    run(
        "practice", "--plain", "--bank", bank_dir, "--question", "recall", said="Found.\n.\n/quit\n"
    )
    shown = terminal("report", "--format", "pdf")
    assert shown.ended() == 2
    said = bytes(shown.child.before or b"")
    assert b"Give --output FILE." in said
    assert b"%PDF" not in said


@pytest.mark.parametrize("key", ["\x03", "\x04", "\x11"], ids=["ctrl+c", "ctrl+d", "ctrl+q"])
def test_the_home_screen_is_left_by_every_usual_key(
    terminal: Callable[..., Terminal], run: Run, key: str
) -> None:
    home_screen = terminal()
    home_screen.wait_for("start", "quit")
    home_screen.press(key)
    assert home_screen.ended() in (0, 130)


def test_keys_that_arrive_in_one_read_act_in_their_order(
    terminal: Callable[..., Terminal], bank_dir: Path
) -> None:
    screen = terminal("practice", "--bank", str(bank_dir), "--question", THREE[0])
    screen.wait_for(sample_item(THREE[0]).question.prompt, "Write your answer")
    screen.press("biased")
    screen.wait_for("biased")
    screen.press("\x7f\x7f\x7fabc")
    screen.wait_for("biaabc")
    left, word_left, home = "\x1b[D", "\x1b[1;5D", "\x1b[H"
    screen.press(f"\x7f\x7f{left}{left}x\x7fy{home}un\x1b[F z{word_left}{word_left}\x7fm")
    screen.wait_for("munbiyaa z")
    screen.press("\x01\x0bnothing\x13")  # to the start, delete the line, send: one read
    screen.wait_for("nothing", "Interviewer · follow-up")


KEYS_WHILE_IT_LOADS = """
import select, sys
class Loading:
    def find_spec(self, name, path=None, target=None):
        if name == "interviewer.engine":
            sys.meta_path.remove(self)
            print("Loading", flush=True)
            select.select([0], [], [])
sys.meta_path.insert(0, Loading())
from interviewer.cli.start import main
sys.exit(main())
"""


def test_what_is_typed_and_sent_before_the_program_draws_is_the_answer(
    terminal: Callable[..., Terminal], bank_dir: Path
) -> None:
    begun = terminal(
        *("practice", "--bank", str(bank_dir), "--question", "variance"),
        program=(sys.executable, "-c", KEYS_WHILE_IT_LOADS),
    )
    begun.wait_for("Loading")
    # Enter is a line feed for as long as the terminal edits lines, and ctrl+s would hold it.
    begun.press(f"surtd\rhplbq{SEND}\r")
    begun.wait_for("surtd", "hplbq", "Interviewer · follow-up")
    assert "surtdhplbq" not in begun.text


def test_what_is_typed_ahead_goes_to_what_the_key_before_opens(
    terminal: Callable[..., Terminal],
) -> None:
    screen = terminal()
    screen.wait_for("start", "quit")
    screen.press("b")
    screen.wait_for("filter by words", "pruning")
    screen.press("/gradiz\x7fent")
    screen.wait_until(lambda: "pruning" not in screen.text, "filtered list")
    screen.wait_for("Compare AdaBoost with gradient boosting")
