"""Words that belong to a talk and to the field: where a term is named, nothing is asked for."""

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.question import Question
from interviewer.interview.field_terms import field_words, names_a_term
from interviewer.interview.intents import in_doubt, recognise
from interviewer.interview.plain_words import plain_words

TERMS = (
    "attention", "self-attention", "skip connections", "a skip connection", "skip-grams",
    "early stopping", "stop words", "question answering", "leave one out", "hold-out",
    "next word", "the next sentence", "the mean", "the running mean", "memory", "few shots",
    "chain of thought", "a second pass", "one pass", "feedback loops", "the current state",
    "time and space", "waiting time", "short context", "expected return", "warm starts",
    "the support", "fine tuned", "the area under", "attention heads",
)  # fmt: skip
STATED = ("{}", "maybe {}", "{} helps", "I would use {}", "it is {}", "not sure, maybe {}")
ASKED_ABOUT = ("not sure, {}?", "no idea, {}?")
ANSWERS = (
    "the loss", "a hint loss", "time series", "pass the gradient back", "repeat the epochs",
    "repeat the folds", "train from scratch", "scratch pad", "stop when the loss rises",
    "wait times", "skip the layer", "drop the stop words", "next token prediction",
    "hints from the teacher", "we stopped early", "stop early", "pay attention to the end",
    "it pays attention to the last word", "hold some of it out", "the model forgets", "mean",
    "leave-one-out", "it repeats itself", "time", "attention is all you need",
)  # fmt: skip
REQUESTS = (
    ("Sorry, I wasn't paying attention", "repeat"),
    ("what do you mean by attention", "rephrase"),
    ("can you explain attention", "rephrase"),
    ("What do you mean?", "rephrase"),
    ("no idea what attention does", "dont-know"),
    ("no idea about early stopping", "dont-know"),
    ("can you refresh my memory", None),
    ("I pass", "skip"),
    ("next question", "skip"),
    ("Can we move on to the next question?", "skip"),
    ("a second please", "wait"),
    ("time?", "time"),
    ("mm", "wait"),
    ("M", None),
    ("minutes", None),
)


@pytest.fixture(scope="module")
def concept() -> Question:
    catalog = Catalog.load()
    row = next(row for row in catalog.rows if row.kind == "concept")
    return catalog.item(row.id).question


def meant(said: str, question: Question) -> str | None:
    intent = recognise(said, question)
    return intent.name if intent else None


@pytest.mark.parametrize("term", TERMS)
def test_a_term_made_of_words_of_talk_is_of_the_field(term: str, concept: Question) -> None:
    assert field_words(plain_words(term))
    for frame in STATED:
        said = frame.format(term)
        assert (meant(said, concept), in_doubt(said, concept)) == (None, False), said
    for frame in ASKED_ABOUT:
        said = frame.format(term)
        assert (meant(said, concept), in_doubt(said, concept)) == (None, True), said


@pytest.mark.parametrize("said", ANSWERS)
def test_an_answer_in_words_of_talk_is_an_answer(said: str, concept: Question) -> None:
    assert (meant(said, concept), in_doubt(said, concept)) == (None, False)


@pytest.mark.parametrize(("said", "name"), REQUESTS)
def test_the_same_words_still_ask(said: str, name: str | None, concept: Question) -> None:
    assert meant(said, concept) == name


def test_a_term_alone_is_told_from_talk_about_it() -> None:
    assert names_a_term(plain_words("with a skip connection"))
    assert not names_a_term(plain_words("a connection"))
    assert not names_a_term(plain_words("you skip connections"))
