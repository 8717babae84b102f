"""An answer that is not strong gets a follow-up while a point is hardly made."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from interviewer.bank.question import Kind
from interviewer.bank.rubric import Item, Number
from interviewer.grading.grade import Grade, Span, Verdict
from interviewer.interview.events import Timings
from interviewer.interview.follow_ups import HARDLY_MADE, next_follow_up
from interviewer.interview.session import Answer, Turn
from tests.sample_bank import START, sample_item


def turn(said: str, shares: Sequence[float], kind: Kind = "concept", asked: int = 0) -> Turn:
    """Return a turn whose answer makes these shares of the points."""
    plain = sample_item("mean-vs-median")
    question = plain.question.model_copy(update={"kind": kind})
    span = (Span(start=0, end=len(said), quote=said),)
    grade = Grade(
        verdicts=tuple(
            Verdict(criterion_id=one.id, level="partial", credit=share, spans=span)
            if share
            else Verdict.model_validate({"criterion_id": one.id, "level": "missed"})
            for one, share in zip(plain.rubric.criteria, shares, strict=True)
        ),
        grader="table",
        grader_version="1",
        rubric_version=1,
    )
    answer = Answer(1, said, None, None, 0, START, Timings(), outcome=grade)
    followed = tuple(one.id for one in question.follow_ups[:asked])
    item = Item(question=question, rubric=plain.rubric)
    return Turn(number=1, item=item, asked_at=START, answers=(answer,), followed_up=followed)


def asked_about(one: Turn) -> str | None:
    follow_up = next_follow_up(one, 3)
    return None if follow_up is None else follow_up.criterion


def test_what_has_the_least_credit_is_asked_for() -> None:
    assert asked_about(turn("Both tell something.", (0.5, 0.5, 0.3))) == "point-3"
    assert asked_about(turn("Both tell something.", (0.3, 0.5, 0.4))) == "point-1"


def test_what_was_made_in_good_part_is_not_asked_for() -> None:
    assert asked_about(turn("Both tell something.", (0.5, 0.5, HARDLY_MADE + 0.05))) is None


def test_it_is_the_only_follow_up_of_its_kind() -> None:
    assert asked_about(turn("Both tell something.", (0.5, 0.3, 0.3), asked=1)) is None


@pytest.mark.parametrize(("kind", "criterion"), [("concept", None), ("behavioural", "point-3")])
def test_words_of_the_point_count_but_in_a_story_where_all_words_are_common(
    kind: Kind, criterion: str | None
) -> None:
    said = "Outliers pull the mean, unlike the rest, far more strongly, and extreme ones."
    assert asked_about(turn(said, (0.5, 0.5, 0.3), kind)) == criterion


def test_who_named_a_wrong_figure_is_asked_for_its_parts_first() -> None:
    def first(said: str) -> str | None:
        one = turn(said, (0.0, 0.0, 0.0))
        wanted = Number(value=2, unit="TB", factor=3)
        criteria = (
            one.item.rubric.criteria[0].model_copy(update={"number": wanted}),
            *one.item.rubric.criteria[1:],
        )
        rubric = one.item.rubric.model_copy(update={"criteria": criteria})
        item = Item(question=one.item.question, rubric=rubric)
        return asked_about(replace(one, item=item))

    assert first("They take 307 GB in all.") == "point-2"
    assert first("Every number takes 4 bytes.") == "point-1"
    assert first("I have no figure.") == "point-1"
