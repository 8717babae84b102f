"""Fit the offline grader's numbers, and print how well such numbers do on what they have not seen.

``make refit`` runs this. It reads the bank, the answers in ``training/data``, and files of real
people's answers that are not part of the project (docs/training.md). The table of left-out
figures comes first; the shipped numbers are replaced only with ``--write``.
"""

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from interviewer.grading.offline.scoring.accusation_features import ACCUSATION
from interviewer.grading.offline.scoring.claim_features import CREDIT
from interviewer.grading.offline.scoring.model import doubted
from training.agreement import report
from training.folds import splits, weights
from training.rated_answers import DATA, ROOT, Answer, bank, real, written
from training.tables import Floats, Read, Table, accusation_table, credit_table, read
from training.texts import ACCUSATION_WEIGHT, CREDIT_WEIGHT, Text, of_answers, of_bank
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
    found = np.zeros(len(table.rows))
    for split in splits(texts):
        trees = credit_trees(table, weights(texts, CREDIT_WEIGHT, split.learn))
        rows = split.judge[table.text][table.group]
        found[rows] = trees.judge(table.rows[rows])
    return np.array(
        [
            doubted(round(value, 3), row)
            for value, row in zip(found.tolist(), table.rows.tolist(), strict=True)
        ]
    )


def left_out_accusation(table: Table, texts: Sequence[Text]) -> Floats:
    """Return how sure each row states its misconception, by trees that have not seen its text."""
    found = np.zeros(len(table.rows))
    for split in splits(texts):
        trees = accusation_trees(table, weights(texts, ACCUSATION_WEIGHT, split.learn))
        rows = split.judge[table.text][table.group]
        found[rows] = trees.judge(table.rows[rows])
    return np.round(found, 3)


def by_claim(table: Table, values: Floats, reads: Sequence[Read]) -> list[list[list[float]]]:
    """Return row values as lists: of each text, of each claim, of each candidate."""
    found: list[list[list[float]]] = [[] for _ in reads]
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
    reads = [read(stored, text) for text in texts]
    credit = credit_table(texts, reads)
    made = left_out_credit(credit, texts)
    accusation = accusation_table(texts, reads, by_claim(credit, made, reads))
    sure = left_out_accusation(accusation, texts)
    report(stored, given, reads, by_claim(credit, made, reads), by_claim(accusation, sure, reads))

    everything = np.ones(len(texts), bool)
    some = [n for n, text in enumerate(texts) if text.origin in CREDIT_WEIGHT]
    bare_texts = [texts[n] for n in some]
    bare_reads = [read(stored, text, statements=True) for text in bare_texts]
    bare = credit_table(bare_texts, bare_reads)
    print("\nStatements alone")
    alone = by_claim(bare, left_out_credit(bare, bare_texts), bare_reads)
    report(stored, given, bare_reads, alone, None)
    if options.write:
        inputs = _digest([*options.real, *paths])
        learn = weights(texts, CREDIT_WEIGHT, everything)
        _write("credit.trees", credit_trees(credit, learn), inputs)
        learn = weights(texts, ACCUSATION_WEIGHT, everything)
        _write("accusation.trees", accusation_trees(accusation, learn), inputs)
        learn = weights(bare_texts, CREDIT_WEIGHT, np.ones(len(bare_texts), bool))
        _write("bare.trees", credit_trees(bare, learn), inputs)


if __name__ == "__main__":
    main()
