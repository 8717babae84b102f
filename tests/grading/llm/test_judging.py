"""What an honest judge says becomes a grade, and only what the answer bears out."""

import asyncio
import json

import pytest

from interviewer.grading.grade import FoundMisconception, Grade, Span, Ungraded, Verdict, score
from interviewer.grading.grader import GradingRequest, judged
from tests.grading.llm.conftest import OFFLINE, Make, Start, request_for
from tests.grading.llm.judge import Seen, Sent, completion, in_turn, judgement, says

ANSWER = "Well, the mean  ADDS all values; the median is the one in the middle of the sorted data."
MEAN, MEDIAN, OUTLIERS = "point-1", "point-2", "point-3"
FAIR = {
    MEAN: ("yes", "the mean adds all values,"),
    MEDIAN: ("partial", "in the middle of the sorted data"),
}


def grade_of(outcome: Grade | Ungraded) -> Grade:
    assert isinstance(outcome, Grade), outcome
    return outcome


def test_a_fair_judge_gives_a_grade_with_spans_of_the_answer(start: Start, make: Make) -> None:
    judge = start(says(FAIR))
    request = request_for("mean-vs-median", ANSWER)
    grade = grade_of(asyncio.run(judged(make(judge), request)))
    first, second, third = grade.verdicts
    assert (first.level, second.level, third.level) == ("met", "partial", "missed")
    assert first.spans[0].quote == "the mean  ADDS all values"
    assert all(span.stands_in(ANSWER) for one in grade.verdicts for span in one.spans)
    assert first.explanation == "about point-1"
    assert score(grade, request.rubric).points == 4 + 1.5
    assert (grade.grader, grade.model, grade.prompt_version) == ("llm", "double", "1")
    assert grade.usage is not None
    assert (grade.usage.requests, grade.usage.tokens, grade.usage.cost) == (1, 150, None)
    assert len(judge.seen) == 1


def test_the_request_is_as_the_protocol_wants_it(start: Start, make: Make) -> None:
    judge = start(says(FAIR))
    grader = make(judge, llm_seed=5)
    request = request_for("mean-vs-median", ANSWER)
    preview = grader.preview(request)
    asyncio.run(grader.grade(request))
    (seen,) = judge.seen
    assert preview == {"url": f"{judge.url}/chat/completions", "body": seen.body}
    assert seen.body["temperature"] == 0
    assert seen.body["seed"] == 5
    assert seen.body["model"] == "double"
    form = seen.body["response_format"]
    assert form["type"] == "json_schema"
    entry = form["json_schema"]["schema"]["$defs"]["JudgedCriterion"]
    assert list(entry["properties"]) == ["explanation", "quote", "verdict"]
    assert entry["properties"]["verdict"]["enum"] == ["yes", "partial", "no"]
    assert entry["additionalProperties"] is False
    assert request.rubric.model_answer in seen.user
    assert "transcript of speech" in seen.user


def test_criteria_are_shuffled_alike_in_each_run(start: Start, make: Make) -> None:
    judge = start(says({}))
    orders = set()
    for seed in (1, 1, 2, 3, 4, 5):
        request = request_for("mean-vs-median", ANSWER)
        asyncio.run(make(judge, llm_seed=seed).grade(request))
        assert sorted(judge.seen[-1].criteria) == [MEAN, MEDIAN, OUTLIERS]
        orders.add(tuple(judge.seen[-1].criteria))
        if len(judge.seen) == 2:
            assert len(orders) == 1
    assert len(orders) > 1


def test_a_quote_that_does_not_stand_is_asked_for_once_and_then_missed(
    start: Start, make: Make
) -> None:
    invented = FAIR | {OUTLIERS: ("yes", "outliers pull the mean far away")}
    judge = start(says(invented))
    grade = grade_of(asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER))))
    third = grade.verdicts[2]
    assert (third.level, third.spans) == ("missed", ())
    assert "do not stand in the answer" in third.explanation
    # The whole sheet, the repair, and two more votes on what was disputed.
    assert [seen.criteria for seen in judge.seen[1:]] == [[OUTLIERS]] * 3
    assert "does not stand in the answer" in judge.seen[1].user
    assert third.stability is not None
    assert (third.stability.agreed, third.stability.votes) == (3, 3)


