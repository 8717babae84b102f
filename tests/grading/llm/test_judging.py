"""What an honest judge says becomes a grade, and only what the answer bears out."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from interviewer.grading.grade import FoundMisconception, Grade, Span, Ungraded, Verdict, score
from interviewer.grading.grader import GradingRequest, judge_verified
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
    grade = grade_of(asyncio.run(judge_verified(make(judge), request)))
    first, second, third = grade.verdicts
    assert (first.level, second.level, third.level) == ("met", "partial", "missed")
    assert first.spans[0].quote == "Well, the mean  ADDS all values"
    assert all(span.stands_in(ANSWER) for one in grade.verdicts for span in one.spans)
    assert first.explanation == "about point-1"
    assert score(grade, request.rubric).points == 4 + 1.5
    assert (grade.grader, grade.model, grade.prompt_version) == ("llm", "double", "2")
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
    schema = form["json_schema"]["schema"]
    entry = schema["properties"]["criteria"]["properties"][MEAN]
    assert list(entry["properties"]) == ["explanation", "clauses", "verdict"]
    assert entry["properties"]["verdict"]["enum"] == ["yes", "partial", "no"]
    clauses = len(seen.answer.splitlines())
    assert entry["properties"]["clauses"]["items"]["maximum"] == clauses
    assert entry["additionalProperties"] is False
    assert "$" not in json.dumps(schema)  # references are not understood everywhere
    assert request.rubric.model_answer in seen.user
    assert "transcript of speech" in seen.user


def test_what_is_the_same_for_each_answer_comes_first(start: Start, make: Make) -> None:
    judge = start(says({}))
    for answer in (ANSWER, "I would rather talk about the mode."):
        asyncio.run(make(judge).grade(request_for("mean-vs-median", answer)))
    one, other = judge.seen
    assert one.criteria == other.criteria == [MEAN, MEDIAN, OUTLIERS]
    assert one.system == other.system
    before, _, after = one.user.partition("ANSWER OF THE CANDIDATE")
    assert other.user.startswith(before)
    assert "FORM OF THE REPLY" in before
    assert len(after) < 0.3 * len(before)


def test_later_votes_ask_in_another_order(start: Start, make: Make) -> None:
    far = dict.fromkeys((MEAN, MEDIAN, OUTLIERS), ("yes", "the mean adds all values"))
    orders = set()
    for seed in range(1, 6):
        judge = start(says(far))
        grader = make(judge, Opinion("missed", on=(MEAN, MEDIAN, OUTLIERS)), llm_seed=seed)
        asyncio.run(grader.grade(request_for("mean-vs-median", ANSWER)))
        assert judge.seen[0].criteria == [MEAN, MEDIAN, OUTLIERS]
        orders |= {tuple(seen.criteria) for seen in judge.seen[1:]}
    assert len(orders) > 1


def test_credit_without_a_clause_is_asked_for_once_and_then_left_out(
    start: Start, make: Make
) -> None:
    invented = FAIR | {OUTLIERS: ("yes", "outliers pull the mean far away")}
    judge = start(says(invented))
    request = request_for("mean-vs-median", ANSWER)
    grade = grade_of(asyncio.run(make(judge).grade(request)))
    third = grade.verdicts[2]
    assert (third.level, third.spans, third.settled) == ("missed", (), False)
    assert "no place in the answer was named" in third.explanation
    assert [seen.criteria for seen in judge.seen[1:]] == [[OUTLIERS]]
    assert "without naming a clause" in judge.seen[1].user
    judged_points = sum(one.points for one in request.rubric.criteria if one.id != OUTLIERS)
    assert score(grade, request.rubric).possible == judged_points
    assert grade.confidence < 0.9


def test_a_judge_that_proves_hardly_anything_is_unfit_for_the_answer(
    start: Start, make: Make
) -> None:
    judge = start(says(dict.fromkeys((MEAN, MEDIAN, OUTLIERS), ("yes", "nowhere"))))
    outcome = asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER)))
    assert isinstance(outcome, Ungraded)
    assert "not fit to judge this answer" in outcome.reason


def test_a_clause_that_shares_nothing_with_the_point_is_no_evidence(
    start: Start, make: Make
) -> None:
    answer = "The mean adds all values; by the way, it rains in Hamburg today, and I like rain."
    judge = start(says({MEAN: ("yes", "the mean adds"), MEDIAN: ("yes", "it rains in hamburg")}))
    grade = grade_of(asyncio.run(make(judge).grade(request_for("mean-vs-median", answer))))
    assert [one.settled for one in grade.verdicts] == [True, False, True]
    assert "says nothing about this point" in grade.verdicts[1].explanation


def test_a_repaired_place_earns_the_credit(start: Start, make: Make) -> None:
    wrong = says({MEAN: ("yes", "the mean is the sum over n")})
    judge = start(in_turn(wrong, says(FAIR)))
    grade = grade_of(asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER))))
    assert grade.verdicts[0].level == "met"
    assert len(judge.seen) == 2


class Opinion:
    """A baseline with a fixed opinion."""

    name, version = "opinion", "1"

    def __init__(
        self,
        level: str,
        certainty: str = "clear",
        *,
        wrong: bool = False,
        on: tuple[str, ...] = (MEAN,),
    ) -> None:
        self._verdicts = tuple(
            Verdict.model_validate({"criterion_id": one, "level": level, "certainty": certainty})
            for one in on
        )
        self._wrong = wrong

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        span = Span(start=0, end=4, quote="Well")
        found = FoundMisconception(misconception_id="belief", spans=(span,))
        return Grade(
            verdicts=self._verdicts,
            misconceptions=(found,) if self._wrong else (),
            grader="opinion",
            grader_version="1",
            rubric_version=1,
        )


@pytest.mark.parametrize(
    ("later", "level", "agreed"),
    # Met against a clear missed to the end counts half: nothing says who is right.
    [("yes", "partial", 3), ("partial", "partial", 2), ("no", "missed", 2)],
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
    assert first.certainty == "borderline"
    assert ("disagree" in first.explanation) is (later == "yes")
    assert [seen.criteria for seen in judge.seen] == [judge.seen[0].criteria, [MEAN], [MEAN]]
    # Another seed for each vote, or a model at temperature 0 would only repeat itself.
    assert len({seen.body["seed"] for seen in judge.seen}) == 3
    other = grade.verdicts[1]
    assert other.stability is not None
    assert other.stability.votes == 1


def test_a_later_question_lets_the_judge_cite_every_clause(start: Start, make: Make) -> None:
    invented = says(FAIR | {MEAN: ("yes", "the mean is the sum over n")})
    judge = start(in_turn(invented, says(FAIR)))
    grader = make(judge, Opinion("missed"))
    asyncio.run(grader.grade(request_for("mean-vs-median", ANSWER)))
    assert len(judge.seen) == 4  # the answer, the repair, and two more votes
    for seen in judge.seen:
        schema = seen.body["response_format"]["json_schema"]["schema"]
        entry = schema["properties"]["criteria"]["properties"][MEAN]
        clauses = len(seen.answer.splitlines())
        assert clauses > 1
        assert entry["properties"]["clauses"]["items"]["maximum"] == clauses


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


def test_a_misconception_that_both_find_stands_when_a_criterion_is_asked_again(
    start: Start, make: Make
) -> None:
    answer = "The median is always larger than the mean. The mean adds all values."
    opinion = {MEAN: ("yes", "the mean adds all values")}
    judge = start(says(opinion, {"belief": ("yes", "the median is always larger")}))
    grader = make(judge, Opinion("missed", wrong=True))
    grade = grade_of(asyncio.run(grader.grade(request_for("mean-vs-median", answer))))
    assert [seen.criteria for seen in judge.seen[1:]] == [[MEAN]] * 2
    assert [seen.beliefs for seen in judge.seen[1:]] == [[], []]
    (finding,) = grade.misconceptions
    assert finding.certainty == "clear"
    assert finding.stability is not None
    assert (finding.stability.agreed, finding.stability.votes) == (1, 1)


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
    assert (first.level, first.certainty) == ("partial", "borderline")


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

VALID: dict[str, Any] = {"explanation": "e", "clauses": [], "verdict": "no"}
WHOLE: dict[str, Any] = {
    "criteria": {MEAN: VALID, MEDIAN: VALID, OUTLIERS: VALID},
    "misconceptions": [],
}


def with_criterion(**changes: object) -> str:
    entry = VALID | changes
    return json.dumps(WHOLE | {"criteria": WHOLE["criteria"] | {MEAN: entry}})


BAD = {
    "no json": "I would say yes.",
    "two objects": f"{json.dumps(WHOLE)} or rather {json.dumps(WHOLE)}",
    "cut in the middle": json.dumps(WHOLE)[:-20],
    "an id left out": json.dumps(WHOLE | {"criteria": {MEAN: VALID}}),
    "off the menu": with_criterion(verdict="excellent"),
    "a number": with_criterion(verdict=1),
    "no verdict": json.dumps(
        WHOLE | {"criteria": WHOLE["criteria"] | {MEAN: {"explanation": "e", "clauses": []}}}
    ),
    "a criterion that is text": json.dumps(WHOLE | {"criteria": WHOLE["criteria"] | {MEAN: "no"}}),
    "still thinking": f"<think>Perhaps {json.dumps(WHOLE)} or",
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


WRAPPED = (
    "```json\n{}\n```",
    "```\n{}\n```",
    "<think>Hmm {{.</think>\n{}",
    "  {}\n",
    "Here is my evaluation:\n\n```json\n{}\n```\n\nLet me know if you need more.",
    "Here is the JSON object you asked for:\n{}",
    "{}\n\nI hope this helps!",
    "Let me look at the criteria one by one.\n</think>\n\n{}",
    "<thinking>hm</thinking>\n{}",
    "[THINK]hm[/THINK]{}",
    "<|channel|>analysis<|message|>Judge.<|end|><|start|>assistant<|channel|>final<|message|>{}",
    "\ufeff{}",
)

GENEROUS: dict[str, Callable[[str], str]] = {
    "another case": lambda reply: reply.replace('"yes"', '"Yes"').replace('"no"', '"NO"'),
    "more keys": lambda reply: json.dumps(json.loads(reply) | {"overall": "good", "score": 100}),
    "another order": lambda reply: json.dumps(dict(reversed(json.loads(reply).items()))),
    "null for nothing": lambda reply: reply.replace("[]", "null"),
    "numbers in brackets": lambda reply: reply.replace("[1]", '["[1]"]'),
    "a number alone": lambda reply: reply.replace("[1]", "1"),
    "a list around it": lambda reply: f"[{reply}]",
    "an id that nobody asked for": lambda reply: reply.replace(
        '"criteria": {', '"criteria": {"bonus": {"verdict": "yes", "clauses": [1]}, '
    ),
}


@pytest.mark.parametrize("change", GENEROUS.values(), ids=GENEROUS)
def test_what_means_the_same_is_taken(
    start: Start, make: Make, change: Callable[[str], str]
) -> None:
    judge = start(lambda seen: completion(change(judgement(seen, FAIR))))
    grade = grade_of(asyncio.run(make(judge).grade(request_for("mean-vs-median", ANSWER))))
    assert [one.level for one in grade.verdicts] == ["met", "partial", "missed"]
    assert len(judge.seen) == 1


@pytest.mark.parametrize(
    "wrapped",
    ["```json\n{}\n```", "```\n{}\n```", "<think>Hmm {{.</think>\n{}", "  {}\n", *WRAPPED],
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
