"""Disputes in the store: what is derived follows them, and they leave as labelled rows."""

import asyncio
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviewer.engine import Engine
from interviewer.history.dispute_rows import dispute_rows, to_json_lines
from interviewer.history.log import Log
from interviewer.history.store import Store
from interviewer.interview.conductor import Conductor
from interviewer.interview.disputing import disputed, withdrawal
from interviewer.interview.events import SessionConfig, to_json
from interviewer.interview.fold import fold
from interviewer.interview.machine import Done, ShowFeedback
from interviewer.learning.mastery import Mastery
from interviewer.settings.load import Settings
from tests.sample_bank import Clock, sample_item

VARIANCE = sample_item("variance").rubric
SAID = f"{VARIANCE.criteria[0].statement} Bananas are yellow fruit."


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(bank_dir: Path, clock: Clock) -> Engine:
    return Engine(Settings(), bank=bank_dir, clock=clock)


def answered(engine: Engine, said: str = SAID) -> Conductor:
    """Answer the one question of a session, and finish it."""
    conductor = engine.start(SessionConfig(question_ids=("variance",), probes=0))

    async def talk() -> None:
        while not isinstance(effect := await conductor.settle(), Done):
            if isinstance(effect, ShowFeedback):
                conductor.go_on()
            else:
                conductor.say(said)

    asyncio.run(talk())
    return conductor


def deny(conductor: Conductor, clock: Clock, words: str | None, claim: str = "point-2") -> None:
    conductor.dispute(disputed(conductor.session, 1, claim, words, clock()))


def test_a_disputed_point_is_in_no_outcome_review_or_score_until_withdrawn(
    engine: Engine, clock: Clock
) -> None:
    conductor = answered(engine)
    before = engine.store.rows()[0].score
    assert before is not None
    assert [one.criterion_id for one in engine.store.mastery()] == ["point-1", "point-2"]
    assert engine.reviews.next_due() is not None, "the missed point comes back"

    deny(conductor, clock, "bananas are yellow")
    assert [one.criterion_id for one in engine.store.outcomes()] == ["point-1"]
    assert [one.criterion_id for one in engine.store.mastery()] == ["point-1"]
    assert engine.reviews.next_due() is None
    after = engine.store.rows()[0].score
    assert after is not None
    assert after > before
    assert engine.store.session(conductor.session.id) == conductor.session
    assert engine.store.check() == ()
    assert b"point-2" not in engine.render(conductor.session.id, "anki")

    conductor.dispute(withdrawal(conductor.session, 1, "point-2", clock()))
    assert engine.store.rows()[0].score == before
    assert engine.reviews.next_due() is not None
    assert engine.store.check() == ()


def test_a_dispute_takes_nothing_from_what_earlier_sessions_showed(
    engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    answered(engine)
    cards, mastery = engine.store.practised.due(datetime.max.replace(tzinfo=UTC)), _mastery(engine)
    assert [one.criterion_id for one in cards] == ["point-2"]
    clock.now += timedelta(days=30)
    deny(answered(engine), clock, "bananas are yellow")
    assert engine.store.practised.due(datetime.max.replace(tzinfo=UTC)) == cards
    assert _mastery(engine)["point-2"] == mastery["point-2"]
    assert engine.store.check() == ()

    with closing(Store(tmp_path / "again.sqlite3")) as again:
        for session_id in engine.store.ids():
            events = engine.store.events(session_id)
            again.add([Log(fold(events), [to_json(event) for event in events], events[-1].at)])
        assert again.practised.due(datetime.max.replace(tzinfo=UTC)) == cards
        assert again.mastery() == engine.store.mastery()


def _mastery(engine: Engine) -> dict[str, Mastery]:
    return {one.criterion_id: one for one in engine.store.mastery()}


def test_rows_hold_the_words_and_both_judgements_and_nothing_of_the_session(
    engine: Engine, clock: Clock
) -> None:
    conductor = answered(engine, f"My name is Ada Lovelace. {SAID}")
    deny(conductor, clock, "Bananas are yellow fruit")
    deny(conductor, clock, None, "point-1")
    conductor.dispute(withdrawal(conductor.session, 1, "point-1", clock()))
    rows = dispute_rows([conductor.session])
    (row,) = map(json.loads, to_json_lines(rows).splitlines())
    assert row == {
        "question_id": "variance",
        "rubric_version": 1,
        "claim_id": "point-2",
        "claim": VARIANCE.criteria[1].statement,
        "of": "criterion",
        "words": ["Bananas are yellow fruit"],
        "grader": "offline",
        "grader_version": row["grader_version"],
        "judged": "missed",
        "candidate": "said",
        "settled_as": None,
    }
    assert "Lovelace" not in json.dumps(row)
    assert conductor.session.id not in json.dumps(row)
