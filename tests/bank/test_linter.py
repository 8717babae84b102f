"""The linter: each rule of an item, broken once; and all breaches reported together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank.folders import list_root
from interviewer.bank.linter import lint
from interviewer.bank.problems import Problem
from interviewer.bank.wordings import alternation_faults, symbols
from tests.bank.parts import Change, belief, criteria, line, probe, wordings

WriteItem = Callable[..., tuple[Path, Path]]


def check(root: Path, only: list[str] | None = None) -> list[Problem]:
    return list(lint([list_root(root)], only=only).problems)


LAST = [{"id": "four", "criterion": "third", "prompt": "And last?"}]
DEEPER = [
    {"id": "why-first", "criterion": "first", "prompt": "Why is that?", "when": "met"},
    {"id": "limit-first", "criterion": "first", "prompt": "Until when?", "when": "met"},
]


def errors(root: Path) -> list[Problem]:
    return [problem for problem in check(root) if problem.severity == "error"]


def test_a_good_item_is_clean(root: Path, write_item: WriteItem) -> None:
    write_item(root)
    write_item(root, "doohickey", "other")
    assert check(root) == []


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({"hints": []}, "0 hints", "hints:"),
        ({"hints": None}, "0 hints", "id: gizmo"),
        ({"hints": ["a b", "c d", "e f", "g h"]}, "4 hints", "hints:"),
        ({"hints": ["Look here", "look, here!"]}, "same text stands here twice", "- look, here!"),
        (
            {"hints": ["The first claim about gizmo holds under conditions of its own."]},
            "gives away the criterion `first`",
            "- The first claim",
        ),
        ({"follow_ups": probe()[:1]}, "1 follow-ups", "follow_ups:"),
        ({"follow_ups": probe()[:1]}, "probes the essential criterion `second`", "follow_ups:"),
        ({"follow_ups": probe(when="met")}, "essential criterion `second`", "follow_ups:"),
        ({"follow_ups": probe(prompt="and WHY")}, "stands here twice", "prompt: and WHY"),
        (
            {"follow_ups": probe(prompt="What holds for the second claim under gizmo conditions?")},
            "gives away the criterion `second`",
            "prompt: What holds",
        ),
        ({"sources": []}, "no source", "sources:"),
        (
            {"kind": "scenario", "clarifications": None},
            "scenario question without clarifications",
            "id: gizmo",
        ),
        (
            {"kind": "coding", "clarifications": None},
            "coding question without clarifications",
            "id: gizmo",
        ),
        (
            {"clarifications": [{"topic": "t", "asks": ["How big?", "how big"], "reply": "Big."}]},
            "same text stands here twice",
            "- how big",
        ),
        ({"prompt": "What is P(A|B) of gizmo?"}, "'|' cannot be read aloud", "prompt:"),
        ({"prompt": "Why \u03c3\u00b2?"}, "'\u03c3\u00b2' cannot be read aloud", "prompt:"),
        ({"prompt": "What?", "spoken": "x < y"}, "'<' cannot be read aloud", "spoken:"),
        ({"prompt": "TODO say it"}, "still to be written", "prompt: TODO"),
        ({"follow_ups": probe(prompt="TODO")}, "still to be written", "prompt: TODO"),
    ],
)
def test_rules_of_the_question(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    question, _ = write_item(root, question=change)
    problem = next(p for p in check(root) if part in p.message)
    assert problem.path == question
    assert line(problem).strip().removeprefix("- ").startswith(at.removeprefix("- "))
    assert problem.remedy
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "What is P(A|B) of gizmo?", "spoken": "What is the chance of A given B?"},
        {"prompt": "Why \u2013 of all things \u2013 a na\u00efve one, as in \u201cso\u201d?"},
        {
            "kind": "scenario",
            "clarifications": [{"topic": "t", "asks": ["How big?"], "reply": "Big."}],
        },
        {
            "follow_ups": [
                *probe(),
                {"id": "three", "criterion": "first", "prompt": "And then?"},
                *LAST,
                *DEEPER,
            ]
        },
    ],
)
def test_what_the_question_may_hold(root: Path, write_item: WriteItem, change: Change) -> None:
    write_item(root, question=change)
    assert check(root) == []


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({"criteria": criteria(5, 5)}, "2 criteria", "criteria:"),
        ({"criteria": criteria(*[1] * 10)}, "10 criteria", "criteria:"),
        ({"criteria": criteria(4, 4, 1)}, "points add up to 9", "criteria:"),
        ({"criteria": criteria(4, 4, 3)}, "points add up to 11", "criteria:"),
        (
            {"criteria": criteria(4, 4, 2, essential=(False, False, False))},
            "no criteria are essential",
            "criteria:",
        ),
        (
            {"criteria": criteria(4, 4, 2, essential=(True, True, True))},
            "all criteria are essential",
            "criteria:",
        ),
        (
            {"criteria": [*criteria(4, 4), {**criteria(0, 0, 2)[2], "evidence": wordings(3)}]},
            "3 wordings for `third`",
            "evidence:",
        ),
        (
            {"criteria": [*criteria(4, 4), {**criteria(0, 0, 2)[2], "evidence": ["a b"] * 4}]},
            "same text stands here twice",
            "- a b",
        ),
        (
            {
                "criteria": criteria(4, 4, 2),
                "misconceptions": belief(evidence=["The first claim holds, in way 1"]),
            },
            "same text stands here twice",
            "- The first claim holds, in way 1",
        ),
        (
            {"misconceptions": belief(evidence=["it is ( / false)"])},
            "has an empty choice",
            "- it is ( / false)",
        ),
        ({"misconceptions": belief()[:1]}, "1 misconceptions", "misconceptions:"),
        ({"misconceptions": belief(evidence=[])}, "no wordings for `two`", "evidence:"),
        ({"misconceptions": belief(example=None)}, "no example for `two`", "- id: two"),
        ({"misconceptions": belief(penalty=0)}, "`two` costs nothing", "penalty: 0"),
        ({"model_answer": "word " * 109}, "109 words", "model_answer:"),
        ({"model_answer": "word " * 261}, "261 words", "model_answer:"),
        ({"model_answer": "TODO"}, "still to be written", "model_answer: TODO"),
    ],
)
def test_rules_of_the_rubric(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    _, rubric = write_item(root, rubric=change)
    problem = next(p for p in check(root) if part in p.message)
    assert problem.path == rubric
    assert line(problem).strip().removeprefix("- ").startswith(at.removeprefix("- "))
    assert problem.remedy
    assert problem.severity == "error"


@pytest.mark.parametrize(
    "change",
    [
        {"criteria": criteria(2, 1, 1, 1, 1, 1, 1, 1, 1)},
        {"misconceptions": belief(penalty=0, cap=0.3)},
        {"model_answer": "word " * 110},
        {"model_answer": "word " * 260},
    ],
)
def test_what_the_rubric_may_hold(root: Path, write_item: WriteItem, change: Change) -> None:
    write_item(root, rubric=change)
    assert errors(root) == []


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("a (b / c) d", None),
        ("(b / c) and (d / e / f g)", None),
        ("no list at all", None),
        ("an aside (as it were) is not a list", None),
        ("A/B tests and train/test splits", None),
        ("the (A/B test / split test)", None),
        ("f1 is 2 / (1/p + 1/r)", None),
        ("precision = TP / (TP + FP)", None),
        ("true positives / (true positives + false positives)", None),
        ("p(x)", None),
        ("a (b / c", "do not match"),
        ("a b) / (c", "do not match"),
        ("a (b / ) c", "empty choice"),
        ("a ( / b) c", "empty choice"),
        ("a (b /  / c) d", "empty choice"),
        ("the (mean/median)", "no spaces"),
        ("the (mean/ median / mode)", "one side only"),
        ("the (mean /median / mode)", "one side only"),
        ("the (mean / Mean)", "choice twice"),
        ("the mean / median of it", "not a list"),
        ("the (mean / or (median / mode) or sum / total)", "not a list"),
    ],
)
def test_lists_of_choices(wording: str, fault: str | None) -> None:
    faults = list(alternation_faults(wording))
    if fault is None:
        assert faults == []
    else:
        assert any(fault in found for found in faults), faults


def test_symbols_are_named_once_in_their_order() -> None:
    assert symbols("a | b | c \u2264 d") == "|\u2264"
    assert symbols("Plain words, 12 of them: \u201cfine\u201d \u2014 really? (Yes; it's so!)") == ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("What is a gizmo?", "what is a Gizmo", True),
        (
            "How would you explain to somebody what regularisation of a linear model does?",
            "Explain to us what the regularisation of linear models does, would you?",
            False,
        ),
        (
            "How does regularisation of a linear model change its bias and variance?",
            "How does the regularisation of a linear model change bias, and variance?",
            True,
        ),
        (
            "What is precision, and when is it useful?",
            "What is recall, and when is it useful?",
            False,
        ),
    ],
)
def test_two_prompts_that_ask_the_same(
    root: Path, write_item: WriteItem, one: str, other: str, same: bool
) -> None:
    write_item(root, "one", question={"prompt": one})
    second, _ = write_item(root, "two", question={"prompt": other})
    found = [(problem.path, problem.message) for problem in check(root)]
    assert [path for path, _ in found] == ([second] if same else [])
    assert all("asks the same as one" in message for _, message in found)


def test_an_item_that_replaces_another_does_not_ask_the_same(
    root: Path, tmp_path: Path, write_item: WriteItem
) -> None:
    write_item(root)
    write_item(tmp_path / "lower")
    assert lint([list_root(root), list_root(tmp_path / "lower")]).problems == ()


def test_everything_is_reported_together_in_order(root: Path, write_item: WriteItem) -> None:
    write_item(root, "b2", question={"sources": [], "hints": []}, rubric={"author": "me"})
    write_item(root, "a1", question={"level": "none"}, rubric={"model_answer": "short"})
    (root / "rubrics/things/c3.yaml").write_text("{", encoding="utf-8")
    found = check(root)
    assert [(problem.path.parts[-3], problem.path.stem) for problem in found] == [
        ("questions", "a1"),
        ("questions", "b2"),
        ("questions", "b2"),
        ("rubrics", "a1"),
        ("rubrics", "b2"),
        ("rubrics", "c3"),
    ]
    assert found == sorted(found, key=lambda problem: (problem.path, problem.line))
    assert [problem.path.stem for problem in check(root, only=["a1"])] == ["a1", "a1"]
