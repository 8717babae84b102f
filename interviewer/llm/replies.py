"""What is said to a model and what it replies: one JSON object of a given form, or an error."""

import json
from typing import Any, TypedDict, TypeVar

from pydantic import BaseModel, ValidationError

_LONGEST = 200_000
"""Characters of a reply; more is no judgement."""


Model = TypeVar("Model", bound=BaseModel)


class Message(TypedDict):
    """One message of the chat."""

    role: str
    content: str


class ReplyError(ValueError):
    """A reply that is no judgement; the message says what is wrong with it, on one line."""


def read_as(model: type[Model], text: str) -> Model:
    """Return the reply as that model; ``ReplyError`` for anything but one such JSON object."""
    if len(text) > _LONGEST:
        raise ReplyError(f"the reply is too long ({len(text):,} characters)")
    try:
        data = json.loads(_bare(text), object_pairs_hook=_once)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ReplyError(f"the reply is not one JSON object ({_brief(error)})") from None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ReplyError(f"the reply has another form than asked for: {_first(error)}") from None


def _bare(text: str) -> str:
    """Return the text without a thinking block before it and a code fence around it."""
    text = text.strip()
    if text.startswith("<think>") and "</think>" in text:
        text = text.split("</think>", 1)[1].strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        text = text[3:-3].split("\n", 1)[1].strip()
    return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ReplyError("the reply has a key twice")
    return made


def _brief(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part) for part in detail["loc"])[:120]
    return f"{place}: {detail['msg']}" if place else detail["msg"]
