"""What the page of a tab may send over its websocket, checked before anything acts on it."""

import json
from dataclasses import dataclass
from typing import Any

LARGEST = 2**20
"""The most bytes in one message; a pasted text is one message."""

MOST_COLUMNS, MOST_LINES = 2000, 1000
"""The largest size accepted, in cells; no real screen shows that many."""

_LONGEST_PING = 64


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys that were pressed or text that was pasted, as a terminal sends it."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The screen has a new size, in cells."""

    columns: int
    lines: int


@dataclass(frozen=True, slots=True)
class Focused:
    """The page has gained (``here``) or lost the keyboard focus."""

    here: bool


@dataclass(frozen=True, slots=True)
class Pinged:
    """The page asks for ``mark`` to be sent back."""

    mark: str


Message = Typed | Resized | Focused | Pinged


def read_message(text: str) -> Message:
    """Return the page's parsed message; raise ``ValueError`` for any that our page never sends.

    An unpaired surrogate becomes U+FFFD.
    """
    try:
        envelope = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    match envelope:
        case ["stdin", str(data)]:
            whole = data.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            return Typed(whole.encode())
        case ["resize", {"width": width, "height": height}]:
            return Resized(_cells(width, MOST_COLUMNS), _cells(height, MOST_LINES))
        case ["focus" | "blur" as change]:
            return Focused(change == "focus")
        case ["ping", str(mark)] if len(mark) <= _LONGEST_PING:
            return Pinged(mark)
    raise ValueError("no message of the page")


def read_size(width: str | None, height: str | None) -> tuple[int, int]:
    """Return a query's columns and lines, 80 and 24 by default; raise ``ValueError`` if invalid."""
    columns, lines = (
        _number(text) if text is not None else usual for text, usual in ((width, 80), (height, 24))
    )
    return _cells(columns, MOST_COLUMNS), _cells(lines, MOST_LINES)


def read_font_size(text: str | None) -> int:
    """Return a query's font size, 8 to 40 pixels (default 16); raise ``ValueError`` if invalid."""
    size = 16 if text is None else _number(text)
    if not 8 <= size <= 40:
        raise ValueError("no size of a font")
    return size


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise ValueError("no number")
    return int(text)


def _cells(value: Any, most: int) -> int:
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError("no size of a screen")
    return value
