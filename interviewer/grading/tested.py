"""Criteria that tests decide: facts of a run, the same for every grader, and judged by none."""

from interviewer.bank.rubric import Criterion
from interviewer.coding.results import Run
from interviewer.grading.grade import Grade, TestFact, Verdict
from interviewer.grading.request import GradingRequest


def to_judge(request: GradingRequest) -> GradingRequest | None:
    """Return the request without the criteria that tests decide; None where nothing is left.

    Nothing is left, too, where code was submitted without a word of explanation.
    """
    rubric = request.rubric.judged
    if rubric is None or (request.run is not None and not request.answer.strip()):
        return None
    if rubric is request.rubric:
        return request
    return request.model_copy(update={"rubric": rubric})


def with_tests(grade: Grade, request: GradingRequest) -> Grade:
    """Return the grade with what the run decides, in the rubric's order, whoever judged the rest.

    A reply to a follow-up comes without a run, and gets no verdict on those criteria. ``error``
    shrinks with the share of the points that tests decide.
    """
    rubric, run = request.rubric, request.run
    if not any(criterion.tests for criterion in rubric.criteria):
        return grade
    said = {verdict.criterion_id: verdict for verdict in grade.verdicts}
    verdicts = []
    for criterion in rubric.criteria:
        if not criterion.tests:
            verdicts += [said[criterion.id]] if criterion.id in said else []
        elif run is not None or not request.follow_up:
            verdicts.append(verdict(criterion, run))
    certain = sum(one.points for one in rubric.criteria if one.tests) / rubric.points
    error = None if grade.error is None else round(grade.error * (1 - certain), 4)
    return grade.model_copy(update={"verdicts": tuple(verdicts), "error": error})


def verdict(criterion: Criterion, run: Run | None, *, submitted: bool = True) -> Verdict:
    """Return the verdict on a criterion: the share of its tests that passed.

    A run of code that was not ``submitted`` is one of the shown tests only.
    """
    facts = []
    for name in criterion.tests:
        result = run.result(name) if run is not None else None
        facts.append(TestFact(name=name, status="not-run" if result is None else result.status))
    passed = sum(fact.status == "passed" for fact in facts)
    count = len(facts)
    if run is None:
        explanation = "No code was submitted."
    elif passed == count:
        explanation = "The test passes." if count == 1 else f"All {count} tests pass."
    else:
        failing = ", ".join(fact.name for fact in facts if fact.status != "passed")
        explanation = f"{passed} of {count} tests pass; not: {failing}."
    if run is not None and not submitted:
        explanation = (
            f"The code was not submitted. When it was last run, {passed} of {count} passed; the "
            "hidden tests were not run."
        )
    return Verdict(
        criterion_id=criterion.id,
        level="met" if passed == count else "partial" if passed else "missed",
        credit=passed / count,
        explanation=explanation,
        tests=tuple(facts),
    )


def without_facts(grade: Grade) -> Grade:
    """Return the grade without test facts, which a grader cannot know."""
    verdicts = tuple(
        one.model_copy(update={"tests": ()}) if one.tests else one for one in grade.verdicts
    )
    return grade.model_copy(update={"verdicts": verdicts})
