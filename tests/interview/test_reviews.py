"""Missed points come back as questions of their own, on a later day, through the real engine."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from interviewer.engine import Engine
from interviewer.interview.conductor import Conductor
from interviewer.interview.earlier import earlier_tries
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import Done, ShowFeedback
from interviewer.report.build import build_report
from interviewer.settings.load import Settings
from tests.sample_bank import Clock, sample_item

VARIANCE = sample_item("variance").rubric


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(bank_dir: Path, clock: Clock) -> Engine:
    return Engine(Settings(), bank=bank_dir, clock=clock)


def lead(conductor: Conductor, *answers: str) -> Conductor:
    """Answer one after the other, and leave when there are no more."""

    async def talk() -> None:
        rest = list(answers)
        for _ in range(1000):
            match await conductor.settle():
                case Done():
                    return
                case ShowFeedback():
                    conductor.go_on()
                case _ if rest:
                    conductor.say(rest.pop(0))
                case _:
                    return
        raise AssertionError("the session does not end")

    asyncio.run(talk())
    return conductor


def asking(*names: str) -> SessionConfig:
    return SessionConfig(question_ids=names, probes=0)


def test_a_missed_point_is_asked_alone_and_told_under_its_question(
    engine: Engine, clock: Clock
) -> None:
    lead(engine.start(asking("variance")), VARIANCE.criteria[0].statement)
    assert (engine.reviews.due_count(), engine.reviews.due(5)) == (0, ())
    upcoming = engine.reviews.next_due()
    assert upcoming is not None
    clock.now = upcoming
    assert engine.reviews.due_count() == 1
    assert engine.reviews.due(5) == ("variance#point-2",)

    session = lead(
        engine.start(asking(*engine.reviews.due(5))), VARIANCE.criteria[1].statement
    ).session
    assert session.asked == ("variance#point-2",)
    assert session.lines[0].text == (
        "“What would you tell me about variance?”\n\nSay more about 2, please?"
    )
    told = engine.store.outcomes()[-1]
    assert (told.session_id, told.question_id, told.criterion_id) == (
        session.id,
        "variance",
        "point-2",
    )
    assert told.help == "unprompted"
    assert told.credit > 0.9
    assert engine.store.session(session.id) == session
    assert engine.reviews.due_count() == 0
    assert engine.reviews.next_due() - clock.now > timedelta(days=1)  # type: ignore[operator]
    assert b"variance" in engine.render(session.id, "md")


def test_a_review_goes_on_where_it_was_left(engine: Engine, clock: Clock) -> None:
    lead(
        engine.start(asking("variance", "recall")),
        "It is something else.",
        "That is something else.",
    )
    clock.now += timedelta(days=9)
    due = engine.reviews.due(9)
    assert sorted(due) == [
        *("recall#point-1", "recall#point-2", "variance#point-1", "variance#point-2"),
    ]
    left = lead(engine.start(asking(*due)), "It is something.").session
    session = lead(engine.resume(left.id), *["Something else."] * 9).session
    assert session.asked == due
    assert session.finished == "completed"


def test_a_retried_part_is_the_same_part(engine: Engine) -> None:
    conductor = lead(engine.start(asking("variance#point-2")))
    conductor.say("It is something.")

    async def again() -> None:
        assert isinstance(await conductor.settle(), ShowFeedback)
        conductor.retry()
        conductor.say(VARIANCE.criteria[1].statement)
        await conductor.settle()

    asyncio.run(again())
    assert conductor.session.asked == ("variance#point-2",)
    turns = conductor.session.turns
    assert [turn.criterion_id for turn in turns] == ["point-2", "point-2"]
    missed, made = (one.credit for one in engine.store.outcomes())
    assert missed == 0.0
    assert made > 0.9


def test_a_point_without_a_follow_up_is_reviewed_by_its_whole_question_last(
    engine: Engine, clock: Clock, bank_dir: Path
) -> None:
    path = bank_dir / "questions" / "statistics" / "variance.yaml"
    text = path.read_text()
    path.write_text(text.replace("criterion: point-2", "criterion: point-1"))
    lead(
        engine.start(asking("variance", "recall")),
        "It is something else.",
        "That is something else.",
    )
    clock.now += timedelta(days=9)
    assert engine.reviews.due(9) == ("variance#point-1", "recall#point-1", "recall#point-2")
    assert engine.reviews.due_count() == 4
    lead(engine.start(asking("variance#point-1")), VARIANCE.criteria[0].statement)
    assert engine.reviews.due(9) == ("variance", "recall#point-1", "recall#point-2")
    lead(engine.start(asking("variance")), VARIANCE.model_answer)
    assert engine.reviews.due(9) == ("recall#point-1", "recall#point-2")


def test_what_is_due_can_be_limited(engine: Engine, clock: Clock) -> None:
    lead(
        engine.start(asking("variance", "recall")),
        "It is something else.",
        "That is something else.",
    )
    clock.now += timedelta(days=9)
    assert len(engine.reviews.due(3)) == 3
    only = SessionConfig(areas=("evaluation",))
    assert engine.reviews.due(9, only) == ("recall#point-1", "recall#point-2")
    assert engine.reviews.due(9, SessionConfig(kinds=("coding",))) == ()


def test_questions_that_left_the_bank_are_not_counted(
    engine: Engine, clock: Clock, bank_dir: Path
) -> None:
    lead(engine.start(asking("variance")), "No idea at all.")
    clock.now += timedelta(days=9)
    for kind in ("questions", "rubrics"):
        (bank_dir / kind / "statistics" / "variance.yaml").unlink()
    later = Engine(Settings(), bank=bank_dir, clock=clock)
    assert (later.reviews.due_count(), later.reviews.due(5)) == (0, ())


def test_declining_a_question_makes_all_of_it_due(engine: Engine, clock: Clock) -> None:
    lead(engine.start(asking("variance")), "I don't know", "I don't know")
    clock.now += timedelta(days=9)
    assert engine.reviews.due_count() == 2


def test_deleting_the_session_deletes_its_reviews(engine: Engine, clock: Clock) -> None:
    session = lead(engine.start(asking("variance")), "No idea at all.").session
    clock.now += timedelta(days=9)
    assert engine.delete(session.id)
    assert not engine.delete(session.id)
    assert (engine.reviews.due_count(), engine.reviews.next_due()) == (0, None)


def test_what_comes_due_today_is_due_from_local_midnight(engine: Engine, clock: Clock) -> None:
    lead(engine.start(asking("variance")), VARIANCE.criteria[0].statement)
    upcoming = engine.reviews.next_due()
    assert upcoming is not None
    midnight = upcoming.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    assert midnight < upcoming
    clock.step = 0
    clock.now = midnight - timedelta(seconds=1)
    assert (engine.reviews.due_count(), engine.reviews.due(5)) == (0, ())
    assert engine.reviews.next_due() == upcoming
    clock.now = midnight
    assert (engine.reviews.due_count(), engine.reviews.due(5)) == (1, ("variance#point-2",))
    assert engine.reviews.next_due() is None, "after today"


def test_a_day_has_at_most_so_many_reviews(bank_dir: Path, clock: Clock) -> None:
    engine = Engine(Settings(reviews_a_day=2), bank=bank_dir, clock=clock)
    lead(
        engine.start(asking("mean-vs-median", "variance")), "Bananas are yellow.", "So are lemons."
    )
    upcoming = engine.reviews.next_due()
    assert upcoming is not None
    clock.now = upcoming
    assert (engine.reviews.due_count(), len(engine.reviews.due(9))) == (2, 2)
    for left in (1, 0):
        lead(engine.start(asking(*engine.reviews.due(1))), "Bananas are yellow.")
        assert (engine.reviews.left(), engine.reviews.due_count(), len(engine.reviews.due(9))) == (
            left,
        ) * 3
    clock.now += timedelta(days=1)
    assert engine.reviews.due_count() == 2


@pytest.mark.parametrize("made_good", [True, False])
def test_a_point_that_the_retry_made_is_no_miss(
    engine: Engine, clock: Clock, made_good: bool
) -> None:
    conductor = engine.start(asking("variance"))

    async def talk() -> None:
        await conductor.settle()
        conductor.say("Bananas are yellow.")
        await conductor.settle()
        conductor.retry()
        await conductor.settle()
        conductor.say(VARIANCE.model_answer if made_good else "Lemons are yellow too.")
        await conductor.settle()

    asyncio.run(talk())
    assert (engine.reviews.next_due() is None) == made_good
    clock.now += timedelta(days=30)
    assert engine.reviews.due_count() == (0 if made_good else 2)
    assert engine.store.check() == ()


def test_a_question_and_a_point_of_it_are_not_compared(engine: Engine) -> None:
    one, other = "variance#point-1", "variance#point-2"
    answer = VARIANCE.criteria[0].statement
    lines = lead(engine.start(asking(one, other, "variance")), answer, answer, answer).session
    report = build_report(lines)
    assert [turn.change for turn in report.turns] == [None] * 3
    assert not [line.lead for line in lines.lines if "once more" in line.lead]

    earlier = earlier_tries(lines)
    assert [one.question_id for one in earlier] == [one, other, "variance"]
    again = asking(one).model_copy(update={"earlier": earlier})
    (turn,) = build_report(lead(engine.start(again), "Nothing.").session).turns
    assert turn.change is not None
    assert (turn.change.turn, turn.change.score, turn.change.gained) == (1, 1.0, -1.0)
