"""Judge answers from JSON lines: the contract of ``interviewer grade``."""

import asyncio
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ConfigDict, Field, ValidationError, model_validator

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Criterion, Item, Misconception, Rubric
from interviewer.coding.results import Run
from interviewer.errors import InterviewerError
from interviewer.grading.grade import Grade, Ungraded, Verdict, earned, found, score
from interviewer.grading.grader import Grader, GradingRequest, Previewing, judged
from interviewer.grading.in_order import in_order
from interviewer.grading.reference import rubric_from_reference
from interviewer.grading.submission import Submission
from interviewer.grading.tested import to_judge
from interviewer.text.display import in_json

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
"""What a line contains in place of bytes that could not be decoded."""


_AHEAD = 4
"""Lines kept for each answer that is judged at once."""


class LineRubric(Strict):
    """A rubric given with a line: criteria, and where known misconceptions and a version."""

    criteria: tuple[Criterion, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    version: int = Field(default=1, ge=1)


class Line(Strict):
    """One line of input: an answer to a bank item, or to a question that brings its reference.

    With ``code``, which a bank item must run, ``answer`` is what was said about it. Other keys are
    ignored, so that a data set may keep its own columns.
    """

    model_config = ConfigDict(extra="ignore")

    id: str | int
    answer: str
    code: str | None = None
    question_id: str | None = None
    question: str | None = None
    reference: str | None = None
    rubric: LineRubric | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Line":
        own = self.question is not None
        if own == (self.question_id is not None):
            raise ValueError("give either question_id, or question with reference or rubric")
        if own and self.reference is None and self.rubric is None:
            raise ValueError("a question that is in no bank needs a reference or a rubric")
        if not own and (self.reference is not None or self.rubric is not None):
            raise ValueError("a bank item brings its own reference and rubric")
        if own and self.submits:
            raise ValueError("code is run for a bank item only")
        return self

    @property
    def submits(self) -> bool:
        """Whether there is any code."""
        return self.code is not None and bool(self.code.strip())


class Asked(NamedTuple):
    """A line as it was read: its id, and its request or the reason why it has none.

    ``submission`` is the code that is still to be run before the request is judged.
    """

    id: str | int | None
    request: GradingRequest | str
    submission: Submission | None = None


class Result(NamedTuple):
    """A line of output, without its newline, and whether it reports an error."""

    line: str
    error: bool


async def grade_lines(
    lines: Iterable[str],
    grader: Grader,
    item: Callable[[str], Item],
    write: Callable[[str, bool], None],
    concurrency: int,
) -> None:
    """Judge each line and ``write`` its result as soon as possible, in the order of the lines.

    Blank lines are skipped. ``write`` takes a line of JSON and whether it is an error. At most
    ``concurrency`` answers are judged at once, and a few times as many lines kept in memory. The
    lines are read in a thread, so that a slow source keeps no judgement waiting.
    """
    gate = asyncio.Semaphore(concurrency)
    alone = asyncio.Lock()  # programs that share the processor would exceed their time limits

    async def one(asked: Asked) -> Result:
        async with gate:
            async with alone if asked.submission else nullcontext():
                asked = await ran(asked)
            return await result(asked, grader)

    await in_order(read_lines(lines, item), one, lambda made: write(*made), _AHEAD * concurrency)


def preview_lines(
    lines: Iterable[str],
    grader: Previewing,
    item: Callable[[str], Item],
    write: Callable[[str, bool], None],
) -> None:
    """Write for each line the request that would be sent to judge it; nothing is sent or run."""
    for identity, request, submission in read_lines(lines, item):
        if isinstance(request, str):
            write(_spelled({"id": identity, "error": request}), True)
        else:
            if submission is not None:
                request = request.model_copy(update={"run": Run(results=())})
            asked = to_judge(request)
            preview = {} if asked is None else grader.preview(asked.shortened())
            write(_spelled({"id": identity, **preview, "error": None}), False)


def read_lines(lines: Iterable[str], item: Callable[[str], Item]) -> Iterator[Asked]:
    """Yield the lines as they are read, one at a time; blank ones are skipped."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(number, line, item)


async def ran(asked: Asked) -> Asked:
    """Run the code of a line, and return the line with the outcome."""
    if asked.submission is None or isinstance(asked.request, str):
        return asked
    try:
        run = await asked.submission.run()
    except InterviewerError as error:
        return Asked(asked.id, str(error))
    return Asked(asked.id, asked.request.model_copy(update={"run": run}))


async def result(asked: Asked, grader: Grader) -> Result:
    """Judge a line and return its line of output, the same in whichever process this runs."""
    if isinstance(asked.request, str):
        return failure(asked, asked.request, grader)
    outcome = await judged(grader, asked.request)
    if isinstance(outcome, Ungraded):
        return failure(asked, outcome.reason, grader)
    return Result(_spelled(_success(asked.id, outcome, asked.request.rubric)), False)


def failure(asked: Asked, reason: str, grader: Grader) -> Result:
    """Return the line of output for an answer that could not be judged."""
    row: dict[str, Any] = {
        "id": asked.id,
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
    return Result(_spelled(row), True)


def _read(number: int, text: str, item: Callable[[str], Item]) -> Asked:
    identity: str | int | None = None
    try:
        data = json.loads(text)
        given = data.get("id") if isinstance(data, dict) else None
        identity = given if isinstance(given, str | int) else None
        if (foreign := _NOT_UTF_8.search(text)) is not None:
            return Asked(
                identity,
                f"line {number}: not UTF-8 from character {foreign.start() + 1} on; "
                "save the file as UTF-8",
            )
        line = Line.model_validate(data)
        prompt, rubric, submission = _asked(line, item)
    except json.JSONDecodeError as error:
        return Asked(identity, f"line {number}: not JSON ({error})")
    except ValidationError as error:
        return Asked(identity, f"line {number}: {_explained(error)}")
    except (InterviewerError, RecursionError, ValueError) as error:
        return Asked(identity, f"line {number}: {error}")
    request = GradingRequest(prompt=prompt, rubric=rubric, answer=line.answer)
    return Asked(identity, request, submission)


def _asked(line: Line, item: Callable[[str], Item]) -> tuple[str, Rubric, Submission | None]:
    if line.question_id is not None:
        bank_item = item(line.question_id)
        question = bank_item.question
        submission = Submission.to(question, line.code or "") if line.submits else None
        return question.shown, bank_item.rubric, submission
    prompt = line.question or ""
    if line.rubric is None:
        return prompt, rubric_from_reference(line.reference or "", prompt), None
    statements = " ".join(criterion.statement for criterion in line.rubric.criteria)
    rubric = Rubric(
        question_id="given",
        version=line.rubric.version,
        criteria=line.rubric.criteria,
        misconceptions=line.rubric.misconceptions,
        model_answer=(line.reference or statements)[:4000],
    )
    return prompt, rubric, None


def _spelled(row: dict[str, Any]) -> str:
    return in_json(json.dumps(row, ensure_ascii=False))


def _explained(error: ValidationError) -> str:
    details = error.errors(include_url=False, include_input=False)
    return "; ".join(_placed(detail) for detail in details)


_EXPLAINED = {
    "missing": "is missing",
    "model_type": "give a JSON object",
    "string_type": "give a string",
    "tuple_type": "give a list",
    "too_short": "must not be empty",
}


def _placed(detail: "ErrorDetails") -> str:
    """Return what is wrong with a line, and where in it, for the author of the JSON."""
    place = ".".join(str(part) for part in detail["loc"])
    message = _EXPLAINED.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


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
