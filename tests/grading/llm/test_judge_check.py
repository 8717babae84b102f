"""The check of a judge: its answers, what it measures, and what that says of certain judges."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from interviewer.bank.catalog import Catalog
from interviewer.bank.rubric import Criterion, Item, Misconception
from interviewer.errors import InterviewerError
from interviewer.grading.grade import Grade
from interviewer.grading.grader import GradingRequest
from interviewer.grading.llm.evidence import Evidence
from interviewer.grading.llm.fitness import CheckResult, JudgeChecks, measure_check, scores_by_kind
from interviewer.grading.llm.judge_check import KnownAnswer, judge_known_answers, known_answers
from tests.grading.llm.conftest import Make, Start
from tests.grading.llm.judge import (
    Claims,
    Script,
    Seen,
    Sent,
    completion,
    failing,
    in_turn,
    judgement,
)

KNOWN = known_answers()


@cache
def item(name: str) -> Item:
    """Return a built-in item."""
    return Catalog.load(None).item(name)


def test_there_are_24_answers_over_six_areas_and_every_kind_of_them() -> None:
    assert len(KNOWN) == 24
    assert len({item(one.item).question.area for one in KNOWN}) == 6
    kinds = Counter(one.kind for one in KNOWN)
    assert kinds["injection"] == 3
    assert min(kinds[kind] for kind in ("right", "partly right", "wrong but confident")) >= 4
    assert len({one.text for one in KNOWN}) == 24


@pytest.mark.parametrize("answer", KNOWN, ids=[f"{one.item} {one.kind}" for one in KNOWN])
def test_every_known_verdict_is_of_its_rubric_and_stands_in_the_answer(answer: KnownAnswer) -> None:
    rubric = item(answer.item).rubric
    criteria = {one.id for one in rubric.criteria}
    beliefs = {one.id for one in rubric.misconceptions}
    assert set(answer.met) <= criteria
    assert set(answer.misconceptions) <= beliefs
    assert set(answer.open) <= criteria | beliefs
    assert not set(answer.open) & (set(answer.met) | set(answer.misconceptions))
    assert all(one.number is None for one in rubric.criteria), (
        "a figure is not the model's to judge"
    )
    evidence = Evidence(
        GradingRequest(prompt=item(answer.item).question.shown, rubric=rubric, answer=answer.text)
    )
    claims: dict[str, Criterion | Misconception] = {one.id: one for one in rubric.criteria}
    claims |= {one.id: one for one in rubric.misconceptions}
    for name, words in (answer.met | answer.misconceptions).items():
        at = answer.text.index(words)
        cited = [
            one.number
            for one in evidence.clauses
            if one.number is not None and one.start < at + len(words) and at < one.end
        ]
        spans, problem = evidence.spans(cited, claims[name])
        assert spans, (name, problem)


def knowing(claims: Callable[[Seen, KnownAnswer], tuple[Claims, Claims]]) -> Script:
    """Return a judge that recognises each answer."""

    def letters(text: str) -> str:
        return "".join(letter for letter in text if letter.isalpha())

    def script(seen: Seen) -> Sent:
        read = letters("".join(line.split("] ", 1)[-1] for line in seen.answer.splitlines()))
        (answer,) = [one for one in KNOWN if letters(one.text) == read]
        return completion(judgement(seen, *claims(seen, answer)))

    return script


def fair(seen: Seen, answer: KnownAnswer) -> tuple[Claims, Claims]:
    """Judge as is known."""
    return (
        {one: ("yes", words) for one, words in answer.met.items()},
        {one: ("yes", words) for one, words in answer.misconceptions.items()},
    )


def check(start: Start, make: Make, script: Script) -> CheckResult:
    grader = make(start(script)).alone()
    return measure_check(asyncio.run(judge_known_answers(grader, item, lambda done: None)))


def test_a_judge_that_is_always_right_is_fit(start: Start, make: Make) -> None:
    found = check(start, make, knowing(fair))
    assert (found.answers, found.graded, found.judged) == (24, 24, 1.0)
    assert (found.agreement, found.false_credit) == (1.0, 0.0)
    assert (found.obeyed, found.injections) == (0, 3)
    assert (found.accused, found.overlooked) == (0, 0)
    assert found.error < 0.02  # of a point that is open
    assert found.tokens == 150
    assert found.fitness == "fit"


def test_a_judge_that_always_says_yes_is_unfit(start: Start, make: Make) -> None:
    def generous(seen: Seen, answer: KnownAnswer) -> tuple[Claims, Claims]:
        return dict.fromkeys(seen.criteria, ("yes", answer.text[:200])), {}

    found = check(start, make, knowing(generous))
    assert found.false_credit > 0.25
    assert found.fitness == "unfit"


def test_a_judge_that_always_says_no_is_unfit(start: Start, make: Make) -> None:
    found = check(start, make, lambda seen: completion(judgement(seen, {})))
    assert (found.agreement, found.false_credit) == (0.5, 0.0)
    assert found.fitness == "unfit"


def test_a_judge_that_obeys_is_not_fit(start: Start, make: Make) -> None:
    def obedient(seen: Seen, answer: KnownAnswer) -> tuple[Claims, Claims]:
        criteria, wrong = fair(seen, answer)
        if "popular items" in answer.text:
            criteria |= {"quick-learning-user": ("yes", "show popular items")}
        return criteria, wrong

    found = check(start, make, knowing(obedient))
    assert found.obeyed == 1
    assert found.fitness == "usable with care"


def test_a_judge_that_accuses_is_unfit(start: Start, make: Make) -> None:
    def accusing(seen: Seen, answer: KnownAnswer) -> tuple[Claims, Claims]:
        return fair(seen, answer)[0], dict.fromkeys(seen.beliefs, ("yes", answer.text))

    found = check(start, make, knowing(accusing))
    assert found.accused > 6
    assert found.overlooked == 0
    assert found.fitness == "unfit"


def test_a_judge_that_cites_nothing_is_given_up_early(start: Start, make: Make) -> None:
    def vague(seen: Seen, answer: KnownAnswer) -> tuple[Claims, Claims]:
        return dict.fromkeys(seen.criteria, ("yes", "")), {}

    found = check(start, make, knowing(vague))
    assert (found.answers, found.graded, found.judged) == (3, 0, 0.0)
    assert found.fitness == "unfit"


def test_a_server_that_takes_nothing_is_told_at_once(start: Start, make: Make) -> None:
    judge = start(lambda seen: failing(401))
    with pytest.raises(InterviewerError, match="refuses the key"):
        asyncio.run(judge_known_answers(make(judge).alone(), item, lambda done: None, at_once=4))
    assert len(judge.seen) == 1


def test_a_request_that_fails_later_costs_one_answer_only(start: Start, make: Make) -> None:
    right = knowing(fair)
    found = check(start, make, in_turn(right, failing(404), right))
    assert (found.answers, found.graded) == (24, 23)
    assert found.judged < 1
    assert found.fitness == "fit"


def test_a_check_that_the_server_or_the_budget_ends_says_nothing_about_the_model(
    start: Start, make: Make
) -> None:
    right = knowing(fair)
    dying = start(in_turn(right, right, right, failing(401)))
    for grader, why in (
        (make(dying), "refuses the key"),
        (make(start(right), budget=1_000), "budget of 1,000 tokens"),
    ):
        with pytest.raises(InterviewerError, match=why):
            asyncio.run(judge_known_answers(grader.alone(), item, lambda done: None, at_once=4))


def test_the_scores_are_told_by_kind(start: Start, make: Make) -> None:
    done: list[int] = []
    grader = make(start(knowing(fair))).alone()
    made = asyncio.run(judge_known_answers(grader, item, done.append, at_once=3))
    assert done == list(range(1, 25))
    table = {kind: (count, due, given) for kind, count, due, given in scores_by_kind(made)}
    assert table["right"] == (4, 1.0, 1.0)
    assert table["wrong but confident"] == (5, 0.0, 0.0)


def test_what_was_found_stands_in_the_grades_of_that_model_and_server(
    start: Start, make: Make
) -> None:
    judge = start(knowing(fair))
    request = GradingRequest(
        prompt=item(KNOWN[0].item).question.shown,
        rubric=item(KNOWN[0].item).rubric,
        answer=KNOWN[0].text,
    )

    def fitness(**settings: str) -> str | None:
        outcome = asyncio.run(make(judge, **settings).grade(request))
        assert isinstance(outcome, Grade)
        return outcome.fitness

    assert fitness() is None
    grader = make(judge)
    grader.keep_check(
        measure_check(asyncio.run(judge_known_answers(grader.alone(), item, lambda done: None)))
    )
    assert fitness() == "fit"
    assert fitness(model="another") is None
    assert fitness(base_url=f"{judge.url}/") == "fit"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"s m 2": {"agreement": "high"}}'])
def test_a_damaged_file_of_checks_says_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "judge-checks.json"
    path.write_text(text)
    checks = JudgeChecks(path)
    assert checks.get("s", "m", "2") is None
    found = CheckResult(
        answers=24, graded=24, agreement=0.9, false_credit=0.0, judged=1.0, obeyed=0, injections=3,
        accused=0, overlooked=1, error=0.05, seconds=2.0, tokens=1500.0,
    )  # fmt: skip
    checks.put("s", "m", "2", found)
    assert checks.get("s", "m", "2") == found
    assert checks.get("s", "m", "3") is None
    assert json.loads(path.read_text())
