"""How like a reference answer an answer is, for items without authored wordings."""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from interviewer.grading.offline.matching.relation import Evidence
from interviewer.grading.reading.lexicon import weight
from interviewer.grading.reading.tokens import Unit, units

_GRAM = 3
_UNNUMBERED = 0.5
_LOGARITHMS = 4.0
_LEAST_ALIKE = 0.1


class Shared(NamedTuple):
    """What an answer shares with a whole reference; all 0..1.

    ``new`` is the share of the reference's words beyond the question that the answer holds,
    ``precision`` the share of the answer's words that the reference holds, ``common`` the F1 of
    all words and ``agreement`` the Jaccard index of those with content. ``spelled`` is the cosine
    of letter trigrams beyond the question's words, which forgives misspelling; ``function`` the
    share of the reference's function words, and ``figures`` that of its numbers (0.5 where it has
    none), that the answer holds; ``length`` how long it is, 0.5 where it is as
    long as the reference, on a logarithmic scale.
    """

    new: float
    precision: float
    common: float
    agreement: float
    spelled: float
    function: float
    figures: float
    length: float


class Likeness(NamedTuple):
    """One sentence of a reference in an answer.

    ``coverage``, ``plain`` and ``negated`` (0..1) are those of the sentence's best match; the
    rest is as in ``Shared``.
    """

    coverage: float
    plain: float
    negated: float
    new: float
    precision: float
    common: float
    agreement: float
    spelled: float
    function: float
    figures: float
    length: float


def _worth(stems: set[str]) -> float:
    return sum(weight(stemmed) for stemmed in sorted(stems))


def _grams(words: Iterable[str]) -> Counter[str]:
    text = f" {' '.join(words)} "
    return Counter(text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1))


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    dot = sum(count * other[gram] for gram, count in one.items())
    squares = sum(count * count for count in one.values()) * sum(
        count * count for count in other.values()
    )
    return dot / math.sqrt(squares) if squares else 0.0


def _share(wanted: set[str], said: set[str], nothing: float) -> float:
    return len(wanted & said) / len(wanted) if wanted else nothing


def shared(question: str, reference: str, answer: Sequence[Unit]) -> Shared:
    """Compare an answer with a reference as a whole."""
    asked = {unit.stem for unit in units(question)}
    wanted = units(reference)
    content = {unit.stem for unit in wanted if not unit.stop}
    said = {unit.stem for unit in answer if not unit.stop}
    new = content - asked or content
    every, every_said = {unit.stem for unit in wanted}, {unit.stem for unit in answer}
    ratio = math.log1p(len(answer)) - math.log1p(len(wanted))
    return Shared(
        new=_worth(new & said) / max(0.1, _worth(new)),
        precision=_worth(content & said) / max(0.1, _worth(said)),
        common=2 * len(every & every_said) / max(1, len(every) + len(every_said)),
        agreement=len(content & said) / max(1, len(content | said)),
        spelled=_cosine(
            _grams(unit.word for unit in wanted if unit.stem not in asked),
            _grams(unit.word for unit in answer if unit.stem not in asked),
        ),
        function=_share(every - content, every_said, 0.0),
        figures=_share({stem for stem in every if stem[0].isdigit()}, every_said, _UNNUMBERED),
        length=min(1.0, max(0.0, 0.5 + ratio / _LOGARITHMS)),
    )


def likeness(own: Sequence[Evidence], whole: Shared) -> Likeness:
    """Describe the evidence for one sentence of the reference, which may be none."""
    if not own:
        return Likeness(0.0, 0.0, 0.0, *whole)
    best = own[0]
    return Likeness(best.match.coverage, best.plain, best.negated, *whole)


def nearest(sentence: str, answer: Sequence[Unit]) -> tuple[int, int] | None:
    """Return the first and last place of the clause that is spelled most like a sentence.

    It is for a sentence of which no words are found; None where nothing is like it.
    """
    wanted = _grams(unit.word for unit in units(sentence))
    best, found = _LEAST_ALIKE, None
    for _, clause in itertools.groupby(range(len(answer)), lambda place: answer[place].clause):
        places = list(clause)
        alike = _cosine(wanted, _grams(answer[place].word for place in places))
        if alike > best:
            best, found = alike, (places[0], places[-1])
    return found
