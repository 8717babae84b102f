"""The recording of a spoken answer that has begun and is not complete."""

from interviewer.tui.view.voice_view import Phase


class UnderWay:
    """At most one recording at a time: the next begins when all words of the last have come.

    ``number`` is that of the recording, 0 if there is none. ``ending`` says that its end has been
    asked for.
    """

    def __init__(self) -> None:
        self.number = 0
        self.ending = False
        self._another = False

    @property
    def phase(self) -> Phase:
        """What is shown of it while the interviewer is silent."""
        return "finishing" if self.ending else "listening" if self.number else "idle"

    @property
    def listening(self) -> bool:
        """Whether what is said now is recorded."""
        return self.number > 0 and not self.ending

    def begin(self, number: int) -> None:
        """Note that a recording begins."""
        self.number, self.ending, self._another = number, False, False

    def another(self) -> None:
        """Ask for another recording after this one, if it is ending; else it goes on."""
        self._another = self.ending

    def end(self) -> None:
        """Note that the recording is to end; its last words are still to come."""
        self.ending = self.number > 0

    def complete(self, number: int) -> bool:
        """Note that a recording is complete; return whether another is wanted after it."""
        if number != self.number:
            return False
        wanted, self._another = self._another, False
        self.number, self.ending = 0, False
        return wanted
