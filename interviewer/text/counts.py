"""Counts in words."""


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun: ``1 question``, ``3 questions``, ``1,200 entries``."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
