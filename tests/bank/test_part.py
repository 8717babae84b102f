"""One criterion of an item as a question of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.catalog import Catalog
from interviewer.bank.part import can_be_asked_alone, part_of
from interviewer.bank.question import FollowUp
from interviewer.bank.reference import reference, split_reference
from interviewer.bank.rubric import Criterion, Depth, Item, Misconception
from interviewer.errors import BankError
from tests.sample_bank import sample_item


@given(st.from_regex(r"[a-z0-9-]+", fullmatch=True), st.none() | st.just("point-1"))
def test_a_reference_is_read_as_it_was_made(question_id: str, criterion_id: str | None) -> None:
    assert split_reference(reference(question_id, criterion_id)) == (question_id, criterion_id)


def test_a_part_asks_its_follow_up_in_context_and_judges_its_criterion_only() -> None:
    item = sample_item("mean-vs-median")
    part = part_of(item, "point-2")
    assert part.question.id == "mean-vs-median"
    assert part.question.prompt == (
        "“What would you tell me about mean vs median?”\n\nSay more about 2, please?"
    )
    assert [one.id for one in part.rubric.criteria] == ["point-2"]
    assert part.rubric.version == item.rubric.version
    assert (part.question.follow_ups, part.question.hints) == ((), ())
    assert part.question.sources == item.question.sources


def test_a_part_keeps_the_misconceptions_about_its_matter_at_no_more_than_it_is_worth() -> None:
    item = sample_item("mean-vs-median")
    beliefs = (
        Misconception(id="near", statement="Outliers move the median.", correction="x", penalty=9),
        Misconception(id="far", statement="Data are Gaussian.", correction="No.", penalty=1),
    )
    rubric = item.rubric.model_copy(update={"misconceptions": beliefs})
    part = part_of(item.model_copy(update={"rubric": rubric}), "point-3")
    assert [(one.id, one.penalty) for one in part.rubric.misconceptions] == [("near", 2)]


def with_probes(*probes: FollowUp) -> Item:
    item = sample_item("variance")
    question = item.question.model_copy(update={"follow_ups": probes})
    return item.model_copy(update={"question": question})


def test_a_probe_for_what_is_missing_goes_before_one_that_goes_deeper() -> None:
    deep = FollowUp(id="deep", criterion="point-1", prompt="Prove it.", when="met")
    missing = FollowUp(id="missing", criterion="point-1", prompt="What is squared?")
    prompt = part_of(with_probes(deep, missing), "point-1").question.prompt
    assert prompt.endswith("What is squared?")
    assert part_of(with_probes(deep), "point-1").question.prompt.endswith("Prove it.")


@pytest.mark.parametrize("criterion", ["point-2", "no-such-point", ""])
def test_what_has_no_follow_up_cannot_be_asked_alone(criterion: str) -> None:
    item = with_probes(FollowUp(id="a", criterion="point-1", prompt="What is squared?"))
    assert not can_be_asked_alone(item, criterion)
    with pytest.raises(BankError, match="no follow-up on"):
        part_of(item, criterion)


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_a_part_of_the_longest_texts_is_a_valid_item(asked: int, probed: int) -> None:
    item = with_probes(FollowUp(id="a", criterion="point-1", prompt="p" * probed))
    question = item.question.model_copy(update={"prompt": "q" * asked, "spoken": "s" * asked})
    part = part_of(item.model_copy(update={"question": question}), "point-1")
    assert Item.model_validate(part.model_dump()) == part
    assert part.question.prompt.endswith("p" * probed)


def test_the_catalog_gives_parts_by_their_reference(catalog: Catalog) -> None:
    name = "variance#point-1"
    assert catalog.row(name).id == name
    assert catalog.item(name) == part_of(catalog.item("variance"), "point-1")
    asking = catalog.with_parts(["recall", name, "gone#point-1"])
    assert asking.rows == (*catalog.rows, catalog.row(name))
    assert asking.item(name) == catalog.item(name)
    with pytest.raises(BankError, match="no question 'nope'"):
        catalog.item("nope#point-1")


def test_a_follow_up_whose_reply_has_criteria_of_its_own_asks_for_none_of_the_rubric() -> None:
    deep = FollowUp(id="deep", criterion="point-1", prompt="Prove it.", when="met")
    item = with_probes(deep)
    point = Criterion(id="proof", statement="Expand the square.", points=2)
    depth = Depth(follow_up="deep", criteria=(point,), model_answer="I expand the square.")
    item = item.model_copy(update={"rubric": item.rubric.model_copy(update={"depth": (depth,)})})
    assert not can_be_asked_alone(item, "point-1")
    missing = FollowUp(id="missing", criterion="point-1", prompt="What is squared?")
    question = item.question.model_copy(
        update={"follow_ups": (deep, missing), "rephrased": "Tell me of all of it."}
    )
    part = part_of(item.model_copy(update={"question": question}), "point-1")
    assert part.question.prompt.endswith("What is squared?")
    assert (part.question.rephrased, part.rubric.depth) == (None, ())


def test_a_part_is_read_aloud_in_words() -> None:
    probe = FollowUp(id="a", criterion="point-1", prompt="Why x^2?", spoken="Why the square?")
    question = part_of(with_probes(probe), "point-1").question
    assert question.prompt.endswith("Why x^2?")
    assert question.aloud.endswith("Why the square?")
    assert "What would you tell me about variance?" in question.aloud
