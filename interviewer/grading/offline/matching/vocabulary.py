"""The words of a claim, whatever the wording: what is left of it in stories and analogies."""

import math
from collections.abc import Iterator, Mapping, Sequence

from interviewer.bank.rubric import Criterion, Misconception
from interviewer.grading.offline.matching.postings import Postings
from interviewer.grading.reading.aliases import MARK
from interviewer.grading.reading.lexicon import weight
from interviewer.grading.reading.tokens import Unit, units

_WINDOW = 20
_REPEATED = 0.5


class Vocabularies:
    """The words of every claim of a rubric, with what each is worth."""

    def __init__(
        self, claims: Sequence[Criterion | Misconception], factors: Mapping[str, float]
    ) -> None:
        self._count = len(claims)
        self._postings = Postings(
            row for number, claim in enumerate(claims) for row in _worths(number, claim, factors)
        )

    def weigh(self, answer: Sequence[Unit]) -> list[tuple[float, float]]:
        """Return, for each claim, the worth of its words in the densest window and in all."""
        places: list[list[tuple[int, str, float]]] = [[] for _ in range(self._count)]
        for place, unit in enumerate(answer):
            best: dict[int, float] = {}
            for key, strength in unit.keys:
                if strength < 1.0 or (unit.stop and not key.startswith(MARK)):
                    continue
                for number, worth in self._postings.under(key):
                    if worth > best.get(number, 0.0):
                        best[number] = worth
            for number, worth in best.items():
                places[number].append((place, unit.stem, worth * unit.worth))
        return [self._densest(own) for own in places]

    @staticmethod
    def _densest(hits: Sequence[tuple[int, str, float]]) -> tuple[float, float]:
        inside: dict[str, int] = {}
        every: dict[str, float] = {}
        now = best = 0.0
        first = 0
        for place, word, worth in hits:
            every[word] = worth
            while place - hits[first][0] >= _WINDOW:
                left = hits[first][1]
                inside[left] -= 1
                if not inside[left]:
                    now -= hits[first][2]
                first += 1
            inside[word] = inside.get(word, 0) + 1
            if inside[word] == 1:
                now += worth
                best = max(best, now)
        # One word alone may be there by chance.
        return (best, sum(every.values())) if len(every) > 1 else (0.0, 0.0)


def _worths(
    number: int, claim: Criterion | Misconception, factors: Mapping[str, float]
) -> Iterator[tuple[str, int, float]]:
    """Yield each word or name of a claim, the claim's number, and what it is worth for it."""
    times: dict[str, int] = {}
    for text in (claim.statement, *claim.evidence):
        found: dict[str, None] = {}
        for unit in units(text):
            for key, strength in unit.keys:
                if strength == 1.0 and (key.startswith(MARK) or not unit.stop):
                    found[key] = None
        for key in found:
            times[key] = times.get(key, 0) + 1
    for key, often in times.items():
        worth = 1.0 if key.startswith(MARK) else weight(key)
        yield key, number, worth * factors.get(key, 1.0) * (1 + _REPEATED * math.log(often))


def logarithmic(worth: float) -> float:
    """Return the worth of a vocabulary on the scale that features have."""
    return math.log1p(worth) / 2
