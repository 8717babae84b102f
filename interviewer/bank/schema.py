"""The JSON Schema of the bank's files, for editors that complete and check while one types."""

from typing import Any, Literal

from pydantic.json_schema import models_json_schema

from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def bank_schema(file: Literal["question", "rubric"] | None = None) -> dict[str, Any]:
    """Return the schema of one kind of file or, by default, of both, told apart by their keys."""
    _, both = models_json_schema([(Question, "validation"), (Rubric, "validation")])
    question, rubric = ({"$ref": f"#/$defs/{model.__name__}"} for model in (Question, Rubric))
    chosen: dict[str, Any]
    if file is None:
        chosen = {"if": {"required": ["question_id"]}, "then": rubric, "else": question}
    else:
        chosen = rubric if file == "rubric" else question
    title = "An item of the interview bank" if file is None else f"The {file} file of an item"
    return {"$schema": _DIALECT, "title": title, "type": "object", **chosen, **both}
