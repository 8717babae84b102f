"""Reads the lines of ``interviewer grade``: answers to be judged, as JSON."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ConfigDict, Field, ValidationError, model_validator

from interviewer.bank.question import Strict
from interviewer.bank.rubric import Criterion, Item, Misconception, Rubric
from interviewer.errors import InterviewerError
from interviewer.grading.grader import GradingRequest
from interviewer.grading.reference import rubric_from_reference
from interviewer.grading.submission import Submission

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
"""What a line contains in place of bytes that could not be decoded."""


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


class LineRequest(NamedTuple):
    """A line as it was read: its id, and its request or the reason why it has none.

    ``submission`` is the code that is still to be run before the request is judged.
    """

    id: str | int | None
    request: GradingRequest | str
    submission: Submission | None = None


def read_lines(lines: Iterable[str], item: Callable[[str], Item]) -> Iterator[LineRequest]:
    """Yield the lines as they are read, one at a time; blank ones are skipped."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read(number, line, item)


def _read(number: int, text: str, item: Callable[[str], Item]) -> LineRequest:
    identity: str | int | None = None
    try:
        data = json.loads(text)
        given = data.get("id") if isinstance(data, dict) else None
        identity = given if isinstance(given, str | int) else None
        if (foreign := _NOT_UTF_8.search(text)) is not None:
            return LineRequest(
                identity,
                f"line {number}: not UTF-8 from character {foreign.start() + 1} on; "
                "save the file as UTF-8",
            )
        line = Line.model_validate(data)
        prompt, rubric, submission = _asked(line, item)
    except json.JSONDecodeError as error:
        return LineRequest(identity, f"line {number}: not JSON ({error})")
    except ValidationError as error:
        return LineRequest(identity, f"line {number}: {_explained(error)}")
    except (InterviewerError, RecursionError, ValueError) as error:
        return LineRequest(identity, f"line {number}: {error}")
    request = GradingRequest(prompt=prompt, rubric=rubric, answer=line.answer)
    return LineRequest(identity, request, submission)


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
