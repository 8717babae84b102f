"""What comes next, in the cases that a candidate would notice."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest

from interviewer.errors import BankError, InterviewerError, StoreError
from interviewer.grading.grade import Grade, Level, Span, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    AsideTaken,
    Event,
    FollowUpAsked,
    QuestionAsked,
    SessionConfig,
    SessionFinished,
    SessionStarted,
    Skipped,
)
from interviewer.interview.fold import LogError, fold
from interviewer.interview.ledger import result, session_score
from interviewer.interview.machine import (
    AwaitCandidate,
    Done,
    Finish,
    ShowFeedback,
    after_turn,
)
from interviewer.interview.session import Session
from tests.interview.play import Bank, MemoryLog, replayed, resumed
from tests.interview.talking import go
from tests.sample_bank import START, Clock, sample_item

ITEM = sample_item("mean-vs-median")
ONE = SessionConfig(question_ids=("mean-vs-median",))


class Levels:
    """Gives the levels that each answer text stands for; texts that it does not know fail."""

    name = "levels"
    version = "1"

    def __init__(self, verdicts: Mapping[str, tuple[Level, ...]]) -> None:
        self._verdicts = verdicts

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge by the table, with the whole answer as the quote."""
        text = request.answer
        if text not in self._verdicts:
            return Ungraded(reason="not in the table", grader=self.name)
        span = Span(start=0, end=len(text), quote=text)
        return Grade(
            verdicts=tuple(
                Verdict.model_validate(
                    {
                        "criterion_id": criterion.id,
                        "level": level,
                        "spans": () if level == "missed" else (span,),
                    }
                )
                for criterion, level in zip(
                    request.rubric.criteria, self._verdicts[text], strict=True
                )
            ),
            grader=self.name,
            grader_version=self.version,
            rubric_version=1,
        )


GRADER = Levels(
    {
        "nothing": ("missed", "missed", "missed"),
        "all": ("met", "met", "met"),
        "middle value": ("missed", "met", "missed"),
        "sum over count": ("met", "missed", "missed"),
        "half": ("partial", "partial", "missed"),
    }
)


def started(config: SessionConfig = ONE, **others: object) -> Conductor:
    given = {"log": MemoryLog(), "bank": Bank(), "grader": GRADER, "clock": Clock(), **others}
    return Conductor.start(config, "s1", **given)  # type: ignore[arg-type]


def probed(conductor: Conductor) -> list[str]:
    return [name.removeprefix("ask-") for name in conductor.session.turns[-1].followed_up]


def helps(conductor: Conductor) -> list[str]:
    known = result(conductor.session.turns[-1])
    assert known is not None
    return [entry.earned for entry in known.entries]


def test_the_essential_gap_is_probed_first_then_the_one_worth_more() -> None:
    conductor = started()
    assert isinstance(go(conductor, "nothing"), AwaitCandidate)
    assert probed(conductor) == ["point-1"]
    go(conductor, "nothing")
    assert probed(conductor) == ["point-1", "point-2"]


def test_only_what_was_left_out_is_probed() -> None:
    conductor = started()
    go(conductor, "middle value")
    go(conductor, "sum over count")
    assert probed(conductor) == ["point-1", "point-3"]


def test_a_complete_answer_is_not_probed() -> None:
    assert go(started(), "all") == ShowFeedback(1)


def test_a_budget_of_none_asks_no_follow_up() -> None:
    assert go(started(ONE.model_copy(update={"probes": 0})), "nothing") == ShowFeedback(1)


def test_the_ledger_tells_unprompted_from_probed_from_hinted() -> None:
    alone, after_probe, after_hint = started(), started(), started()
    go(alone, "all")
    go(after_probe, "middle value", "sum over count", "nothing")
    go(after_hint, "hint please", "all")
    assert helps(alone) == ["unprompted"] * 3
    assert helps(after_probe) == ["after a probe", "unprompted", "never"]
    assert helps(after_hint) == ["after a hint"] * 3
    known = result(after_probe.session.turns[-1])
    assert known is not None
    assert (known.score.points, known.unprompted.points) == (7, 3)


def test_a_better_answer_to_a_probe_raises_a_partial_credit() -> None:
    conductor = started()
    go(conductor, "half", "sum over count")
    known = result(conductor.session.turns[-1])
    assert known is not None
    assert known.entries[0].verdict.level == "met"
    assert known.entries[0].answer_id == 2
    assert known.entries[1].answer_id == 1


def test_an_ungraded_answer_is_not_probed_and_stays_out_of_the_average() -> None:
    config = SessionConfig(question_ids=("mean-vs-median", "variance"), probes=0)
    conductor = started(config)
    assert go(conductor, "a text that the grader fails on") == ShowFeedback(1)
    conductor.go_on()
    assert session_score(conductor.session) is None
    go(conductor, "I don't know", "I don't know")
    assert session_score(conductor.session) == 0


