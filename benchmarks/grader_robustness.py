"""Measure how a grade changes when something is added to a right answer, or all of it is negated.

Each item's model answer is graded again with a misconception that it rejects, in six phrasings,
with the rubric's own corrections, with "not" after its verbs, and with each sentence denied. Then
come the sets that were written to test the grader (training/data/robustness).
"""

import random
import re
import statistics
from collections.abc import Callable, Iterator, Sequence

from benchmarks.arguments import parser_of
from interviewer.bank.rubric import Rubric
from interviewer.grading.grade import Grade, score
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.grading.trial.negation import denied, negated
from interviewer.grading.trial.phrases import REJECTIONS, in_sentence
from training.rated_answers import Bank, bank
from training.robustness import show_all

_LOSS = 0.05
_DENIAL = re.compile(r"\b(?:not|never)\b")


def graded(stored: Bank, question: str, rubric: Rubric, answer: str) -> tuple[float, Grade]:
    """Grade one text."""
    outcome = judge(GradingRequest(prompt=stored.prompts[question], rubric=rubric, answer=answer))
    assert isinstance(outcome, Grade)
    return score(outcome, rubric).value, outcome


def losses(stored: Bank, questions: Sequence[str], kind: str) -> Iterator[tuple[str, float, Grade]]:
    """Yield the name of the text, the change of the model answer's score, and the new grade."""
    for question in questions:
        rubric = stored.rubrics[question]
        before, _ = graded(stored, question, rubric, rubric.model_answer)
        for number, belief in enumerate(rubric.misconceptions):
            if kind == "correction":
                added = [belief.correction]
            else:
                added = [REJECTIONS[number % len(REJECTIONS)].format(in_sentence(belief.statement))]
            for text in added:
                after, grade = graded(stored, question, rubric, f"{rubric.model_answer} {text}")
                yield f"{question}/{belief.id}: {text}", after - before, grade


def show(name: str, found: Sequence[tuple[str, float, Grade]], verbose: bool) -> None:
    """Print the share of texts that lose points, and the mean change."""
    changes = [change for _, change, _ in found]
    lost = [one for one in found if one[1] <= -_LOSS]
    print(
        f"{name:22} n {len(found):5}  lose {_LOSS} or more {100 * len(lost) / len(found):.1f} %  "
        f"a tenth {100 * sum(c <= -0.1 for c in changes) / len(found):.1f} %  "
        f"mean {statistics.fmean(changes):+.3f}  accused "
        f"{100 * sum(bool(g.misconceptions) for _, _, g in found) / len(found):.1f} %"
    )
    for text, change, grade in lost if verbose else ():
        named = ", ".join(one.misconception_id for one in grade.misconceptions)
        print(f"    {change:+.2f} {text} [{named}]")


def show_contrary(
    name: str, stored: Bank, questions: Sequence[str], contrary: Callable[[str], str]
) -> None:
    """Print what model answers earn that claim the contrary.

    A sentence that holds none of the verbs that ``contrary`` knows stays as it was, and right: so
    what is earned by quotes that hold a denial is counted apart.
    """
    values, by_denials = [], []
    for question in questions:
        rubric = stored.rubrics[question]
        value, grade = graded(stored, question, rubric, contrary(rubric.model_answer))
        points = {one.id: one.points for one in rubric.criteria}
        earned = sum(
            one.credit * points[one.criterion_id]
            for one in grade.verdicts
            if any(_DENIAL.search(span.quote) for span in one.spans)
        )
        values.append(value)
        by_denials.append(earned / sum(points.values()))
    print(
        f"{name:22} n {len(values):5}  mean {statistics.fmean(values):.2f}"
        f"  above half {sum(one > 0.5 for one in values)}"
        f"  earned by quotes that deny {statistics.fmean(by_denials):.3f}"
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Print what was measured."""
    parser = parser_of("grader_robustness", __doc__)
    parser.add_argument("--items", type=int, default=208, help="how many items (208)")
    parser.add_argument("--verbose", action="store_true", help="list the texts that lose")
    parser.add_argument("--sets", action="store_true", help="only the sets of written texts")
    options = parser.parse_args(argv)
    stored = bank()
    if not options.sets:
        _of_bank(stored, options.items, verbose=options.verbose)
    show_all(stored, verbose=options.verbose)


def _of_bank(stored: Bank, items: int, *, verbose: bool) -> None:
    """Print what was measured on texts that follow from the bank's own items."""
    questions = sorted(stored.rubrics)
    random.Random(0).shuffle(questions)
    questions = sorted(questions[:items])
    models = [
        graded(stored, q, stored.rubrics[q], stored.rubrics[q].model_answer)[0] for q in questions
    ]
    print(
        f"model answers          n {len(models):5}  mean {statistics.fmean(models):.2f}"
        f"  least {min(models):.2f}  under .90 {sum(one < 0.9 for one in models)}"
    )
    for kind, name in (("rejection", "rejected misconception"), ("correction", "correction")):
        show(name, list(losses(stored, questions, kind)), verbose)
    for name, contrary in (("not behind verbs", negated), ("every sentence denied", denied)):
        show_contrary(name, stored, questions, contrary)
    examples = [
        graded(stored, q, stored.rubrics[q], belief.example)
        for q in questions
        for belief in stored.rubrics[q].misconceptions
        if belief.example
    ]
    print(
        f"misconceptions' examples n {len(examples)}"
        f"  mean {statistics.fmean(v for v, _ in examples):.2f}"
        f"  above .30 {sum(v > 0.3 for v, _ in examples)}  accused "
        f"{sum(bool(g.misconceptions) for _, g in examples)}"
    )


if __name__ == "__main__":
    main()
