"""What to read: from accessible to deep, and linked where the work is free."""

from dataclasses import dataclass

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.report.build import build_report
from interviewer.report.further_reading import OWN_STORY, accessible_first, free_at, with_address
from interviewer.report.study import study
from tests.report.test_practice_advice import tried

D2L = "Zhang, Lipton, Li and Smola, Dive into Deep Learning, section 5.1"
GOODFELLOW = "Goodfellow, Bengio and Courville, Deep Learning, chapter 8.1.3"
ESL = "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., chapter 7"
PAPER = "Ba, Kiros and Hinton, Layer Normalization, 2016"
UNKNOWN = "Somebody, A Course on Trees, chapter 2"


def test_sources_come_from_accessible_to_deep() -> None:
    ordered = accessible_first([PAPER, ESL, UNKNOWN, GOODFELLOW, D2L, OWN_STORY])
    assert ordered == (OWN_STORY, D2L, UNKNOWN, GOODFELLOW, ESL, PAPER)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (D2L, "https://d2l.ai"),
        (GOODFELLOW, "https://www.deeplearningbook.org"),
        (PAPER, "https://arxiv.org/abs/1607.06450"),
        (UNKNOWN, ""),
        # Works whose names hold another's name.
        ("Reimers and Gurevych, Sentence-BERT, EMNLP, 2019", ""),
        ("Yang et al., A Mean Field Theory of Batch Normalization, ICLR, 2019", ""),
        ("Ho and Salimans, Classifier-Free Diffusion Guidance, 2022", ""),
        ("Kaelbling, Littman and Moore, Reinforcement Learning - A Survey, 1996", ""),
        ("Bishop and Bishop, Deep Learning, Foundations and Concepts, 2024, chapter 2", ""),
    ],
)
def test_only_the_work_itself_is_linked(source: str, address: str) -> None:
    assert free_at(source) == address
    assert with_address(source) == (f"{source} (free: {address})" if address else source)


@dataclass(frozen=True)
class Listed:
    """An item of the bank."""

    id: str
    area: str
    level: str
    kind: str
    prompt: str


ROWS = (
    Listed("a-conflict", "statistics", "beginner", "behavioural", "Tell me of a median conflict."),
    Listed("a-median", "statistics", "beginner", "concept", "What is a median?"),
)


@pytest.mark.parametrize(("kind", "name"), [("behavioural", "a-conflict"), ("concept", "a-median")])
def test_behavioural_advice_names_behavioural_questions_and_other_advice_none(
    kind: str, name: str
) -> None:
    (turn,) = build_report(tried("nothing")).turns
    (advice,) = study([turn.model_copy(update={"kind": kind})], ROWS)
    assert {name for point in advice.points for name in point.next} == {name}
    assert (OWN_STORY in advice.sources) == (kind == "behavioural")


def test_the_bank_cites_free_works_that_are_linked() -> None:
    catalog = Catalog.load(None)
    rows = [row for row in catalog.rows if row.area == "deep-learning"][:20]
    cited = {source for row in rows for source in catalog.item(row.id).question.sources}
    assert any(free_at(source) for source in cited)
