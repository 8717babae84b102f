"""Splits live words into those that will stay and those that may still change.

LocalAgreement-2 (Macháček, Dabre and Bojar 2023, "Turning Whisper into Real-Time Transcription
System"): a word is stable once two successive hypotheses agree on all words up to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.speech.words import bare


@dataclass(frozen=True, slots=True)
class Live:
    """The words of an utterance that is still being said. ``stable`` never shrinks."""

    stable: tuple[str, ...] = ()
    unstable: tuple[str, ...] = ()


def observe(live: Live, hypothesis: Sequence[str]) -> Live:
    """Return the live words after one more hypothesis of the whole utterance."""
    settled = len(live.stable)
    before, now = live.unstable, tuple(hypothesis[settled:])
    agreed = 0
    for old, new in zip(before, now, strict=False):
        if bare(old) != bare(new):
            break
        agreed += 1
    return Live((*live.stable, *now[:agreed]), now[agreed:])
