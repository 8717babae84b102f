"""Later, taken back, in doubt, and what a candidate gets to hear of it; each survives a resume."""

import asyncio
from typing import ClassVar

import pytest

from interviewer.bank.rubric import Item
from interviewer.grading.grade import Grade, Ungraded
from interviewer.grading.grader import GradingRequest
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import AnswerTakenBack, Postponed, SessionConfig, Stage
from interviewer.interview.fold import LogError, apply, fold
from interviewer.interview.intents import COMMANDS
from interviewer.interview.ledger import result, session_score
from interviewer.interview.machine import AwaitCandidate, Done, ShowFeedback
from interviewer.interview.replies import POSTPONED, TAKE_IT
from interviewer.report.build import build_report
from interviewer.report.html import HtmlExporter
from interviewer.report.markdown import MarkdownExporter
from interviewer.report.session_words import outcome
from interviewer.report.tabular import CsvExporter
from tests.interview.play import Bank, MemoryLog, resumed
from tests.interview.talking import go
from tests.interview.test_machine import GRADER, ITEM, ONE, Levels, helps, started
from tests.sample_bank import Clock

THREE = SessionConfig(question_ids=("mean-vs-median", "variance", "recall"), probes=0, mode="exam")


def asked(conductor: Conductor) -> list[str]:
    return [turn.item.question.id for turn in conductor.session.turns]


def last(conductor: Conductor) -> str:
    return conductor.session.lines[-1].text


def test_a_question_left_for_later_comes_back_at_the_end() -> None:
    conductor = started(THREE)
    go(conductor, "Can we come back to this later?")
    assert POSTPONED in [line.text for line in conductor.session.lines]
    go(conductor, "It is spread.", "It is a share.")
    assert asked(conductor) == ["mean-vs-median", "variance", "recall", "mean-vs-median"]
    assert conductor.session.turns[-1].returns_to == 1
    assert conductor.session.lines[-1].lead.startswith("Let us come back")
    assert isinstance(go(conductor, "all"), Done)
    report = build_report(conductor.session)
    assert (report.counts.asked, report.counts.skipped) == (3, 0)
    assert report.turns[0].status == "returned"
    assert report.turns[3].score == 1
    assert [turn.number for turn in report.listed] == [2, 3, 4]


def test_nobody_is_told_later_of_a_question_that_came_back() -> None:
    log, clock = MemoryLog(), Clock()
    conductor = started(THREE.model_copy(update={"mode": "coach"}), log=log, clock=clock)
    go(conductor, "/later")
    again = resumed(log, GRADER, clock, Bank())
    go(again, "It is spread.")
    again.go_on()
    go(again, "skip")
    again.go_on()
    assert isinstance(go(again, "all"), ShowFeedback)
    again.retry()
    go(again, "nothing")
    report = build_report(again.session)
    statuses = [turn.status for turn in report.turns]
    assert statuses == ["returned", "ungraded", "skipped", "graded", "graded"]
    assert [turn.question for turn in report.listed] == [2, 3, 1, 1]
    assert report.turns[4].retry_of == 4
    assert outcome(report) == (
        "3 asked, 1 graded, 1 skipped (in no average), 1 ungraded (in no average)."
    )
    for exporter in (MarkdownExporter(), HtmlExporter(), CsvExporter()):
        assert b"left for later" not in exporter.export(report)
        assert b"returned" not in exporter.export(report)


def test_one_that_never_comes_back_is_counted_and_told() -> None:
    conductor = started(THREE.model_copy(update={"mode": "coach"}))
    go(conductor, "/later", "It is spread.")
    conductor.finish()
    report = build_report(conductor.session)
    assert [turn.status for turn in report.listed] == ["postponed", "ungraded"]
    assert outcome(report) == (
        "2 asked, 0 graded, 1 ungraded (in no average), 1 left for later (in no average)."
    )
    conductor = started()
    go(conductor)
    conductor.finish()
    assert outcome(build_report(conductor.session)) == (
        "1 asked, 0 graded, 1 not answered (in no average)."
    )


