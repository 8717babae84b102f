"""Model replies to deeper follow-ups, tried with a grader on their own criteria."""

import pytest

from interviewer.bank.question import FollowUp, Question
from interviewer.bank.rubric import Criterion, Depth, Item, Rubric
from interviewer.grading.grade import Grade, Span, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.grading.trial.depth import reply_breaches
from tests.sample_bank import sample_item

REPLY = (
    "Because squares grow faster than distances, a single far value dominates the sum. "
    "Absolute distances would weigh every value alike."
)


def criteria(*points: int) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(id=f"deep-{n}", statement="A claim.", points=worth, evidence=("a claim",))
        for n, worth in enumerate(points)
    )


def item(*deep: Criterion, reply: str = REPLY) -> Item:
    """Return the sample's item on variance, with one follow-up that goes deeper."""
    base = sample_item("variance")
    probe = FollowUp(id="deeper", criterion="point-1", prompt="Why squares?", when="met")
    question: Question = base.question.model_copy(
        update={"follow_ups": (*base.question.follow_ups, probe)}
    )
    depth = Depth(follow_up="deeper", criteria=deep, model_answer=reply)
    rubric: Rubric = base.rubric.model_copy(update={"depth": (depth,)})
    return Item(question=question, rubric=rubric)


@pytest.mark.parametrize(
    ("made", "severity", "told"),
    [
        ((0, 1, 2), None, ""),
        ((0, 1), None, ""),  # 75 of 100
        ((0, 2), "warning", "`deeper` scores 70, not 75 or more (missed deep-1)."),
        ((1, 2), "error", "`deeper` scores 55, not 75 or more (missed deep-0)."),
        ((), "error", "`deeper` scores 0, not"),
    ],
)
def test_a_reply_is_tried_on_its_own_criteria(
    made: tuple[int, ...], severity: str | None, told: str
) -> None:
    asked: list[GradingRequest] = []

    def judged(request: GradingRequest) -> Grade:
        asked.append(request)
        quote = request.answer[:7]
        return Grade(
            verdicts=tuple(
                Verdict(
                    criterion_id=f"deep-{n}",
                    level="met",
                    credit=1,
                    spans=(Span(start=0, end=7, quote=quote),),
                )
                for n in made
            ),
            misconceptions=(),
            grader="g",
            grader_version="1",
            rubric_version=1,
        )

    whole = item(*criteria(9, 6, 5))
    found = list(reply_breaches(judged, whole.question, whole.rubric))
    (request,) = asked
    assert (request.prompt, request.answer) == ("Why squares?", REPLY)
    assert [one.id for one in request.rubric.criteria] == ["deep-0", "deep-1", "deep-2"]
    assert request.rubric.misconceptions == ()
    assert [one.severity for one in found] == ([severity] if severity else [])
    if severity:
        assert found[0].location == ("depth", 0, "model_answer")
        assert told in found[0].message


def test_a_reply_that_is_not_graded_is_an_error_with_its_reason() -> None:
    whole = item(*criteria(1))
    (found,) = reply_breaches(
        lambda _: Ungraded(reason="too long", grader="g"), whole.question, whole.rubric
    )
    assert found.severity == "error"
    assert "(too long)" in found.message


def test_the_offline_grader_tells_a_reply_from_one_beside_the_point() -> None:
    claims = (
        ("grow", "Squaring lets large distances dominate.", "squares grow faster than distances"),
        ("alike", "Absolute distances weigh all values alike.", "absolute distances weigh alike"),
    )
    deep = tuple(
        Criterion(
            id=name,
            statement=statement,
            points=2,
            evidence=(wording, statement.rstrip(".")),
        )
        for name, statement, wording in claims
    )
    good, beside = item(*deep), item(*deep, reply="One can use it for many things at work.")
    assert list(reply_breaches(judge, good.question, good.rubric)) == []
    (found,) = reply_breaches(judge, beside.question, beside.rubric)
    assert found.severity == "error"
