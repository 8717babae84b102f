"""Measure how far the shipped offline grader agrees with readers of rated answers.

`--real` takes files of real people's answers, `--answers` files of answers written for this
project, `--asag` files of items that bring only a reference answer. The shipped numbers were
fitted on many such answers: for figures on unseen ones see `python -m training.fit`.
"""

import argparse
import json
import math
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from interviewer.grading.grade import Grade, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.grading.reference import rubric_from_reference
from training.agreement import Judged, table
from training.rated_answers import Answer, Bank, bank, real, written


def graded(stored: Bank, answer: Answer) -> Judged | None:
    """Grade one answer; None where the grader cannot read it."""
    rubric = stored.rubrics[answer.question_id]
    request = GradingRequest(
        prompt=stored.prompts[answer.question_id], rubric=rubric, answer=answer.text
    )
    grade = judge(request)
    return Judged(answer, grade, score(grade, rubric).value) if isinstance(grade, Grade) else None


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


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, nargs="+", default=[])
    parser.add_argument("--answers", type=Path, nargs="+", default=[])
    parser.add_argument("--asag", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    stored = bank()
    rated = [
        one
        for one in (*real(options.real), *written(options.answers))
        if one.question_id in stored.rubrics
    ]
    if rated:
        for answer in rated:  # compiles every rubric, so that the time below is of grading alone
            graded(stored, answer)
        start = time.process_time()
        found = [graded(stored, answer) for answer in rated]
        each = 1000 * (time.process_time() - start) / len(rated)
        table([one for one in found if one is not None])
        print(f"{each:.1f} ms an answer, {found.count(None)} not read")
    if options.asag:
        references(options.asag)


if __name__ == "__main__":
    main()