def test_i_dont_know_is_met_with_an_offer_and_counts_as_nothing_the_second_time() -> None:
    conductor = started()
    assert isinstance(go(conductor, "I don't know"), AwaitCandidate)
    assert "hint" in conductor.session.lines[-1].text
    assert go(conductor, "no idea") == ShowFeedback(1)
    assert conductor.session.turns[-1].skipped == "dont-know"
    assert session_score(conductor.session) == 0


def test_a_skipped_question_has_no_score_and_a_skipped_probe_keeps_the_answer() -> None:
    skipped, probe_skipped = started(), started()
    go(skipped, "/skip")
    assert session_score(skipped.session) is None
    go(probe_skipped, "half", "/skip")
    assert session_score(probe_skipped.session) == 0.3889


def test_hints_come_in_their_order_until_there_is_none_left() -> None:
    conductor = started()
    go(conductor, "/hint", "/hint", "/hint")
    replies = [line for line in conductor.session.lines if line.speaker == "interviewer"][1:]
    assert [line.text for line in replies[:2]] == list(ITEM.question.hints)
    assert conductor.session.turns[-1].hints == 2
    assert replies[2].kind == "help"


def test_asides_are_never_graded() -> None:
    conductor = started()
    go(conductor, "can you repeat that", "/time", "give me a moment", "/wat", "   ")
    assert conductor.session.answers == ()
    assert isinstance(conductor.effect, AwaitCandidate)


def test_the_repeat_of_a_follow_up_repeats_the_follow_up() -> None:
    conductor = started()
    go(conductor, "nothing", "/repeat")
    assert conductor.session.lines[-1].text == ITEM.question.follow_ups[0].prompt


def test_exam_mode_asks_on_without_feedback_and_finishes_by_itself() -> None:
    config = SessionConfig(questions=2, mode="exam", probes=0)
    conductor = started(config)
    assert isinstance(go(conductor, "nothing"), AwaitCandidate)
    assert go(conductor, "/skip") == Done()
    assert conductor.session.finished == "completed"


def test_time_is_up_after_the_question_under_way_never_in_its_middle() -> None:
    clock = Clock()
    conductor = started(SessionConfig(minutes=1, questions=9), clock=clock)
    go(conductor)
    clock.now += timedelta(minutes=5)
    assert isinstance(go(conductor, "/time"), AwaitCandidate)
    go(conductor, "/skip")
    conductor.go_on()
    assert conductor.session.finished == "time"


def test_who_asks_how_many_questions_are_left_is_told() -> None:
    conductor = started(SessionConfig(questions=2))
    go(conductor, "nothing")
    conductor.go_on()
    go(conductor, "How many questions are left?")
    assert conductor.session.lines[-1].text.startswith("This is question 2 of 2. 0:")
    go(conductor, "How much time is left?")
    assert conductor.session.lines[-1].text.startswith("0:")


def test_the_night_between_leaving_and_coming_back_counts_for_nothing() -> None:
    log, clock = MemoryLog(), Clock()
    conductor = started(SessionConfig(minutes=10, questions=9), log=log, clock=clock)
    go(conductor, "/hint")
    again = resumed(log, GRADER, clock, Bank())
    go(again, "/time", "nothing")
    spoken = [line.text for line in again.session.lines if line.kind == "time"]
    assert spoken == ["0:20 on this question so far; 2:00 is usual. 9:30 left of the interview."]
    assert again.session.active_seconds < 120


def test_a_retry_asks_the_same_again_and_leaves_the_first_score() -> None:
    config = ONE.model_copy(update={"probes": 0})
    conductor = started(config)
    go(conductor, "half")
    conductor.retry()
    assert go(conductor, "all") == ShowFeedback(2)
    conductor.retry()
    assert go(conductor, "nothing") == ShowFeedback(3)
    assert [turn.retry_of for turn in conductor.session.turns] == [None, 1, 1]
    assert session_score(conductor.session) == 0.3889
    assert after_turn(conductor.session) == Finish("completed")


def test_a_broken_item_is_passed_over() -> None:
    config = SessionConfig(question_ids=("variance", "recall"))
    conductor = started(config, bank=Bank(broken=["variance"]))
    go(conductor)
    assert conductor.session.asked == ("recall",)


def test_a_bank_without_a_fitting_item_is_refused_before_anything_is_stored() -> None:
    log = MemoryLog()
    with pytest.raises(BankError, match="fits this choice"):
        started(SessionConfig(areas=("astrology",)), log=log)
    assert log.lines == []


def test_nothing_can_be_said_while_nothing_is_asked() -> None:
    conductor = started()
    go(conductor, "all")
    with pytest.raises(InterviewerError, match="Nothing is being asked"):
        conductor.say("too late")


class Held(Levels):
    """A grader that takes until it is released."""

    def __init__(self) -> None:
        super().__init__({})
        self.release = asyncio.Event()

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge once released."""
        await self.release.wait()
        return await super().grade(request)


class FullDisk(MemoryLog):
    """A log that takes so many entries and no more."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def append(self, session: Session, event: Event) -> None:
        """Keep the event while there is room."""
        if len(self.lines) >= self.room:
            raise StoreError("The disk is full.")
        super().append(session, event)


