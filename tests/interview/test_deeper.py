"""Follow-ups that go deeper bring a rubric of their own, and what is shown goes with the prompt."""

import asyncio

from interviewer.bank.part import part_of
from interviewer.bank.question import Exhibit, FollowUp, Question
from interviewer.bank.rubric import Criterion, Depth, Item, Rubric
from interviewer.grading.grade import Grade, Span, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import SessionConfig
from interviewer.interview.ledger import result
from interviewer.interview.machine import AwaitCandidate
from interviewer.report.build import build_report
from interviewer.report.deeper import deeper_result
from interviewer.report.markdown import MarkdownExporter
from tests.interview.play import Bank, MemoryLog, replayed
from tests.sample_bank import Clock, sample_item


def deeper_item() -> Item:
    base = sample_item("variance")
    probe = FollowUp(id="deeper", criterion="point-1", prompt="Why squares?", when="met")
    question: Question = base.question.model_copy(
        update={
            "follow_ups": (*base.question.follow_ups, probe),
            "exhibit": Exhibit(kind="table", content="x  y\n1  2", spoken="A table of x and y."),
        }
    )
    deep = Criterion(id="grow", statement="Squares grow faster.", points=2, evidence=("they grow",))
    depth = Depth(follow_up="deeper", criteria=(deep,), model_answer="Squares grow faster.")
    rubric: Rubric = base.rubric.model_copy(update={"depth": (depth,)})
    return Item(question=question, rubric=rubric)


def test_a_deeper_follow_up_has_its_own_rubric_and_no_other_has() -> None:
    rubric = deeper_item().rubric
    own = rubric.deeper("deeper")
    assert own is not None
    assert [one.id for one in own.criteria] == ["grow"]
    assert rubric.deeper("none") is None


def test_an_exhibit_is_shown_below_the_prompt_and_described_aloud() -> None:
    question = deeper_item().question
    assert question.shown == f"{question.prompt}\n\nx  y\n1  2"
    assert question.aloud.endswith("A table of x and y.")


def test_a_part_of_a_question_describes_its_exhibit_once() -> None:
    base = deeper_item()
    probe = FollowUp(id="root", criterion="point-2", prompt="Why n^2?", spoken="Why n squared?")
    question = base.question.model_copy(update={"follow_ups": (probe,)})
    part = part_of(Item(question=question, rubric=base.rubric), "point-2").question
    assert part.aloud.count("A table of x and y.") == 1
    assert part.shown.count("x  y") == 1


def test_every_text_of_a_question_has_its_spoken_form() -> None:
    base = deeper_item().question
    probe = FollowUp(id="root", criterion="point-1", prompt="Why n^2?", spoken="Why n squared?")
    question: Question = base.model_copy(update={"follow_ups": (*base.follow_ups, probe)})
    assert question.spoken_form(question.shown) == question.aloud
    assert question.spoken_form("Why n^2?") == "Why n squared?"
    assert question.spoken_form("Why squares?") == "Why squares?"
    assert question.spoken_form("Take your time.") == "Take your time."


class Generous:
    """Finds every criterion of whatever rubric it is given in the whole answer."""

    name = "generous"
    version = "1"

    def __init__(self) -> None:
        self.requests: list[GradingRequest] = []

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge, and keep the request."""
        self.requests.append(request)
        text = request.answer
        span = (Span(start=0, end=len(text), quote=text),)
        return Grade(
            verdicts=tuple(
                Verdict(criterion_id=one.id, level="met", credit=1.0, spans=span)
                for one in request.rubric.criteria
            ),
            grader=self.name,
            grader_version="1",
            rubric_version=1,
        )


def test_a_deeper_reply_is_judged_by_its_own_points_beside_the_score() -> None:
    item, grader, log = deeper_item(), Generous(), MemoryLog()
    conductor = Conductor.start(
        SessionConfig(question_ids=("variance",)),
        "s1",
        log=log,
        bank=Bank([item]),
        grader=grader,
        clock=Clock(),
    )

    async def play() -> None:
        for text in ("All of it.", "Squares grow faster than distances."):
            assert isinstance(await conductor.settle(), AwaitCandidate)
            conductor.say(text)
        await conductor.settle()

    asyncio.run(play())
    first, second = grader.requests
    assert first.rubric == item.rubric
    assert first.prompt == item.question.shown
    assert [one.id for one in second.rubric.criteria] == ["grow"]
    assert second.prompt == "Why squares?"
    assert second.before == item.question.shown
    assert (first.follow_up, second.follow_up) == (False, True)
    (turn,) = conductor.session.turns
    known = result(turn)
    assert known is not None
    assert known.score.value == 1
    assert {entry.criterion.id for entry in known.entries} == {
        criterion.id for criterion in item.rubric.criteria
    }
    assert replayed(log).turns == conductor.session.turns
    report = build_report(conductor.session)
    (told,) = report.turns
    assert told.exhibit == "x  y\n1  2"
    assert deeper_result(told.answers[0]) == ""
    assert deeper_result(told.answers[1]) == "Going deeper: 2 of 2 points, not part of the score."
    text = MarkdownExporter().export(report).decode()
    assert "    x  y\n    1  2" in text
    assert "A full reply: Squares grow faster." in text
