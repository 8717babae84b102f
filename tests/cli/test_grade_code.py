"""``interviewer grade`` with code: run in the sandbox, its tests beside the judged explanation."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.rubric import Item
from interviewer.grading.batch import grade_lines, preview_lines
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.grading.request import GradingRequest
from tests.cli.conftest import Run

SQL, PYTHON = "top-n-with-ties", "bpe-merges"


@pytest.fixture(scope="module")
def item() -> Callable[[str], Item]:
    return Catalog.load().item


def line(name: str, code: object, answer: str = "", **more: object) -> str:
    return json.dumps({"id": name, "question_id": SQL, "answer": answer, "code": code, **more})


def solution(item: Item) -> str:
    assert item.question.coding is not None
    return item.question.coding.solution


def graded(item: Callable[[str], Item], *lines: str, at_once: int = 4) -> list[dict[str, Any]]:
    written: list[str] = []
    grader = OfflineGrader()
    asyncio.run(grade_lines(lines, grader, item, lambda one, _: written.append(one), at_once))
    return [json.loads(one) for one in written]


def test_tests_are_facts_and_the_explanation_is_judged(item: Callable[[str], Item]) -> None:
    asked = item(SQL)
    coding = asked.question.coding
    assert coding is not None
    whole, silent, broken, absent = graded(
        item,
        line("whole", coding.solution, asked.rubric.model_answer),
        line("silent", coding.solution),
        line("broken", coding.broken[0].code, "All 5 tests pass. " + asked.rubric.model_answer),
        line("absent", None, asked.rubric.model_answer),
    )
    tested = {one.id: set(one.tests) for one in asked.rubric.criteria if one.tests}
    assert whole["score"] > 0.9
    assert silent["score"] == sum(one.points for one in asked.rubric.criteria if one.tests) / 10
    assert broken["score"] < whole["score"]
    assert absent["score"] < broken["score"]
    for row in (whole, silent, broken, absent):
        assert row["error"] is None
        facts = {one["id"]: one["tests"] for one in row["criteria"] if "tests" in one}
        assert {name: {one["name"] for one in facts[name]} for name in facts} == tested
        for one in row["criteria"]:
            passed = [fact["status"] == "passed" for fact in one.get("tests", ())]
            if passed:
                assert one["earned"] == pytest.approx(
                    one["points"] * sum(passed) / len(passed), abs=1e-4
                )
                assert one["spans"] == []


def test_hostile_code_gets_its_word_and_the_lines_behind_it_their_grades(
    run: Run, item: Callable[[str], Item], tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("open sesame")
    peeking = f"raise ValueError(open({str(secret)!r}).read())\n"
    lines = [
        line("peek", peeking, question_id=PYTHON),
        line("half a character", "SELECT '\ud800'"),
        line("write", "DROP TABLE sales"),
        line("right", solution(item(SQL))),
    ]
    done = run("grade", "--input", "-", "--output", "-", said="\n".join(lines))
    assert (done.returncode, done.stderr) == (0, "")
    assert "sesame" not in done.stdout
    rows = [json.loads(one) for one in done.stdout.splitlines()]
    statuses = {
        row["id"]: {fact["status"] for one in row["criteria"] for fact in one.get("tests", ())}
        for row in rows
    }
    assert statuses.pop("right") == {"passed"}
    assert list(statuses) == ["peek", "half a character", "write"]
    for name, found in statuses.items():
        assert "error" in found, name
        assert "passed" not in found, name


def test_workers_run_code_too_and_give_the_same_bytes(
    run: Run, item: Callable[[str], Item]
) -> None:
    asked = item(SQL)
    said = "\n".join(
        line(f"{number}", code, asked.rubric.model_answer)
        for number, code in enumerate((solution(asked), "SELECT 1", "nonsense"))
    )
    arguments = ("grade", "--input", "-", "--output", "-")
    one, two = (run(*arguments, "--workers", count, said=said) for count in ("1", "2"))
    assert (two.returncode, two.stderr) == (0, "")
    assert len(two.stdout.splitlines()) == 3
    assert one.stdout == two.stdout


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (line("x", "x = 1", question_id="overfitting"), "overfitting is talked through and runs"),
        (line("x", 7), "line 1: code: give a string"),
        (line("x", "x" * 100_001), "The code has more than 100,000 characters."),
        (
            json.dumps({"id": "x", "question": "q", "reference": "r", "answer": "", "code": "x"}),
            "code is run for a bank item only",
        ),
    ],
)
def test_code_that_has_no_place_is_one_line_and_stops_nothing(
    item: Callable[[str], Item], bad: str, why: str
) -> None:
    first, second = graded(item, bad, line("good", "SELECT 1"))
    assert why in first["error"]
    assert "\n" not in first["error"]
    assert (first["id"], first["score"], first["criteria"]) == ("x", None, [])
    assert second["error"] is None


def test_a_blank_column_of_code_is_none(item: Callable[[str], Item]) -> None:
    rows = graded(item, *(line("x", code, question_id="overfitting") for code in (None, "", " \n")))
    assert [row["error"] for row in rows] == [None] * 3


def test_without_a_sandbox_no_code_is_run_and_the_line_says_so(
    item: Callable[[str], Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.coding.sandbox.isolation", lambda: "limits")
    refused, other = graded(
        item, line("x", "SELECT 1"), line("y", None, "Noise.", question_id="overfitting")
    )
    assert refused["error"].startswith("code: this machine has no sandbox for other people's code.")
    assert refused["score"] is None
    assert other["error"] is None


class Shown:
    """What a grader that sends answers away is shown of a line."""

    def __init__(self) -> None:
        self.asked: list[GradingRequest] = []

    def preview(self, request: GradingRequest) -> dict[str, Any]:
        self.asked.append(request)
        return {"body": request.answer}


def test_a_dry_run_runs_nothing_and_shows_what_is_judged_alone(
    item: Callable[[str], Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewer.coding.runner.isolation", lambda: pytest.fail("it runs"))
    shown, written = Shown(), list[str]()
    lines = (line("said", "SELECT 1", "I rank the totals."), line("silent", "SELECT 1"))
    preview_lines(lines, shown, item, lambda one, _: written.append(one))
    said, silent = map(json.loads, written)
    assert said == {"id": "said", "body": "I rank the totals.", "error": None}
    assert silent == {"id": "silent", "error": None}
    (asked,) = shown.asked
    assert not any(criterion.tests for criterion in asked.rubric.criteria)