def test_a_retry_left_for_later_is_a_retry_when_it_comes_back() -> None:
    two = THREE.model_copy(update={"question_ids": ("mean-vs-median", "variance"), "mode": "coach"})
    conductor = started(two)
    go(conductor, "nothing")
    conductor.retry()
    go(conductor, "/later", "It is spread.")
    conductor.go_on()
    assert isinstance(go(conductor, "all"), ShowFeedback)
    back = conductor.session.turns[-1]
    assert (back.returns_to, back.retry_of) == (2, 1)
    report = build_report(conductor.session)
    assert (report.counts.asked, report.counts.graded, report.counts.ungraded) == (2, 1, 1)
    assert report.turns[0].score == 0
    assert report.turns[-1].attempt == 2
    assert session_score(conductor.session) == report.score


def test_it_comes_back_after_a_resume_too() -> None:
    log, clock = MemoryLog(), Clock()
    conductor = started(THREE, log=log, clock=clock)
    go(conductor, "/later", "It is spread.")
    again = resumed(log, GRADER, clock, Bank())
    assert again.session.waiting == conductor.session.waiting
    go(again, "It is a share.")
    assert asked(again)[-1] == "mean-vs-median"
    assert fold(log.events("s1")) == again.session


def test_it_waits_only_once_and_never_where_nothing_else_is_left() -> None:
    conductor = started(THREE)
    go(conductor, "later", "It is spread.", "It is a share.", "Could I answer this later?")
    assert "waited once" in last(conductor)
    assert conductor.session.turn is not None
    assert conductor.session.turn.open
    only = started()
    go(only, "Let me come back to that one.")
    assert "nothing else left" in last(only)
    go(only, "middle value", "come back to it later")
    assert "cannot come back to a follow-up" in last(only)


def test_nothing_is_left_for_later_once_the_time_is_up() -> None:
    conductor = started(THREE.model_copy(update={"minutes": 1}), clock=Clock(step=25))
    go(conductor, "/wait", "/wait")
    assert conductor.session.active_seconds == 75
    assert isinstance(go(conductor, "come back to this later"), AwaitCandidate)
    assert "time is up" in last(conductor)
    go(conductor, "/help")
    assert "/later" not in last(conductor)
    go(conductor, "all")
    assert (conductor.session.finished, conductor.session.waiting) == ("time", ())


def test_it_comes_back_at_the_end_of_its_stage() -> None:
    stage = Stage(name="one", areas=("statistics",), questions=2)
    other = Stage(name="two", areas=("evaluation",), questions=1)
    conductor = started(SessionConfig(stages=(stage, other), probes=0, mode="exam"))
    go(conductor, "/later", "It is something.")
    first, _, third = conductor.session.turns
    assert third.returns_to == first.number
    assert third.item == first.item
    assert third.stage == 0
    go(conductor, "It is something.")
    assert [turn.stage for turn in conductor.session.turns] == [0, 0, 0, 1]


def test_an_answer_that_is_taken_back_counts_nowhere() -> None:
    conductor = started()
    go(conductor, "middle value", "Scratch that.")
    turn = conductor.session.turns[-1]
    assert (turn.answers, turn.open_follow_up, turn.followed_up) == ((), None, ())
    assert ITEM.question.prompt in last(conductor)
    go(conductor, "nothing")
    assert helps(conductor) == ["never"] * 3
    assert session_score(conductor.session) == 0
    (told,) = build_report(conductor.session).turns
    assert [one.text for one in told.answers] == ["nothing"]


def test_an_answer_that_was_taken_back_is_not_judged_later() -> None:
    class Failing(Levels):
        asked: ClassVar[list[str]] = []

        async def grade(self, request: GradingRequest) -> Grade | Ungraded:
            self.asked.append(request.answer)
            return await super().grade(request)

    conductor = started(ONE.model_copy(update={"probes": 1}), grader=Failing({}), scout=GRADER)

    async def talk() -> None:
        await conductor.settle()
        for said in ("middle value", "Scratch that.", "nothing", "skip"):
            conductor.say(said)
            await conductor.settle()
        await conductor.drain()
        Failing.asked.clear()
        conductor.judge_missing()
        await conductor.drain()

    asyncio.run(talk())
    assert Failing.asked == ["nothing"]


def test_what_is_said_anew_after_a_follow_up_was_helped_by_it() -> None:
    conductor = started()
    go(conductor, "middle value", "let me start over", "all")
    assert helps(conductor) == ["after a probe"] * 3


