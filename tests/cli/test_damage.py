"""A damaged store at the doors: what is damaged is told, and the rest is shown."""

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.engine import Engine
from interviewer.interview.events import SessionConfig
from interviewer.settings.load import Settings
from interviewer.tui.app import InterviewerApp
from interviewer.tui.screens.review import ReviewScreen
from tests.cli.conftest import Run
from tests.tui.steps import led, on, screen_text, settled

ANSWER = "Accuracy is the share of correct predictions. It misleads with rare classes."


@pytest.fixture
def ids(run: Run) -> list[str]:
    """Two finished sessions, each of one question, oldest first."""
    engine = Engine(Settings())
    config = SessionConfig(question_ids=("accuracy",), questions=1, probes=0)
    found = [asyncio.run(led(engine, config, lambda _: ANSWER)) for _ in range(2)]
    engine.store.close()
    return found


def spoil(home: Path, session_id: str, kind: str) -> int:
    """Damage the entry of this kind in a session's log; returns its number."""
    with closing(sqlite3.connect(home / "sessions.sqlite3")) as connection:
        query = "SELECT seq FROM event WHERE session_id = ? AND body LIKE ?"
        values = (session_id, f'%"type":"{kind}"%')
        (number,) = connection.execute(query, values).fetchone()
        change = "UPDATE event SET body = replace(body, '0', '4') WHERE session_id = ? AND seq = ?"
        connection.execute(change, (session_id, number))
        connection.commit()
    return int(number)


def test_a_report_shows_the_rest_of_a_damaged_session(ids: list[str], run: Run, home: Path) -> None:
    number = spoil(home, ids[0], "answer_graded")
    done = run("report", ids[0])
    assert done.returncode == 1
    assert ANSWER in done.stdout
    assert f"Session {ids[0]} is damaged: entry {number} of its log" in done.stderr
    assert done.stderr.count("\n") == 1
    whole = run("report", ids[1])
    assert (whole.returncode, whole.stderr) == (0, "")
    assert run("resume", ids[0]).returncode == 1
    assert run("history").returncode == 0


def test_doctor_names_every_damaged_session(ids: list[str], run: Run, home: Path) -> None:
    numbers = [spoil(home, session_id, "answer_submitted") for session_id in ids]
    done = run("doctor")
    assert done.returncode == 1
    for session_id, number in zip(ids, numbers, strict=True):
        assert f"Session {session_id} is damaged: entry {number} of its log" in done.stdout
    assert done.stderr == ""


def test_what_is_whole_can_be_carried_to_a_new_store(
    ids: list[str], run: Run, home: Path, tmp_path: Path
) -> None:
    """As the remedy says."""
    spoil(home, ids[0], "answer_submitted")
    done = run("history", "export", tmp_path / "whole.jsonl")
    assert done.returncode == 1
    assert f"Session {ids[0]} is damaged and has been left out." in done.stderr
    for file in home.glob("sessions.sqlite3*"):
        shutil.move(file, tmp_path / file.name)
    assert run("history", "import", tmp_path / "whole.jsonl").returncode == 0
    done = run("history", "--json")
    assert ([row["id"] for row in json.loads(done.stdout)], done.returncode) == ([ids[1]], 0)
    assert (run("report", ids[1]).returncode, run("doctor").returncode) == (0, 0)


def test_a_list_that_misses_a_session_is_told_after_it(
    ids: list[str], run: Run, home: Path
) -> None:
    with closing(sqlite3.connect(home / "sessions.sqlite3")) as connection:
        connection.execute("DELETE FROM session WHERE id = ?", (ids[0],))
        connection.commit()
    done = run("history")
    assert done.returncode == 1
    assert done.stdout.startswith(ids[1])
    assert done.stderr.startswith(f"Session {ids[0]} is missing from the list.")


def test_a_lost_store_is_told_beside_what_it_left(ids: list[str], run: Run, home: Path) -> None:
    for wrong in (b"", None):
        if wrong is None:
            (home / "sessions.sqlite3").unlink()
        else:
            (home / "sessions.sqlite3").write_bytes(wrong)
        done = run("history")
        assert (done.returncode, done.stdout[:15]) == (1, "No sessions yet")
        assert f"of session {ids[-1]}" in done.stderr


async def test_the_home_screen_tells_damage_and_a_review_shows_the_rest(
    ids: list[str], home: Path
) -> None:
    spoil(home, ids[1], "answer_graded")
    with closing(sqlite3.connect(home / "sessions.sqlite3")) as connection:
        connection.execute("UPDATE session SET score = 0.5 WHERE id = ?", (ids[0],))
        connection.commit()
    app = InterviewerApp(Engine(Settings()))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        app._warm()
        await settled(pilot)
        shown = screen_text(pilot)
        assert f"Session {ids[0]} is not listed" in " ".join(shown.split())
        app.interviews.resume(ids[1])
        await settled(pilot)
        on(pilot, ReviewScreen)
        await settled(pilot)
        assert f"Session {ids[1]} is damaged" in " ".join(
            toast.title for toast in app._notifications
        )
