"""A store and a kept choice of when there were two levels, core and advanced.

``version-4.sql`` is the dump of a store that the program wrote then: one session of three
questions, two of them graded, both of level core.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.history.schema import APPLICATION_ID
from interviewer.history.store import Store
from interviewer.interview.choice import last_choice
from interviewer.interview.events import AnswerGraded
from interviewer.interview.fold import apply, fold
from interviewer.learning.progress import progress
from interviewer.report.build import build_report
from interviewer.settings.load import load_settings
from tests.history.logs import derived
from tests.sample_bank import START

DUMP = Path(__file__).with_name("version-4.sql")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sessions.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(DUMP.read_text("utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 4")
        levels = "SELECT level FROM graded UNION ALL SELECT level FROM standing"
        assert {row[0] for row in connection.execute(levels)} == {"core"}
    return path


def test_sessions_of_level_core_are_of_level_beginner(path: Path) -> None:
    with closing(Store(path)) as store:
        session = fold(store.events("session-0"))
    assert [turn.item.question.level for turn in session.turns] == [
        "beginner",
        "advanced",
        "beginner",
    ]
    assert session.config.levels == ("beginner", "advanced")
    assert session.config.stages[0].levels == ("beginner", "advanced")
    assert build_report(session).turns[0].level == "beginner"


def test_what_is_derived_from_them_is_too(path: Path) -> None:
    before = derived(path)
    with closing(Store(path)) as store:
        (area,) = progress(store.turn_scores(), store.mastery(), START).areas
        assert [(level.level, level.questions) for level in area.levels] == [("beginner", 2)]
        assert {one.level for one in store.outcomes()} == {"beginner"}
        assert {one.level for one in store.mastery()} == {"beginner"}
        assert store.damage() == ()
        assert store.catch_up() == 0
    after = derived(path)
    assert after["card"] == before["card"]
    assert after["event"] == before["event"], "a log is never rewritten"
    assert [len(after[table]) for table in after] == [len(before[table]) for table in before]


def test_such_a_session_can_be_regraded(path: Path) -> None:
    with closing(Store(path)) as store:
        events = store.events("session-0")
        grade = next(e for e in events if isinstance(e, AnswerGraded) and e.answer_id == 1)
        store.append(apply(fold(events), grade), grade)
        assert {one.level for one in store.outcomes()} == {"beginner"}
        assert store.damage() == ()


def test_a_kept_choice_of_core_questions_is_one_of_beginner_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWER_HOME", str(tmp_path))
    kept = {"levels": ["core", "beginner"], "kinds": ["concept"], "questions": 3}
    (tmp_path / "last-choice.json").write_text(json.dumps(kept))
    choice = last_choice(load_settings({}, {}))
    assert (choice.levels, choice.kinds, choice.questions) == (("beginner",), ("concept",), 3)
    assert choice.config(0).levels == ("beginner",)
