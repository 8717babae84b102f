"""Print how far the shipped offline grader agrees with readers of real people's answers.

    python -m training.fetch answers.jsonl          # from public files, by the labels
    python -m benchmarks.real_answers answers.jsonl

The tables are those of docs/grading.md. The shipped numbers were fitted on these very answers, so
they do better here than on anybody else's: the page shows figures for held-out answers, which
`python -m training.fit --real answers.jsonl` prints.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from training.judged import shipped
from training.rated_answers import bank, real
from training.real_table import tables


def main(argv: Sequence[str] | None = None) -> None:
    """Grade the answers of the files and print the tables."""
    parser = parser_of("real_answers", __doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    files = parser.parse_args(argv).files
    stored = bank()
    try:
        given = real(files)
    except OSError as error:
        sys.exit(
            f"Cannot read {error.filename}: {error.strerror}. `python -m training.fetch` makes one."
        )
    known = [one for one in given if one.question_id in stored.rubrics]
    if not known:
        sys.exit("No answer to a question of the bank.")
    found = [shipped(stored, one) for one in known]
    print(tables([one for one in found if one is not None]))
    print(f"\n{found.count(None)} answers not read; {len(given) - len(known)} to other questions.")


if __name__ == "__main__":
    main()
