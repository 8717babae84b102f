"""Measure how far the shipped offline grader agrees with raters of written answers.

`--answers` takes files of answers written for this project, `--asag` files of items that bring
only a reference answer; for real people's answers see `benchmarks/real_answers.py`. The shipped
numbers were fitted on many such answers: for figures on unseen ones see `python -m training.fit`.
"""

import json
import math
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.grading.grade import Grade, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.grading.reference import rubric_from_reference
from training.agreement import table
from training.judged import shipped
from training.rated_answers import bank, written


def references(paths: Sequence[Path]) -> None:
    """Print agreement on items that bring only a reference answer."""
    for path in paths:
        marks, scores = [], []
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            rubric = rubric_from_reference(item["reference"], item["question"])
            request = GradingRequest(prompt=item["question"], rubric=rubric, answer=item["answer"])
            grade = judge(request)
            if isinstance(grade, Grade):
                marks.append(item["human_score"])
                scores.append(score(grade, rubric).value)
        square = statistics.fmean((a - b) ** 2 for a, b in zip(scores, marks, strict=True))
        print(
            f"{path.stem:14} n {len(marks):4}  r {statistics.correlation(scores, marks):.3f}"
            f"  RMSE {math.sqrt(square):.3f}"
            f"  bias {statistics.fmean(scores) - statistics.fmean(marks):+.3f}"
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Print what was asked for."""
    parser = parser_of("grader_agreement", __doc__)
    parser.add_argument("--answers", type=Path, nargs="+", default=[])
    parser.add_argument("--asag", type=Path, nargs="+", default=[])
    options = parser.parse_args(argv)
    stored = bank()
    rated = [one for one in written(options.answers) if one.question_id in stored.rubrics]
    if rated:
        for answer in rated:  # compiles every rubric, so that the time below is of grading alone
            shipped(stored, answer)
        start = time.process_time()
        found = [shipped(stored, answer) for answer in rated]
        each = 1000 * (time.process_time() - start) / len(rated)
        table([one for one in found if one is not None])
        print(f"{each:.1f} ms an answer, {found.count(None)} not read")
    if options.asag:
        references(options.asag)


if __name__ == "__main__":
    main()
