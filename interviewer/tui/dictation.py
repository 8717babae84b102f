"""What has been heard of the current answer, over any number of recordings."""

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.events import HeardSpeech
from interviewer.speech.sentences import lacks_stop
from interviewer.speech.words import Word, joined
from interviewer.userdata.drafts import keep_heard, take_heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.speech.messages import Said


class Dictation:
    """Collects the words of one answer at a time. ``before`` is what an earlier run has kept.

    Recordings are numbered; what one yields after its answer was sent belongs to no answer.
    """

    def __init__(self, before: HeardSpeech | None = None) -> None:
        self.heard = before or HeardSpeech()
        self._raw_words = list(self.heard.words)
        self.latest = 0
        self.offset = self.heard.stretches[-1][1] if self.heard.stretches else 0.0
        self._gaps: list[tuple[float, float]] = []
        self._mine: set[int] = set()
        self._began = 0.0

    def begin(self, now: float) -> int:
        """Begin a recording at ``now``, in monotonic seconds; return its number."""
        self.latest += 1
        self._mine.add(self.latest)
        self._began = now
        return self.latest

    def owns(self, recording: int) -> bool:
        """Return whether a recording belongs to this answer."""
        return recording in self._mine

    def time_of(self, at: float) -> float:
        """Return the monotonic time of ``at`` seconds into the answer's recordings."""
        return self._began + at - self.offset

    def at(self, now: float) -> float:
        """Return how many seconds into the answer's recordings the monotonic time ``now`` is."""
        return now - self._began + self.offset

    def lacks_stop(self, said: "Said") -> bool:
        """Return whether a full stop is missing before ``said``."""
        if not self.heard.stretches or not said.stretches:
            return False
        silence = (self.heard.stretches[-1], said.stretches[0])
        return lacks_stop(self.heard.words, said.words, silence)

    def add(
        self, said: "Said", heard: "Sequence[Word] | None" = None, *, stop: bool = False
    ) -> None:
        """Add what was said to the answer; ``stop`` ends the sentence before it.

        ``heard`` is the recogniser's own wording, if terms in ``said`` have been corrected.
        """
        self._raw_words += said.words if heard is None else heard
        words = list(self.heard.words)
        if stop:
            words[-1] = replace(words[-1], text=f"{words[-1].text}.")
        self.heard = HeardSpeech(
            words=(*words, *said.words),
            stretches=(*self.heard.stretches, *said.stretches),
        )

    def end(self, seconds: float) -> None:
        """Note how long a finished recording lasted: the next one follows it.

        While nothing of the answer has been heard, it has not begun: time spent asking for the
        question again does not count.
        """
        if self.heard.words:
            self.offset += seconds

    def restart(self) -> None:
        """Drop what has been heard: the candidate begins again."""
        self.heard = HeardSpeech()
        self._raw_words.clear()
        self._gaps.clear()

    def note_gap(self, at: float, seconds: float) -> None:
        """Note that ``seconds`` of sound are missing from ``at`` on."""
        self._gaps.append((at, seconds))

    @property
    def text(self) -> str:
        """The whole answer, with technical terms corrected."""
        return joined(self.heard.words)

    @property
    def transcript(self) -> str:
        """The whole answer, word for word as heard, with a mark wherever sound is missing."""
        words = list(self._raw_words)
        for at, seconds in reversed(self._gaps):
            place = next((n for n, word in enumerate(words) if word.start >= at), len(words))
            words.insert(place, Word(f"[{seconds:.1f} s without sound]", at, at))
        return joined(words)

    def forget(self) -> None:
        """Begin anew: the answer has been sent."""
        self.heard = HeardSpeech()
        self._raw_words.clear()
        self.offset = 0.0
        self._gaps.clear()
        self._mine.clear()

    def keep(self, session_id: str) -> None:
        """Save what was heard beside the draft, in case the program is killed."""
        try:
            keep_heard(session_id, self.heard.model_dump_json())
        except OSError:
            return  # the draft itself is saved elsewhere, where a failure is shown


def load_heard(session_id: str) -> HeardSpeech:
    """Return what an earlier run has heard of the draft of a session."""
    try:
        return HeardSpeech.model_validate_json(take_heard(session_id))
    except ValueError:
        return HeardSpeech()
