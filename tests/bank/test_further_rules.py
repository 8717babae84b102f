"""Rules on levels of depth, rephrasings, figures and exhibits: each broken once."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.folders import list_root
from interviewer.bank.linter import lint
from interviewer.bank.problems import Problem
from tests.bank.conftest import QUESTION, RUBRIC

WriteItem = Callable[..., tuple[Path, Path]]
Change = dict[str, Any]

CODE = {"kind": "code", "language": "python", "content": "x = 1", "spoken": "One line of code."}
FACTS = [{"topic": "size", "asks": ["How big?"], "reply": "A million rows."}]


def problems(root: Path, severity: str) -> list[Problem]:
    return [one for one in lint([list_root(root)]).problems if one.severity == severity]


def follow_ups(*dropped: str, **changes: Change) -> list[Change]:
    """Return the follow-ups of the valid item without some, and others changed, by their ids."""
    return [
        {**probe, **changes.get(probe["id"].replace("-", "_"), {})}
        for probe in QUESTION["follow_ups"]
        if probe["id"] not in dropped
    ]


def depth(**changes: object) -> list[Change]:
    """Return the entries of depth of the valid item, the first with other values."""
    first, second = copy.deepcopy(RUBRIC["depth"])
    return [{**first, **changes}, second]


def deep(**changes: object) -> list[Change]:
    """Return the same with other values in the first one's criterion."""
    return depth(criteria=[{**copy.deepcopy(RUBRIC["depth"][0]["criteria"][0]), **changes}])


def beliefs(**changes: object) -> list[Change]:
    """Return the misconceptions of the valid item, the first with other values; None drops one."""
    first, second = copy.deepcopy(RUBRIC["misconceptions"])
    whole = {**first, **changes}
    return [{key: value for key, value in whole.items() if value is not None}, second]


