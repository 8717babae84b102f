"""The features of a stretch of an answer that may state a misconception.

An accusation is weighed against everything true that may be meant by the same words: every
criterion, and what the rubric says is true instead.
"""

from collections.abc import Sequence

from interviewer.grading.offline.matching.evidence import Compiled
from interviewer.grading.offline.matching.polarity import turned_down
from interviewer.grading.offline.matching.profile import cosine, coverage
from interviewer.grading.offline.scoring.claim_features import (
    MATCH,
    Candidate,
    Found,
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
    ready: Compiled,
    about: Found,
    claim: int,
    earned: Sequence[Sequence[float]],
    contradicted: int | None,
) -> list[Row]:
    """Return the features ``ACCUSATION`` of every candidate of a misconception.

    ``earned`` is what each candidate of each criterion earns, ``contradicted`` the criterion that
    the misconception contradicts, where it names one.
    """
    criteria, beliefs, corrections = ready.claims
    correction = corrections[claim - beliefs.start]
    profile, truth = ready.profiles.each[claim], ready.profiles.each[correction]
    only = {word: w for word, w in truth.statement.items() if word not in profile.statement}
    best = max(earned[contradicted], default=0.0) if contradicted is not None else 0.0
    rows = []
    for rank, one in enumerate(about.claims[claim]):
        said = one.stretch.bag
        near = overlapping(about, one)
        points = [o for c, o in near if c in criteria]
        truths = [o for c, o in near if c in corrections]
        true = [o for c, o in near if c == correction]
        rows.append(
            rounded(
                [
                    *match_row(ready, about, claim, rank),
                    beaten(one, points),
                    duel(one, points),
                    beaten(one, true),
                    duel(one, true),
                    beaten(one, [o for c, o in near if c in beliefs and c != claim]),
                    duel(one, points + truths),
                    duel(one, truths),
                    coverage(truth.statement, said),
                    cosine(truth.statement, said),
                    max(coverage(ready.profiles.each[c].statement, said) for c in criteria),
                    coverage(profile.statement, said) - coverage(truth.statement, said),
                    max(one.stretch.affinities[c] for c in criteria),
                    one.stretch.affinities[correction],
                    max((o.strength for o in points), default=0.0),
                    coverage(only, said),
                    float(any(unit.word in _ABSOLUTE for unit in _words(about, one))),
                    max((_here(about, near, c, earned) for c in criteria), default=0.0),
                    0.0 if contradicted is None else _here(about, near, contradicted, earned),
                    best,
                    float(
                        turned_down(
                            one.evidence.match,
                            ready.lookup.wordings[one.evidence.match.wording],
                            about.words,
                        )
                    ),
                ]
            )
        )
    return rows


def _words(about: Found, one: Candidate) -> Sequence[Unit]:
    return about.words[one.stretch.first : one.stretch.last + 1]


def _here(
    about: Found,
    near: Sequence[tuple[int, Candidate]],
    claim: int,
    earned: Sequence[Sequence[float]],
) -> float:
    """Return what a criterion earns by the words in which an accusation stands."""
    own = [id(other) for c, other in near if c == claim]
    return max(
        (
            value
            for value, other in zip(earned[claim], about.claims[claim], strict=True)
            if id(other) in own
        ),
        default=0.0,
    )
