"""Fit the offline grader's numbers, and print how well such numbers do on what they have not seen.

``make refit`` runs this. It reads the bank, the answers in ``training/data``, and files of real
people's answers that are not part of the project (docs/training.md). The table of left-out
figures comes first; the shipped numbers are replaced only with ``--write``.
"""

import argparse
import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from interviewer.grading.offline.scoring.accusation_features import ACCUSATION
from interviewer.grading.offline.scoring.claim_features import CREDIT
from interviewer.grading.offline.scoring.model import believed, doubted
from training import passes
from training.agreement import table as report
from training.folds import Split, splits, weights
from training.kept import ALL
from training.rated_answers import DATA, ROOT, Answer, bank, real, written
from training.tables import Floats, Table, table
from training.texts import (
    ACCUSATION_WEIGHT,
    CREDIT_WEIGHT,
    KEPT,
    Origin,
    Text,
    fewer,
    of_answers,
    of_bank,
    said,
)
from training.trees import Boosted, Growth, grow

SHIPPED = ROOT / "interviewer" / "grading" / "offline" / "scoring"
WRITTEN = tuple(
    DATA / f"{name}.jsonl"
    for name in ("answers", "held-out-kinds", "held-out-personas", "held-out-notes")
)
CREDIT_GROWTH = Growth(rounds=100, rate=0.06, columns=0.2)
ACCUSATION_GROWTH = Growth(rounds=80, rate=0.1, leaves=6, least=30, columns=0.4)


def credit_trees(table: Table, learn: Floats) -> Boosted:
    """Grow the trees that judge criteria."""
    return grow(table, learn[table.text], CREDIT, CREDIT_GROWTH, monotone=True)


def accusation_trees(table: Table, learn: Floats) -> Boosted:
    """Grow the trees that judge misconceptions."""
    return grow(table, learn[table.text], ACCUSATION, ACCUSATION_GROWTH, monotone=False)


def left_out_credit(table: Table, texts: Sequence[Text]) -> Floats:
    """Return how likely each row makes its criterion, by trees that have not seen its text."""
    found = _left_out(table, texts, CREDIT_WEIGHT, credit_trees)
    rows = table.rows.tolist()
    return np.array([doubted(one, row) for one, row in zip(found, rows, strict=True)])


def left_out_accusation(table: Table, texts: Sequence[Text]) -> Floats:
    """Return how sure each row states its misconception, by trees that have not seen its text."""
    found = _left_out(table, texts, ACCUSATION_WEIGHT, accusation_trees)
    rows = table.rows.tolist()
    return np.array([believed(value, row) for value, row in zip(found, rows, strict=True)])


def _left_out(
    table: Table,
    texts: Sequence[Text],
    of: Mapping[Origin, float],
    trees: Callable[[Table, Floats], Boosted],
) -> list[float]:
    found = np.zeros(len(table.rows))

    def judge(split: Split) -> None:
        grown = trees(table, weights(texts, of, split.learn))
        rows = split.judge[table.text][table.group]
        found[rows] = grown.judge(table.rows[rows])

    with ThreadPoolExecutor() as pool:  # the library grows trees outside of Python's lock
        list(pool.map(judge, splits(texts)))
    return [round(value, 3) for value in found.tolist()]


def by_claim(table: Table, values: Floats, count: int) -> list[list[list[float]]]:
    """Return row values as nested lists: by text (``count`` of them), by claim, by candidate."""
    found: list[list[list[float]]] = [[] for _ in range(count)]
    groups: list[list[float]] = [[] for _ in table.text]
    for group, value in zip(table.group.tolist(), values.tolist(), strict=True):
        groups[group].append(value)
    for text, own in zip(table.text.tolist(), groups, strict=True):
        found[text].append(own)
    return found


def _digest(paths: Sequence[Path]) -> str:
    return " ".join(hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths)


def _write(name: str, trees: Boosted, inputs: str) -> None:
    head = (
        "# Written by `make refit`. One tree a line, in preorder; leaves in ten-thousandths.\n"
        f"# Inputs (sha256, beginning): {inputs}\n"
    )
    (SHIPPED / name).write_text(head + "\n".join(trees.rows) + "\n", "utf-8")


def main() -> None:
    """Fit, report, and where asked write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, nargs="+", required=True, metavar="FILE")
    parser.add_argument("--also", type=Path, nargs="*", default=[], metavar="FILE",
                        help="more answers written for a project of this kind")  # fmt: skip
    parser.add_argument("--write", action="store_true", help="replace the shipped numbers")
    options = parser.parse_args()
    stored = bank()
    paths = [*WRITTEN, *options.also]
    given: list[Answer] = [
        one for one in (*real(options.real), *written(paths)) if one.question_id in stored.rubrics
    ]
    texts = [*of_answers(stored, given), *of_bank(stored)]
    pairs = list(zip(given, texts, strict=False))
    learned = [*texts, *fewer(texts), *said(stored)]
    credit = table(passes.credit(learned), [text.made for text in learned], len(CREDIT))
    made = by_claim(credit, left_out_credit(credit, learned), len(learned))
    accusation = table(
        passes.accusation(texts, made[: len(texts)]),
        [text.stated for text in texts],
        len(ACCUSATION),
    )
    sure = by_claim(accusation, left_out_accusation(accusation, texts), len(texts))
    report(passes.grades(pairs, made[: len(pairs)], sure))
    for kept in KEPT:
        print(f"\n{kept} wordings for each criterion")
        report(passes.grades(*_of_fewer(kept, pairs, learned, made), None))
    if options.write:
        inputs = _digest([*options.real, *paths])
        learn = weights(learned, CREDIT_WEIGHT, np.ones(len(learned), bool))
        _write("credit.trees", credit_trees(credit, learn), inputs)
        learn = weights(texts, ACCUSATION_WEIGHT, np.ones(len(texts), bool))
        _write("accusation.trees", accusation_trees(accusation, learn), inputs)


def _of_fewer(
    kept: int,
    pairs: Sequence[tuple[Answer, Text]],
    learned: Sequence[Text],
    made: Sequence[passes.Values],
) -> tuple[list[tuple[Answer, Text]], list[passes.Values]]:
    """Return the real answers to rubrics that keep ``kept`` wordings, and the values found."""
    answers = {text: answer for answer, text in pairs}
    found = [
        ((answers[text._replace(kept=ALL, share=1.0)], text), values)
        for text, values in zip(learned, made, strict=True)
        if text.origin == "real" and text.kept == kept
    ]
    return [one for one, _ in found], [values for _, values in found]


if __name__ == "__main__":
    main()
