"""A choice that is put to the candidate aloud between two questions, and taken by voice."""

from collections.abc import Callable

from interviewer.tui.screens.interview_voice import InterviewVoice

ReadChoice = Callable[[str], str | None]
"""Returns the choice that a text names, or ``None``."""

Choose = Callable[[str], object]


class SpokenChoice:
    """At most one choice waiting to be made; in hands-free mode only.

    What is heard in the recording numbered ``recording`` is a choice, not part of an answer, even
    after the choice has been made.
    """

    def __init__(self, voice: InterviewVoice) -> None:
        self._voice = voice
        self._waiting: tuple[ReadChoice, Choose] | None = None
        self.recording = 0

    @property
    def is_waiting(self) -> bool:
        """Whether what is said now is a choice, not part of an answer."""
        return self._waiting is not None

    def ask(self, text: str, read: ReadChoice, choose: Choose) -> bool:
        """Ask ``text`` aloud; returns whether it can be answered aloud."""
        if self._voice.voice is None or not self._voice.state.hands_free:
            return False
        self._waiting = (read, choose)
        self._voice.draw("speaking")
        self._voice.say(text)
        return True

    def stop_asking(self) -> bool:
        """Stop asking: the choice has been made; returns whether one was waiting."""
        waited, self._waiting = self._waiting, None
        if waited is not None and self._voice.voice is not None:
            self._voice.voice.stop_speaking()
        return waited is not None

    def take(self, text: str) -> None:
        """Make the choice that ``text`` names, if any."""
        if self._waiting is not None:
            read, choose = self._waiting
            choice = read(text)
            if choice is not None:
                choose(choice)
