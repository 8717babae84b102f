"""The features of a stretch of an answer that may state a misconception.

An accusation is weighed against everything true that may be meant by the same words: every
criterion, and what the rubric says is true instead.
"""

from collections.abc import Iterable, Sequence

from interviewer.grading.offline.matching.evidence import CompiledRubric
from interviewer.grading.offline.matching.polarity import turned_down
from interviewer.grading.offline.matching.profile import Bag, cosine, coverage
from interviewer.grading.offline.scoring.claim_features import (
    MATCH,
    Candidate,
    Found,
    Mark,
    Row,
    beaten,
    duel,
    match_row,
    overlapping,
    rounded,
)
from interviewer.grading.reading.tokens import Unit

ACCUSATION = (
    *MATCH, "against criteria", "duel with criteria", "against its correction",
    "duel with its correction", "against misconceptions", "duel with truths",
    "duel with corrections", "correction", "correction alike", "criterion",
    "statement over correction", "criterion affinity", "correction affinity", "criterion here",
    "only in correction", "absolute", "credit here",
    "credit of the contradicted here", "credit of the contradicted", "turned down",
)  # fmt: skip
"""Names of the features of a misconception in a stretch, in their order.

``credit`` is what the criteria earn, 0..1: of any criterion in the same words, of the one that the
misconception contradicts in the same words, and of that one anywhere.
"""
_ABSOLUTE = frozenset(
    ["always", "never", "only", "all", "every", "any", "none", "same", "exactly", "must", "no",
     "impossible", "guarantee", "guarantees", "guaranteed"]
)  # fmt: skip


def accusation_rows(
    ready: CompiledRubric,
    about: Found,
    claim: int,
    earned: Sequence[Sequence[float]],
    contradicted: int | None,
    ranks: Iterable[int] | None = None,
) -> list[Row]:
    """Return the features ``ACCUSATION`` of the candidates ``ranks`` of a misconception, or of all.

    ``earned`` is what each candidate of each criterion earns, ``contradicted`` the criterion that
    the misconception contradicts, where it names one.
    """
    criteria, beliefs, corrections = ready.claims
    correction = corrections[claim - beliefs.start]
    profile, truth = ready.profiles.each[claim], ready.profiles.each[correction]
    only = Bag(
        (word, worth) for word, worth in truth.statement.items() if word not in profile.statement
    )
    best = max(earned[contradicted], default=0.0) if contradicted is not None else 0.0
    rows = []
    own = about.claims[claim]
    for rank in range(len(own)) if ranks is None else ranks:
        one = own[rank]
        said = one.stretch.bag
        near = overlapping(about, one)
        here = [mark for mark in near if mark.claim in criteria]
        points = [mark.candidate for mark in here]
        truths = [mark.candidate for mark in near if mark.claim in corrections]
        true = [mark.candidate for mark in near if mark.claim == correction]
        rivals = [mark.candidate for mark in near if mark.claim in beliefs and mark.claim != claim]
        shared = coverage(truth.statement, said)
        rows.append(
            rounded(
                [
                    *match_row(ready, about, claim, rank),
                    beaten(one, points),
                    duel(one, points),
                    beaten(one, true),
                    duel(one, true),
                    beaten(one, rivals),
                    duel(one, points + truths),
                    duel(one, truths),
                    shared,
                    cosine(truth.statement, said),
                    max([coverage(ready.profiles.each[c].statement, said) for c in criteria]),
                    coverage(profile.statement, said) - shared,
                    max(one.stretch.affinities[: criteria.stop]),
                    one.stretch.affinities[correction],
                    max([other.strength for other in points], default=0.0),
                    coverage(only, said),
                    float(any(unit.word in _ABSOLUTE for unit in _words(about, one))),
                    _earned(here, earned),
                    _earned([mark for mark in here if mark.claim == contradicted], earned),
                    best,
                    float(denied(ready, about, one)),
                ]
            )
        )
    return rows


def denied(ready: CompiledRubric, about: Found, one: Candidate) -> bool:
    """Whether the answer turns down what a candidate states."""
    match = one.evidence.match
    return turned_down(match, ready.lookup.wordings[match.wording], about.words)


def _words(about: Found, one: Candidate) -> Sequence[Unit]:
    return about.words[one.stretch.first : one.stretch.last + 1]


def _earned(points: Sequence[Mark], earned: Sequence[Sequence[float]]) -> float:
    """Return the most that any of some candidates of criteria earns."""
    return max([earned[mark.claim][mark.rank] for mark in points], default=0.0)
