"""As much of JSON Schema (draft 2020-12) as the report's schema uses, and not a word more."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

_NOTES = {"title", "description", "default", "$defs", "$schema"}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "null": type(None),
    "number": (int, float),
    "object": dict,
    "string": str,
}


def faults(
    value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$"
) -> Iterator[str]:
    """Yield where and why ``value`` does not keep to ``schema``, whose references are in ``root``.

    Raises ``KeyError`` for a keyword that is not known here, so that none is passed over.
    """
    if "type" in schema and (wrong := next(_type(value, schema["type"], schema, root, at), None)):
        yield wrong
        return
    for keyword, wanted in schema.items():
        if keyword not in _NOTES:
            yield from _CHECKS[keyword](value, wanted, schema, root, at)


def _ref(value: Any, wanted: str, schema: Any, root: dict[str, Any], at: str) -> Iterator[str]:
    name = wanted.removeprefix("#/$defs/")
    yield from faults(value, root["$defs"][name], root, at)


def _any_of(value: Any, wanted: list[Any], schema: Any, root: Any, at: str) -> Iterator[str]:
    tried = [list(faults(value, each, root, at)) for each in wanted]
    if all(tried):
        yield min(tried, key=len)[0]


def _type(value: Any, wanted: str, schema: Any, root: Any, at: str) -> Iterator[str]:
    is_number = not (isinstance(value, bool) and wanted in ("integer", "number"))
    if not (isinstance(value, _TYPES[wanted]) and is_number):
        yield f"{at}: {value!r} is no {wanted}"


def _properties(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    for name, each in wanted.items():
        if name in value:
            yield from faults(value[name], each, root, f"{at}.{name}")


def _required(value: Any, wanted: list[str], schema: Any, root: Any, at: str) -> Iterator[str]:
    yield from (f"{at}: no {name}" for name in wanted if name not in value)


def _additional(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    assert wanted is False
    yield from (f"{at}: {name} is unknown" for name in value if name not in schema["properties"])


def _items(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    for number, each in enumerate(value):
        yield from faults(each, wanted, root, f"{at}[{number}]")


def _enum(value: Any, wanted: list[Any], schema: Any, root: Any, at: str) -> Iterator[str]:
    if value not in wanted:
        yield f"{at}: {value!r} is none of {wanted}"


def _const(value: Any, wanted: Any, schema: Any, root: Any, at: str) -> Iterator[str]:
    yield from _enum(value, [wanted], schema, root, at)


def _minimum(value: Any, wanted: float, schema: Any, root: Any, at: str) -> Iterator[str]:
    if value < wanted:
        yield f"{at}: {value!r} is below {wanted}"


def _format(value: Any, wanted: str, schema: Any, root: Any, at: str) -> Iterator[str]:
    assert wanted == "date-time"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value):
        yield f"{at}: {value!r} is no date-time"
    else:
        datetime.fromisoformat(value)


_CHECKS = {
    "$ref": _ref,
    "additionalProperties": _additional,
    "anyOf": _any_of,
    "const": _const,
    "enum": _enum,
    "format": _format,
    "items": _items,
    "minimum": _minimum,
    "properties": _properties,
    "required": _required,
    "type": _type,
}
