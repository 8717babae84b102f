"""Which keys are part of writing prose, and so never meant for a screen that has just come up."""

from textual.events import Event, Key, Paste

_CORRECTS = frozenset(["enter", "backspace", "delete", "ctrl+w", "ctrl+z", "ctrl+y"])


def is_writing(event: Event) -> bool:
    """Return whether ``event`` writes, or corrects what is written."""
    if isinstance(event, Key):
        return event.is_printable or event.key in _CORRECTS
    return isinstance(event, Paste)
