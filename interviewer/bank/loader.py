"""Reads an item from its two files, or says everything that keeps it from being read."""

import difflib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from interviewer.bank import strict_yaml
from interviewer.bank.coding import Coding, Flawed, Limits, Table, Test
from interviewer.bank.ids import (
    Misfit,
    misfits_of_question,
    misfits_of_rubric,
    question_misfits,
    rubric_misfits,
)
from interviewer.bank.problems import InvalidItemError, Problem
from interviewer.bank.question import Clarification, Exhibit, FollowUp, Question
from interviewer.bank.rubric import Criterion, Depth, Item, Misconception, Number, Rubric
from interviewer.bank.strict_yaml import Location, shown
from interviewer.bank.trust import REFERENCE_ALONE, WITH_WORDINGS

LARGEST_FILE = 1_000_000
"""Largest file that is read, in bytes: a hundred times a long item."""

_Model = TypeVar("_Model", Question, Rubric)

_PARTS: dict[str, type[BaseModel]] = {
    "follow_ups": FollowUp,
    "clarifications": Clarification,
    "criteria": Criterion,
    "misconceptions": Misconception,
    "depth": Depth,
    "exhibit": Exhibit,
    "number": Number,
    "coding": Coding,
    "tables": Table,
    "shown": Test,
    "hidden": Test,
    "limits": Limits,
    "broken": Flawed,
}


class Reading(NamedTuple):
    """What could be read of an item, and every problem found on the way.

    A file whose only problems are unknown or repeated keys still gives its model, so that the
    rest of it can be checked too. The item may be used only when ``problems`` is empty.
    """

    question: Question | None
    rubric: Rubric | None
    problems: tuple[Problem, ...]


def load_item(question_path: Path, rubric_path: Path) -> Item:
    """Return the item of a question file and a rubric file.

    Raises ``InvalidItemError`` with all problems of both: unreadable, not strict YAML, unknown
    or missing keys, values out of range, or ids that do not fit together.
    """
    question, rubric, problems = read_item(question_path, rubric_path)
    if problems or question is None or rubric is None:
        raise InvalidItemError(problems)
    return Item(question=question, rubric=rubric)


def read_item(question_path: Path, rubric_path: Path) -> Reading:
    """Read as much of an item as can be read; never raises for what the files contain."""
    problems: list[Problem] = []
    question = _read_model(question_path, Question, problems)
    rubric = _read_model(rubric_path, Rubric, problems)
    if question is not None:
        problems += _misfits(question_path, question_misfits(question, question_path))
    if rubric is not None:
        problems += _misfits(rubric_path, rubric_misfits(rubric))
    if question is not None and rubric is not None:
        problems += _misfits(question_path, misfits_of_question(question, rubric))
        problems += _misfits(rubric_path, misfits_of_rubric(question, rubric, question_path))
    return Reading(question, rubric, tuple(problems))


def line_of(path: Path, *location: str | int) -> int:
    """Return the line (from 1) of a value in a file, or of the nearest value that encloses it."""
    try:
        text = _read_text(path)
    except _UnusableError:  # it could be read a moment ago
        return 1
    return _nearest(strict_yaml.read(text, locate=True).lines, location)


