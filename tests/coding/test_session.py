"""A coding question in a session: its runs and its submission in the log and the ledger."""

import pytest

from interviewer.bank.rubric import Item
from interviewer.coding.results import Run, TestResult
from interviewer.errors import InterviewerError
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import CodeRun, SessionConfig
from interviewer.interview.fold import LogError, apply, fold
from interviewer.interview.ledger import result, session_score
from interviewer.interview.machine import AwaitCandidate, ShowFeedback
from interviewer.report.build import build_report
from tests.coding.questions import DOUBLE, python
from tests.interview.play import Bank, MemoryLog
from tests.sample_bank import Clock, sample_items


def coding_item() -> Item:
    item = sample_items()[0]
    criteria = (
        item.rubric.criteria[0].model_copy(
            update={"id": "tested", "tests": ("test-1", "test-2"), "points": 6, "evidence": ()}
        ),
        *item.rubric.criteria,
    )
    coding = python("assert double(2) == 4", "assert double(3) == 6")
    return Item(
        question=item.question.model_copy(
            update={"kind": "coding", "coding": coding, "hints": ("Look at the end.",)}
        ),
        rubric=item.rubric.model_copy(update={"criteria": criteria}),
    )


ITEM = coding_item()
WORKS = Run(
    results=(
        TestResult(name="test-1", status="passed"),
        TestResult(name="test-2", status="failed", detail="assert double(3) == 6"),
    )
)


FAILS = Run(results=tuple(one.model_copy(update={"status": "failed"}) for one in WORKS.results))


async def started(log: MemoryLog, *items: Item) -> Conductor:
    chosen = items or (ITEM,)
    config = SessionConfig(question_ids=tuple(one.question.id for one in chosen), probes=0)
    conductor = Conductor.start(
        config, "s1", log=log, bank=Bank(chosen), grader=OfflineGrader(), clock=Clock()
    )
    assert isinstance(await conductor.settle(), AwaitCandidate)
    return conductor


async def test_runs_and_the_submission_are_in_the_log_and_come_back_from_it() -> None:
    log = MemoryLog()
    conductor = await started(log)
    conductor.log_run("def double(x): ...\n", WORKS)
    conductor.say("/hint")
    conductor.log_run(DOUBLE, WORKS)
    conductor.submit(DOUBLE, WORKS, ITEM.rubric.model_answer)
    assert isinstance(await conductor.settle(), ShowFeedback)
    assert fold(log.events("s1")) == conductor.session
    turn = conductor.session.turns[0]
    assert [attempt.code for attempt in turn.attempts] == ["def double(x): ...\n", DOUBLE]
    assert turn.main is not None
    assert turn.main.submission is not None
    assert (turn.main.submission.code, turn.main.submission.run) == (DOUBLE, WORKS)


async def test_the_ledger_counts_tests_as_facts_beside_what_was_said() -> None:
    conductor = await started(MemoryLog())
    conductor.submit(DOUBLE, WORKS, ITEM.rubric.model_answer)
    await conductor.settle()
    outcome = result(conductor.session.turns[0])
    assert outcome is not None
    tested = outcome.entries[0]
    assert (tested.verdict.level, tested.verdict.credit) == ("partial", 0.5)
    assert tested.earned == "unprompted"
    assert any(entry.verdict.level != "missed" for entry in outcome.entries[1:])


async def test_code_may_be_submitted_without_a_word() -> None:
    conductor = await started(MemoryLog())
    conductor.submit(DOUBLE, WORKS)
    await conductor.settle()
    outcome = result(conductor.session.turns[0])
    assert outcome is not None
    assert outcome.entries[0].verdict.credit == 0.5
    assert {entry.verdict.level for entry in outcome.entries[1:]} == {"missed"}
    assert conductor.session.lines[-1].text == "Submit"


