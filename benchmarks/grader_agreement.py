"""Measure how far a grader agrees with raters of answers.

`--answers` takes files of answers written for this project, `--real` files of real people's (as
`python -m training.fetch` makes them), `--asag` files of items that have only a reference answer.
The shipped offline grader's numbers were fitted on many such answers: for figures on unseen ones
see `python -m training.fit`.

With `--grader llm` a language model judges what `--answers` and `--real` name, as the settings or
`--profile`, `--model` and `--base-url` say; `--most` bounds how many, spread over the files:

    python -m benchmarks.grader_agreement --grader llm --profile ollama --real answers.jsonl
"""

import asyncio
import contextlib
import json
import math
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.arguments import parser_of
from interviewer.cli.options import add_grader_options
from interviewer.grading.grade import Grade, Ungraded, score
from interviewer.grading.grader import GradingRequest, judge_verified
from interviewer.grading.offline.grader import judge
from interviewer.grading.reference import rubric_from_reference
from interviewer.llm.server import Server
from interviewer.llm.usage import Usage
from interviewer.registry import load_grader
from interviewer.settings.load import Settings, load_settings
from training.agreement import table
from training.judged import scored, shipped
from training.rated_answers import Answer, Bank, bank, real, written

Outcome = tuple[Answer, Grade | Ungraded]


def references(paths: Sequence[Path]) -> None:
    """Print the agreement on items that have only a reference answer."""
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


def at_once(settings: Settings) -> int:
    """Return how many requests the grader runs at once."""
    return settings.llm_concurrency or Server(settings.base_url, settings.key_env).at_once


async def judge_with_model(
    settings: Settings, stored: Bank, rated: Sequence[Answer], found: list[Outcome]
) -> None:
    """Append each answer with the model's grade, or why there is none, as it comes."""
    grader = load_grader("llm", settings)
    gate = asyncio.Semaphore(at_once(settings))

    async def one(answer: Answer) -> None:
        request = GradingRequest(
            prompt=stored.prompts[answer.question_id],
            rubric=stored.rubrics[answer.question_id],
            answer=answer.text,
        )
        async with gate:
            outcome = await judge_verified(grader, request)
        found.append((answer, outcome))
        mark = (
            outcome.reason
            if isinstance(outcome, Ungraded)
            else f"{100 * score(outcome, request.rubric).value:.0f}"
        )
        place = f"{len(found)} of {len(rated)}"
        print(f"{place}  {answer.id}: readers {100 * answer.mark:.0f}, model {mark}", flush=True)

    await asyncio.gather(*map(one, rated))


def by_model(settings: Settings, stored: Bank, rated: Sequence[Answer]) -> None:
    """Print a language model's grades, their agreement and their cost; Ctrl+C ends it early."""
    start = time.perf_counter()
    found: list[Outcome] = []
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(judge_with_model(settings, stored, rated, found))
    if not found:
        return
    seconds = time.perf_counter() - start
    rows = [
        scored(answer, grade, stored.rubrics[answer.question_id])
        for answer, grade in found
        if isinstance(grade, Grade)
    ]
    if rows:
        table(rows)
    usage = sum((one.usage for _, one in found if one.usage is not None), Usage())
    print(
        f"{settings.model}: {seconds / len(found):.1f} s an answer, {at_once(settings)} at "
        f"once; {usage.requests} requests, {usage.prompt_tokens:,} tokens in and "
        f"{usage.completion_tokens:,} out"
    )
    reasons = Counter(one.reason for _, one in found if isinstance(one, Ungraded))
    for reason, count in reasons.most_common():
        print(f"{count} without a grade: {reason}")


def spread(rated: Sequence[Answer], most: int | None) -> list[Answer]:
    """Return at most ``most`` of the answers, evenly spaced."""
    if most is None or len(rated) <= most:
        return list(rated)
    return [rated[place * len(rated) // most] for place in range(most)]


def main(argv: Sequence[str] | None = None) -> None:
    """Print what was asked for."""
    parser = parser_of("grader_agreement", __doc__)
    parser.add_argument("--answers", type=Path, nargs="+", default=[])
    parser.add_argument("--real", type=Path, nargs="+", default=[])
    parser.add_argument("--asag", type=Path, nargs="+", default=[])
    parser.add_argument("--grader", choices=("offline", "llm"), default="offline")
    parser.add_argument("--most", type=int, metavar="N", help="judge at most N answers")
    add_grader_options(parser)
    options = parser.parse_args(argv)
    stored = bank()
    given = [*written(options.answers), *real(options.real)]
    known = [one for one in given if one.question_id in stored.rubrics]
    rated = spread(known, options.most)
    if rated and options.grader == "llm":
        flags = ("grader", "model", "base_url", "profile", "allow_remote")
        by_model(load_settings({name: getattr(options, name) for name in flags}), stored, rated)
    elif rated:
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
