"""The lines that ``interviewer grade`` writes: grades and failures, as JSON."""

import json
from typing import Any, NamedTuple

from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, Verdict, earned, found, score
from interviewer.grading.grader import Grader
from interviewer.text.display import in_json


class Result(NamedTuple):
    """A line of output, without its newline, and whether it reports an error."""

    line: str
    error: bool


def graded_line(asked_id: str | int | None, grade: Grade, rubric: Rubric) -> Result:
    """Return the line of output for a graded answer."""
    return Result(spelled(_success(asked_id, grade, rubric)), False)


def failed_line(asked_id: str | int | None, reason: str, grader: Grader) -> Result:
    """Return the line of output for an answer that could not be judged."""
    row: dict[str, Any] = {
        "id": asked_id,
        "score": None,
        "range": None,
        "band": None,
        "grader": grader.name,
        "grader_version": grader.version,
        "model": None,
        "criteria": [],
        "misconceptions": [],
        "suspected": [],
        "error": reason,
    }
    return Result(spelled(row), True)


def spelled(row: dict[str, Any]) -> str:
    """Return a row as one line of JSON that no terminal is changed by."""
    return in_json(json.dumps(row, ensure_ascii=False))


def _tests(verdict: Verdict) -> dict[str, Any]:
    return {"tests": [fact.model_dump() for fact in verdict.tests]} if verdict.tests else {}


def _success(identity: str | int | None, grade: Grade, rubric: Rubric) -> dict[str, Any]:
    total = score(grade, rubric)
    notes = [*([str(grade.extent)] if grade.extent else []), *grade.unread]
    return {
        "id": identity,
        "score": total.value,
        "range": [total.low, total.high],
        "band": total.band,
        "grader": grade.grader,
        "grader_version": grade.grader_version,
        "model": grade.model,
        "criteria": [
            {
                "id": row.criterion.id,
                "level": row.verdict.level if row.verdict.settled else "unjudged",
                "points": row.criterion.points,
                "earned": row.points,
                "certainty": row.verdict.certainty,
                "spans": [span.model_dump() for span in row.verdict.spans],
                "explanation": row.verdict.explanation,
                **_tests(row.verdict),
            }
            for row in earned(grade, rubric)
        ],
        "misconceptions": [
            {
                "id": misconception.id,
                "penalty": misconception.penalty,
                "spans": [span.model_dump() for span in finding.spans],
            }
            for misconception, finding in found(grade, rubric)
        ],
        "suspected": [
            {
                "id": finding.misconception_id,
                "spans": [span.model_dump() for span in finding.spans],
            }
            for finding in grade.suspected
        ],
        "error": None,
        **({"note": " ".join(notes)} if notes else {}),
    }
