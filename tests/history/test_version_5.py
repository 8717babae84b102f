"""A store of when rows did not know retries, certainty, or that an exam was still open.

``version-5.sql`` is the dump of a store that the program wrote then. In the session ``practice``
the first question was answered with a misconception and then retried well. Of the second the first
point was borderline, the other clearly missed. ``open-exam`` has one answer so far.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interviewer.history.schema import APPLICATION_ID
from interviewer.history.store import Store
from interviewer.interview.ledger import session_score
from interviewer.learning.progress import progress
from tests.history.logs import derived
from tests.sample_bank import START

DUMP = Path(__file__).with_name("version-5.sql")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sessions.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(DUMP.read_text("utf-8"))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 5")
    return path


def test_progress_tells_the_score_of_the_session(path: Path) -> None:
    with closing(Store(path)) as store:
        shown = progress(store.turn_scores(), store.mastery(), START)
        score = session_score(store.session("practice"))
        rows = {row.id: row.shown_score for row in store.rows()}
    assert (shown.sessions, shown.questions, shown.score) == (1, 2, score)
    assert rows == {"practice": score, "open-exam": None}
    assert score == 0.1984, "the misconception's penalty is in it, the retry is not"


def test_the_retry_counts_for_its_points_and_an_open_exam_for_none(path: Path) -> None:
    with closing(Store(path)) as store:
        mastery = {(one.question_id, one.criterion_id): one for one in store.mastery()}
        assert mastery["mean-vs-median", "point-1"].credits == (0, 1)
        assert {question for question, _ in mastery} == {"mean-vs-median", "variance"}
        assert {one.session_id for one in store.outcomes()} == {"practice"}
        assert store.practised.seen() == ("mean-vs-median", "variance", "momentum", "recall")


def test_cards_are_of_what_was_clearly_missed_and_not_made_good(path: Path) -> None:
    with closing(Store(path)) as store:
        store.catch_up()
        assert set(store.practised.due_counts(START.replace(year=2027))) == {"variance"}
        (card,) = store.practised.due(START.replace(year=2027))
    assert (card.question_id, card.criterion_id) == ("variance", "point-2")


def test_the_logs_stay_as_they_were_and_nothing_is_damaged(path: Path) -> None:
    before = derived(path)["event"]
    with closing(Store(path)) as store:
        assert store.check() == ()
        assert store.catch_up() == 0
    assert derived(path)["event"] == before
