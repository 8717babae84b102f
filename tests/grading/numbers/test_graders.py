"""Both graders give code's verdict on a figure; the model is never asked about it."""

import asyncio

import pytest

from interviewer.bank.rubric import Criterion, Misconception, Number, Rubric
from interviewer.grading.grade import Grade, Ungraded, score
from interviewer.grading.grader import GradingRequest, judge_verified
from interviewer.grading.llm.grader import LlmGrader
from interviewer.grading.offline.grader import OfflineGrader
from interviewer.settings.load import Settings
from tests.grading.llm.conftest import Silent
from tests.grading.llm.judge import Judge, Script, says

MEMORY = Criterion(
    id="memory",
    statement="The key-value cache takes 2 GB.",
    points=4,
    number=Number(value=2, unit="GB", tolerance=0.05),
)
GROWTH = Criterion(
    id="growth",
    statement="The key-value cache grows linearly with the length of the sequence.",
    points=6,
    evidence=(
        "the cache grows linearly with the sequence length",
        "memory is proportional to the number of tokens",
        "twice the (length / tokens) takes twice the cache",
        "each new token adds its keys and values",
    ),
)
BELIEF = Misconception(
    id="quadratic",
    statement="The key-value cache grows quadratically with the length.",
    correction="It grows linearly; attention's work is quadratic.",
    contradicts="growth",
    penalty=2,
    evidence=("the cache grows quadratically with the sequence length",),
)
PROMPT = "How much memory does the key-value cache of this model take, and how does it grow?"
ANSWER = "The cache takes about 2.1e9 bytes, and it grows linearly with the sequence length."


def request(answer: str, *criteria: Criterion, beliefs: bool = True) -> GradingRequest:
    rubric = Rubric(
        question_id="kv-cache",
        version=1,
        criteria=criteria or (MEMORY, GROWTH),
        misconceptions=(BELIEF,) if beliefs else (),
        model_answer="It takes 2 GB and grows linearly with the sequence length.",
    )
    return GradingRequest(prompt=PROMPT, rubric=rubric, answer=answer)


def offline(answer: str) -> Grade:
    outcome = asyncio.run(judge_verified(OfflineGrader(), request(answer)))
    assert isinstance(outcome, Grade)
    return outcome


def by_model(script: Script, asked: GradingRequest) -> tuple[Grade | Ungraded, Judge]:
    with Judge(script) as judge:
        settings = Settings(model="double", base_url=judge.url, timeout=20.0)
        outcome = asyncio.run(judge_verified(LlmGrader(settings, Silent()), asked))
    return outcome, judge


def test_the_offline_grader_decides_a_figure_by_code() -> None:
    grade = offline(ANSWER)
    memory, growth = grade.verdicts
    assert (memory.criterion_id, growth.criterion_id) == ("memory", "growth")
    assert memory.level == "met"
    assert memory.spans[0].quote == "The cache takes about 2.1e9 bytes"
    assert memory.explanation == "You said 2.1e9 bytes (2.1 GB); right is 2 GB within 5 %."
    assert growth.level != "missed"
    assert score(grade, request(ANSWER).rubric).points == pytest.approx(4 + 6 * growth.credit)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The cache takes about 3 GB, and it grows linearly with the sequence length.", "missed"),
        ("The key-value cache takes 2 MB, I think.", "partial"),
        ("The key-value cache takes a lot of memory.", "missed"),
        ("2 GB.", "met"),
        ("two gigabytes", "met"),
    ],
)
def test_words_alone_earn_no_figure(answer: str, expected: str) -> None:
    assert offline(answer).verdicts[0].level == expected


def test_figures_do_not_change_how_the_other_criteria_are_judged() -> None:
    alone = request(ANSWER, GROWTH)
    outcome = asyncio.run(judge_verified(OfflineGrader(), alone))
    assert isinstance(outcome, Grade)
    assert outcome.verdicts[0].level == offline(ANSWER).verdicts[1].level


def test_the_model_is_not_asked_about_a_figure() -> None:
    outcome, judge = by_model(says({"growth": ("yes", "grows linearly")}), request(ANSWER))
    assert isinstance(outcome, Grade)
    memory, growth = outcome.verdicts
    assert (memory.level, growth.level) == ("met", "met")
    assert memory.stability is None
    assert [seen.criteria for seen in judge.seen] == [["growth"]]
    assert offline(ANSWER).verdicts[0] == memory


def test_a_model_cannot_award_a_figure() -> None:
    answer = "The cache takes 5 GB and grows linearly."
    claims = {"memory": ("yes", "5 GB"), "growth": ("yes", "grows linearly")}
    outcome, _ = by_model(says(claims), request(answer))
    assert isinstance(outcome, Grade)
    assert outcome.verdicts[0].level == "missed"


def test_figures_alone_ask_no_model_and_need_no_consent() -> None:
    asked = request("It takes 2 GB.", MEMORY, beliefs=False)
    outcome, judge = by_model(says({}), asked)
    assert isinstance(outcome, Grade)
    assert (outcome.verdicts[0].level, len(judge.seen)) == ("met", 0)
    assert outcome.usage is not None
    assert outcome.usage.requests == 0
    remote = LlmGrader(Settings(model="m", base_url="https://example.invalid/v1"), Silent())
    assert isinstance(asyncio.run(remote.grade(asked)), Grade)
    assert isinstance(asyncio.run(remote.grade(request(ANSWER))), Ungraded)
    assert remote.preview(asked) == {}
