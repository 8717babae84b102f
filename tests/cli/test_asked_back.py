"""What an answer may have meant, asked in the line mode and found again in every report."""

import csv
import io

import pytest

from interviewer.report.report import Report
from tests.cli.conftest import Run

WORDS = "Overfitting is when the model is too simple"
QUESTION = "Do you mean that an overfitted model is too simple?"
ASKED = f"Interviewer: You said “{WORDS}”. {QUESTION}"


def practised(run: Run, *arguments: str, said: tuple[str, ...]) -> str:
    answers = "\n.\n".join((f"{WORDS}. You notice since the test error is high.", *said))
    done = run("practice", "--plain", "--question", "overfitting", *arguments, said=f"{answers}\n.")
    assert (done.returncode, done.stderr) == (0, "")
    return str(done.stdout)


def last(run: Run) -> Report:
    return Report.model_validate_json(run("report", "--format", "json").stdout)


@pytest.mark.parametrize("mode", ["--coach", "--exam"])
def test_a_yes_is_charged_and_every_report_tells_how_it_came_out(run: Run, mode: str) -> None:
    talk = practised(run, mode, said=("Yes, that's right.", "/skip"))
    assert talk.count(ASKED) == 1
    assert talk.index(ASKED) < talk.index("misconception (−1 point)")
    assert "Asked whether you meant that, you said yes." in talk
    (turn,) = last(run).turns
    (wrong,) = turn.misconceptions
    assert wrong.admitted
    assert [span.quote for span in wrong.spans] == [WORDS]
    reply = turn.answers[1]
    assert (reply.asks_about, reply.quoted, reply.prompt) == (wrong.id, WORDS, QUESTION)
    for name in ("md", "html"):
        text = run("report", "--format", name).stdout
        assert f"{WORDS}”. {QUESTION}" in text
        assert "Asked whether you meant that, you said yes." in text
        shared = run("report", "--format", name, "--share").stdout
        assert QUESTION in shared
        assert WORDS not in shared


def test_a_correction_clears_it_and_earns_what_it_says(run: Run) -> None:
    talk = practised(
        run, said=("No, it has high variance: it learns the noise of the training data.", "/skip")
    )
    assert ASKED in talk
    assert "misconception" not in talk
    (turn,) = last(run).turns
    assert (turn.misconceptions, turn.suspected) == ((), ())
    assert turn.criteria[0].help == "after a challenge"
    assert turn.score is not None
    assert turn.unprompted_score is not None
    assert turn.score > turn.unprompted_score


def test_what_was_never_asked_is_a_question_in_the_feedback(run: Run) -> None:
    talk = practised(run, "--probes", "0", said=())
    assert ASKED not in talk
    assert f"? you said: “{WORDS}”" in talk
    assert f"{QUESTION} Unclear, so it costs nothing." in talk
    text = run("report", "--format", "md").stdout
    assert f"- You said: “{WORDS}”. {QUESTION} **What is true:**" in text
    table = run("report", "--format", "csv").stdout.lstrip("\ufeff")
    assert {row["suspected"] for row in csv.DictReader(io.StringIO(table))} == {
        "overfit-is-high-bias"
    }


def test_an_interview_left_at_the_question_goes_on_there(run: Run) -> None:
    talk = practised(run, said=("/quit",))
    assert ASKED in talk
    done = run("resume", "--plain", said="no\n.\n/skip\n")
    assert done.returncode == 0
    assert ASKED in done.stdout
    assert last(run).turns[0].suspected == ()
