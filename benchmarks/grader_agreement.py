"""Measure how far the offline grader agrees with expert raters.

`--answers` takes files of rated answers to questions of the bank; `--leave-out` fits the
calibration anew for each group of questions on all the others, which is the honest estimate for
questions that nobody has rated (it needs the extra `fit`); `--asag` takes files of items that
bring only a reference answer.
"""

import argparse
import json
import math
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rated_answers import PERSONAS, Answer, Bank, answers, bank

from interviewer.grading.grade import score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.scoring.model import Calibration, fitted
from interviewer.grading.offline.grader import judge
from interviewer.grading.reference import rubric_from_reference

_HIGH, _LOW = ("strong", "strong_alt", "asr"), ("wrong_confident", "salad", "thin", "partial")
_HIGHPERSONAS, _LOWPERSONAS = ("terse_expert", "storyteller"), ("rambler", "bluffer")
_FOLDS = 6


class Result(NamedTuple):
    """A rated answer with the grader's score (0..1) and whether it named a misconception."""

    answer: Answer
    score: float
    named: bool


def graded(stored: Bank, answer: Answer, calibration: Calibration | None) -> Result:
    """Grade one answer."""
    rubric = stored.rubrics[answer.question_id]
    request = GradingRequest(
        prompt=stored.prompts[answer.question_id], rubric=rubric, answer=answer.text
    )
    grade = judge(request, calibration)
    return Result(answer, score(grade, rubric).value, bool(grade.misconceptions))


def left_out(stored: Bank, paths: Sequence[Path]) -> list[Result]:
    """Grade every answer with a calibration that has not seen its question."""
    from fit_calibration import everything, fit

    learn = everything(stored, paths)
    rated = [one for one in answers(paths) if one.question_id in stored.rubrics]
    fold = {key: number * 7 % 31 % _FOLDS for number, key in enumerate(sorted(stored.rubrics))}
    results = []
    for held in range(_FOLDS):
        trees = fit(stored, [text for text in learn if fold[text.question_id] != held])
        calibration = trees.calibration()
        results += [
            graded(stored, answer, calibration)
            for answer in rated
            if fold[answer.question_id] == held
        ]
    return results


def agreement(name: str, marks: Sequence[float], scores: Sequence[float]) -> None:
    """Print Pearson, RMSE and bias of scores against marks."""
    if len(marks) < 3:
        return
    square = statistics.fmean((a - b) ** 2 for a, b in zip(scores, marks, strict=True))
    print(
        f"{name:14} n {len(marks):4}  Pearson {statistics.correlation(scores, marks):6.3f}  "
        f"RMSE {math.sqrt(square):.3f}  "
        f"bias {statistics.fmean(scores) - statistics.fmean(marks):+.3f}"
    )


def pairs(name: str, results: Sequence[Result], high: Sequence[str], low: Sequence[str]) -> None:
    """Print in how many pairs within a question the better kind scores higher."""
    by_question: dict[str, list[Result]] = {}
    for result in results:
        by_question.setdefault(result.answer.question_id, []).append(result)
    right = total = 0
    for group in by_question.values():
        for better in (one for one in group if one.answer.kind in high):
            for worse in (one for one in group if one.answer.kind in low):
                total += 1
                right += better.score > worse.score
    if total:
        print(f"{name:14} {100 * right / total:.1f} % of {total} pairs in order")


def report(results: Sequence[Result]) -> None:
    """Print all figures for answers to questions of the bank."""
    groups = {
        "all": results,
        "eight kinds": [one for one in results if one.answer.kind not in PERSONAS],
        "personas": [one for one in results if one.answer.kind in PERSONAS],
    }
    for name, group in groups.items():
        agreement(name, [one.answer.mark for one in group], [one.score for one in group])
    pairs("eight kinds", results, _HIGH, _LOW)
    pairs("personas", results, _HIGHPERSONAS, _LOWPERSONAS)
    kinds = dict.fromkeys(one.answer.kind for one in results)
    for kind in kinds:
        group = [one for one in results if one.answer.kind == kind]
        print(
            f"  {kind:16} n {len(group):3}  "
            f"score {statistics.fmean(one.score for one in group):.3f}"
            f"  raters {statistics.fmean(one.answer.mark for one in group):.3f}"
            f"  misconception named {statistics.fmean(one.named for one in group):.2f}"
        )


def references(paths: Sequence[Path], leave_out: bool) -> None:
    """Print agreement on items that bring only a reference answer."""
    items = {
        path: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in paths
    }
    questions = sorted({item["question"] for group in items.values() for item in group})
    fold = {question: number % _FOLDS for number, question in enumerate(questions)}
    calibrations = [fitted()] * _FOLDS
    if leave_out:
        from fit_calibration import fit_reference, reference_rows

        learn = [row for path in paths for row in reference_rows(path)]
        calibrations = [
            fitted()._replace(
                reference=fit_reference([row for row in learn if fold[row.question] != held])
            )
            for held in range(_FOLDS)
        ]
    for path, group in items.items():
        scores = []
        for item in group:
            rubric = rubric_from_reference(item["reference"], item["question"])
            request = GradingRequest(prompt=item["question"], rubric=rubric, answer=item["answer"])
            grade = judge(request, calibrations[fold[item["question"]]])
            scores.append(score(grade, rubric).value)
        agreement(path.stem, [item["human_score"] for item in group], scores)


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=Path, nargs="+", default=[])
    parser.add_argument("--asag", type=Path, nargs="+", default=[])
    parser.add_argument("--leave-out", action="store_true")
    options = parser.parse_args()
    if options.answers:
        stored = bank()
        rated = [one for one in answers(options.answers) if one.question_id in stored.rubrics]
        for answer in rated:  # compiles every rubric, so that the time below is of grading alone
            graded(stored, answer, None)
        start = time.process_time()
        results = [graded(stored, answer, None) for answer in rated]
        each = 1000 * (time.process_time() - start) / len(rated)
        if options.leave_out:
            results = left_out(stored, options.answers)
        report(results)
        print(f"{each:.1f} ms an answer")
    if options.asag:
        references(options.asag, options.leave_out)


if __name__ == "__main__":
    main()
