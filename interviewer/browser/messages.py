"""What the page of a tab may send over its websocket, checked before anything acts on it."""

import json
from dataclasses import dataclass
from typing import Any

LARGEST = 2**20
"""Bytes of a message at most; a pasted text is one message."""

MOST_COLUMNS, MOST_LINES = 2000, 1000
"""More than the largest screens show."""

_LONGEST_PING = 64


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys that were pressed or text that was pasted, as a terminal sends it."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The screen has another size, in cells."""

    columns: int
    lines: int


@dataclass(frozen=True, slots=True)
class Focused:
    """The tab has come to the front, or has lost the keyboard."""

    here: bool


@dataclass(frozen=True, slots=True)
class Pinged:
    """The page asks for its mark to be sent back."""

    mark: str


Message = Typed | Resized | Focused | Pinged


def read_message(text: str) -> Message:
    """Return what a text message of the page says; ``ValueError`` for what no page of ours sends.

    Half of a surrogate pair becomes U+FFFD.
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
    """Return columns and lines as a query gives them, 80 and 24 for none; ``ValueError``."""
    columns, lines = (
        _number(text) if text is not None else usual for text, usual in ((width, 80), (height, 24))
    )
    return _cells(columns, MOST_COLUMNS), _cells(lines, MOST_LINES)


def read_font_size(text: str | None) -> int:
    """Return the pixels of a letter as a query gives them, 16 for none; ``ValueError``."""
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