def test_a_repaired_quote_earns_the_credit(start: Start, make: Make) -> None:
    wrong = says({MEAN: ("yes", "the mean is the sum over n")})
    judge = start(in_turn(wrong, says(FAIR)))
    grade = grade_of(asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER))))
    assert grade.verdicts[0].level == "met"
    assert len(judge.seen) == 2


class Opinion:
    """A baseline with a fixed opinion."""

    name, version = "opinion", "1"

    def __init__(self, level: str, certainty: str = "clear", *, wrong: bool = False) -> None:
        self._verdict = {"criterion_id": MEAN, "level": level, "certainty": certainty}
        self._wrong = wrong

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        span = Span(start=0, end=4, quote="Well")
        found = FoundMisconception(misconception_id="belief", spans=(span,))
        return Grade(
            verdicts=(Verdict.model_validate(self._verdict),),
            misconceptions=(found,) if self._wrong else (),
            grader="opinion",
            grader_version="1",
            rubric_version=1,
        )


@pytest.mark.parametrize(
    ("later", "level", "agreed"),
    [("yes", "met", 3), ("partial", "partial", 2), ("no", "missed", 2)],
)
def test_far_from_the_baseline_is_asked_again_and_the_majority_counts(
    start: Start, make: Make, later: str, level: str, agreed: int
) -> None:
    quote = FAIR[MEAN][1]
    judge = start(in_turn(says(FAIR), says({MEAN: (later, quote)})))
    grader = make(judge, Opinion("missed"))
    grade = grade_of(asyncio.run(grader.grade(request_for("mean-vs-median", ANSWER))))
    first = grade.verdicts[0]
    assert first.level == level
    assert first.stability is not None
    assert (first.stability.agreed, first.stability.votes) == (agreed, 3)
    assert first.certainty == ("clear" if agreed == 3 else "borderline")
    assert [seen.criteria for seen in judge.seen] == [judge.seen[0].criteria, [MEAN], [MEAN]]
    # Another seed for each vote, or a model at temperature 0 would only repeat itself.
    assert len({seen.body["seed"] for seen in judge.seen}) == 3
    other = grade.verdicts[1]
    assert other.stability is not None
    assert other.stability.votes == 1


def test_three_different_votes_give_the_one_in_the_middle(start: Start, make: Make) -> None:
    quote = FAIR[MEAN][1]
    judge = start(in_turn(says(FAIR), says({MEAN: ("partial", quote)}), says({})))
    grader = make(judge, Opinion("missed"))
    grade = grade_of(asyncio.run(grader.grade(request_for("mean-vs-median", ANSWER))))
    assert grade.verdicts[0].level == "partial"


@pytest.mark.parametrize(
    "baseline", [Opinion("partial"), Opinion("missed", "borderline"), Opinion("met")]
)
def test_near_the_baseline_one_call_is_enough(start: Start, make: Make, baseline: Opinion) -> None:
    judge = start(says(FAIR))
    asyncio.run(make(judge, baseline).grade(request_for("mean-vs-median", ANSWER)))
    assert len(judge.seen) == 1


def test_a_misconception_needs_a_quote_too(start: Start, make: Make) -> None:
    answer = "The median is always larger than the mean."
    for quote, found in ((answer, 1), ("medians are big", 0)):
        judge = start(says({}, {"belief": ("yes", quote)}))
        request = request_for("mean-vs-median", answer)
        grade = grade_of(asyncio.run(make(judge).grade(request)))
        assert len(grade.misconceptions) == found


def test_a_misconception_that_only_the_baseline_finds_is_asked_again(
    start: Start, make: Make
) -> None:
    judge = start(says({}))
    grader = make(judge, Opinion("partial", wrong=True))
    asyncio.run(grader.grade(request_for("mean-vs-median", ANSWER)))
    assert [seen.beliefs for seen in judge.seen[1:]] == [["belief"]] * 2


def test_a_misconception_that_only_the_model_finds_is_asked_again(start: Start, make: Make) -> None:
    answer = "The median is always larger than the mean."
    judge = start(in_turn(says({}, {"belief": ("yes", answer)}), says({})))
    grader = make(judge, Opinion("missed"))
    grade = grade_of(asyncio.run(grader.grade(request_for("mean-vs-median", answer))))
    assert [seen.beliefs for seen in judge.seen[1:]] == [["belief"]] * 2
    assert grade.misconceptions == ()


