"""The error for a log whose entries cannot follow each other."""


class LogError(ValueError):
    """An event cannot follow those before it."""
