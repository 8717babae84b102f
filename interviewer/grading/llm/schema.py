"""What a judge must reply: its JSON Schema, and how a reply is read.

The schema is written out, without references and unions, because servers support different parts
of JSON Schema. Every reply is checked here, whatever the server has checked.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from interviewer.bank.rubric import Rubric
from interviewer.grading.numbers.judging import without_figures
from interviewer.llm.replies import ReplyError, read_object

Answered = Literal["yes", "partial", "no"]

EXPLAINED = 240
"""Most characters of an explanation; a longer one means a model that does not stop."""
_CITED = 6
"""Most clauses cited for one point; with more, no single point is shown."""
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge says of one point: ``clauses`` are the numbers it cites."""

    verdict: Answered
    clauses: tuple[int, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge said, by id. A misconception that it does not name was not found."""

    criteria: dict[str, Judged]
    misconceptions: dict[str, Judged]


class Sheet:
    """What is asked of the judge: criteria and misconceptions by id, in the order of asking.

    ``clauses`` is how many clauses of the answer can be cited.
    """

    def __init__(
        self, criteria: Sequence[str], misconceptions: Sequence[str], *, clauses: int
    ) -> None:
        self.criteria = tuple(criteria)
        self.misconceptions = tuple(misconceptions)
        self.clauses = clauses

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.criteria and not self.misconceptions

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the reply, as servers with structured output want it."""
        parts: dict[str, Any] = {}
        if self.criteria:
            parts["criteria"] = _object(
                {one: _object(self._point() | _VERDICT) for one in self.criteria}
            )
        if self.misconceptions:
            found = {"id": {"type": "string", "enum": list(self.misconceptions)}}
            parts["misconceptions"] = {
                "type": "array",
                "items": _object(found | self._point()),
                "maxItems": len(self.misconceptions),
            }
        return _object(parts)

    def shape(self) -> str:
        """Return the form of the reply as text, with the ids in the order of asking."""
        gap = {"explanation": "...", "clauses": []}
        form: dict[str, Any] = {}
        if self.criteria:
            form["criteria"] = {one: gap | {"verdict": "yes|partial|no"} for one in self.criteria}
        if self.misconceptions:
            form["misconceptions"] = []
        return json.dumps(form)

    def read(self, text: str) -> Judgement:
        """Return the judgement in a reply; raise ``ReplyError`` for anything else.

        Every criterion must be there, and no key twice. Other keys are ignored, and so are
        misconceptions that were not asked for.
        """
        whole = read_object(text)
        said = whole.get("criteria", {})
        if not isinstance(said, dict):
            raise ReplyError("criteria: no object")
        missing = [one for one in self.criteria if one not in said]
        if missing:
            raise ReplyError(f"criteria.{missing[0]}: it is missing")
        found = whole.get("misconceptions") or []
        return Judgement(
            {one: _judged(said[one], f"criteria.{one}") for one in self.criteria},
            dict(self._found(found)) if isinstance(found, list) else {},
        )

    def _found(self, entries: list[Any]) -> list[tuple[str, Judged]]:
        return [
            (entry["id"], Judged("yes", _numbers(entry.get("clauses")), _text(entry)))
            for entry in entries
            if isinstance(entry, dict) and entry.get("id") in self.misconceptions
        ]

    def _point(self) -> dict[str, Any]:
        number = {"type": "integer", "minimum": 1, "maximum": max(self.clauses, 1)}
        return {
            "explanation": {"type": "string", "maxLength": EXPLAINED},
            "clauses": {"type": "array", "items": number, "maxItems": _CITED},
        }


def full_sheet(rubric: Rubric, clauses: int) -> Sheet:
    """Return the sheet that asks for everything but figures, in the rubric's order."""
    return Sheet(
        [one.id for one in without_figures(rubric)],
        [one.id for one in rubric.misconceptions],
        clauses=clauses,
    )


_VERDICT: dict[str, Any] = {"verdict": {"type": "string", "enum": list(get_args(Answered))}}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _judged(entry: object, where: str) -> Judged:
    if not isinstance(entry, dict):
        raise ReplyError(f"{where}: no object")
    verdict = str(entry.get("verdict", "")).strip().casefold()
    for known in get_args(Answered):
        if verdict == known:
            return Judged(known, _numbers(entry.get("clauses")), _text(entry))
    raise ReplyError(f"{where}.verdict: neither yes, partial nor no")


def _text(entry: dict[str, Any]) -> str:
    said = entry.get("explanation")
    return said if isinstance(said, str) else ""


def _numbers(cited: object) -> tuple[int, ...]:
    """Return the cited numbers, also of "[3]" or "3, 4", without what is not a number."""
    many = cited if isinstance(cited, list) else [cited]
    found = [int(number) for one in many for number in _NUMBER.findall(str(one))]
    return tuple(dict.fromkeys(found))[:_CITED]
