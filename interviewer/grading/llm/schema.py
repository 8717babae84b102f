"""What a judge must reply: pydantic models, made anew for the criteria of each request."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, create_model

from interviewer.bank.rubric import Rubric
from interviewer.grading.numbers.judging import without_figures
from interviewer.llm.replies import read_as

Answered = Literal["yes", "partial", "no"]


class JudgedCriterion(BaseModel):
    """One criterion. Explanation and quote come first, so that the verdict follows from them."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    explanation: str = Field(description="One or two sentences on what the answer says about it.")
    quote: str = Field(description="The words of the answer that say it, verbatim; else empty.")
    verdict: Answered = Field(description="yes, partial or no")


class JudgedMisconception(BaseModel):
    """One misconception: ``yes`` means that the answer states it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    explanation: str = Field(description="One sentence on whether the answer states this.")
    quote: str = Field(description="The words of the answer that state it, verbatim; else empty.")
    verdict: Literal["yes", "no"] = Field(description="yes or no")


class Sheet:
    """What is asked of the judge: criteria and misconceptions by id, in the order of asking."""

    def __init__(self, criteria: Sequence[str], misconceptions: Sequence[str] = ()) -> None:
        self.criteria = tuple(criteria)
        self.misconceptions = tuple(misconceptions)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.criteria and not self.misconceptions

    @cached_property
    def model(self) -> type[BaseModel]:
        """The pydantic model of the reply: each id exactly once, and no other."""
        return _model(self.criteria, self.misconceptions)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the reply, as servers with structured output want it."""
        return _schema(self.criteria, self.misconceptions)

    def shape(self) -> str:
        """Return the reply's form for reading, with the ids in the order of asking."""
        gap = {"explanation": "...", "quote": "..."}
        form: dict[str, Any] = {}
        if self.criteria:
            form["criteria"] = {one: gap | {"verdict": "yes|partial|no"} for one in self.criteria}
        if self.misconceptions:
            form["misconceptions"] = {
                one: gap | {"verdict": "yes|no"} for one in self.misconceptions
            }
        return json.dumps(form, indent=1)

    def read(self, text: str) -> "Judgement":
        """Return the judgement in a reply; ``ReplyError`` for anything else.

        The reply is one JSON object; a code fence around it, or a thinking block before it, is
        passed over. Unknown ids, other verdicts, doubled and missing keys are refused.
        """
        parsed = read_as(self.model, text)
        whole = parsed.model_dump(by_alias=True)
        return Judgement(
            {key: JudgedCriterion(**value) for key, value in whole.get("criteria", {}).items()},
            {
                key: JudgedMisconception(**value)
                for key, value in whole.get("misconceptions", {}).items()
            },
        )


class Judgement:
    """What a judge said, by id."""

    def __init__(
        self,
        criteria: dict[str, JudgedCriterion],
        misconceptions: dict[str, JudgedMisconception],
    ) -> None:
        self.criteria = criteria
        self.misconceptions = misconceptions


def full_sheet(rubric: Rubric) -> Sheet:
    """Return the sheet that asks for everything but figures, in the rubric's order."""
    return Sheet(
        [one.id for one in without_figures(rubric)], [one.id for one in rubric.misconceptions]
    )


@lru_cache(maxsize=256)
def _model(criteria: tuple[str, ...], misconceptions: tuple[str, ...]) -> type[BaseModel]:
    """Make the model, which takes milliseconds: while the candidate thinks, or once in a batch."""
    parts: dict[str, Any] = {}
    if criteria:
        parts["criteria"] = (_keyed("Criteria", criteria, JudgedCriterion), ...)
    if misconceptions:
        judged = _keyed("Misconceptions", misconceptions, JudgedMisconception)
        parts["misconceptions"] = (judged, ...)
    return _made("Judgement", parts)


@lru_cache(maxsize=256)
def _schema(criteria: tuple[str, ...], misconceptions: tuple[str, ...]) -> dict[str, Any]:
    return _model(criteria, misconceptions).model_json_schema(by_alias=True)


def _keyed(name: str, ids: Iterable[str], kind: type[BaseModel]) -> type[BaseModel]:
    return _made(name, {f"n{n}": (kind, Field(alias=one)) for n, one in enumerate(ids)})


def _made(name: str, fields: dict[str, Any]) -> type[BaseModel]:
    config = ConfigDict(extra="forbid", frozen=True)
    # create_model takes the fields as keywords, which no type can follow.
    return cast("type[BaseModel]", create_model(name, __config__=config, **fields))
