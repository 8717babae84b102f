"""However the program ends, what was written and not sent is kept, and the terminal given back."""

import os
import select
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte
import pytest

from interviewer.cli.main import UNEXPECTED
from interviewer.history.store import Store
from interviewer.interview.events import AnswerSubmitted
from tests.cli.conftest import COMMAND, Run
from tests.cli.terminals import Terminal

Starts = Callable[..., Terminal]
PLACEHOLDER = "Write your answer"
CAUGHT = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


def draft(home: Path) -> str:
    """Return the only draft there is."""
    (file,) = (home / "drafts").glob("*.txt")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file.read_text()


def until_kept(screen: Terminal, home: Path, text: str) -> None:
    def kept() -> bool:
        return any(file.read_text() == text for file in (home / "drafts").glob("*.txt"))

    screen.wait_until(kept, f"draft {text!r}")


def test_a_draft_outlives_every_ending(terminal: Starts, home: Path, bank_dir: Path) -> None:
    bank = ("--bank", str(bank_dir))
    screen = terminal("practice", *bank, "--question", "variance")
    screen.wait_for(PLACEHOLDER)
    written = "".join(f"Line {number}\r" for number in range(12)) + "The last"
    screen.press(written)
    written = written.replace("\r", "\n")
    for sign in CAUGHT:
        screen.wait_for(written.splitlines()[-1])
        screen.child.kill(sign)
        assert screen.ended() == 130, sign.name
        assert screen.was_as_found, sign.name
        assert f"Ended by {sign.name}." in screen.text
        assert draft(home) == written
        screen = terminal("resume", *bank)
        screen.wait_for(written.splitlines()[-1])
        written += f" {sign.name}"
        screen.press(f" {sign.name}")

    until_kept(screen, home, written)
    screen.child.kill(signal.SIGKILL)
    screen.child.wait()
    screen = terminal("resume", *bank)
    screen.wait_for(written.splitlines()[-1])
    screen.press(" closed")
    screen.wait_for("closed")
    screen.close()
    assert draft(home) == f"{written} closed"


@pytest.mark.parametrize("sign", [signal.SIGTSTP, signal.SIGSTOP], ids=["stopped", "stopped hard"])
def test_after_a_stop_the_screen_lives(terminal: Starts, bank_dir: Path, sign: int) -> None:
    screen = terminal("practice", "--bank", str(bank_dir), "--question", "variance")
    screen.wait_for(PLACEHOLDER)
    screen.press("before")
    screen.wait_for("before")
    for word in ("once", "twice"):
        screen.child.kill(sign)
        screen.wait_for_stop()
        screen.wait_until(lambda: sign == signal.SIGSTOP or screen.is_as_found(), "own terminal")
        screen.forget()  # the shell has written over it
        screen.child.kill(signal.SIGCONT)
        screen.wait_for("variance?", "before", "send")
        screen.press(f" {word}")
        screen.wait_for(word)
    screen.child.kill(signal.SIGTERM)
    assert screen.ended() == 130
    assert screen.was_as_found


