"""Messages to a model, and its reply: one JSON object, whatever surrounds it."""

import json
import re
from typing import Any, TypedDict, TypeVar

from pydantic import BaseModel, ValidationError

_LONGEST = 200_000
"""Most characters of a reply; a longer one is not what was asked for."""
_TRIES = 24
"""Most places that are tried as the beginning of an object: prose has few braces."""

# The end of a model's reasoning; what comes before it is not the reply.
_THOUGHT = re.compile(
    r"</think(?:ing)?>|\[/THINK\]|</reasoning>|<\|channel\|>\s*final\s*<\|message\|>",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"\s*(?:<think(?:ing)?>|\[THINK\]|<reasoning>|<\|channel\|>\s*analysis)")

Model = TypeVar("Model", bound=BaseModel)


class Message(TypedDict):
    """One message of the chat."""

    role: str
    content: str


class ReplyError(ValueError):
    """A reply that is not what was asked for; the message says why not, on one line."""


def read_object(text: str) -> dict[str, Any]:
    """Return the one JSON object in a reply; ``ReplyError`` where there is none, or more.

    Reasoning before it, a code fence and prose around it are skipped.
    """
    if len(text) > _LONGEST:
        raise ReplyError(f"the reply is too long ({len(text):,} characters)")
    thoughts = list(_THOUGHT.finditer(text))
    text = text[thoughts[-1].end() :] if thoughts else text
    if _UNFINISHED.match(text):
        raise ReplyError("the model was still thinking when its reply ended")
    objects: list[dict[str, Any]] = []
    at = text.find("{")
    tries = 0
    while at >= 0 and tries < _TRIES:
        tries += 1
        try:
            # A duplicate key would leave open which of the two is meant.
            json_object, at = _decoded(text, at)
        except ValueError as error:
            if isinstance(error, ReplyError):
                raise
            at = text.find("{", at + 1)
            continue
        except RecursionError:
            raise ReplyError("the reply is nested too deeply") from None
        objects.append(json_object)
        at = text.find("{", at)
    if len(objects) != 1:
        what = "holds no JSON object" if not objects else "holds more than one JSON object"
        raise ReplyError(f"the reply {what}")
    return objects[0]


def thinking(text: str) -> bool:
    """Whether a reply ends before the model has stopped thinking."""
    return bool(_UNFINISHED.match(text)) and not _THOUGHT.search(text)


def read_as(model: type[Model], text: str) -> Model:
    """Return the reply as that model; ``ReplyError`` for anything but one such JSON object."""
    try:
        return model.model_validate(read_object(text))
    except ValidationError as error:
        raise ReplyError(f"the reply has another form than asked for: {_first(error)}") from None


def _decoded(text: str, at: int) -> tuple[dict[str, Any], int]:
    found, end = _OBJECTS.raw_decode(text, at)
    return found, end


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ReplyError("the reply has a key twice")
    return made


_OBJECTS = json.JSONDecoder(object_pairs_hook=_once)


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part) for part in detail["loc"])[:120]
    return f"{place}: {detail['msg']}" if place else detail["msg"]
