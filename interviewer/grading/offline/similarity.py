"""How like a reference answer an answer is, for items without authored wordings."""

from collections.abc import Sequence
from typing import NamedTuple

from interviewer.grading.offline.answer import Unit, units
from interviewer.grading.offline.lexicon import weight
from interviewer.grading.offline.relation import Evidence


class Likeness(NamedTuple):
    """One sentence of a reference in an answer, each 0..1.

    ``coverage``, ``plain`` and ``negated`` are those of the sentence's best match; ``new`` is the
    share of the reference's words beyond the question that the answer holds; ``precision`` the
    share of the answer's words that the reference holds; ``common`` the F1 of all words.
    """

    coverage: float
    plain: float
    negated: float
    new: float
    precision: float
    common: float


class Shared(NamedTuple):
    """What an answer shares with a whole reference; see ``Likeness``."""

    new: float
    precision: float
    common: float


def _worth(stems: set[str]) -> float:
    return sum(weight(stemmed) for stemmed in sorted(stems))


def shared(question: str, reference: str, answer: Sequence[Unit]) -> Shared:
    """Compare an answer with a reference as a whole."""
    asked = {unit.stem for unit in units(question)}
    wanted = units(reference)
    content = {unit.stem for unit in wanted if not unit.stop}
    said = {unit.stem for unit in answer if not unit.stop}
    new = content - asked or content
    every, every_said = {unit.stem for unit in wanted}, {unit.stem for unit in answer}
    return Shared(
        new=_worth(new & said) / max(0.1, _worth(new)),
        precision=_worth(content & said) / max(0.1, _worth(said)),
        common=2 * len(every & every_said) / max(1, len(every) + len(every_said)),
    )


def likeness(own: Sequence[Evidence], whole: Shared) -> Likeness | None:
    """Describe the evidence for one sentence of the reference; None where there is none."""
    if not own:
        return None
    best = own[0]
    return Likeness(
        best.match.coverage, best.plain, best.negated, whole.new, whole.precision, whole.common
    )
