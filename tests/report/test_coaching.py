"""Coaching without a language model: a point to add, one to drop, the model answer aligned."""

import asyncio

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.rubric import Item
from interviewer.grading.grade import FoundMisconception, Grade, Span
from interviewer.grading.grader import Grader, GradingRequest
from interviewer.grading.offline.alignment import first_wording, model_sentences
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.interview.events import SessionConfig
from interviewer.report.build import build_report
from interviewer.report.coaching import coached
from interviewer.report.coaching_words import to_add, to_mend
from interviewer.report.markdown import MarkdownExporter
from interviewer.report.report import TurnReport
from interviewer.report.share import shared
from tests.interview.play import Bank, Play
from tests.sample_bank import sample_item

MEAN = sample_item("mean-vs-median")


def turn_of(item: Item, said: str, grader: Grader) -> TurnReport:
    config = SessionConfig(question_ids=(item.question.id,), probes=0)
    play = Play(config, grader, bank=Bank([item]))
    play.run([said])
    session = play.conductor.session
    return coached(build_report(session), session).turns[0]


def test_the_dearest_missed_point_is_named_with_the_model_answers_sentence(
    grader: OfflineGrader,
) -> None:
    text = "You can also look at it so: in sorted data the median is the middle value of all."
    rubric = MEAN.rubric.model_copy(
        update={
            "model_answer": MEAN.rubric.model_answer.replace(
                MEAN.rubric.criteria[1].statement, text
            )
        }
    )
    item = MEAN.model_copy(update={"rubric": rubric})
    turn = turn_of(item, MEAN.rubric.criteria[0].statement, grader)
    assert turn.coaching is not None
    assert turn.coaching.add is not None
    assert turn.coaching.add.criterion_id == "point-2", "worth 3, and point-3 is worth 2"
    assert to_add(turn).startswith(f"Add (+3): {MEAN.rubric.criteria[1].statement}")
    assert to_add(turn).endswith(f"Say for example: \u201c{text}\u201d")
    assert to_mend(turn) == ""


def test_a_charged_misconception_is_told_with_what_is_right(grader: OfflineGrader) -> None:
    wrong = MEAN.rubric.misconceptions[0]

    class Charging:
        """Charges the misconception, with the whole answer as its words."""

        name, version = "charging", "1"

        async def grade(self, request: GradingRequest) -> Grade:
            """Return what the offline grader says, and the charge."""
            known = await grader.grade(request)
            assert isinstance(known, Grade)
            span = Span(start=0, end=len(request.answer), quote=request.answer)
            charge = FoundMisconception(misconception_id=wrong.id, spans=(span,))
            return known.model_copy(update={"misconceptions": (charge,)})

    turn = turn_of(MEAN, wrong.statement, Charging())
    assert to_mend(turn) == (
        f"Drop (\u2212{wrong.penalty}): {wrong.statement} Right is: {wrong.correction}"
    )


def test_a_full_answer_has_nothing_to_add(grader: OfflineGrader) -> None:
    turn = turn_of(MEAN, MEAN.rubric.model_answer, grader)
    assert (to_add(turn), to_mend(turn)) == ("", "")


def test_the_model_answer_stands_beside_ones_own_and_shared_only_by_itself(
    grader: OfflineGrader,
) -> None:
    said = MEAN.rubric.criteria[0].statement
    config = SessionConfig(question_ids=(MEAN.question.id,), probes=0)
    play = Play(config, grader)
    play.run([said])
    session = play.conductor.session
    report = coached(build_report(session), session)
    page = MarkdownExporter().export(report).decode()
    assert f"| {said} | {said.rstrip('.')} | {said} |" in page
    missed = MEAN.rubric.criteria[1].statement
    assert f"| {missed} | \u2013 | {missed} |" in page
    other = MarkdownExporter().export(shared(report)).decode()
    assert "Your words" not in other
    assert f"| {missed} | {missed} |" in other


@pytest.mark.parametrize("place", range(0, 60, 12))
def test_every_built_in_criterion_has_its_sentence_of_the_model_answer(
    place: int, built_in_index: object
) -> None:
    del built_in_index
    catalog = Catalog.load(None)
    item = catalog.item(catalog.rows[place].id)
    found = model_sentences(item.question.shown, item.rubric)
    assert set(found) == {one.id for one in item.rubric.criteria}
    assert all(sentence in item.rubric.model_answer for sentence in found.values())


def test_a_wording_is_written_out() -> None:
    assert first_wording(("it (shrinks / reduces) the weights", "x")) == "It shrinks the weights."
    assert first_wording(()) == ""


def test_a_question_that_nobody_judged_has_no_coaching(grader: OfflineGrader) -> None:
    play = Play(SessionConfig(question_ids=(MEAN.question.id,)), grader)
    asyncio.run(play.conductor.settle())
    session = play.conductor.session
    assert coached(build_report(session), session).turns[0].coaching is None


def test_no_sentence_is_said_to_earn_what_tests_decide(grader: OfflineGrader) -> None:
    item = Catalog.load().item("top-n-with-ties")
    turn = turn_of(item, "I rank the totals of each seller.", grader)
    tested = {one.id for one in item.rubric.criteria if one.tests}
    assert turn.coaching is not None
    assert turn.coaching.add is not None
    assert turn.coaching.add.criterion_id in tested
    assert "Say for example" not in to_add(turn)
    assert not any(one.model_words for one in turn.criteria if one.id in tested)
    assert any(one.model_words for one in turn.criteria if one.id not in tested)
