"""How much of what candidates say instead of an answer is understood, and no answer taken for it.

Every second phrasing was held out when the patterns were written; see ``phrasings``.
"""

import sys

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.question import Question
from interviewer.interview.intents import in_doubt, recognise
from tests.interview.phrasings import NEAR_MISSES, PHRASINGS

KINDS = ("concept", "scenario", "calculation", "exhibit", "coding", "behavioural", "estimate")
ALL = [(name, said) for name, several in PHRASINGS.items() for said in several]
SHARE = 0.9


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    """A question of each kind, from the bank."""
    catalog = Catalog.load()
    first = {row.kind: row.id for row in reversed(catalog.rows)}
    return {kind: catalog.item(first[kind]).question for kind in KINDS}


def understood(said: str, name: str, question: Question) -> bool:
    intent = recognise(said, question)
    return intent is not None and intent.name == name


def test_there_are_enough_of_both() -> None:
    assert len(ALL) >= 150
    assert len(NEAR_MISSES) >= 100
    assert len(set(ALL)) == len(ALL)
    assert all(len(several) >= 14 for several in PHRASINGS.values())
    assert len(PHRASINGS["dont-know"]) >= 30


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("half", "start"), [("tuned on", 0), ("held out", 1)])
def test_what_is_no_answer_is_understood(
    questions: dict[str, Question], kind: str, half: str, start: int
) -> None:
    each = [
        understood(said, name, questions[kind])
        for name, several in PHRASINGS.items()
        for said in several[start::2]
    ]
    share = sum(each) / len(each)
    sys.stdout.write(f"{kind}, {half}: {share:.1%} of {len(each)} understood\n")
    assert share >= SHARE


@pytest.mark.parametrize("kind", KINDS)
def test_as_speech_recognition_writes_it_too(questions: dict[str, Question], kind: str) -> None:
    heard = [
        (name, " ".join(said.lower().strip(".?!").replace(",", "").split())) for name, said in ALL
    ]
    share = sum(understood(said, name, questions[kind]) for name, said in heard) / len(heard)
    sys.stdout.write(f"{kind}, without marks: {share:.1%}\n")
    assert share >= SHARE


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_that_sounds_like_it_is_taken_for_it(
    questions: dict[str, Question], kind: str
) -> None:
    question = questions[kind]
    assert [said for said in NEAR_MISSES if recognise(said, question) is not None] == []
    asked_about = [said for said in NEAR_MISSES if in_doubt(said, question)]
    sys.stdout.write(
        f"{kind}: {len(asked_about)} of {len(NEAR_MISSES)} near misses are asked about\n"
    )
    assert len(asked_about) <= 0.03 * len(NEAR_MISSES)


@pytest.mark.parametrize(
    "said",
    [
        "Not sure, the variance?",
        "You want what from me now?",
        "in theory or in practice",
        "okay",
        "Is the loss convex?",
    ],
)
def test_what_may_be_either_is_asked_about(questions: dict[str, Question], said: str) -> None:
    assert recognise(said, questions["concept"]) is None
    assert in_doubt(said, questions["concept"])


@pytest.mark.parametrize("said", ["a minute", "two seconds"])
def test_a_bare_length_of_time_may_be_the_figure_asked_for(
    questions: dict[str, Question], said: str
) -> None:
    assert in_doubt(said, questions["calculation"])
    intent = recognise(said, questions["concept"])
    assert intent is not None
    assert intent.name == "wait"


def test_every_word_of_a_model_answer_is_an_answer() -> None:
    catalog = Catalog.load()
    for row in catalog.rows:
        item = catalog.item(row.id)
        answer = item.rubric.model_answer
        assert recognise(answer, item.question) is None
        assert not in_doubt(answer, item.question)
