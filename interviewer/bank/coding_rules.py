"""Rules for the rubric of a coding question: what tests decide, and what is to be explained."""

from collections.abc import Iterator

from interviewer.bank.question import Question
from interviewer.bank.rubric import Rubric
from interviewer.bank.rules import Breach

TEST_POINTS = range(5, 8)
"""How many of the ten points tests may decide; the rest is for the explanation."""

JUDGED = 2
"""Fewest criteria for the explanation."""


def coding_breaches(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Check how points are shared between tests and explanation, in the rubric file."""
    if question.coding is None:
        return
    points = sum(criterion.points for criterion in rubric.criteria if criterion.tests)
    if points not in TEST_POINTS:
        yield Breach(
            ("criteria",),
            f"tests decide {points} of the points.",
            f"Give {TEST_POINTS[0]} to {TEST_POINTS[-1]} to criteria with `tests:`.",
        )
    judged = [criterion for criterion in rubric.criteria if not criterion.tests]
    if len(judged) < JUDGED:
        yield Breach(
            ("criteria",),
            f"{len(judged)} criteria for the explanation.",
            f"Write at least {JUDGED} without `tests:`.",
        )
    for i, criterion in enumerate(rubric.criteria):
        if criterion.tests and (criterion.evidence or criterion.number):
            key = "evidence" if criterion.evidence else "number"
            yield Breach(
                ("criteria", i, key),
                f"tests decide `{criterion.id}`, no wording and no figure.",
                "Remove it, or make a criterion of its own of it.",
            )
    tested = {criterion.id for criterion in rubric.criteria if criterion.tests}
    for i, belief in enumerate(rubric.misconceptions):
        if belief.contradicts in tested:
            yield Breach(
                ("misconceptions", i, "contradicts"),
                f"tests decide `{belief.contradicts}`, whatever is said.",
                "Name a criterion of the explanation.",
            )


def probe_breaches(question: Question, rubric: Rubric) -> Iterator[Breach]:
    """Yield follow-ups of the question file that probe what tests decide: no reply can earn it."""
    tested = {criterion.id for criterion in rubric.criteria if criterion.tests}
    for i, probe in enumerate(question.follow_ups):
        if probe.criterion in tested and probe.when != "met":
            yield Breach(
                ("follow_ups", i, "criterion"),
                f"tests decide `{probe.criterion}`: no reply can earn it.",
                "Probe a criterion of the explanation, or ask it `when: met`.",
            )
