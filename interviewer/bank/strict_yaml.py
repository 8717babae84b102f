"""The part of YAML that bank files are written in: mappings, lists and single values.

Values are read from the parser's events, not from composed nodes: this shows every anchor, keeps
the line of every value, and a file of a million brackets cannot exhaust the stack.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

Location = tuple[str | int, ...]
"""Keys and list positions (from 0) that lead from the top of a file to a value."""

_DEEPEST = 12

# libyaml reads several times as fast; a PyYAML built without it still reads the same files.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{0,17}")


class Fault(NamedTuple):
    """What is wrong with the text of one file, on which line (from 1), and how to mend it."""

    line: int
    message: str
    remedy: str


class Document(NamedTuple):
    """What a file says.

    ``data`` holds dicts, tuples, str, int, float, bool and None; it is ``None`` where the text
    could not be read to its end. ``lines`` is filled only when it was asked for.
    """

    data: Any
    faults: tuple[Fault, ...]
    lines: dict[Location, int]


def shown(text: str) -> str:
    """Return outside text in a form fit for a message: short, quoted, on one line."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def read(text: str, *, locate: bool = False) -> Document:
    """Read one document and report every fault in it; ``locate`` also notes all lines."""
    reader = _Reader(text, locate)
    try:
        data = reader.document()
    except yaml.YAMLError as error:
        data = None
        reader.faults.append(_syntax_fault(error, text))
    except _UnreadableError:
        data = None
    return Document(data, tuple(reader.faults), reader.lines)


class _UnreadableError(Exception):
    """The rest of the text cannot be read; the fault has been recorded."""


class _Reader:
    def __init__(self, text: str, locate: bool) -> None:
        self.faults: list[Fault] = []
        self.lines: dict[Location, int] = {}
        self._locate = locate
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))

    def document(self) -> Any:
        next(self._events)  # the start of the stream
        if isinstance(start := next(self._events), yaml.StreamEndEvent):
            raise self._fatal(start, "the file is empty.", "Write the item, or remove the file.")
        data = self._value(next(self._events), ())
        next(self._events)  # the end of the document
        if not isinstance(following := next(self._events), yaml.StreamEndEvent):
            self._fault(
                following, "a second document begins here.", "Keep one item a file: remove `---`."
            )
        return data

    def _value(self, event: Any, at: Location) -> Any:
        if self._locate and at not in self.lines:
            self.lines[at] = _line(event)
        kind = type(event)
        if kind is yaml.AliasEvent:
            name = shown(f"*{event.anchor}")
            self._fault(event, f"{name} refers to another value.", "Write the text out.")
            return None
        if event.anchor is not None:
            name = shown(f"&{event.anchor}")
            self._fault(event, f"{name} is an anchor.", "Remove it, or quote the text.")
        if event.tag is not None:
            self._fault(event, f"{shown(event.tag)} is a tag.", "Remove it, or quote the text.")
        if kind is yaml.ScalarEvent:
            return _plain(event.value) if event.implicit[0] else event.value
        if len(at) >= _DEEPEST:
            raise self._fatal(event, "values are nested too deeply.", "Look for a stray bracket.")
        return self._mapping(at) if kind is yaml.MappingStartEvent else self._list(at)

    def _list(self, at: Location) -> tuple[Any, ...]:
        values: list[Any] = []
        while type(event := next(self._events)) is not yaml.SequenceEndEvent:
            values.append(self._value(event, (*at, len(values))))
        return tuple(values)

    def _mapping(self, at: Location) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while type(event := next(self._events)) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                self._fault(event, "a key is not a single word.", "Write `key: value`.")
                self._value(event, (*at, "?"))
                self._value(next(self._events), (*at, "?"))
                continue
            key = event.value
            if event.anchor is not None or event.tag is not None:
                self._fault(event, f"the key {shown(key)} has an anchor or a tag.", "Remove it.")
            if self._locate:
                self.lines.setdefault((*at, key), _line(event))
            value = self._value(next(self._events), (*at, key))
            if key in values:
                self._fault(event, f"the key {shown(key)} stands here twice.", "Keep one.")
            else:
                values[key] = value
        return values

    def _fault(self, event: Any, message: str, remedy: str) -> None:
        self.faults.append(Fault(_line(event), message, remedy))

    def _fatal(self, event: Any, message: str, remedy: str) -> _UnreadableError:
        self._fault(event, message, remedy)
        return _UnreadableError()


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _plain(text: str) -> Any:
    """Return the value of an unquoted text.

    Truth values and null are those of YAML 1.1, as PyYAML reads them. Dates, sexagesimal
    (``1:30``), octal and other such numbers stay text, as typed.
    """
    if len(text) > 20:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-0123456789":
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
    return text


def _syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "cannot be read"
        remedy = "Check the indentation, and quote a text that holds `: ` or ` #`."
        if "cannot start any token" in problem:
            remedy = "Quote a text that begins with a special character; indent with spaces."
        elif "end of stream" in problem and error.context_mark:
            mark = error.context_mark  # where the quote was opened, not the end of the file
            remedy = "Close the quote that is opened here."
        elif "unknown escape" in problem:
            remedy = "Use single quotes, or write the backslash twice."
        return Fault(mark.line + 1 if mark else 1, f"not valid YAML: {problem}.", remedy)
    unprintable = _UNPRINTABLE.search(text)
    position = unprintable.start() if unprintable else 0
    code = f" U+{ord(unprintable.group()):04X}" if unprintable else ""
    line = text.count("\n", 0, position) + 1
    return Fault(line, f"the control character{code} is not allowed.", "Remove it.")
