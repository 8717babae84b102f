"""A coding question in a spoken interview: code from the keyboard, the explanation by voice."""

from collections.abc import Callable
from pathlib import Path

import yaml

from interviewer.bank.rubric import Criterion
from tests.cli.terminals import SEND, Terminal
from tests.coding.questions import sql
from tests.sample_bank import sample_item
from tests.speech.sound import PARTS, TEAM, answer, write_wav
from tests.speech.sound_server import SoundServer
from tests.speech.test_spoken_interview import practice, stored

RUN, TO_THE_CODE, CLEAR = "\x12", "\x0e\x0e", "\x01\x0b"  # ctrl+r; ctrl+n twice; ctrl+a, ctrl+k
CODE = "SELECT * FROM t"


def coding_bank(root: Path) -> Path:
    """Return a folder with an item whose tests decide one point, and two spoken ones."""
    item = sample_item("variance")
    coding = sql([("Ada", 1.0)], [("Ada", 1.0)])
    tested = Criterion(
        id="tested",
        statement="The query gives every row.",
        points=6,
        essential=True,
        tests=("rows", "again"),
    )
    said = tuple(
        Criterion(id=f"point-{n}", statement=one, points=2, essential=False, evidence=(one,))
        for n, one in enumerate((TEAM, PARTS), 1)
    )
    question = item.question.model_copy(
        update={"kind": "coding", "prompt": "Give all rows.", "time_limit": 900, "coding": coding}
    )
    rubric = item.rubric.model_copy(
        update={"criteria": (tested, *said), "model_answer": f"{TEAM} {PARTS}"}
    )
    for kind, model in (("questions", question), ("rubrics", rubric)):
        path = root / kind / "statistics" / "variance.yaml"
        path.parent.mkdir(parents=True)
        data = model.model_dump(mode="json", exclude_none=True)
        path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return root


def test_code_is_typed_and_run_while_its_explanation_is_spoken(
    terminal: Callable[..., Terminal], sound: SoundServer, home: Path, tmp_path: Path
) -> None:
    screen = terminal(*practice(coding_bank(tmp_path / "bank"), "--voice", "hands-free"))
    screen.wait_for("listening")
    screen.press(SEND)
    screen.wait_for("You have not explained it yet")
    screen.press("e")
    screen.wait_for("Say how it works", "listening")
    player = sound.play(write_wav(tmp_path / "one.wav", answer([TEAM])))
    screen.press(TO_THE_CODE)
    screen.type(f"{CLEAR}{CODE}")
    player.wait(30)
    screen.wait_for(TEAM)
    screen.press(RUN)
    screen.wait_for("1 of 1 tests passed", "listening")
    screen.press(SEND)
    screen.wait_for("Submit your code?")
    screen.press("s")
    screen.wait_for("Feedback", "rubric version")
    (given,) = stored(home).answers
    assert given.text == given.transcript == TEAM
    assert given.submission is not None
    assert given.submission.code == CODE
    assert given.submission.run.all_passed
