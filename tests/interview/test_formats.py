"""Formats of interviews: their stages follow one another, each at its own pace."""

import asyncio
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.catalog import Catalog
from interviewer.bank.folders import built_in_root
from interviewer.errors import BankError
from interviewer.grading.grade import Level
from interviewer.interview.choice import Choice, choice_of
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import AnswerGraded, SessionConfig, Stage
from interviewer.interview.fold import LogError, fold
from interviewer.interview.formats import FORMATS, planned
from interviewer.interview.machine import AskEstimate, AwaitCandidate, Done, ShowFeedback
from interviewer.interview.picker import eligible
from interviewer.interview.session import Session
from tests.interview.play import Bank, MemoryLog
from tests.interview.test_machine import GRADER, Levels
from tests.sample_bank import Clock

STATISTICS = Stage(name="statistics", opening="Numbers first.", areas=("statistics",), questions=2)
CODE = Stage(name="code", opening="Now code.", kinds=("coding",), questions=2)
CASES = Stage(name="cases", opening="Now a case.", kinds=("scenario",), questions=1, probes=0)


def led(config: SessionConfig, say: str = "None of them.", step: float = 10) -> Session:
    """Lead a whole session, saying the same to every question."""
    conductor = started(config, step)

    async def lead() -> None:
        for _ in range(1000):
            match await conductor.settle():
                case Done():
                    return
                case AskEstimate():
                    conductor.estimate(0.75)
                case ShowFeedback():
                    conductor.go_on()
                case _:
                    conductor.say(say)
        raise AssertionError("the session does not end")

    asyncio.run(lead())
    return conductor.session


def started(config: SessionConfig, step: float = 10, grader: Levels = GRADER) -> Conductor:
    return Conductor.start(
        config, "s1", log=MemoryLog(), bank=Bank(), grader=grader, clock=Clock(step)
    )


@pytest.mark.parametrize("name", FORMATS)
def test_the_built_in_bank_fills_every_stage_of_every_format_twice_over(
    name: str, built_in_index: Path
) -> None:
    rows = Catalog((built_in_root(),), built_in_index).rows
    config = SessionConfig.model_validate(planned(name))
    assert (config.format, config.wanted) == (name, FORMATS[name].questions)
    for stage in config.stages:
        assert len(eligible(rows, config, stage)) >= 2 * stage.questions
        assert stage.opening


@given(
    st.sampled_from(sorted(FORMATS)),
    st.none() | st.integers(1, 100),
    st.none() | st.integers(1, 600),
    st.none() | st.integers(0, 10),
)
def test_another_length_is_shared_out_and_stays_what_was_asked_for(
    name: str, questions: int | None, minutes: int | None, probes: int | None
) -> None:
    plan = planned(name, questions=questions, minutes=minutes, probes=probes)
    config = SessionConfig.model_validate(plan)
    assert config.wanted == config.questions == (questions or FORMATS[name].questions)
    if minutes is not None:
        assert config.minutes == minutes
        assert sum(stage.minutes or 0 for stage in config.stages) <= max(
            minutes, len(config.stages) + minutes - 1
        )
    assert all((stage.probes or 0) <= config.probes for stage in config.stages)
    if probes is not None:
        assert config.probes <= probes


def test_without_a_limit_no_stage_has_one() -> None:
    config = SessionConfig.model_validate(planned("mixed-loop", timed=False))
    assert config.minutes is None
    assert {stage.minutes for stage in config.stages} == {None}


def test_stages_come_in_their_order_and_each_is_announced_once() -> None:
    session = led(SessionConfig(stages=(STATISTICS, CASES)))
    assert [turn.item.question.area for turn in session.turns[:2]] == ["statistics"] * 2
    assert [turn.item.question.kind for turn in session.turns[2:]] == ["scenario"]
    assert [turn.stage for turn in session.turns] == [0, 0, 1]
    said = [line.text for line in session.lines if line.kind == "stage"]
    assert said == ["Numbers first.", "Now a case."]
    assert session.finished == "completed"


def test_a_stage_that_the_bank_has_nothing_for_is_passed_over() -> None:
    session = led(SessionConfig(stages=(CODE, STATISTICS, CODE)))
    assert [turn.stage for turn in session.turns] == [1, 1]
    assert session.finished == "completed"
    with pytest.raises(BankError, match="No question of the bank fits"):
        started(SessionConfig(stages=(CODE,)))


def test_filters_of_the_session_narrow_its_stages() -> None:
    config = SessionConfig(stages=(STATISTICS, CASES), levels=("beginner",))
    assert {turn.item.question.level for turn in led(config).turns} == {"beginner"}
    without = STATISTICS.model_copy(update={"areas": (), "without": ("statistics",)})
    asked = led(SessionConfig(stages=(without,))).turns
    assert "statistics" not in {turn.item.question.area for turn in asked}


def test_a_stage_that_has_used_up_its_time_makes_room_for_the_next() -> None:
    slow = STATISTICS.model_copy(update={"minutes": 1, "questions": 3})
    session = led(SessionConfig(stages=(slow, CASES)), step=70)
    assert Counter(turn.stage for turn in session.turns) == {0: 1, 1: 1}
    assert session.finished == "completed"


def test_each_stage_has_its_own_follow_ups() -> None:
    talk = STATISTICS.model_copy(update={"probes": 2, "questions": 1})
    session = led(SessionConfig(stages=(talk, CASES), probes=9), say="nothing")
    assert [len(turn.followed_up) for turn in session.turns] == [2, 0]