def _read_model(path: Path, model: type[_Model], problems: list[Problem]) -> _Model | None:
    try:
        text = _read_text(path)
    except _UnusableError as unusable:
        problems.append(Problem(path, unusable.line, unusable.message, unusable.remedy))
        return None
    document = strict_yaml.read(text)
    problems += (Problem(path, *fault) for fault in document.faults)
    if document.data is None and document.faults:
        return None
    try:
        return model.model_validate(document.data, strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
    lines = strict_yaml.read(text, locate=True).lines
    problems += (_problem(path, model, detail, lines) for detail in details)
    known = _without(document.data, {d["loc"] for d in details if d["type"] == "extra_forbidden"})
    try:
        return model.model_validate(known, strict=True)
    except ValidationError:
        return None


class _UnusableError(Exception):
    def __init__(self, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.remedy, self.line = message, remedy, line


def _read_text(path: Path) -> str:
    try:
        # A named pipe would keep a plain open waiting for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            mode = os.fstat(descriptor).st_mode
            data = file.read(LARGEST_FILE + 1) if stat.S_ISREG(mode) else None
    except FileNotFoundError:
        if path.is_symlink():
            raise _UnusableError("is a link to a file that is missing.", "Fix the link.") from None
        raise _UnusableError("the file is missing.", "Write it, or remove its pair.") from None
    except IsADirectoryError:
        data = None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _UnusableError(
            f"cannot be read ({reason}).", "Check the file's permissions."
        ) from None
    if data is None:
        raise _UnusableError("is not a regular file.", "Put a YAML file in its place.")
    if len(data) > LARGEST_FILE:
        raise _UnusableError(
            f"is larger than {LARGEST_FILE:,} bytes.", "Keep one item a file, in few words."
        )
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise _UnusableError("is binary, not text.", "Put a YAML file in its place.", line)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnusableError("is not UTF-8 text.", "Save the file as UTF-8.", line) from None


def _nearest(lines: Mapping[Location, int], location: Location) -> int:
    while location and location not in lines:
        location = location[:-1]
    return lines.get(location, 1)


def _problem(
    path: Path, model: type[BaseModel], detail: ErrorDetails, lines: Mapping[Location, int]
) -> Problem:
    location = detail["loc"]
    message, remedy = _explained(detail, model)
    name = _spelled(location)
    line = _nearest(lines, location)
    return Problem(path, line, f"{name}: {message}" if name else message, remedy)


def _spelled(location: Location) -> str:
    """Return a location counted from 1, as readers count: ``criteria 2, points``."""
    words = ""
    for step in location:
        if isinstance(step, int):
            words += f" {step + 1}"
        else:
            name = step if step.isidentifier() else shown(step)
            words += f", {name}" if words else name
    return words


_EXPLAINED = {
    "string_type": (
        "should be text.",
        "Write a text; quote one that looks like a number, or like yes, no or null.",
    ),
    **dict.fromkeys(
        ("string_too_short", "too_short"),
        ("should not be empty.", "Write it, or remove the key where it may be left out."),
    ),
    "tuple_type": ("should be a list.", "Write each entry on a line of its own after `- `."),
    "model_type": ("should hold keys with values.", "Write `key: value` lines."),
}


_NO_CRITERIA = (
    f"Add `criteria:`. By a reference answer alone the offline grader agrees less with readers "
    f"({REFERENCE_ALONE}; with wordings {WITH_WORDINGS}), and only `grade` takes one."
)


def _explained(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong, and its remedy, in words for the author of the YAML."""
    kind, location, message = detail["type"], detail["loc"], detail["msg"]
    if kind == "missing":
        if model is Rubric and location == ("criteria",):
            return "the key is missing.", _NO_CRITERIA
        return "the key is missing.", f"Add `{location[-1]}:`."
    if kind == "extra_forbidden":
        parts = [step for step in location[:-1] if isinstance(step, str)]
        known = list((_PARTS.get(parts[-1], model) if parts else model).model_fields)
        alike = difflib.get_close_matches(str(location[-1]), known, 1)
        meant = f"Did you mean `{alike[0]}`?" if alike else f"Known here: {', '.join(known)}."
        return "the key is unknown.", meant
    if kind == "string_pattern_mismatch":
        remedy = "Use lower-case letters and digits, words joined by single hyphens."
        return f"{shown(detail['input'])} is not an id.", remedy
    if kind == "value_error":  # raised by one of our own validators
        message = str(detail["ctx"]["error"])
    return _EXPLAINED.get(kind, (f"{message[:1].lower()}{message[1:]}.", "Change the value."))


def _without(data: Any, unknown: set[Location], at: Location = ()) -> Any:
    if isinstance(data, dict):
        return {
            key: _without(value, unknown, (*at, key))
            for key, value in data.items()
            if (*at, key) not in unknown
        }
    if isinstance(data, tuple):
        return tuple(_without(value, unknown, (*at, i)) for i, value in enumerate(data))
    return data


def _misfits(path: Path, found: Iterable[Misfit]) -> Iterator[Problem]:
    for location, message, remedy in found:
        yield Problem(path, line_of(path, *location), message, remedy)
