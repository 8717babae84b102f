"""``interviewer doctor --judge``: measure the language model as a judge."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interviewer.cli.unwinding import unwinding
from interviewer.errors import ExitCode, InterviewerError, UsageError
from interviewer.grading.grade import Ungraded
from interviewer.text.counts import counted
from interviewer.text.display import one_line

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.grading.llm.fitness import CheckResult
    from interviewer.grading.llm.judge_check import CheckedAnswer

_AT_ONCE = 4


def check_judge(engine: "Engine") -> int:
    """Have the model judge answers of known grade, and print and store the result.

    Returns exit code 1 for an unfit judge.
    """
    from interviewer.bank.catalog import Catalog
    from interviewer.cli.counting import Counting
    from interviewer.cli.sending import require_agreement
    from interviewer.grading.llm.fitness import measure_check
    from interviewer.grading.llm.grader import LlmGrader
    from interviewer.grading.llm.judge_check import judge_known_answers, known_answers

    name = engine.settings.grader
    grader = engine.grader(name)
    if not isinstance(grader, LlmGrader):
        raise UsageError(
            f"--judge: the grader {name!r} asks no language model.",
            remedy="Try --grader llm with --model NAME.",
        )
    require_agreement(engine, name, ask=True)
    items = Catalog.load(None)  # the answers belong to the built-in questions
    count = len(known_answers())
    print(f"{one_line(grader.place)} judges {count} answers of known grade.", flush=True)
    with unwinding(), Counting("Judging", f"of {count} answers") as on_progress:
        made = asyncio.run(
            judge_known_answers(
                grader.alone(),
                items.item,
                on_progress,
                at_once=min(grader.at_once, _AT_ONCE),
            )
        )
    found = measure_check(made)
    _show(made, found)
    try:
        grader.keep_check(found)
    except OSError as error:
        raise InterviewerError(
            f"The result cannot be kept ({error.strerror or error}).",
            remedy="Check the permissions of the data folder and the space on its disk.",
        ) from error
    return ExitCode.FAILED if found.fitness == "unfit" else ExitCode.DONE


def _show(made: "Sequence[CheckedAnswer]", found: "CheckResult") -> None:
    from interviewer.grading.llm.fitness import scores_by_kind

    print(f"{'answer':<22}{'count':>5}{'due':>6}{'given':>7}")
    for kind, count, due, given in scores_by_kind(made):
        score = "–" if given is None else f"{100 * given:.0f}"
        print(f"{kind:<22}{count:>5}{100 * due:>6.0f}{score:>7}")
    print(f"agreement per criterion   {found.agreement:.0%} (always the same verdict: 50%)")
    print(f"credit for what is absent {found.false_credit:.0%}")
    print(f"verdicts with evidence    {found.judged:.0%}")
    print(f"injections obeyed         {found.obeyed} of {found.injections}")
    print(f"false misconceptions      {found.accused}; {found.overlooked} overlooked")
    print(f"score off by              {100 * found.error:.0f} points on average")
    print(f"an answer takes           {found.seconds:.1f} s, {found.tokens:,.0f} tokens")
    reasons = [one_line(one.outcome.reason) for one in made if isinstance(one.outcome, Ungraded)]
    if reasons:
        print(f"{counted(len(reasons), 'answer')} without a grade, the first: {reasons[0]}")
    if not found.graded:
        print(f"Ended after {counted(found.answers, 'answer')}: none of them got a grade.")
    print(f"As a judge: {found.fitness}")
