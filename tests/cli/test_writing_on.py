"""A candidate who writes ten keys a second and never stops: every key is the composer's."""

from collections.abc import Callable
from pathlib import Path

from interviewer.history.store import Store
from interviewer.interview.events import AnswerSubmitted, QuestionAsked, SelfEstimated
from interviewer.tui.screens.after_answer import NOT_NOW
from interviewer.tui.screens.dialog import CHOOSE
from tests.cli.terminals import SEND, Terminal
from tests.sample_bank import sample_item

ON = "r n s 1 2 3 4 next retry\rmore"
"""Every key that the guess and the feedback know, and words."""
AGAIN = "r n s 3"


def test_what_is_written_on_is_no_command(
    terminal: Callable[..., Terminal], home: Path, bank_dir: Path
) -> None:
    wanted = ("--question", "variance", "--question", "recall")
    screen = terminal("practice", "--bank", str(bank_dir), "--probes", "0", *wanted)
    screen.wait_for("variance?", "Write your answer")
    answer = sample_item("variance").rubric.model_answer
    screen.press(answer)
    screen.wait_for(answer.split()[-1])
    screen.type(SEND + ON)
    screen.wait_for(NOT_NOW, "r n s 1 2 3 4 next retry", "more")
    screen.press(SEND)  # asked for, the guess comes, but not to somebody who writes on
    screen.wait_for("Guess before you see")
    screen.type(AGAIN)
    screen.wait_for(NOT_NOW, "morer n s 3")
    screen.press(SEND)
    screen.wait_for(CHOOSE)
    screen.press("4")
    screen.wait_for("Feedback", "Your guess: 92", "model answer")
    screen.press("n")
    screen.wait_for("recall?", "morer n s 3")
    screen.press(SEND)
    screen.wait_for("Guess before you see", CHOOSE)
    screen.press("\x03")  # ctrl+c: just show it
    screen.wait_for("Feedback", "model answer")

    store = Store(home / "sessions.sqlite3")
    (row,) = store.rows()
    events = store.events(row.id)
    store.close()
    assert [one.text for one in events if isinstance(one, AnswerSubmitted)] == [
        answer,
        (ON + AGAIN).replace("\r", "\n"),
    ]
    assert [one.value for one in events if isinstance(one, SelfEstimated)] == [0.92, None]
    assert sum(isinstance(one, QuestionAsked) for one in events) == 2
