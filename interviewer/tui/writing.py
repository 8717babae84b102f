"""Which keys count as writing, and how pasted text is cleaned."""

import re

from textual.events import Event, Key, Paste

from interviewer.text.display import plain

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[@-Z\\^_])")

_CORRECTS = frozenset(["enter", "backspace", "delete", "ctrl+w", "ctrl+z", "ctrl+y"])


def is_writing(event: Event) -> bool:
    """Return whether ``event`` writes, or corrects what is written."""
    if isinstance(event, Key):
        return event.is_printable or event.key in _CORRECTS
    return isinstance(event, Paste)


def pasted(text: str) -> str:
    """Return pasted text with one kind of newline and no terminal control sequences."""
    return plain(_ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
