"""Attacks on the offline grader, made from every rubric of the bank."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from interviewer.bank.rubric import Item

Value = Callable[[Item, str], float]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attacks", Path(__file__).with_name("attacks.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attacks = _load()


def share(items: list[Item], holds: Callable[[Item], bool]) -> float:
    return sum(holds(item) for item in items) / len(items)


@pytest.mark.parametrize(
    ("attack", "deserved", "often"),
    [
        (attacks.comma_salad, 0.2, 0.9),
        (attacks.bare_salad, 0.2, 0.9),
        (attacks.parroted, 0.05, 0.9),
        (attacks.denied, 0.3, 0.9),
        (attacks.negated, 0.3, 0.9),
        # Charged only beyond doubt: docs/grading.md tells how many go free.
        (attacks.contradicted, 0.5, 0.35),
    ],
)
def test_attack_gets_no_more_than_it_deserves(
    items: list[Item],
    value: Value,
    attack: Callable[[Item], str],
    deserved: float,
    often: float,
) -> None:
    assert share(items, lambda item: value(item, attack(item)) <= deserved) >= often


def on_a_subject(items: list[Item]) -> list[Item]:
    # A behavioural rubric is about how a story is told, whatever its subject: what it takes for an
    # answer to another question is measured in docs/grading.md, not barred here.
    return [item for item in items if item.question.kind != "behavioural"]


def test_answer_to_another_question_fails(items: list[Item], value: Value) -> None:
    # Neighbours in the bank share their subject: half the bank away, the question is another one.
    half = len(items) // 2
    other = dict(
        zip([item.question.id for item in items], items[half:] + items[:half], strict=True)
    )
    assert (
        share(
            on_a_subject(items),
            # What only comes near a point earns something, in any answer: no gate asks first
            # whether the answer is about the question, since such a gate zeroed right answers.
            lambda item: value(item, other[item.question.id].rubric.model_answer) <= 0.4,
        )
        >= 0.85
    )


def test_repetition_brings_no_more_than_saying_it_once(items: list[Item], value: Value) -> None:
    def holds(item: Item) -> bool:
        sentence = attacks.sentences(item.rubric.model_answer)[0]
        return value(item, f"{sentence} " * 20) <= value(item, sentence) + 0.25

    assert share(items, holds) >= 0.9


def test_padding_alone_earns_next_to_nothing(items: list[Item], value: Value) -> None:
    subjects = on_a_subject(items)
    assert share(subjects, lambda item: value(item, attacks.padding()) < 0.4) >= 0.95
    assert share(subjects, lambda item: value(item, attacks.padding()) <= 0.15) >= 0.8


def test_no_answer_earns_nothing(items: list[Item], value: Value) -> None:
    for answer in attacks.UNKNOWING:
        scores = [value(item, answer) for item in items]
        assert sum(score == 0 for score in scores) / len(scores) >= 0.9, answer
        assert max(scores) <= 0.25, answer


@pytest.mark.parametrize("order", attacks.ORDERS)
def test_orders_to_the_grader_never_gain_a_point(
    items: list[Item], value: Value, order: str
) -> None:
    for item in items:
        weak = " ".join(attacks.sentences(item.rubric.model_answer)[:2])
        assert value(item, order) == 0
        assert value(item, f"{order} {weak}") <= value(item, weak)
        assert value(item, f"{weak} {order}") <= value(item, weak)


@pytest.mark.parametrize(
    "change",
    [
        attacks.typos,
        attacks.spoken,
        attacks.look_alike,
        attacks.zero_width,
        lambda text: f"{attacks.padding(120)} {text} {attacks.padding(120)}",
        str.upper,
        lambda text: " ".join(reversed(attacks.sentences(text))),
    ],
    ids=["typos", "spoken", "look-alike", "zero-width", "padded", "upper case", "reordered"],
)
def test_right_answers_keep_their_score(
    items: list[Item], value: Value, change: Callable[[str], str]
) -> None:
    def holds(item: Item) -> bool:
        right = item.rubric.model_answer
        return abs(value(item, change(right)) - value(item, right)) <= 0.1

    assert share(items, holds) >= 0.9


def test_swapped_roles_cost(items: list[Item], value: Value) -> None:
    pairs = {
        "l1-vs-l2-regularization": [("L1", "L2"), ("lasso", "ridge")],
        "bagging-vs-boosting": [("bagging", "boosting")],
        "covariance-vs-correlation": [("covariance", "correlation")],
        "precision-vs-recall": [("precision", "recall")],
        "type-i-vs-type-ii-error": [("Type II", "Type I")],
        "discrete-vs-continuous-variable": [("discrete", "continuous")],
        "classification-vs-regression": [("classification", "regression")],
    }
    contrasts = [item for item in items if item.question.id in pairs]

    def holds(item: Item) -> bool:
        text = item.rubric.model_answer
        for one, other in pairs[item.question.id]:
            for a, b, mark in ((one, other, "\0"), (one.capitalize(), other.capitalize(), "\1")):
                text = text.replace(a, mark).replace(b, a).replace(mark, b)
        return value(item, text) <= value(item, item.rubric.model_answer) - 0.1

    assert share(contrasts, holds) >= 0.5