@pytest.mark.parametrize(
    ("emphasis", "levels", "probed"),
    [
        # point-1 is essential; the points are worth 4, 3 and 2.
        ("essentials", ("missed", "partial", "missed"), "ask-point-1"),
        ("worth", ("partial", "missed", "missed"), "ask-point-2"),
        # What was said in part is not asked for again.
        ("half-said", ("partial", "partial", "missed"), "ask-point-3"),
        ("half-said", ("met", "missed", "met"), "ask-point-2"),
    ],
)
def test_the_emphasis_decides_what_is_probed_first(
    emphasis: str, levels: tuple[Level, ...], probed: str
) -> None:
    stage = Stage.model_validate(
        {**STATISTICS.model_dump(), "emphasis": emphasis, "questions": 1, "probes": 1}
    )
    config = SessionConfig(stages=(stage,), seed=1)
    three = next(
        seed
        for seed in range(50)
        if asks(config.model_copy(update={"seed": seed})) == "mean-vs-median"
    )
    conductor = started(config.model_copy(update={"seed": three}), grader=Levels({"that": levels}))

    async def answer() -> None:
        await conductor.settle()
        conductor.say("that")
        await conductor.settle()

    asyncio.run(answer())
    assert conductor.session.turns[0].followed_up == (probed,)


def asks(config: SessionConfig) -> str:
    conductor = started(config)
    asyncio.run(conductor.settle())
    return conductor.session.asked[0]


def test_a_retry_stays_in_its_stage_and_costs_it_no_question() -> None:
    conductor = started(SessionConfig(stages=(STATISTICS, CASES), probes=0))

    async def lead() -> None:
        for again in (True, False):
            await conductor.settle()
            conductor.say("all")
            await conductor.settle()
            if again:
                conductor.retry()
        conductor.go_on()
        await conductor.settle()

    asyncio.run(lead())
    assert [turn.stage for turn in conductor.session.turns] == [0, 0, 0]
    assert len(conductor.session.asked) == 2


def test_questions_asked_for_by_name_leave_the_stages_aside() -> None:
    session = led(SessionConfig(stages=(CODE,), question_ids=("recall", "momentum")))
    assert session.asked == ("recall", "momentum")
    assert {turn.stage for turn in session.turns} == {None}


@pytest.mark.parametrize(
    ("estimate", "mode", "guesses"),
    [(True, "coach", [0.75]), (True, "exam", [None]), (False, "coach", [None])],
)
def test_a_guess_is_asked_for_once_by_a_coach_and_never_in_an_exam(
    estimate: bool, mode: str, guesses: list[float | None]
) -> None:
    config = SessionConfig.model_validate(
        {"question_ids": ["mean-vs-median"], "estimate": estimate, "mode": mode, "probes": 1}
    )
    session = led(config, say="nothing")
    assert [turn.estimate for turn in session.turns] == guesses


@pytest.mark.parametrize("said", ["/skip", "not in the table"])
def test_nothing_is_guessed_where_there_is_no_score(said: str) -> None:
    config = SessionConfig(question_ids=("mean-vs-median",), estimate=True, probes=0)
    assert not led(config, say=said).turns[0].estimated


def test_a_guess_comes_after_the_follow_ups_and_may_be_declined() -> None:
    conductor = started(SessionConfig(question_ids=("mean-vs-median",), estimate=True, probes=1))

    async def lead() -> list[type]:
        seen = []
        for act in (conductor.say, conductor.say):
            seen.append(type(await conductor.settle()))
            conductor.estimate(0.9)  # nothing is to be guessed yet
            act("nothing")
        seen.append(type(await conductor.settle()))
        conductor.estimate(None)
        return [*seen, type(await conductor.settle())]

    kinds = asyncio.run(lead())
    assert kinds == [AwaitCandidate, AwaitCandidate, AskEstimate, ShowFeedback]
    (turn,) = conductor.session.turns
    assert (turn.estimated, turn.estimate) == (True, None)


@pytest.mark.parametrize("change", ["guess before the answer", "guess twice", "stage unplanned"])
def test_a_log_that_makes_no_sense_is_refused(change: str) -> None:
    log = MemoryLog()
    config = SessionConfig(stages=(STATISTICS,), estimate=True, probes=0)
    conductor = Conductor.start(config, "s1", log=log, bank=Bank(), grader=GRADER, clock=Clock())

    async def lead() -> None:
        await conductor.settle()
        conductor.say("all")
        await conductor.settle()
        conductor.estimate(0.5)

    asyncio.run(lead())
    started_, asked, answered, *_, guessed = log.events("s1")
    graded = next(event for event in log.events("s1") if isinstance(event, AnswerGraded))
    broken: dict[str, Callable[[], list[object]]] = {
        "guess before the answer": lambda: [started_, asked, guessed],
        "guess twice": lambda: [started_, asked, answered, graded, guessed, guessed],
        "stage unplanned": lambda: [started_, asked.model_copy(update={"stage": 4})],
    }
    with pytest.raises(LogError):
        fold(broken[change]())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["", *FORMATS])
@pytest.mark.parametrize(("questions", "minutes"), [(7, None), (12, 40)])
def test_an_interview_like_another_is_set_up_like_it(
    name: str, questions: int, minutes: int | None
) -> None:
    focus = (("statistics", 0.75, ("p-value",)), ("coding", 0.25, ()))
    choice = Choice(
        areas=("statistics",),
        levels=("beginner",),
        kinds=("concept",),
        questions=questions,
        minutes=minutes,
        mode="exam",
        probes=1,
        adaptive=True,
        format=name,
        estimate=False,
        focus=focus,
    )
    config = choice.config(5)
    assert choice_of(config, "off", "").config(5) == config
