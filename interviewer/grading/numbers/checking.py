"""What `bank check` finds out about criteria whose point is a figure."""

from collections.abc import Iterator, Sequence

from interviewer.bank.question import Question
from interviewer.bank.rubric import Criterion, Rubric
from interviewer.bank.rules import Breach
from interviewer.bank.strict_yaml import Location
from interviewer.grading.grader import GradingRequest
from interviewer.grading.numbers.explanation import right
from interviewer.grading.numbers.judging import figure_verdicts


def unearned_figures(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Check that every figure is earned by its own model answer, and not by the question.

    All locations are in the rubric file. An unreadable unit has already been rejected.
    """
    yield from _unearned(question.prompt, rubric, rubric.model_answer, ())
    for i, depth in enumerate(rubric.depth):
        probe = next((one for one in question.follow_ups if one.id == depth.follow_up), None)
        prompt = question.prompt if probe is None else probe.prompt
        inner = rubric.deeper(depth.follow_up)
        if inner is not None:
            yield from _unearned(prompt, inner, depth.model_answer, ("depth", i))


def _unearned(prompt: str, rubric: Rubric, answer: str, at: Location) -> Iterator[Breach]:
    told = figure_verdicts(GradingRequest(prompt=prompt, rubric=rubric, answer=answer))
    stated = prompt.replace("?", ".")  # figures that are only asked about earn nothing
    asked = figure_verdicts(GradingRequest(prompt=prompt, rubric=rubric, answer=stated))
    for i, criterion in enumerate(rubric.criteria):
        if criterion.number is None:
            continue
        verdict = told[criterion.id]
        if verdict.level != "met":
            yield Breach(
                (*at, "criteria", i, "number"),
                f"the model answer does not earn `{criterion.id}` ({verdict.explanation})",
                f"Say {right(criterion.number)} there, near words of its wordings.",
            )
        if asked[criterion.id].level == "met":
            yield Breach(
                (*at, "criteria", i, "number"),
                f"the question itself says the figure of `{criterion.id}`.",
                "Ask for a figure that is not given, or add wordings that say of what it is one.",
            )
    yield from _alike(rubric.criteria, at)


def _alike(criteria: Sequence[Criterion], at: Location) -> Iterator[Breach]:
    """Find figures of one unit that only wordings could tell apart."""
    bare: dict[str, str] = {}
    for i, criterion in enumerate(criteria):
        if criterion.number is None or criterion.evidence:
            continue
        unit = criterion.number.unit or ""
        if unit in bare:
            yield Breach(
                (*at, "criteria", i, "evidence"),
                f"no wordings tell the figure of `{criterion.id}` from that of `{bare[unit]}`.",
                "Write what it is a figure of, in a few wordings.",
            )
        bare.setdefault(unit, criterion.id)
