"""A whole free session, of which every figure must agree wherever it is told."""

import asyncio
import csv
import io
import json
from datetime import timedelta

import pytest

from interviewer.grading.offline.grader import OfflineGrader
from interviewer.history.rows import row_of
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import Done
from interviewer.interview.session import Session
from interviewer.learning.outcomes import graded_turn, turn_score
from interviewer.learning.progress import progress
from interviewer.report.build import build_report
from interviewer.report.json_export import JsonExporter
from interviewer.report.report import Report
from interviewer.report.session_words import outcome
from interviewer.report.tabular import CsvExporter
from interviewer.tui.view.review_view import facts
from tests.coding.questions import DOUBLE
from tests.coding.test_session import FAILS, ITEM, WORKS
from tests.interview.play import Bank, MemoryLog
from tests.sample_bank import Clock, sample_items

OTHERS = sample_items()
SECOND = ITEM.model_copy(
    update={"question": ITEM.question.model_copy(update={"id": "halve", "area": "coding"})}
)
ITEMS = (ITEM, SECOND, *OTHERS[1:4])


async def held() -> Session:
    """Hold an interview: code left for later, code submitted, a retry, a skip, nothing known."""
    clock = Clock(step=0)
    config = SessionConfig(question_ids=tuple(one.question.id for one in ITEMS), probes=0)
    conductor = Conductor.start(
        config, "s1", log=MemoryLog(), bank=Bank(ITEMS), grader=OfflineGrader(), clock=clock
    )

    async def after(seconds: float) -> None:
        await conductor.settle()
        clock.now += timedelta(seconds=seconds)

    await after(60)
    conductor.say("/hint")
    conductor.log_run(DOUBLE, WORKS)
    await after(30)
    conductor.say("/later")
    await after(100)
    conductor.submit(DOUBLE, WORKS, SECOND.rubric.model_answer)
    await after(7)
    conductor.go_on()
    await after(20)
    conductor.say("It is spread.")
    await after(3)
    conductor.retry()
    await after(50)
    conductor.say(ITEMS[2].rubric.model_answer)
    await after(3)
    conductor.go_on()
    await after(15)
    conductor.say("/skip")
    await after(0)
    conductor.go_on()
    await after(10)
    conductor.say("I don't know")
    await after(5)
    conductor.say("I don't know")
    await after(0)
    conductor.go_on()
    await after(40)
    conductor.submit(DOUBLE, FAILS)
    await after(2)
    conductor.go_on()
    assert isinstance(await conductor.settle(), Done)
    return conductor.session


@pytest.fixture(scope="module")
def session() -> Session:
    return asyncio.run(held())


@pytest.fixture(scope="module")
def report(session: Session) -> Report:
    return build_report(session)


def test_every_question_is_counted_and_listed_once(session: Session, report: Report) -> None:
    counts = report.counts
    assert counts.asked == len(session.asked) == 5
    assert (counts.graded, counts.skipped, counts.declined) == (3, 1, 1)
    assert sum(counts.model_dump(exclude={"asked"}).values()) == counts.asked
    assert outcome(report) == "5 asked, 3 graded, 1 “I don't know” (0), 1 skipped (in no average)."
    listed = [(turn.question, turn.attempt) for turn in report.listed]
    assert listed == [(2, 1), (3, 1), (3, 2), (4, 1), (5, 1), (1, 1)]


def test_time_is_told_once(session: Session, report: Report) -> None:
    seconds = {(turn.question, turn.attempt): turn.seconds for turn in report.listed}
    assert seconds == {(1, 1): 130, (2, 1): 100, (3, 1): 20, (3, 2): 50, (4, 1): 15, (5, 1): 15}
    between = 7 + 3 + 3 + 2
    assert sum(filter(None, (one.seconds for one in report.turns))) + between == 345
    assert report.active_seconds == session.active_seconds == 345
    assert facts(report).endswith(" 5 min 45 s.")
    first, last = report.turns[0], report.turns[-1]
    assert (first.hints, first.code, last.hints) == (0, None, 1)
    assert last.code is not None
    assert [run.at for run in last.code.runs] == [60]


def test_one_score_is_told_everywhere(session: Session, report: Report) -> None:
    scores = [turn.score for turn in report.turns if turn.retry_of is None]
    known = [one for one in scores if one is not None]
    assert len(known) == 4
    assert report.score == pytest.approx(sum(known) / 4, abs=1e-4)
    assert row_of(session, session.last_at, b"")["score"] == report.score
    graded = [one for one in (graded_turn(session, turn) for turn in session.turns) if one]
    told = progress([turn_score(one) for one in graded], (), session.last_at)
    assert (told.score, told.questions) == (report.score, 4)
    areas = {one.area: (one.score, one.questions) for one in report.areas}
    assert {one.area: (one.score, one.questions) for one in told.areas} == areas
    assert sum(questions for _, questions in areas.values()) == 4


def test_points_add_up_to_the_score_and_agree_in_every_file(report: Report) -> None:
    table = list(csv.DictReader(io.StringIO(CsvExporter().export(report).decode("utf-8-sig"))))
    data = json.loads(JsonExporter().export(report))
    for turn in report.listed:
        rows = [row for row in table if row["turn"] == str(turn.number)]
        assert rows
        assert {row["seconds"] for row in rows} == {str(turn.seconds)}
        assert data["turns"][turn.number - 1]["score"] == turn.score
        if turn.score is None:
            continue
        assert [float(row["earned"]) for row in rows] == [one.earned for one in turn.criteria]
        earned = sum(one.earned for one in turn.criteria)
        lost = sum(one.penalty for one in turn.misconceptions)
        whole = sum(one.points for one in turn.criteria)
        assert turn.score == pytest.approx(max(earned - lost, 0) / whole, abs=0.01)
    assert {row["turn"] for row in table} == {str(turn.number) for turn in report.listed}


def test_a_point_that_the_retry_made_is_no_miss_and_changes_no_score(report: Report) -> None:
    first, again = (turn for turn in report.turns if turn.question == 3)
    assert again.retry_of == first.number
    assert again.change is not None
    gained = sum(one.gained for one in again.change.criteria)
    before = sum(one.earned for one in first.criteria)
    assert before + gained == pytest.approx(sum(one.earned for one in again.criteria), abs=0.02)