@pytest.mark.parametrize("quits", [True, False], ids=["tab closed", "server gone"])
def test_a_draft_outlives_its_browser_tab(
    terminal: Starts, home: Path, bank_dir: Path, quits: bool
) -> None:
    (home / "last-choice.json").write_text('{"areas": ["statistics"]}')  # no code, but prose
    tab = subprocess.Popen(
        [*COMMAND, "practice", "--home", "--served", "--bank", str(bank_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,  # what is buffered would not be seen as ready
        env={**os.environ, "COLUMNS": "100", "ROWS": "30"},
    )
    assert tab.stdin is not None
    assert tab.stdout is not None
    stream = pyte.ByteStream(screen := pyte.Screen(100, 30))

    def send(kind: bytes, what: bytes) -> None:
        assert tab.stdin is not None
        tab.stdin.write(kind + len(what).to_bytes(4, "big") + what)
        tab.stdin.flush()

    def taken(size: int) -> bytes:
        assert tab.stdout is not None
        content = b""
        while len(content) < size:
            ready, _, _ = select.select([tab.stdout], [], [], 30)
            assert ready, f"nothing more came; screen: {screen.display}"
            part = tab.stdout.read(size - len(content))
            assert part, f"ended; screen: {screen.display}"
            content += part
        return content

    def shows(wanted: str) -> None:
        deadline = time.monotonic() + 60
        while wanted not in "\n".join(screen.display):
            assert time.monotonic() < deadline, f"no {wanted!r}; screen: {screen.display}"
            kind, size = taken(1), int.from_bytes(taken(4), "big")
            what = taken(size)
            if kind == b"D":
                stream.feed(what)

    assert tab.stdout.readline() == b"__GANGLION__\n"
    shows("start")
    send(b"D", b"s")
    shows(PLACEHOLDER)
    send(b"D", b"Half an answer")
    shows("Half an answer")
    if quits:
        send(b"M", b'{"type": "quit"}')
    tab.stdin.close()
    tab.stdout.read()
    assert tab.wait(30) == 0
    tab.stdout.close()
    assert draft(home) == "Half an answer"
    resumed = terminal("resume", "--bank", str(bank_dir))
    resumed.wait_for("Half an answer")


def test_lines_that_were_not_sent_outlive_a_kill(
    run: Run, terminal: Starts, home: Path, bank_dir: Path
) -> None:
    practice = ("practice", "--plain", "--probes", "0", "--question", "variance")
    screen = terminal(*practice, "--bank", str(bank_dir))
    screen.wait_for("Interviewer:")
    screen.press("It is a mean\nof squares\n")
    until_kept(screen, home, "It is a mean\nof squares\n")
    screen.child.kill(signal.SIGKILL)
    screen.child.wait()

    screen = terminal("resume", "--plain", "--bank", str(bank_dir))
    screen.wait_for("Your unfinished answer: It is a mean of squares", "/forget")
    screen.press("/hint\nof distances\n")
    until_kept(screen, home, "It is a mean\nof squares\nof distances\n")
    screen.child.kill(signal.SIGTERM)
    assert screen.ended() == 130
    assert "interviewer resume" in screen.text

    left = run("resume", "--plain", "--bank", bank_dir)  # no more input: it is sent by nobody
    assert "unfinished answer" in left.stdout
    sent = run("resume", "--plain", "--bank", bank_dir, said="from it.\n.\n")
    assert "Score:" in sent.stdout
    store = Store(home / "sessions.sqlite3")
    (row,) = store.rows()
    answers = [one.text for one in store.events(row.id) if isinstance(one, AnswerSubmitted)]
    store.close()
    assert answers == ["It is a mean\nof squares\nof distances\nfrom it.\n"]
    assert not list((home / "drafts").iterdir())


def test_a_forgotten_draft_is_gone(run: Run, home: Path, bank_dir: Path) -> None:
    run("practice", "--plain", "--bank", bank_dir, "--question", "variance", said="/quit\n")
    store = Store(home / "sessions.sqlite3")
    (row,) = store.rows()
    store.close()
    (home / "drafts" / f"{row.id}.txt").write_text("Never mind")
    assert (
        "unfinished answer"
        in run("resume", "--plain", "--bank", bank_dir, said="/forget\n/quit\n").stdout
    )
    assert (
        "unfinished answer"
        not in run("resume", "--plain", "--bank", bank_dir, said="/quit\n").stdout
    )


def test_an_unforeseen_error_is_one_line_and_loses_nothing(
    terminal: Starts, home: Path, bank_dir: Path
) -> None:
    code = (
        "import sys; from interviewer.cli.start import main;"
        "from interviewer.tui.screens.interview import InterviewScreen;"
        "InterviewScreen.action_scroll_up = lambda self: 1 / 0;"
        "sys.exit(main())"
    )
    screen = terminal(
        "practice",
        *("--bank", str(bank_dir), "--question", "variance"),
        program=(sys.executable, "-c", code),
    )
    screen.wait_for(PLACEHOLDER)
    screen.press("Half an answer")
    screen.wait_for("Half an answer")
    screen.press("\x1b[1;5A")  # ctrl+up
    assert screen.ended() == 1
    assert screen.was_as_found
    assert f"{UNEXPECTED} (ZeroDivisionError: division by zero)." in screen.text
    assert "Traceback" not in screen.text
    assert draft(home) == "Half an answer"


@pytest.mark.parametrize(
    "module",
    [
        *("interviewer.cli.main", "argparse"),
        *("interviewer.engine", "textual.app", "interviewer.tui.app", "textual.drivers"),
    ],
)
def test_ctrl_c_while_it_starts_is_one_line(run: Run, module: str, tmp_path: Path) -> None:
    # Presses Ctrl+C in the middle of what is imported first.
    (tmp_path / "start.py").write_text(
        "import os, runpy, sys\n"
        "class Press:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), 2)\n"
        f"sys.modules.pop({module!r}, None)\n"
        "sys.meta_path.insert(0, Press())\n"
        "sys.argv = ['interviewer', 'practice', '--question', 'overfitting']\n"
        "runpy.run_module('interviewer', run_name='__main__', alter_sys=True)\n"
    )
    screen = pexpect.spawn(sys.executable, [str(tmp_path / "start.py")], timeout=30)
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 130
    assert str(screen.before).count("Interrupted.") == 1
    assert "Traceback" not in str(screen.before)
