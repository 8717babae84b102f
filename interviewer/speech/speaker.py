"""The interface of voices, which say the interviewer's texts."""

import re
from threading import Event
from typing import Protocol


class Speaker(Protocol):
    """Says things aloud.

    The entry point of the group ``interviewer.speakers`` is called with ``SpeechSettings``.
    """

    name: str

    def speak(self, text: str, stop: Event) -> None:
        """Say ``text`` and return when it has been said, or soon after ``stop`` is set.

        Called from one thread, one text at a time. Raises ``SpeechError`` when it cannot be said.
        """
        ...

    def check(self) -> str:
        """Return what would speak, in a few words; ``SpeechError`` when nothing can."""
        ...


def sayable(text: str) -> str:
    """Return ``text`` without what no voice can say: controls, and marks of Markdown.

    Two brackets in a row are set apart: espeak-ng and ``say`` read what follows as phonemes or
    commands.
    """
    from interviewer.text.display import plain

    said = plain(text).replace("`", "").replace("*", "")
    return " ".join(re.sub(r"\[(?=\[)", "[ ", said).split())
