"""The words of a claim, whatever the wording: what is left of it in stories and analogies."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interviewer.bank.rubric import Criterion, Misconception
from interviewer.grading.offline.aliases import MARK
from interviewer.grading.offline.answer import Unit, units
from interviewer.grading.offline.lexicon import chance, weight

_WINDOW = 20
_REPEATED = 0.5
_STRETCH = 12
_TOUCHING = 1.2
_BROAD = 8
_TOLD = 2
_RAREST = 3


class Topic(NamedTuple):
    """Signs that an answer is about the question.

    ``beyond`` is by how many standard deviations its words are the rubric's more often than by
    chance; ``share`` (0..1) is the share of them that the rubric holds; ``rare`` is the rarity
    (minus the logarithm of the share of rubrics) of those, over all words, and ``rarest`` the
    mean of the three rarest.
    """

    beyond: float
    share: float
    rare: float
    rarest: float


class Vocabularies:
    """The words of every claim of a rubric, with what each is worth."""

    def __init__(
        self, claims: Sequence[Criterion | Misconception], factors: Mapping[str, float]
    ) -> None:
        self._count = len(claims)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, claim in enumerate(claims):
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
                worth *= factors.get(key, 1.0) * (1 + _REPEATED * math.log(often))
                self._postings.setdefault(key, []).append((number, worth))

    def breadth(self, answer: Sequence[Unit], criteria: int) -> float:
        """Return how many stretches of an answer touch the criteria (the first claims), 0..1.

        A word counts once in each stretch; from eight
        stretches on it is 1.
        """
        worth = [0.0] * (len(answer) // _STRETCH + 1)
        seen: set[tuple[int, str]] = set()
        for place, unit in enumerate(answer):
            stretch = place // _STRETCH
            if unit.worth < 1.0 or (stretch, unit.stem) in seen:
                continue
            best = max(
                (
                    value
                    for key, strength in unit.keys
                    if strength == 1.0
                    for number, value in self._postings.get(key, ())
                    if number < criteria
                ),
                default=0.0,
            )
            if best:
                seen.add((stretch, unit.stem))
                worth[stretch] += best
        return min(1.0, sum(value >= _TOUCHING for value in worth) / _BROAD)

    def told(self, answer: Sequence[Unit]) -> list[Unit]:
        """Return the words of the sentences in which two words or more are the rubric's."""
        touching: dict[int, set[str]] = {}
        for unit in answer:
            if any(key in self._postings for key, sure in unit.keys if sure == 1.0):
                touching.setdefault(unit.sentence, set()).add(unit.stem)
        return [unit for unit in answer if len(touching.get(unit.sentence, ())) >= _TOLD]

    def topic(self, answer: Sequence[Unit]) -> Topic:
        """Return the signs that an answer is about the question, from its different words.

        An answer to another question shares as many words with a rubric as chance gives it, from
        how many rubrics of the bank hold each; words that no rubric holds say nothing.
        """
        held = expected = spread = count = 0.0
        rare: list[float] = []
        seen: set[str] = set()
        for unit in answer:
            share = chance(unit.stem)
            if unit.stop or not share or unit.stem in seen:
                continue
            seen.add(unit.stem)
            count += 1
            expected += share
            spread += share * (1 - share)
            if any(key in self._postings for key, sure in unit.keys if sure == 1.0):
                held += 1
                rare.append(-math.log(share))
        rare.sort(reverse=True)
        return Topic(
            beyond=(held - expected) / math.sqrt(spread + 1),
            share=held / max(1.0, count),
            rare=math.fsum(rare) / max(1.0, count),
            rarest=math.fsum(rare[:_RAREST]) / _RAREST,
        )

    def weigh(self, answer: Sequence[Unit]) -> list[tuple[float, float]]:
        """Return, for each claim, the worth of its words in the densest window and in all."""
        places: list[list[tuple[int, str, float]]] = [[] for _ in range(self._count)]
        for place, unit in enumerate(answer):
            best: dict[int, float] = {}
            for key, strength in unit.keys:
                if strength < 1.0 or (unit.stop and not key.startswith(MARK)):
                    continue
                for number, worth in self._postings.get(key, ()):
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
