"""How an answer was spoken: pace, pauses, hesitations. It never affects a score.

Speaking time and pauses come from voice activity, not from the gaps between word times, which a
speech model knows only roughly. Models also leave out many hesitations: their count is a minimum.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviewer.speech.words import Stretch, Word, bare

PAUSE = 0.25
"""Seconds of silence that count as a pause."""

COMFORTABLE = (110.0, 180.0)
"""Words a minute; below is slow and above rushed by common coaching opinion."""

MANY = 12.0
"""Hesitations a minute that were found to harm (Laske and DiGennaro Reed 2024,
doi 10.1002/jaba.1093); up to 5 did no measurable harm."""

FEW = 5.0
"""Hesitations a minute without measurable harm, by the same study."""

JUDGED = 10.0
"""Seconds from first to last sound below which rates are not judged: one "um" in two seconds is no
habit."""

_HESITATION = re.compile(r"u+m+|u+h+m*|e+r+m*|h+m+|m{2,}|mhm+|eh+")
_SIGNS = re.compile(r"(?<=[a-z])[,;…–—]+(?=[a-z])", re.IGNORECASE)
_SOFT = (
    ("you", "know"),
    ("i", "mean"),
    ("sort", "of"),
    ("kind", "of"),
    ("like",),
    ("basically",),
    ("actually",),
    ("literally",),
    ("obviously",),
)
_WINDOW = 5.0  # seconds: the least width of a column of the plot
_COLUMNS = 24  # the most columns of the plot


@dataclass(frozen=True, slots=True)
class Delivery:
    """The measures of one answer, or of several together; rates are ``None`` without speech.

    ``pace`` is words without hesitations a minute, from the first sound to the last;
    ``articulation`` the same a minute of speaking time. ``pauses`` are silences of 0.25 s and more
    between speech, ``longest_pause`` in seconds, ``pause_share`` their part of the whole (0..1).
    ``soft_fillers`` are counted by form alone: some uses of "like" are meant.
    """

    words: int
    hesitations: int
    soft_fillers: int
    seconds: float
    speaking_seconds: float
    pauses: int
    longest_pause: float
    to_first_word: float | None = None

    @property
    def pace(self) -> float | None:
        """Words a minute of the whole."""
        return _rate(self.words, self.seconds)

    @property
    def articulation(self) -> float | None:
        """Words a minute of speaking time."""
        return _rate(self.words, self.speaking_seconds)

    @property
    def hesitation_rate(self) -> float | None:
        """Hesitations a minute of the whole, as a minimum."""
        return _rate(self.hesitations, self.seconds)

    @property
    def pause_share(self) -> float:
        """The share of the whole that was silence, 0..1."""
        return round(1 - self.speaking_seconds / self.seconds, 3) if self.seconds else 0.0


def measure(
    words: Sequence[Word], stretches: Iterable[Stretch], to_first_word: float | None = None
) -> Delivery:
    """Return the measures of an answer: from its words and its stretches of voice, in seconds."""
    runs = merged(stretches)
    gaps = [after[0] - before[1] for before, after in pairwise(runs)]
    spoken = [part for word in words for part in _parts(word.text)]
    hesitations = sum(map(_hesitates, spoken))
    return Delivery(
        words=len(spoken) - hesitations,
        hesitations=hesitations,
        soft_fillers=_soft_fillers(spoken),
        seconds=round(runs[-1][1] - runs[0][0], 2) if runs else 0.0,
        speaking_seconds=round(sum(end - start for start, end in runs), 2),
        pauses=len(gaps),
        longest_pause=round(max(gaps, default=0.0), 2),
        to_first_word=to_first_word,
    )


def together(several: Sequence[Delivery]) -> Delivery:
    """Return the measures over several answers; the time to the first word is their mean."""
    waits = [one.to_first_word for one in several if one.to_first_word is not None]
    return Delivery(
        words=sum(one.words for one in several),
        hesitations=sum(one.hesitations for one in several),
        soft_fillers=sum(one.soft_fillers for one in several),
        seconds=round(sum(one.seconds for one in several), 2),
        speaking_seconds=round(sum(one.speaking_seconds for one in several), 2),
        pauses=sum(one.pauses for one in several),
        longest_pause=max((one.longest_pause for one in several), default=0.0),
        to_first_word=round(sum(waits) / len(waits), 1) if waits else None,
    )


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches in order, joining those less than a pause apart."""
    runs: list[Stretch] = []
    for start, end in sorted(stretches):
        if runs and start - runs[-1][1] < PAUSE:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def pace_over_time(words: Sequence[Word], stretches: Iterable[Stretch]) -> tuple[float, ...]:
    """Return the words a minute in equal windows of at least 5 s, from first sound to last."""
    runs = merged(stretches)
    if not runs:
        return ()
    begin, length = runs[0][0], runs[-1][1] - runs[0][0]
    columns = min(max(int(length / _WINDOW), 1), _COLUMNS)
    width = length / columns
    if width <= 0:
        return ()
    counts = [0] * columns
    for word in words:
        middle = (word.start + word.end) / 2 - begin
        said = sum(not _hesitates(part) for part in _parts(word.text))
        counts[min(max(int(middle / width), 0), columns - 1)] += said
    return tuple(round(count * 60 / width, 1) for count in counts)


def _parts(text: str) -> list[str]:
    """Return the words that a recogniser wrote as one: "um,like" is two, "k-means" is one."""
    parts = [bare(part) for part in _SIGNS.split(text)]
    apart = [part.split("-") if _hummed(part) else [part] for part in parts]
    return [part for several in apart for part in several if part]


def _hummed(word: str) -> bool:
    return any(map(_hesitates, word.split("-")))


def _hesitates(word: str) -> bool:
    return _HESITATION.fullmatch(word) is not None


def _rate(count: int, seconds: float) -> float | None:
    return round(count * 60 / seconds, 1) if seconds else None


def _soft_fillers(words: list[str]) -> int:
    found = at = 0
    while at < len(words):
        phrase = next((p for p in _SOFT if tuple(words[at : at + len(p)]) == p), None)
        found += phrase is not None
        at += len(phrase) if phrase else 1
    return found
