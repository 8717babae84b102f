"""Counts in words."""


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun: ``1 question``, ``3 questions``, ``1,200 entries``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


_DIGITS = 9  # no count here has more, and Python refuses to read thousands of them


def whole_number(text: str) -> int | None:
    """Return the number that ``text`` is in digits; ``None`` if it is none or has too many."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None
