"""`bank check` of criteria that ask for a figure."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.folders import list_root
from interviewer.bank.linter import lint
from interviewer.bank.problems import Problem
from interviewer.grading.offline.grader import judge
from interviewer.grading.trial.bank import try_rubrics
from tests.bank.conftest import RUBRIC

WriteItem = Callable[..., tuple[Path, Path]]
LONG = " ".join(["gizmo is said at some length"] * 25)


def with_number(number: dict[str, Any], answer: str, **more: Any) -> dict[str, Any]:
    """Return a rubric whose first criterion asks for a figure."""
    rubric = copy.deepcopy(RUBRIC)
    rubric["criteria"][0] |= {"number": number}
    return {
        "criteria": rubric["criteria"],
        "misconceptions": rubric["misconceptions"],
        "model_answer": f"{answer} {LONG}",
    } | more


def figure_problems(root: Path) -> list[Problem]:
    return [one for one in found(root) if "number" in one.message]


def found(root: Path) -> tuple[Problem, ...]:
    """Return what the items' figures do not give as they should."""
    items = lint([list_root(root)]).items
    return try_rubrics(items, judge, only={one.pair.id for one in items})


def line(problem: Problem) -> str:
    assert problem.line is not None
    return problem.path.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_a_figure_that_the_model_answer_says_is_no_problem(
    tmp_path: Path, write_item: WriteItem
) -> None:
    write_item(
        tmp_path, rubric=with_number({"value": 2, "unit": "GB"}, "The first claim holds at 2 GB.")
    )
    assert figure_problems(tmp_path) == []


def test_the_model_answer_must_earn_every_figure(tmp_path: Path, write_item: WriteItem) -> None:
    write_item(tmp_path, rubric=with_number({"value": 2, "unit": "GB"}, "It takes 5 GB."))
    (problem,) = figure_problems(tmp_path)
    assert problem.severity == "error"
    assert "the model answer does not earn `first` (You said 5 GB;" in problem.message
    assert problem.remedy == "Say 2 GB within 1 % there, near words of its wordings."
    assert "number" in line(problem)


@pytest.mark.parametrize("unit", ["GBB", "furlongs", "k"])
def test_a_unit_that_cannot_be_read_is_an_error(
    tmp_path: Path, write_item: WriteItem, unit: str
) -> None:
    write_item(tmp_path, rubric=with_number({"value": 2, "unit": unit}, "It takes 2 GB."))
    (problem,) = lint([list_root(tmp_path)]).problems
    assert problem.severity == "error"
    assert f"'{unit}' is not a unit that can be read" in problem.message
    assert "unit" in line(problem)


def test_a_question_that_says_the_figure_is_an_error(tmp_path: Path, write_item: WriteItem) -> None:
    write_item(
        tmp_path,
        question={"prompt": "Why does the first claim of gizmo hold at 2 GB?"},
        rubric=with_number({"value": 2, "unit": "GB"}, "The first claim holds at 2 GB."),
    )
    (problem,) = figure_problems(tmp_path)
    assert "the question itself says the figure of `first`" in problem.message


def test_the_reply_to_a_deeper_follow_up_must_earn_its_figure(
    tmp_path: Path, write_item: WriteItem
) -> None:
    depth = {
        "follow_up": "deeper",
        "criteria": [
            {"id": "time", "statement": "It takes 40 ms.", "points": 1,
             "number": {"value": 40, "unit": "ms"}}
        ],
        "model_answer": "It takes 4 seconds.",
    }  # fmt: skip
    rubric = with_number({"value": 2, "unit": "GB"}, "The first claim holds at 2 GB.")
    write_item(tmp_path, rubric=rubric | {"depth": [depth]})
    (problem,) = figure_problems(tmp_path)
    assert "does not earn `time`" in problem.message


def test_two_figures_of_one_unit_need_wordings(tmp_path: Path, write_item: WriteItem) -> None:
    rubric = with_number({"value": 2, "unit": "GB"}, "It takes 2 GB, and then 3 GB.")
    for place, value in ((0, 2), (1, 3)):
        rubric["criteria"][place] |= {"evidence": [], "number": {"value": value, "unit": "GB"}}
    write_item(tmp_path, rubric=rubric)
    told = [one.message for one in found(tmp_path)]
    assert any(
        "no wordings tell the figure of `second` from that of `first`" in one for one in told
    )
