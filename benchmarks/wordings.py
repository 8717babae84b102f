"""Print how far the offline grader agrees with readers when rubrics have fewer wordings.

    python -m benchmarks.wordings FOLDER [--keep 0 1 2 4 8 all] [--seeds N]

FOLDER holds ``answers.jsonl``, real people's answers with readers' marks, or several such files
(docs/training.md describes the format, and how to fetch them). Each criterion keeps the given
number of its wordings, drawn by seed, in memory only; a smaller draw is always part of a larger
one. Misconceptions keep all of theirs. For each number the table has r and the root mean square
error against the readers' mean mark in points of 100, the bias, and how many wordings a criterion
had on average. With several seeds the figures are means, and ± is the standard deviation over the
seeds.

The trees were fitted on such answers, also with fewer wordings, so all rows look too good.
`python -m training.fit --real FILE` prints the figures for held-out answers.
"""

import argparse
import math
import statistics
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from benchmarks.arguments import parser_of
from training.judged import shipped
from training.kept import ALL, cut
from training.rated_answers import Answer, Bank, bank, real


class Agreement(NamedTuple):
    """How scores agree with marks: r, and error and bias in points of 100."""

    r: float
    error: float
    bias: float


def agreement(scores: Sequence[float], marks: Sequence[float]) -> Agreement:
    """Compare scores with marks, both 0..1."""
    apart = [score - mark for score, mark in zip(scores, marks, strict=True)]
    return Agreement(
        statistics.correlation(scores, marks),
        100 * math.sqrt(statistics.fmean(one**2 for one in apart)),
        100 * statistics.fmean(apart),
    )


def graded(given: Sequence[Answer], keep: int, seed: int) -> Agreement:
    """Grade all answers by rubrics with ``keep`` wordings a criterion."""
    scores, marks = [], []
    for question_id, own in groupby(given, lambda one: one.question_id):
        whole = bank()
        rubric = cut(whole.rubrics[question_id], keep, seed)
        only = Bank(whole.prompts, {question_id: rubric}, whole.areas)
        for answer in own:
            found = shipped(only, answer)
            if found is not None:
                scores.append(found.score)
                marks.append(answer.mark)
    return agreement(scores, marks)


def kept(given: Sequence[Answer], keep: int) -> float:
    """Return the mean number of wordings that a criterion keeps, over the questions answered."""
    rubrics = [bank().rubrics[name] for name in {answer.question_id for answer in given}]
    counts = [min(keep, len(one.evidence)) for rubric in rubrics for one in rubric.criteria]
    return statistics.fmean(counts)


def _row(given: Sequence[Answer], keep: int, seeds: int) -> str:
    drawn = seeds if 0 < keep < ALL else 1  # none and all are the same for every seed
    found = [graded(given, keep, seed) for seed in range(drawn)]
    name = "all" if keep == ALL else str(keep)
    cells = [name, f"{kept(given, keep):.1f}"]
    for form, column in zip((".3f", ".1f", "+.1f"), zip(*found, strict=True), strict=True):
        spread = f" ± {statistics.stdev(column):{form.lstrip('+')}}" if drawn > 1 else ""
        cells.append(f"{statistics.fmean(column):{form}}{spread}")
    return f"| {' | '.join(cells)} |"


def _number(text: str) -> int:
    if text == "all":
        return ALL
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is neither a number of wordings nor `all`")
    return int(text)


def _answers(folder: Path) -> list[Answer]:
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        sys.exit(f"No .jsonl file in {folder}: `python -m training.fetch` makes one.")
    known = [one for one in real(files) if one.question_id in bank().rubrics]
    if len(known) < 2:
        sys.exit(f"Fewer than two answers to questions of the bank in {folder}.")
    return sorted(known, key=lambda one: (one.question_id, one.id))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table, row by row as it is measured."""
    parser = parser_of("wordings", __doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--keep",
        type=_number,
        nargs="+",
        default=[0, 1, 2, 4, 8, ALL],
        metavar="N",
        help="how many wordings a criterion keeps; `all` for as many as it has",
    )
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="draws of each number")
    options = parser.parse_args(argv)
    given = _answers(options.folder)
    print(f"{len(given)} answers, {len({one.question_id for one in given})} of the bank's items\n")
    print("| wordings | on average | r | RMSE | bias |\n|---|--:|--:|--:|--:|", flush=True)
    for keep in options.keep:
        print(_row(given, keep, max(1, options.seeds)), flush=True)


if __name__ == "__main__":
    main()
