"""What has been heard of the answer that is being put together, over any number of recordings."""

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewer.interview.events import Spoken
from interviewer.speech.sentences import lacks_stop
from interviewer.speech.words import Word, joined
from interviewer.userdata.drafts import keep_heard, take_heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.speech.messages import Said


class Dictation:
    """The words of one answer after the other. ``before`` is what an earlier run has kept.

    Recordings are numbered; what a recording tells after its answer was sent belongs to none.
    """

    def __init__(self, before: Spoken | None = None) -> None:
        self.spoken = before or Spoken()
        self._heard = list(self.spoken.words)
        self.latest = 0
        self.offset = self.spoken.stretches[-1][1] if self.spoken.stretches else 0.0
        self._gaps: list[tuple[float, float]] = []
        self._mine: set[int] = set()
        self._began = 0.0

    def begin(self, now: float) -> int:
        """Begin a recording at a monotonic time; returns its number."""
        self.latest += 1
        self._mine.add(self.latest)
        self._began = now
        return self.latest

    def owns(self, recording: int) -> bool:
        """Whether a recording belongs to this answer."""
        return recording in self._mine

    def time_of(self, at: float) -> float:
        """Return the monotonic time of ``at`` seconds into the answer's recordings."""
        return self._began + at - self.offset

    def at(self, now: float) -> float:
        """Return when in the answer's recordings a monotonic time is."""
        return now - self._began + self.offset

    def lacks_stop(self, said: "Said") -> bool:
        """Whether a full stop is missing before what was said."""
        if not self.spoken.stretches or not said.stretches:
            return False
        silence = (self.spoken.stretches[-1], said.stretches[0])
        return lacks_stop(self.spoken.words, said.words, silence)

    def add(
        self, said: "Said", heard: "Sequence[Word] | None" = None, *, stop: bool = False
    ) -> None:
        """Take what was said as a part of the answer; ``stop`` ends the sentence before it.

        ``heard`` is the same as the recogniser wrote it, where terms were put right since.
        """
        self._heard += said.words if heard is None else heard
        words = list(self.spoken.words)
        if stop:
            words[-1] = replace(words[-1], text=f"{words[-1].text}.")
        self.spoken = Spoken(
            words=(*words, *said.words),
            stretches=(*self.spoken.stretches, *said.stretches),
        )

    def ended(self, seconds: float) -> None:
        """Know how long a recording has lasted: the next one comes after it.

        As long as nothing of the answer has been heard, it has not begun: the time in which
        somebody asked for the question again is no part of it.
        """
        if self.spoken.words:
            self.offset += seconds

    def again(self) -> None:
        """Drop what has been heard: the candidate begins again."""
        self.spoken = Spoken()
        self._heard.clear()
        self._gaps.clear()

    def lost(self, at: float, seconds: float) -> None:
        """Know that sound is missing from ``at`` on."""
        self._gaps.append((at, seconds))

    @property
    def text(self) -> str:
        """All of it, with the field's terms put right."""
        return joined(self.spoken.words)

    @property
    def transcript(self) -> str:
        """All of it, word for word as it was heard, with a mark wherever sound is missing."""
        words = list(self._heard)
        for at, seconds in reversed(self._gaps):
            place = next((n for n, word in enumerate(words) if word.start >= at), len(words))
            words.insert(place, Word(f"[{seconds:.1f} s without sound]", at, at))
        return joined(words)

    def forget(self) -> None:
        """Begin anew: the answer has been sent."""
        self.spoken = Spoken()
        self._heard.clear()
        self.offset = 0.0
        self._gaps.clear()
        self._mine.clear()

    def keep(self, session_id: str) -> None:
        """Keep it beside the draft, for a program that is killed."""
        try:
            keep_heard(session_id, self.spoken.model_dump_json())
        except OSError:
            return  # the text itself is kept, and its failure told


def kept(session_id: str) -> Spoken:
    """Return what an earlier run has heard of the draft of a session."""
    try:
        return Spoken.model_validate_json(take_heard(session_id))
    except ValueError:
        return Spoken()