def test_leaving_it_for_later_does_not_hide_the_help_of_a_follow_up() -> None:
    conductor = started(THREE.model_copy(update={"probes": 2}))
    go(conductor, "middle value", "let me start over", "come back to this later")
    go(conductor, "skip", "skip", "all")
    assert conductor.session.turns[-1].returns_to == 1
    assert helps(conductor) == ["after a probe"] * 3


def test_a_reply_to_a_follow_up_can_be_taken_back_too() -> None:
    conductor = started()
    go(conductor, "nothing", "middle value", "strike that")
    turn = conductor.session.turns[-1]
    assert turn.open_follow_up is not None
    assert turn.followed_up == (turn.open_follow_up.id,)
    go(conductor, "sum over count")
    known = result(conductor.session.turns[-1])
    assert known is not None
    assert [entry.verdict.level for entry in known.entries][:2] == ["met", "missed"]


def test_there_may_be_nothing_to_take_back() -> None:
    conductor = started()
    assert isinstance(go(conductor, "scratch that"), AwaitCandidate)
    assert "nothing to take back" in last(conductor)


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("Yes.", "okay"),
        ("That's my answer.", "okay"),
        ("the middle value", "okay\nthe middle value"),
        ("No, I mean the middle value of the data.", "No, I mean the middle value of the data."),
    ],
)
def test_what_is_in_doubt_is_asked_about(reply: str, text: str) -> None:
    log = MemoryLog()
    conductor = started(log=log)
    go(conductor, "okay")
    assert last(conductor) == TAKE_IT
    assert not conductor.session.answers
    go(conductor, reply)
    assert [one.text for one in conductor.session.answers] == [text]
    assert [line.text for line in conductor.session.lines if line.kind == "answer"] == [reply]
    assert fold(log.events("s1")) == conductor.session


def test_a_no_drops_it_and_help_in_between_does_not() -> None:
    conductor = started()
    go(conductor, "okay", "no")
    assert conductor.session.turns[-1].doubted is None
    go(conductor, "okay", "hint please")
    assert conductor.session.turns[-1].doubted is not None
    go(conductor, "scratch that")
    assert conductor.session.turns[-1].doubted is None
    go(conductor, "okay", "skip")
    assert (conductor.session.answers, conductor.session.turns[-1].skipped) == ((), "skipped")


@pytest.mark.parametrize(
    ("said", "skipped"),
    [
        ("Yes please.", None),
        ("okay", None),
        ("Sure, why not?", None),
        ("That would help.", None),
        ("Yes, that would be great, thank you.", None),
        ("I'd like that", None),
        ("go ahead", None),
        ("maybe", None),
        ("No.", "dont-know"),
        ("No thanks.", "dont-know"),
        ("I'm good, thanks.", "dont-know"),
        ("no hint please", "dont-know"),
        ("No, let's move on.", "dont-know"),
        ("It wouldn't help.", "dont-know"),
    ],
)
def test_a_hint_that_was_offered_is_taken_or_left(said: str, skipped: str | None) -> None:
    conductor = started()
    go(conductor, "I don't know", said)
    turn = conductor.session.turns[-1]
    assert (turn.hints, turn.skipped, turn.answers) == (int(skipped is None), skipped, ())


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("No, let me try.", "wait"),
        ("Let me try without a hint.", "wait"),
        ("No, can you repeat it?", "repeat"),
    ],
)
def test_who_declines_a_hint_and_goes_on_keeps_the_question(said: str, intent: str) -> None:
    conductor = started()
    go(conductor, "I don't know")
    meant = conductor.say(said)
    assert meant is not None
    assert meant.name == intent
    turn = conductor.session.turns[-1]
    assert (turn.open, turn.hints, turn.answers) == (True, 0, ())


@pytest.mark.parametrize("said", ["No, because it overfits.", "Yes, dropout helps there."])
def test_an_answer_after_the_offer_of_a_hint_is_one(said: str) -> None:
    conductor = started()
    go(conductor, "I don't know")
    assert conductor.say(said) is None
    assert [one.text for one in conductor.session.answers] == [said]


@pytest.mark.parametrize("mode", ["coach", "exam"])
def test_a_check_reveals_nothing_and_neither_does_why_in_an_exam(mode: str) -> None:
    replies = []
    for said in ("nothing", "middle value"):
        conductor = started(ONE.model_copy(update={"mode": mode}))
        go(conductor, said, "am I on the right track?")
        replies.append(last(conductor))
        go(conductor, "/why")
        if mode == "exam":
            assert last(conductor) == "I would like to hear more about this part."
    assert replies[0] == replies[1]


