"""Outside text made safe to show: nothing in it can control a terminal or reverse a line."""

import re

# What a terminal obeys besides its own C0 controls: C1 controls, among them an escape sequence's
# beginning in one character; bidirectional marks, overrides and isolates.
_STEERING = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[{_STEERING}]")

# Those, C0 controls but tab and newline, and lone surrogates, which no encoding can write.
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f{_STEERING}\ud800-\udfff]")

_LONG_WORD = re.compile(r"(\S{200})\S{50,}(\S{100})")  # a path seldom has more


def plain(text: str) -> str:
    """Return ``text`` with every character that could act on the screen as a space.

    The length stays the same, so that offsets into the text stay right.
    """
    return _UNSAFE.sub(" ", text)


def short_words(text: str) -> str:
    """Return ``text`` with the middle left out of words that are too long to show whole."""
    return _LONG_WORD.sub(r"\1…\2", text)


def one_line(text: str, width: int | None = None) -> str:
    """Return ``text`` on one line, shortened to ``width`` characters where that is given."""
    line = " ".join(plain(text).split())
    return line if width is None or len(line) <= width else line[: max(width - 1, 0)] + "…"


def in_json(text: str) -> str:
    """Return JSON with every character that could act on the screen as a ``u`` escape sequence.

    It parses to the same JSON, so this is done wherever the JSON goes: a file, too, may be shown on
    a terminal later.
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def drawn(output: str) -> str:
    """Return terminal output without C1 controls and bidirectional characters.

    Escape sequences stay, for the program itself writes them; it never writes the others.
    """
    return _HIDDEN.sub("", output)
