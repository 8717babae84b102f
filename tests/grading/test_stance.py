"""What an answer says without claiming it: reported, rejected, asked, or code."""

from collections.abc import Iterator
from typing import Any

import pytest

from interviewer.grading.reading.code_stretches import code_stretches
from interviewer.grading.reading.language import unreadable
from interviewer.grading.reading.stance import Stance, stances
from interviewer.grading.reading.tokens import Unit, units

VIEW = "a small k underfits"
REJECTED = [
    "Many people think that {}, but that is wrong.",
    "It is a common misconception that {}.",
    "Some candidates say {}. That is not true.",
    "One might believe that {}, which is false.",
    "Contrary to what you read, {}.",
    "I used to think that {}.",
    "The idea that {} is mistaken.",
    "That {} is a myth.",
    "Beginners often claim that {}. They are mistaken.",
    "It's simply not true that {}.",
    "People say that {}, yet it overfits.",
    "I would not say that {}.",
    "Nobody should believe that {}.",
    "So {}? No.",
    "Some say {}. That's wrong.",
    "Some say {}. They're wrong, labels vote.",
    "Some say {}. It's a common error.",
]
CLAIMED = [
    "A small k overfits, since the vote follows single neighbours.",
    "We reject the null hypothesis although it is true.",
    "The labels that are wrong hurt the model.",
    "I think that a small k overfits.",
    "This is not the case for trees.",
    "A p-value is not the chance of a false null.",
    "Naive Bayes makes the assumption that features are independent.",
    "The idea is that each tree mends the errors of the last.",
    "These are false positives.",
    "These false alarms cost money.",
    "That wrong label then spreads.",
    "It is the error of a simple model.",
    "The difference from the target is the error.",
    "I take the difference, which is the error.",
]
ENGLISH = [
    "L2, dropout, early stopping",
    "um so it like remembers the training data you know",
    "F1 = 2PR / (P + R)",
    "precision recall f1 roc auc",
    "",
]
FOREIGN = [
    "Die Kovarianz misst, wie zwei Variablen gemeinsam schwanken, und hat Einheiten.",
    "La covarianza mide cómo dos variables cambian juntas según sus unidades.",
    "\u534f\u65b9\u5dee\u8861\u91cf\u4e24\u4e2a\u53d8\u91cf\u5982\u4f55\u4e00\u8d77\u53d8\u5316",
]


def stance_of(text: str, part: str) -> set[Stance]:
    read = units(text)
    start = text.index(part)
    inside = [start <= unit.start < start + len(part) for unit in read]
    found = zip(stances(read, text), inside, strict=True)
    return {stance for stance, here in found if here}


@pytest.mark.parametrize("frame", REJECTED)
def test_a_rejected_view_is_not_claimed(frame: str) -> None:
    text = f"It votes. {frame.format(VIEW)} So I tune k."
    assert stance_of(text, VIEW) == {Stance.REJECTED}
    assert stance_of(text, "It votes") == {Stance.CLAIMED}
    assert stance_of(text, "I tune k") == {Stance.CLAIMED}


@pytest.mark.parametrize("text", CLAIMED)
def test_what_only_looks_like_a_rejection_is_claimed(text: str) -> None:
    assert stance_of(f"It votes. {text}", text) == {Stance.CLAIMED}
    assert stance_of(f"It votes. {text}", "It votes") == {Stance.CLAIMED}


def test_a_view_of_others_is_reported_and_an_endorsed_one_claimed() -> None:
    assert stance_of(f"Many people say that {VIEW}.", VIEW) == {Stance.REPORTED}
    assert stance_of(f"Many people rightly say that {VIEW}.", VIEW) == {Stance.CLAIMED}


def test_a_question_states_nothing_and_a_tag_at_the_end_asks_nothing() -> None:
    assert stance_of("Does a small k overfit? I tune it.", "Does a small k overfit") == {
        Stance.ASKED
    }
    text = "A small k overfits, right?"
    assert stance_of(text, "A small k overfits") == {Stance.CLAIMED}


@pytest.mark.parametrize(
    "code",
    [
        "for step in range(100):\n    grad = X.T @ (X @ w - y) / n\n    w -= lr * grad\n",
        "def fit(x):\n    return x.mean()\n",
        "for row in rows:\n    total += row\n    print(total)\n",
        "SELECT name, count(*)\nFROM users\nGROUP BY name\n",
        "```\nanything at all\n```\n",
    ],
)
def test_code_is_found_and_the_prose_around_it_is_not(code: str) -> None:
    text = f"I average the rows.\n{code}It is linear in their number.\n"
    for start, end in code_stretches(text):
        assert text[start:end].strip() in code
    assert code_stretches(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is:\n  precision = TP / (TP + FP)\n  recall = TP / (TP + FN)",
        "F1 = 2PR / (P + R)",
        "x <- w * x + b, and so on.",
        "One line.",
    ],
)
def test_a_formula_is_no_code(text: str) -> None:
    assert code_stretches(text) == []


PROSE = "The gradient points uphill."


@pytest.mark.parametrize(
    "before",
    [
        "1. In code:\n\n1. ```python\n   x = 1\n   ```\n",
        "> ```\n> x = 1\n> ```\n",
        "My code: ```python\nx = 1\n```\n",
        "```x = f(1)\ny = f(2)```\n",
        "~~~\nx = f(1)\n```\ny = 2\n~~~\n",
        "````\n```\nx = f(1)\n```\n````\n",
        "```python\nx = f(1)\ny = f(2)\n\n",
        "```python\nx = f(1)\ny = f(2)\n",
        "```x = f(1)```\n",
    ],
)
def test_code_ends_where_its_fence_does_however_that_is_written(before: str) -> None:
    text = f"{before}{PROSE}"
    assert stance_of(text, PROSE) == {Stance.CLAIMED}
    assert stance_of(text, "x = ") == {Stance.CODE}


@pytest.mark.parametrize("text", ["```dropout``` drops units.", "We use ```dropout```\nfor this."])
def test_a_term_between_fences_in_a_line_of_prose_is_no_code(text: str) -> None:
    assert stance_of(f"{text}\n\n{PROSE}", f"{text}\n\n{PROSE}") == {Stance.CLAIMED}


def test_prose_beside_a_fence_is_judged_without_it() -> None:
    text = "Drop some units\n```\nx = f(1)\ny = f(2)\n```\nat random"
    assert stance_of(text, "Drop some units") == {Stance.CLAIMED}
    assert stance_of(text, "at random") == {Stance.CLAIMED}


def test_long_code_is_found_line_by_line_without_reading_the_answer_again_for_each() -> None:
    class Counted(list[Unit]):
        looks = 0

        def __getitem__(self, place: Any) -> Any:
            Counted.looks += 1
            return super().__getitem__(place)

        def __iter__(self) -> Iterator[Unit]:
            Counted.looks += len(self)
            return super().__iter__()

    text = "It is:\n\n" + "x = f(a)\n" * 1000
    read = Counted(units(text))
    assert stances(read, text)[-1] is Stance.CODE
    assert Counted.looks < 40 * len(read)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read(text: str) -> None:
    assert unreadable(text, units(text)) is None


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_refused_with_a_remedy(text: str) -> None:
    why = unreadable(text, units(text))
    assert why is not None
    assert "reads English" in why
