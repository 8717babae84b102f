"""Decides when a hands-free answer is over, since no key ends it."""

from collections.abc import Sequence
from math import ceil

from interviewer.speech.messages import Silence
from interviewer.speech.turn_taking import Ending, ending, patience
from interviewer.speech.words import Word, joined


class HandsFree:
    """Follows the speech and silence of one answer after another.

    ``usual`` seconds of silence end an answer. All times are seconds into its recordings.
    """

    def __init__(self, usual: float) -> None:
        self._usual = usual
        self._began = 0.0
        self._held = False
        self.counting = False

    def begin(self) -> None:
        """Begin a recording."""
        self._began, self._held, self.counting = 0.0, False, False

    def note_speech(self, at: float) -> None:
        """Note that speech began at ``at``, which ends any countdown."""
        self._began, self.counting = at, False

    def note_words(self) -> None:
        """Note that words were heard, which ends any hold; a cough does not."""
        self._held = False

    def hold(self) -> None:
        """Let no silence end the answer until more words are heard."""
        self._held, self.counting = True, False

    def after_silence(self, silence: Silence, words: Sequence[Word], *, yes_or_no: bool) -> Ending:
        """Return the state of an answer of these ``words`` after a silence."""
        if self._held or silence.since <= self._began:
            return "open"
        found = ending(words, silence.seconds, self._usual, yes_or_no=yes_or_no)
        self.counting = found == "counting"
        return found

    def notice(self, found: Ending, silence: Silence, words: Sequence[Word]) -> str:
        """Return what to tell the candidate about the state ``found``."""
        if found == "counting":
            left = max(ceil(patience(words, self._usual) - silence.seconds), 1)
            seconds = "1 second" if left == 1 else f"{left} seconds"
            return f"Sending in {seconds}. Go on talking or press any key to hold it."
        heard = joined(words)
        said = f"Only “{heard}” was heard, which is no answer yet. " if heard else ""
        return f"{said}Go on talking; “that's my answer” sends it as it is."
