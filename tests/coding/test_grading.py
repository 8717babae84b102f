"""What tests decide is a fact of the grade: no grader judges it, makes it up or takes it away."""

import asyncio

import pytest

from interviewer.bank.rubric import Criterion, Misconception, Rubric
from interviewer.coding.results import Run, TestResult
from interviewer.grading.grade import Grade, Span, TestFact, Ungraded, Verdict, score
from interviewer.grading.grader import GradingRequest, judge_verified
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.grading.verification import verified

RUBRIC = Rubric(
    question_id="doubling",
    version=1,
    criteria=(
        Criterion(id="right", statement="It doubles.", points=4, tests=("small", "large")),
        Criterion(id="safe", statement="It takes zero.", points=2, tests=("zero",)),
        Criterion(
            id="linear",
            statement="The time is linear.",
            points=4,
            evidence=("the time is linear", "it takes one pass over the list"),
        ),
    ),
    misconceptions=(
        Misconception(
            id="free", statement="It costs nothing.", correction="It is linear.", penalty=1
        ),
    ),
    model_answer="The time is linear.",
)


def run(**statuses: str) -> Run:
    results = [{"name": name, "status": status} for name, status in statuses.items()]
    return Run(results=tuple(map(TestResult.model_validate, results)))


class Watched:
    """A grader that keeps what it was asked, and claims what it likes."""

    name, version = "watched", "1"

    def __init__(self, *verdicts: Verdict, error: float | None = None) -> None:
        self.asked: list[GradingRequest] = []
        self._verdicts, self._error = verdicts, error

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        self.asked.append(request)
        return Grade(
            verdicts=self._verdicts,
            grader=self.name,
            grader_version=self.version,
            rubric_version=1,
            error=self._error,
        )


LINEAR = Verdict(
    criterion_id="linear",
    level="met",
    credit=1,
    spans=(Span(start=0, end=18, quote="The time is linear"),),
)


def grade(
    grader: Watched, given: Run | None, answer: str = "The time is linear.", **more: object
) -> Grade:
    request = GradingRequest.model_validate(
        {"prompt": "Double it.", "rubric": RUBRIC, "answer": answer, "run": given, **more}
    )
    outcome = asyncio.run(judge_verified(grader, request))
    assert isinstance(outcome, Grade)
    return outcome


def test_a_criterion_earns_the_share_of_its_tests_that_pass() -> None:
    given = run(small="passed", large="timeout", zero="passed")
    outcome = grade(Watched(LINEAR), given)
    right, safe, linear = outcome.verdicts
    assert (right.level, right.credit) == ("partial", 0.5)
    assert right.explanation == "1 of 2 tests pass; not: large."
    assert right.tests[1] == TestFact(name="large", status="timeout")
    assert (safe.level, safe.explanation) == ("met", "The test passes.")
    assert linear.level == "met"
    assert score(outcome, RUBRIC).value == 0.8


def test_no_grader_is_asked_about_tests_nor_can_it_claim_them() -> None:
    forged = Verdict(
        criterion_id="right",
        level="met",
        credit=1,
        tests=(TestFact(name="small", status="passed"),),
    )
    made_up = Verdict(
        criterion_id="linear",
        level="met",
        credit=1,
        tests=(TestFact(name="small", status="passed"),),
    )
    grader = Watched(forged, made_up)
    outcome = grade(grader, run(small="failed", large="failed", zero="failed"))
    assert [one.id for one in grader.asked[0].rubric.criteria] == ["linear"]
    assert [verdict.level for verdict in outcome.verdicts] == ["missed"] * 3
    assert score(outcome, RUBRIC).value == 0


def test_without_code_the_tests_are_missed_and_say_so() -> None:
    right, safe, linear = grade(Watched(LINEAR), None).verdicts
    assert {right.level, safe.level} == {"missed"}
    assert right.explanation == "No code was submitted."
    assert linear.level == "met"


def test_a_reply_to_a_follow_up_says_nothing_of_the_tests() -> None:
    outcome = grade(Watched(LINEAR), None, follow_up=True, target="linear")
    assert [verdict.criterion_id for verdict in outcome.verdicts] == ["linear"]


def test_code_without_a_word_needs_no_grader() -> None:
    grader = Watched(LINEAR)
    outcome = grade(grader, run(small="passed", large="passed", zero="passed"), answer=" \n")
    assert grader.asked == []
    assert [verdict.level for verdict in outcome.verdicts] == ["met", "met", "missed"]
    assert score(outcome, RUBRIC).value == 0.6


def test_a_score_is_as_uncertain_as_the_part_that_was_judged() -> None:
    given = run(small="passed", large="passed", zero="passed")
    assert grade(Watched(LINEAR, error=0.1), given).error == pytest.approx(0.04)


def test_facts_stand_where_they_are_verified_again() -> None:
    answer = "The time is linear."
    outcome = grade(Watched(LINEAR), run(small="passed", large="failed", zero="passed"), answer)
    assert verified(outcome, answer) == outcome
    raised = outcome.verdicts[0].model_copy(update={"credit": 1.0, "level": "met"})
    more = outcome.model_copy(update={"verdicts": (raised, *outcome.verdicts[1:])})
    assert verified(more, answer).verdicts[0].credit == 0


def test_the_offline_grader_judges_the_explanation_beside_the_facts() -> None:
    request = GradingRequest(
        prompt="Double it.",
        rubric=RUBRIC,
        answer="I take one pass over the list, so the time is linear.",
        run=run(small="passed", large="passed", zero="failed"),
    )
    outcome = asyncio.run(judge_verified(OfflineGrader(), request))
    assert isinstance(outcome, Grade)
    levels = {verdict.criterion_id: verdict.level for verdict in outcome.verdicts}
    assert levels["right"] == "met"
    assert levels["safe"] == "missed"
    assert levels["linear"] in ("met", "partial")
