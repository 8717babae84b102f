"""Gradient boosting of small trees (Friedman 2001), written so that ``Forest`` reads them.

A claim is one of several stretches, and only the best of them counts: so trees are grown on the
strongest stretch of each claim, and then again on the one that the first trees thought the best.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from interviewer.grading.offline.scoring.claim_features import FALLING, RISING
from training.tables import Floats, Ints, Table

_SCALE = 10_000
_BINS = 127
"""Thresholds that are tried for each feature."""


class Growth(NamedTuple):
    """How trees are grown. Few leaves and many rows in each keep them from learning by heart.

    ``seeds`` forests are added up: their mean wavers less with the draw of rows.
    """

    rounds: int
    rate: float = 0.08
    leaves: int = 8
    least: int = 20
    columns: float = 0.3
    seeds: int = 2


class Boosted(NamedTuple):
    """Grown trees: ``rows`` as they are written, and the same as a function of many rows."""

    rows: list[str]
    judge: Callable[[Floats], Floats]


def grow(
    table: Table, weight: Floats, names: Sequence[str], growth: Growth, *, monotone: bool
) -> Boosted:
    """Grow trees on the groups of positive ``weight`` of which something is known.

    ``monotone`` keeps what speaks for a claim from ever lowering it.
    """
    use = (weight > 0) & ~np.isnan(table.known)
    chosen = table.strongest(table.rows[:, names.index("strength")])
    rough = growth._replace(rounds=growth.rounds * 2 // 5, rate=growth.rate * 2, seeds=1)
    first = _grown(table, chosen, use, weight, names, rough, monotone)
    return _grown(
        table, table.strongest(first.judge(table.rows)), use, weight, names, growth, monotone
    )


def _grown(
    table: Table,
    chosen: Ints,
    use: np.ndarray[Any, np.dtype[np.bool_]],
    weight: Floats,
    names: Sequence[str],
    growth: Growth,
    monotone: bool,
) -> Boosted:
    groups = np.flatnonzero(use & (chosen >= 0))
    ways = [(name in RISING) - (name in FALLING) if monotone else 0 for name in names]
    boosters = [
        lightgbm.train(
            {
                "objective": "cross_entropy",
                "learning_rate": growth.rate,
                "num_leaves": growth.leaves,
                "min_data_in_leaf": growth.least,
                "feature_fraction": growth.columns,
                "bagging_fraction": 0.7,
                "bagging_freq": 1,
                "lambda_l2": 5.0,
                "monotone_constraints": ways,
                "seed": seed,
                "deterministic": True,
                "force_row_wise": True,
                "num_threads": 1,
                "max_bin": _BINS,
                "verbose": -1,
            },
            lightgbm.Dataset(
                table.rows[chosen[groups]],
                table.known[groups],
                weight=weight[groups],
                params={"verbose": -1, "max_bin": _BINS},
            ),
            growth.rounds,
        )
        for seed in range(growth.seeds)
    ]

    def judge(rows: Floats) -> Floats:
        if not len(rows):
            return np.zeros(0)
        total = sum(np.asarray(one.predict(rows, raw_score=True)) for one in boosters)
        made: Floats = 1 / (1 + np.exp(-total / growth.seeds))
        return made

    written = [
        "\t".join(_written(tree["tree_structure"], names, _SCALE / growth.seeds))
        for one in boosters
        for tree in one.dump_model()["tree_info"]
    ]
    return Boosted(written, judge)


def _written(node: dict[str, Any], names: Sequence[str], scale: float) -> list[str]:
    if "leaf_value" in node:
        return [str(round(scale * float(node["leaf_value"])))]
    fork = f"{names[node['split_feature']]}<={round(float(node['threshold']), 5)}"
    low, high = (_written(node[f"{side}_child"], names, scale) for side in ("left", "right"))
    return [fork, *low, *high]