def test_a_repair_that_cannot_be_asked_for_gives_no_grade(start: Start, make: Make) -> None:
    invented = says({MEAN: ("yes", "the mean is the sum over n")})
    judge = start(in_turn(invented, completion(None, finish_reason="content_filter")))
    outcome = asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER)))
    assert isinstance(outcome, Ungraded)
    assert "content filter" in outcome.reason


def test_a_vote_that_fails_leaves_a_borderline_verdict(start: Start, make: Make) -> None:
    judge = start(in_turn(says(FAIR), completion(None, finish_reason="content_filter")))
    grader = make(judge, Opinion("missed"))
    grade = grade_of(asyncio.run(grader.grade(request_for("mean-vs-median", ANSWER))))
    first = grade.verdicts[0]
    assert (first.level, first.certainty) == ("met", "borderline")


def test_with_the_offline_grader_as_baseline(start: Start, make: Make) -> None:
    item_answer = request_for("mean-vs-median", "").rubric.model_answer

    def honest(seen: Seen) -> Sent:
        claims = {one: ("yes", seen.statements[one]) for one in seen.criteria}
        return completion(judgement(seen, claims))

    judge = start(honest)
    request = request_for("mean-vs-median", item_answer)
    grade = grade_of(asyncio.run(make(judge, OFFLINE).grade(request)))
    assert score(grade, request.rubric).value == 1.0
    assert len(judge.seen) == 1


# What is no judgement

VALID = {"explanation": "e", "quote": "", "verdict": "no"}
WHOLE = {
    "criteria": {MEAN: VALID, MEDIAN: VALID, OUTLIERS: VALID},
    "misconceptions": {"belief": VALID},
}


def with_criterion(**changes: object) -> str:
    entry = VALID | changes
    return json.dumps(WHOLE | {"criteria": WHOLE["criteria"] | {MEAN: entry}})


BAD = {
    "no json": "I would say yes.",
    "prose around it": f"Here you are: {json.dumps(WHOLE)}",
    "a list": json.dumps([WHOLE]),
    "cut in the middle": json.dumps(WHOLE)[:-20],
    "an unknown id": json.dumps(
        WHOLE | {"criteria": WHOLE["criteria"] | {"bonus": VALID | {"verdict": "yes"}}}
    ),
    "an id left out": json.dumps(WHOLE | {"criteria": {MEAN: VALID}}),
    "another key": json.dumps(WHOLE | {"score": 100}),
    "a key of a criterion": with_criterion(points=100),
    "off the menu": with_criterion(verdict="excellent"),
    "another case": with_criterion(verdict="YES"),
    "a number": with_criterion(verdict=1),
    "a quote that is no text": with_criterion(quote=["a"]),
    "no verdict": json.dumps(WHOLE | {"misconceptions": {"belief": {"explanation": "e"}}}),
    "partial misconception": json.dumps(
        WHOLE | {"misconceptions": {"belief": VALID | {"verdict": "partial"}}}
    ),
    "a key twice": json.dumps(WHOLE)[:-1] + ', "criteria": {}}',
    "nested too deeply": "[" * 100_000,
    "nothing": "",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_is_no_judgement_is_asked_for_once_more_and_then_ungraded(
    start: Start, make: Make, text: str
) -> None:
    judge = start(in_turn(completion(text), says(FAIR)))
    request = request_for("mean-vs-median", ANSWER)
    assert grade_of(asyncio.run(make(judge).grade(request))).verdicts[0].level == "met"
    assert "could not be used" in judge.seen[1].user

    judge = start(lambda seen: completion(text))
    outcome = asyncio.run(make(judge).grade(request))
    assert isinstance(outcome, Ungraded)
    assert outcome.reason.startswith("the model gave no judgement: ")
    assert len(judge.seen) == 2
    assert outcome.usage is not None
    assert outcome.usage.requests == 2


@pytest.mark.parametrize(
    "wrapped", ["```json\n{}\n```", "```\n{}\n```", "<think>Hmm {{.</think>\n{}", "  {}\n"]
)
def test_a_fence_and_a_thinking_block_are_passed_over(
    start: Start, make: Make, wrapped: str
) -> None:
    def script(seen: Seen) -> Sent:
        before, after = wrapped.replace("{{", "{{").split("{}")
        return completion(before + judgement(seen, FAIR) + after)

    judge = start(script)
    outcome = asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER)))
    assert isinstance(outcome, Grade)
    assert len(judge.seen) == 1
