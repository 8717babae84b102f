"""Rubrics with fewer wordings, as people write their own."""

import random
import sys

from interviewer.bank.rubric import Rubric

ALL = sys.maxsize
"""As many wordings as the rubric has."""


def cut(rubric: Rubric, keep: int, seed: int) -> Rubric:
    """Return the rubric with at most ``keep`` wordings for each criterion, in their own order.

    The draw depends on the seed and the criterion only, so that a smaller one is part of a larger.
    """
    criteria = []
    for criterion in rubric.criteria:
        order = list(range(len(criterion.evidence)))
        random.Random(f"{seed}:{rubric.question_id}:{criterion.id}").shuffle(order)
        kept = tuple(criterion.evidence[n] for n in sorted(order[:keep]))
        criteria.append(criterion.model_copy(update={"evidence": kept}))
    return rubric.model_copy(update={"criteria": tuple(criteria)})
