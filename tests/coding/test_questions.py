"""What a coding question must hold, and what `bank check` finds by running it."""

import asyncio
import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from interviewer.bank.folders import built_in_root, list_root
from interviewer.bank.linter import lint
from interviewer.bank.loader import load_item, read_item
from interviewer.bank.skeleton import write_item
from interviewer.coding.trial import breaches
from tests.coding.questions import DOUBLE, python

Change = tuple[str, str, str]


def built_in(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    paths = (
        built_in_root() / folder / "coding" / f"{name}.yaml" for folder in ("questions", "rubrics")
    )
    question, rubric = (yaml.safe_load(path.read_text("utf-8")) for path in paths)
    return question, rubric


class Plain(yaml.SafeDumper):
    """Writes numbers as the bank reads them, without an exponent."""


Plain.add_representer(
    float, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:.9f}")
)


def problems(folder: Path, question: dict[str, Any], rubric: dict[str, Any]) -> list[str]:
    paths = []
    for kind, data in (("questions", question), ("rubrics", rubric)):
        path = folder / kind / "coding" / f"{question['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(data, Dumper=Plain, sort_keys=False), "utf-8")
        paths.append(path)
    read = read_item(*paths)
    if read.problems:
        return [problem.message for problem in read.problems]
    return [problem.message for problem in lint([list_root(folder)]).problems]


@pytest.mark.parametrize("name", ["stable-softmax", "top-n-with-ties"])
def test_the_examples_are_sound(name: str, tmp_path: Path) -> None:
    assert problems(tmp_path, *built_in(name)) == []


CASES: dict[str, tuple[str, list[Any], Any, str]] = {
    "another kind": ("stable-softmax", ["kind"], "concept", "runs no code"),
    "a language": ("stable-softmax", ["coding", "language"], "r", "'python' or 'sql'"),
    "a package": ("stable-softmax", ["coding", "needs"], ["torch"], "'numpy' or 'pandas'"),
    "a package twice": ("stable-softmax", ["coding", "needs"], ["numpy", "numpy"], "twice"),
    "one broken": ("stable-softmax", ["coding", "broken"], [{"flaw": "a", "code": "b"}], "broken"),
    "a name twice": ("stable-softmax", ["coding", "hidden", 0, "name"], "known-values", "twice"),
    "no tolerance": ("stable-softmax", ["coding", "shown", 0, "tolerance"], None, "tolerance"),
    "no code": ("stable-softmax", ["coding", "shown", 0, "code"], None, "has no code"),
    "rows in Python": ("stable-softmax", ["coding", "shown", 0, "ordered"], True, "is for SQL"),
    "no tables": ("top-n-with-ties", ["coding", "tables"], [], "no tables"),
    "another table": (
        "top-n-with-ties", ["coding", "shown", 0, "rows"], {"x": []}, "no table `x`",
    ),
    "a short row": (
        "top-n-with-ties", ["coding", "shown", 0, "rows", "sales", 0], ["a"], "has not 3 values",
    ),
    "uneven rows": (
        "top-n-with-ties", ["coding", "shown", 0, "expected", 0], ["a"], "differ in length",
    ),
    "code in SQL": ("top-n-with-ties", ["coding", "shown", 0, "code"], "x", "is for Python"),
    "a package in SQL": ("top-n-with-ties", ["coding", "needs"], ["numpy"], "needs no package"),
    "too much time": ("stable-softmax", ["coding", "limits", "seconds"], 600, "less than or equal"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_shape_of_a_question_is_checked(case: str, tmp_path: Path) -> None:
    name, place, value, said = CASES[case]
    question, rubric = built_in(name)
    part: Any = question
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert any(said in message for message in problems(tmp_path, question, rubric))


RUBRICS: dict[str, tuple[list[Any], Any, str]] = {
    "a test that is none": (["criteria", 0, "tests"], ["nothing"], "is no test of the question"),
    "a test left out": (["criteria", 0, "tests"], ["known-values"], "decide nothing"),
    "a test twice": (["criteria", 1, "tests", 0], "known-values", "stands twice"),
    "too many points": (["criteria", 0, "points"], 6, "tests decide 10 of the points"),
    "wordings of a test": (["criteria", 0, "evidence"], ["it is right"], "no wording"),
    "a belief against tests": (
        ["misconceptions", 0, "contradicts"], "probabilities", "whatever is said",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", RUBRICS)
def test_the_rubric_fits_the_tests(case: str, tmp_path: Path) -> None:
    question, rubric = built_in("stable-softmax")
    place, value, said = RUBRICS[case]
    part: Any = rubric
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    assert any(said in message for message in problems(tmp_path, question, rubric))


def test_no_follow_up_asks_for_what_tests_decide(tmp_path: Path) -> None:
    question, rubric = built_in("stable-softmax")
    question["follow_ups"][0]["criterion"] = "probabilities"
    assert any("no reply can earn it" in one for one in problems(tmp_path, question, rubric))


def test_a_question_without_the_block_is_talked_through() -> None:
    question, rubric = built_in("explain-k-means-code")
    assert "coding" not in question
    assert not any("tests" in criterion for criterion in rubric["criteria"])


def messages(coding: Any) -> list[str]:
    return [
        f"{'.'.join(map(str, one.location))}: {one.message}"
        for one in asyncio.run(breaches(coding))
    ]


SOUND = python("assert double(2) == 4", "assert double(3) == 6")


def test_everything_that_a_question_brings_is_run() -> None:
    other = [
        one.model_copy(update={"code": code})
        for one, code in zip(
            SOUND.broken,
            ("def double(x):\n    return 4\n", "def double(x):\n    return x * x\n"),
            strict=True,
        )
    ]
    sound = SOUND.model_copy(update={"broken": tuple(other)})
    assert messages(sound) == []
    wrong = sound.model_copy(update={"solution": "def double(x):\n    return x\n"})
    assert any("solution: it does not pass `test-1`" in one for one in messages(wrong))
    easy = sound.model_copy(update={"starter": DOUBLE})
    assert any("starter: it passes every test" in one for one in messages(easy))
    right = copy.copy(other[0]).model_copy(update={"code": DOUBLE})
    whole = sound.model_copy(update={"broken": (right, right)})
    found = messages(whole)
    assert any("broken.1.code: it passes every test" in one for one in found)


def test_a_starter_that_is_not_written_yet_proves_no_hidden_test() -> None:
    starter = "def double(x):\n    raise NotImplementedError\n"
    square = SOUND.broken[0].model_copy(update={"code": "def double(x):\n    return x + 2\n"})
    coding = python("assert double(3) == 6", "assert double(2) == 4").model_copy(
        update={"starter": starter, "broken": (square, square)}
    )
    assert messages(coding) == ["hidden.0.name: `test-2` fails for no broken solution."]


def test_the_skeleton_runs(tmp_path: Path) -> None:
    item = load_item(*write_item(tmp_path, "my-sum", "coding", "coding"))
    assert item.question.coding is not None
    assert messages(item.question.coding) == []