async def test_what_code_had_earned_stays_where_nothing_is_known_to_explain_it() -> None:
    log = MemoryLog()
    conductor = await started(log)
    conductor.log_run("def double(x): ...\n", FAILS)
    conductor.log_run(DOUBLE, WORKS)
    conductor.say("I don't know")
    conductor.say("I don't know")
    await conductor.settle()
    turn = conductor.session.turns[0]
    assert turn.skipped == "dont-know"
    outcome = result(turn)
    assert outcome is not None
    assert outcome.entries[0].verdict.credit == 0.5
    assert outcome.entries[0].earned == "unprompted"
    assert {entry.verdict.level for entry in outcome.entries[1:]} == {"missed"}
    assert outcome.score.value == outcome.unprompted.value == session_score(conductor.session)
    (told,) = build_report(conductor.session).turns
    assert (told.status, told.score) == ("graded", outcome.score.value)
    assert "was not submitted" in told.criteria[0].explanation


async def test_code_that_passed_nothing_counts_as_not_knowing() -> None:
    conductor = await started(MemoryLog())
    conductor.log_run(DOUBLE, FAILS)
    conductor.say("I don't know")
    conductor.say("I don't know")
    await conductor.settle()
    report = build_report(conductor.session)
    assert (report.turns[0].status, report.score) == ("declined", 0)


async def test_what_is_skipped_or_never_comes_back_is_in_no_score() -> None:
    conductor = await started(MemoryLog(), ITEM, sample_items()[1])
    conductor.log_run(DOUBLE, WORKS)
    conductor.say("/later")
    await conductor.settle()
    conductor.finish()
    report = build_report(conductor.session)
    assert report.score is None
    assert report.turns[0].code is not None
    assert report.turns[0].code.code == DOUBLE


async def test_words_instead_of_an_explanation_are_told_and_not_graded() -> None:
    log = MemoryLog()
    conductor = await started(log)
    conductor.submit(DOUBLE, WORKS, "It doubles.", reply="I don't know more.")
    await conductor.settle()
    main = conductor.session.turns[0].main
    assert main is not None
    assert main.text == "It doubles."
    assert conductor.session.last_said == "It doubles.\nI don't know more."
    assert fold(log.events("s1")) == conductor.session


async def test_runs_hints_and_time_come_back_with_a_question_left_for_later() -> None:
    log = MemoryLog()
    conductor = await started(log, ITEM, sample_items()[1])
    conductor.say("/hint")
    conductor.log_run(DOUBLE, WORKS)
    conductor.say("/later")
    await conductor.settle()
    conductor.say("It is spread.")
    await conductor.settle()
    conductor.go_on()
    first, _, back = conductor.session.turns
    assert (back.returns_to, back.hints) == (1, 1)
    assert [one.code for one in back.attempts] == [DOUBLE]
    assert first.active_to is not None
    spent = first.active_to - first.active_from
    assert spent > 0
    assert conductor.session.active_seconds - back.active_from == spent
    run = build_report(conductor.session).turns[2].code
    assert run is not None
    assert run.runs[0].at == first.attempts[0].active - first.active_from
    conductor.submit(DOUBLE, WORKS)
    await conductor.settle()
    outcome = result(conductor.session.turns[2])
    assert outcome is not None
    assert outcome.entries[0].earned == "after a hint"


async def test_no_code_is_run_where_none_is_asked_for() -> None:
    conductor = await started(MemoryLog(), sample_items()[0])
    with pytest.raises(LogError, match="runs none"):
        conductor.log_run(DOUBLE, WORKS)
    with pytest.raises(LogError, match="runs none"):
        conductor.submit(DOUBLE, WORKS)


async def test_no_code_is_run_after_the_submission() -> None:
    conductor = await started(MemoryLog())
    conductor.submit(DOUBLE, WORKS, "It doubles.")
    with pytest.raises(InterviewerError):
        conductor.log_run(DOUBLE, WORKS)
    late = CodeRun(at=conductor.session.last_at, turn=1, code=DOUBLE, run=WORKS)
    with pytest.raises(LogError, match="after it was submitted"):
        apply(conductor.session, late)
