"""Misconceptions worded as questions."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer.bank.catalog import Catalog
from interviewer.bank.confirmation import do_you_mean
from interviewer.bank.folders import built_in_root
from interviewer.bank.rubric import Rubric


@pytest.fixture(scope="module")
def built_in(built_in_index: Path) -> tuple[Rubric, ...]:
    """The rubrics of the built-in bank."""
    catalog = Catalog([built_in_root()], built_in_index)
    return tuple(catalog.item(row.id).rubric for row in catalog.rows)


@pytest.mark.parametrize(
    ("statement", "asked"),
    [
        (
            "An overfitted model is too simple and has high bias.",
            "that an overfitted model is too simple and has high bias?",
        ),
        ("A larger alpha gives a larger tree.", "that a larger alpha gives a larger tree?"),
        # Names and what is written with further capitals or digits stay as they are.
        ("Adam needs no learning rate.", "that Adam needs no learning rate?"),
        ("Bayes' theorem holds only here.", "that Bayes' theorem holds only here?"),
        ("k-means marks outliers.", "that k-means marks outliers?"),
        ("K-fold validation cures it.", "that K-fold validation cures it?"),
        ("F1 takes all four cells.", "that F1 takes all four cells?"),
        ("SGD, momentum or Adam find it.", "that SGD, momentum or Adam find it?"),
        ("A/B testing splits data.", "that A/B testing splits data?"),
        ("Naive Bayes is unsupervised.", "that naive Bayes is unsupervised?"),
        # Several clauses each get their "that".
        (
            "Clustering is supervised; classification is unsupervised.",
            "that clustering is supervised, and that classification is unsupervised?",
        ),
        (
            "It never costs accuracy; or it works by removing weights.",
            "that it never costs accuracy, or that it works by removing weights?",
        ),
        (
            "The encoder is masked; the decoder reads on. GPT is an encoder.",
            "that the encoder is masked, that the decoder reads on, and that GPT is an encoder?",
        ),
        # What tells somebody to do something.
        ("Shuffle the days.", "that one should shuffle the days?"),
        (
            "Always install the newest versions; they are safe.",
            "that one should always install the newest versions, and that they are safe?",
        ),
        (
            "Bad results mean overfitting, so regularise.",
            "that bad results mean overfitting, so one should regularise?",
        ),
        # The same verbs as nouns.
        ("Skip connections leave layers out.", "that skip connections leave layers out?"),
        ("Training error is all.", "that training error is all?"),
        ("Scale, not shape, decides.", "that scale, not shape, decides?"),
    ],
)
def test_a_statement_becomes_a_question_in_one_sentence(statement: str, asked: str) -> None:
    assert do_you_mean(statement) == f"Do you mean {asked}"


def test_every_misconception_of_the_bank_can_be_asked_about(built_in: tuple[Rubric, ...]) -> None:
    statements = [belief.statement for rubric in built_in for belief in rubric.misconceptions]
    assert len(statements) > 1000
    for statement in statements:
        asked = do_you_mean(statement)
        assert asked.startswith("Do you mean that "), asked
        assert asked.count("?") == 1, asked
        assert ";" not in asked, asked
        assert not re.search(r"[^\W\d_]{2}\.\s", asked), f"two sentences: {asked}"
        assert not re.search(r"that (?:that|and|or|so) ", asked), asked
        words = re.findall(r"\w+", asked.lower())
        assert all(one != other for one, other in pairwise(words[3:]) if one == "that"), asked


def test_only_names_keep_their_capital(built_in: tuple[Rubric, ...]) -> None:
    # A word that the bank writes small in the middle of a sentence is no name.
    middle: Counter[str] = Counter()
    for rubric in built_in:
        middle.update(re.findall(r"(?<=[a-z,] )[A-Za-z][a-z]+\b", rubric.model_answer))
    for rubric in built_in:
        for belief in rubric.misconceptions:
            first = re.match(r"[A-Z][a-z]+\b(?![-/+])", belief.statement)
            if first is None:
                continue
            name, small = first.group(), first.group().lower()
            kept = do_you_mean(belief.statement).startswith(f"Do you mean that {name}")
            if middle[name] and not middle[small]:
                assert kept, f"{name} is a name: {belief.statement}"
            if middle[small] and not middle[name]:
                assert not kept, f"{name} is no name: {belief.statement}"


@given(st.text(min_size=1).filter(lambda text: text.strip(" .!?;\n\t\r") != ""))
def test_whatever_is_stated_can_be_asked(statement: str) -> None:
    asked = do_you_mean(statement)
    assert asked.startswith("Do you mean that ")
    assert asked.endswith("?")