def test_to_be_done_ends_a_follow_up_and_is_no_answer_to_the_question() -> None:
    conductor = started()
    go(conductor, "that's all")
    assert conductor.session.answers == ()
    assert "no answer of yours" in last(conductor)
    go(conductor, "nothing", "nothing to add", "that's it")
    assert go(conductor) == ShowFeedback(1)
    assert len(conductor.session.answers) == 1


def test_a_question_is_said_in_other_words() -> None:
    question = ITEM.question.model_copy(update={"rephrased": "Which middle do you take when?"})
    conductor = started()
    go(conductor, "could you rephrase that")
    assert last(conductor) == ITEM.question.shown
    other = started(bank=Bank([ITEM.model_copy(update={"question": question})]))
    go(other, "I don't understand the question.")
    assert last(other) == "Which middle do you take when?"


def test_a_log_that_makes_no_sense_is_refused() -> None:
    conductor = started()
    go(conductor, "nothing")
    session = conductor.session
    now = session.last_at
    with pytest.raises(LogError):
        apply(session, Postponed(at=now, turn=1, said="later", reply=""))
    with pytest.raises(LogError):
        apply(session, AnswerTakenBack(at=now, turn=1, answer_id=2, said="", reply=""))


REFUSED = (
    "no further hint",
    "nothing to take back",
    "cannot come back",
    "nothing else left",
    "waited once",
    "Take it as you understand it",
)


@pytest.mark.parametrize(
    ("config", "before"),
    [
        (THREE, ()),
        (THREE, ("/hint",) * 3),
        (THREE, ("/later",)),
        (THREE, ("/later", "It is spread.", "It is a share.")),
        (ONE, ()),
        (ONE, ("middle value",)),
        (ONE, ("is it the middle?",)),
    ],
)
def test_help_names_the_commands_that_do_something_now(
    config: SessionConfig, before: tuple[str, ...]
) -> None:
    def after(*said: str) -> Conductor:
        conductor = started(config)
        go(conductor, *before, *said)
        return conductor

    told = last(after("/help"))
    for command, (name, _) in COMMANDS.items():
        if name in ("quit", "next"):
            assert (f" {command}:" in told) is (name == "quit")
            continue
        replied = after(command)
        does = not any(words in last(replied) for words in REFUSED)
        if command == "/rephrase" and does:
            does = last(replied) != last(after("/repeat"))
        assert (f" {command}:" in told) is does, command


@pytest.mark.parametrize("said", ["yes", "No.", "yeah"])
def test_a_bare_yes_or_no_to_what_asks_for_more_is_asked_about(said: str) -> None:
    conductor = started(THREE)
    go(conductor, said)
    assert last(conductor) == TAKE_IT
    assert result(conductor.session.turns[0]) is None


def test_a_bare_yes_answers_a_question_that_can_be_answered_so() -> None:
    question = ITEM.question.model_copy(update={"prompt": "Take a skewed sample. Do they differ?"})
    item = Item(question=question, rubric=ITEM.rubric)
    conductor = Conductor.start(
        ONE, "s1", log=MemoryLog(), bank=Bank([item]), grader=GRADER, clock=Clock()
    )
    go(conductor, "yes")
    assert [answer.text for answer in conductor.session.answers] == ["yes"]


@pytest.mark.parametrize("said", ["I made a mistake", "Can I change my answer?", "I messed up"])
def test_who_owns_up_to_a_mistake_is_asked_what_to_change(said: str) -> None:
    log, clock = MemoryLog(), Clock()
    conductor = started(THREE.model_copy(update={"probes": 1}), log=log, clock=clock)
    go(conductor, said)
    assert last(conductor) == "No problem. What would you change or add?"
    go(conductor, "nothing")
    asked_next = last(conductor)
    go(conductor, said)
    assert last(conductor) == f"No problem. What would you change or add? After that: {asked_next}"
    assert len(conductor.session.turns[0].answers) == 1
    assert fold(log.events("s1")) == conductor.session
    go(conductor, "Scratch that.")
    assert not conductor.session.turns[0].answers