def test_what_could_not_be_stored_has_not_happened_and_can_be_said_again() -> None:
    log = FullDisk(room=2)
    conductor = started(log=log)
    go(conductor)
    before = conductor.session
    with pytest.raises(StoreError, match="disk is full"):
        conductor.say("all")
    assert conductor.session == before
    log.room = 99
    assert go(conductor, "all") == ShowFeedback(1)
    assert replayed(log) == conductor.session


def test_a_judgement_in_the_background_that_cannot_be_stored_is_told() -> None:
    log = FullDisk(room=4)
    slow = Held()
    conductor = started(
        ONE.model_copy(update={"probes": 0}), log=log, grader=slow, scout=OfflineGrader()
    )

    async def talk() -> None:
        await conductor.settle()
        conductor.say("all")
        assert await conductor.settle() == ShowFeedback(1)
        slow.release.set()
        with pytest.raises(StoreError, match="disk is full"):
            await conductor.drain()

    asyncio.run(talk())


def test_where_the_scout_gives_no_grade_the_conversation_waits_for_the_grader() -> None:
    log, slow, scout = FullDisk(room=4), Held(), Levels({})
    conductor = started(ONE.model_copy(update={"probes": 0}), log=log, grader=slow, scout=scout)

    async def talk() -> None:
        await conductor.settle()
        conductor.say("all")
        settling = asyncio.create_task(conductor.settle())
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(log.lines) == 3  # started, asked, answered
        slow.release.set()
        assert await settling == ShowFeedback(1)

    asyncio.run(talk())
    assert isinstance(conductor.session.answers[0].outcome, Ungraded)
    assert replayed(log) == conductor.session


def test_regrading_replaces_grades_and_a_failed_regrading_takes_none_away() -> None:
    log = MemoryLog()
    conductor = started(ONE.model_copy(update={"probes": 0}), log=log)
    go(conductor, "half")
    conductor.finish()
    for grader in (Levels({"half": ("met", "met", "met")}), Levels({})):
        again = Conductor(replayed(log), log=log, bank=Bank(), grader=grader, clock=Clock())
        asyncio.run(again.regrade())
        assert session_score(again.session) == session_score(replayed(log)) == 1.0


def test_a_third_partys_grader_that_raises_gives_no_grade() -> None:
    class Broken:
        name = "broken"
        version = "0"

        async def grade(self, request: GradingRequest) -> Grade | Ungraded:
            raise KeyError("oops")

    conductor = started(grader=Broken())
    assert go(conductor, "half") == ShowFeedback(1)
    outcome = conductor.session.answers[0].outcome
    assert outcome == Ungraded(reason="KeyError: 'oops'", grader="broken")


BEGIN = SessionStarted(at=START, session_id="s1", config=ONE, app_version="0")
ASKED = QuestionAsked(at=START, turn=1, item=ITEM)
ANSWERED = AnswerSubmitted(at=START, turn=1, answer_id=1, text="a")
PROBED = FollowUpAsked(at=START, turn=1, follow_up_id="ask-point-1")
OVER = SessionFinished(at=START, reason="quit")


@pytest.mark.parametrize(
    "events",
    [
        [],
        [ASKED],
        [BEGIN, BEGIN],
        [BEGIN, ANSWERED],
        [BEGIN, ASKED, ASKED],
        [BEGIN, ASKED, ANSWERED, ANSWERED],
        [BEGIN, ASKED, ANSWERED.model_copy(update={"answer_id": 2})],
        [BEGIN, ASKED, ANSWERED.model_copy(update={"turn": 2})],
        [BEGIN, ASKED, ANSWERED.model_copy(update={"follow_up_id": "ask-point-1"})],
        [BEGIN, ASKED, PROBED],
        [BEGIN, ASKED, ANSWERED, PROBED, PROBED],
        [BEGIN, ASKED, ANSWERED, PROBED.model_copy(update={"follow_up_id": "unknown"})],
        [BEGIN, ASKED, ANSWERED, PROBED, ANSWERED.model_copy(update={"answer_id": 2})],
        [BEGIN, ASKED, ANSWERED, Skipped(at=START, turn=1)],
        [BEGIN, ASKED, Skipped(at=START, turn=1), Skipped(at=START, turn=1)],
        [BEGIN, ASKED, Skipped(at=START, turn=1), ANSWERED],
        [BEGIN, ASKED, AsideTaken(at=START, turn=2, intent="help", said="", reply="")],
        [
            BEGIN,
            ASKED,
            AnswerGraded(at=START, answer_id=1, outcome=Ungraded(reason="", grader="")),
        ],
        [BEGIN, OVER, ASKED],
        [BEGIN, OVER, OVER],
    ],
)
def test_a_log_that_makes_no_sense_is_refused(events: list[Event]) -> None:
    with pytest.raises(LogError):
        fold(events)
