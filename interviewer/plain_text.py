"""Outside text made safe to show: nothing in it can steer a terminal or turn a line around."""

import re

# C0 and C1 controls but tab and newline; bidirectional overrides and isolates; lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """Return ``text`` with every character that could act on the screen as a space.

    The length stays the same, so that offsets into the text stay right.
    """
    return _UNSAFE.sub(" ", text)


def one_line(text: str, width: int | None = None) -> str:
    """Return ``text`` on one line, shortened to ``width`` characters where that is given."""
    line = " ".join(plain(text).split())
    return line if width is None or len(line) <= width else line[: max(width - 1, 0)] + "…"