def figure(**number: object) -> list[Change]:
    first, *others = copy.deepcopy(RUBRIC["criteria"])
    return [{**first, "evidence": [], "number": number}, *others]


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({"rephrased": None}, "no rephrasing of the prompt", "id: gizmo"),
        ({"rephrased": "Is x < y?"}, "'<' cannot be read aloud", "rephrased:"),
        (
            {"rephrased": "What is gizmo good for? And where does gizmo fall short?"},
            "says the prompt again",
            "rephrased:",
        ),
        (
            {"rephrased": "Does the first claim about gizmo holds under own conditions?"},
            "gives away the criterion `first`",
            "rephrased:",
        ),
        ({"clarifications": FACTS}, "1 clarifications", "clarifications:"),
        ({"clarifications": None}, "0 clarifications", "id: gizmo"),
        (
            {
                "clarifications": [
                    *FACTS,
                    {
                        "topic": "case",
                        "asks": ["Which?"],
                        "reply": "The third claim about gizmo holds under own conditions.",
                    },
                ]
            },
            "gives away the criterion `third`",
            "reply: The third",
        ),
        ({"follow_ups": follow_ups("why-first")}, "1 follow-ups go deeper", "follow_ups:"),
        (
            {"follow_ups": follow_ups(ask_third={"when": "met"})},
            "nothing judges the reply to `ask-third`",
            "id: ask-third",
        ),
        (
            {"follow_ups": follow_ups(ask_first={"prompt": "Why x^2?"})},
            "'^' cannot be read aloud",
            "prompt: Why x^2?",
        ),
        (
            {"follow_ups": follow_ups(ask_first={"spoken": "Why x^2?"})},
            "'^' cannot be read aloud",
            "spoken: Why x^2?",
        ),
        (
            {
                "follow_ups": follow_ups(
                    why_first={"prompt": "Why has the deeper why-first claim about gizmo a reason?"}
                )
            },
            "gives away the criterion `why-first-point`",
            "prompt: Why has",
        ),
        ({"kind": "exhibit"}, "an exhibit question that shows nothing", "kind: exhibit"),
        (
            {"exhibit": {**CODE, "spoken": "x = 1"}},
            "'=' cannot be read aloud",
            "spoken: x = 1",
        ),
        (
            {"kind": "estimate", "clarifications": []},
            "estimate question without clarifications",
            "clarifications:",
        ),
    ],
)
def test_errors_of_the_question(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    question, _ = write_item(root, question=change)
    is_told(problems(root, "error"), question, part, at)


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({"prompt": "What? How? Why?"}, "asks 3 things at once", "prompt:"),
        (
            {"prompt": "What is gizmo, how does it work, and when would you take it?"},
            "asks 3 things at once",
            "prompt:",
        ),
        ({"prompt": "Explain gizmo. What is it, and why?"}, "asks 3 things at once", "prompt:"),
        (
            {"prompt": "What is gizmo, where does it come from, and how do you deal with it?"},
            "asks 3 things at once",
            "prompt:",
        ),
        (
            {"prompt": "What is gizmo and how is it made and in which shop is it sold?"},
            "asks 3 things at once",
            "prompt:",
        ),
        (
            {"follow_ups": follow_ups("ask-third")},
            "nothing probes the criterion `third` when it is left out",
            "follow_ups:",
        ),
    ],
)
def test_warnings_of_the_question(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    question, _ = write_item(root, question=change)
    is_told(problems(root, "warning"), question, part, at)
    assert problems(root, "error") == []


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        (
            {"misconceptions": beliefs(contradicts=None)},
            "`small-error` contradicts no criterion",
            "- id: small-error",
        ),
        (
            {"misconceptions": beliefs(contradicts=None, cap=0.3)},
            "`small-error` caps the score but contradicts no criterion",
            "cap: 0.3",
        ),
        (
            {"misconceptions": beliefs(contradicts="fourth")},
            "contradicts `fourth`, which is not a criterion",
            "contradicts: fourth",
        ),
        ({"depth": depth()[:1]}, "nothing judges the reply to `limit-first`", ""),
        (
            {"depth": depth(follow_up="ask-first")},
            "`ask-first` is asked when a point is unmet",
            "- follow_up: ask-first",
        ),
        (
            {"depth": depth(follow_up="gone")},
            "`gone` is not a follow-up of the question",
            "- follow_up: gone",
        ),
        (
            {"depth": depth(follow_up="limit-first")},
            "`limit-first` stands twice under depth",
            "- follow_up: limit-first",
        ),
        ({"depth": deep(id="first")}, "`first` is that of a criterion", "- id: first"),
        (
            {"depth": deep(id="limit-first-point")},
            "`limit-first-point` stands twice under depth",
            "- id: limit-first-point",
        ),
        (
            {"depth": deep(evidence=["a is so", "a is it"])},
            "2 wordings for `why-first-point`",
            "ev",
        ),
        ({"depth": deep(evidence=["a is"] * 3)}, "stands here twice", "- a is"),
        (
            {"depth": deep(evidence=["a ( / b)", "c is", "d is"])},
            "has an empty choice",
            "- a ( / b)",
        ),
        ({"depth": depth(model_answer="word " * 14)}, "14 words", "model_answer:"),
        ({"depth": depth(model_answer="word " * 101)}, "101 words", "model_answer:"),
        ({"depth": depth(model_answer="TODO")}, "still to be written", "model_answer: TODO"),
    ],
)
def test_errors_of_the_rubric(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    question, rubric = write_item(root, rubric=change)
    is_told(problems(root, "error"), rubric if at else question, part, at)


@pytest.mark.parametrize(
    ("kind", "change", "part", "at"),
    [
        ("calculation", {}, "no criterion of this calculation is a figure", "criteria:"),
        ("estimate", {}, "no criterion of this estimate is a figure", "criteria:"),
        (
            "estimate",
            {"criteria": figure(value=2)},
            "no criterion of this estimate is a figure with a factor",
            "criteria:",
        ),
        (
            "calculation",
            {"criteria": figure(value=2, factor=3)},
            "a calculation is right or wrong",
            "factor: 3",
        ),
    ],
)
def test_figures_fit_the_kind(
    root: Path, write_item: WriteItem, kind: str, change: Change, part: str, at: str
) -> None:
    _, rubric = write_item(root, question={"kind": kind}, rubric=change)
    is_told(problems(root, "error"), rubric, part, at)


def test_a_statement_with_or_may_bundle_two_beliefs(root: Path, write_item: WriteItem) -> None:
    _, rubric = write_item(root, rubric={"misconceptions": beliefs(statement="It is A or B.")})
    is_told(problems(root, "warning"), rubric, "`small-error` may bundle two", "statement:")
    write_item(root, rubric={"misconceptions": beliefs(statement="For or or, no: forks only.")})
    assert len(problems(root, "warning")) == 1
    write_item(root, rubric={"misconceptions": beliefs(statement="Formulas for sorting.")})
    assert problems(root, "warning") == []


def test_a_system_design_takes_ten_minutes(root: Path, write_item: WriteItem) -> None:
    change = {"kind": "scenario", "clarifications": FACTS}
    question, rubric = write_item(root, "one", "system-design", question=change)
    write_item(root, "two", "scenario", question={**change, "prompt": "What else is there?"})
    found = problems(root, "warning")
    is_told(found, question, "2 follow-ups go deeper. Write at least 4", "follow_ups:")
    is_told(found, rubric, "3 criteria for a system-design question", "criteria:")
    assert {problem.path.stem for problem in found} == {"one"}
    assert problems(root, "error") == []


@pytest.mark.parametrize(
    ("question", "rubric"),
    [
        ({"kind": "calculation"}, {"criteria": figure(value=0.67, unit="%", tolerance=0.02)}),
        ({"kind": "calculation", "exhibit": CODE}, {"criteria": figure(value=-3)}),
        ({"kind": "estimate"}, {"criteria": figure(value=2e9, unit="bytes", factor=2)}),
        ({"kind": "exhibit", "exhibit": CODE}, {}),
        ({"kind": "behavioural", "rephrased": None, "clarifications": None}, {}),
        ({"prompt": "What is gizmo, which you know, and when do you use it?"}, {}),
        ({"prompt": "Say why, when x is 2, and then what is more, gizmo pays off."}, {}),
        (
            {"follow_ups": follow_ups(ask_first={"prompt": "Why x^2?", "spoken": "Why x square?"})},
            {},
        ),
        ({}, {"depth": deep(evidence=[], number={"value": 4, "factor": 2})}),
        ({}, {"depth": depth(model_answer="word " * 15)}),
        ({}, {"depth": depth(model_answer="word " * 100)}),
        ({}, {"misconceptions": beliefs(cap=0.3)}),
    ],
)
def test_what_an_item_may_hold(
    root: Path, write_item: WriteItem, question: Change, rubric: Change
) -> None:
    write_item(root, question=question, rubric=rubric)
    assert lint([list_root(root)]).problems == ()


@pytest.mark.parametrize(
    ("change", "part", "at"),
    [
        ({**CODE, "content": "x" * 77}, "a line of 77 characters, at most 76 fit", "content:"),
        ({**CODE, "content": "\t" * 19 + "y"}, "a line of 77 characters", "content:"),
        ({**CODE, "kind": "song"}, "input should be 'code'", "kind: song"),
        ({**CODE, "colour": "red"}, "the key is unknown. Known here: kind, content", "colour:"),
        ({"kind": "code", "content": "x"}, "the key is missing", "exhibit:"),
    ],
)
def test_an_exhibit_that_cannot_be_shown(
    root: Path, write_item: WriteItem, change: Change, part: str, at: str
) -> None:
    question, _ = write_item(root, question={"exhibit": change})
    is_told(problems(root, "error"), question, part, at)


def is_told(found: list[Problem], path: Path, part: str, at: str) -> None:
    problem = next(one for one in found if part in f"{one.message} {one.remedy}")
    assert problem.path == path
    assert problem.line is not None
    line = path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line.strip().removeprefix("- ").startswith(at.removeprefix("- "))
    assert problem.remedy
