"""What a server can do with a model: found out once by trying, then remembered."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from interviewer.userdata.atomic import write_whole
from interviewer.userdata.private import make_private

Form = Literal["json_schema", "json_object+schema", "json_object", "text"]
Limit = Literal["max_tokens", "max_completion_tokens"]

FORMS: tuple[Form, ...] = get_args(Form)
"""How a reply's form is asked for, the strictest first.

The second is how llama-cpp-python and some hosts take a schema.
"""

LIMITS: tuple[Limit, ...] = get_args(Limit)
"""Names for the length of a reply: the one that every server knows, and OpenAI's newer one.

A server that does not know the newer one ignores it, while OpenAI's refuse the older by name.
"""

_SHOWN: dict[Form, str] = {
    "json_schema": "a JSON schema (json_schema)",
    "json_object+schema": "JSON mode with a schema added (json_object)",
    "json_object": "JSON mode (json_object), no schema",
    "text": "plain text only, neither schema nor JSON mode",
}
_OPTIONAL = ("temperature", "seed", "reasoning_effort")
_BOUND = "maxLength"
"""The part of JSON Schema that bounds a string, which not every server accepts."""
_WITHOUT = frozenset((*_OPTIONAL, _BOUND))
_NO_SYSTEM = re.compile(r"system role|developer instruction|system message")


@dataclass(frozen=True, slots=True)
class Capability:
    """How requests to a server are made.

    ``form`` is the strictest way that it takes, ``limit`` its name for the length of a reply
    (``None``: it takes neither), ``without`` are parameters that it refuses. Where it takes no
    ``system`` message, the instructions stand first in the user's.
    """

    form: Form = "json_schema"
    limit: Limit | None = "max_tokens"
    without: frozenset[str] = frozenset()
    system: bool = True

    def __str__(self) -> str:
        """Return in words what the server takes."""
        refused = f", without {' and '.join(sorted(self.without))}" if self.without else ""
        return f"{_SHOWN[self.form]}{refused}"

    def parameters(self, settings: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
        """Return the parameters of a request besides model and messages.

        ``settings`` has ``reply_tokens`` and those optional parameters that are to be sent.
        """
        made = {
            name: settings[name]
            for name in _OPTIONAL
            if name not in self.without and settings.get(name) is not None
        }
        if self.limit is not None:
            made[self.limit] = settings["reply_tokens"]
        if _BOUND in self.without:
            schema = _unbounded(schema)
        if self.form == "json_schema":
            made["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "judgement", "strict": True, "schema": schema},
            }
        elif self.form == "json_object+schema":
            made["response_format"] = {"type": "json_object", "schema": schema}
        elif self.form == "json_object":
            made["response_format"] = {"type": "json_object"}
        return made

    def after(self, refused: str) -> "Capability | None":
        """Return what to try after a request was refused, or ``None`` when nothing is left.

        ``refused`` is what the server says about it; what it does not name is taken to be the
        form of the reply.
        """
        said = refused.casefold()
        if self.system and _NO_SYSTEM.search(said):
            return replace(self, system=False)
        if self.limit is not None and self.limit in said:
            place = LIMITS.index(self.limit) + 1
            return replace(self, limit=LIMITS[place] if place < len(LIMITS) else None)
        for name in (*_OPTIONAL, _BOUND):
            if name.casefold() in said and name not in self.without:
                return replace(self, without=self.without | {name})
        place = FORMS.index(self.form) + 1
        return replace(self, form=FORMS[place]) if place < len(FORMS) else None


class Memory:
    """Capabilities by server and model, in a file that can be lost without harm."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, server: str, model: str) -> Capability | None:
        """Return what is known of a server, ``None`` when nothing is."""
        try:
            kept = self._table()[f"{server} {model}"]
            form, limit, without = kept["form"], kept["limit"], frozenset(kept["without"])
            system = kept.get("system", True)
        except (KeyError, TypeError, AttributeError):
            return None
        if form not in FORMS or limit not in (*LIMITS, None) or not without <= _WITHOUT:
            return None
        return Capability(form, limit, without, system is not False)

    def put(self, server: str, model: str, capability: Capability) -> None:
        """Store a capability; if that fails, it is found out again the next time."""
        table = self._table()
        table[f"{server} {model}"] = {
            "form": capability.form,
            "limit": capability.limit,
            "without": sorted(capability.without),
            "system": capability.system,
        }
        try:
            make_private(self._path.parent)
            write_whole(self._path, json.dumps(table, indent=1).encode(), private=True)
        except OSError:
            return

    def _table(self) -> dict[str, Any]:
        try:
            table = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return table if isinstance(table, dict) else {}


def _unbounded(schema: Any) -> Any:
    """Return a schema without bounds on the length of strings."""
    if isinstance(schema, dict):
        return {key: _unbounded(value) for key, value in schema.items() if key != _BOUND}
    return [_unbounded(one) for one in schema] if isinstance(schema, list) else schema
