"""What is recorded with a grade: votes and tokens, in the log, the report and its formats."""

import asyncio
import json

from hypothesis import given
from hypothesis import strategies as st

from interviewer.grading.grade import Grade, Stability, Ungraded, Verdict
from interviewer.grading.grader import GradingRequest
from interviewer.interview.conductor import Conductor
from interviewer.interview.events import AnswerGraded, SessionConfig, from_json, to_json
from interviewer.interview.fold import fold
from interviewer.interview.machine import Done
from interviewer.interview.session import Session
from interviewer.llm.usage import Usage
from interviewer.registry import load_exporter
from interviewer.report.build import build_report
from interviewer.report.report import Report
from interviewer.report.session_words import notices
from interviewer.report.wording import used
from tests.interview.play import Bank, MemoryLog
from tests.sample_bank import START, Clock, sample_item

ANSWER = sample_item("variance").rubric.criteria[0].statement
TOOK = Usage(requests=3, prompt_tokens=1200, completion_tokens=300, cost=0.5)


class Wavering:
    """Credits the first criterion with two of three votes; fails on request."""

    name, version = "wavering", "1"

    def __init__(self, *, fails: bool = False) -> None:
        self.fails = fails

    async def grade(self, request: GradingRequest) -> Grade | Ungraded:
        """Judge, at a price."""
        if self.fails:
            return Ungraded(reason="busy", grader=self.name, usage=TOOK)
        verdict = Verdict.model_validate(
            {
                "criterion_id": "point-1",
                "level": "met",
                "spans": [{"start": 0, "end": len(request.answer), "quote": request.answer}],
                "certainty": "borderline",
                "stability": Stability(agreed=2, votes=3),
            }
        )
        return Grade(
            verdicts=(verdict,),
            grader=self.name,
            grader_version="1",
            rubric_version=1,
            model="m",
            prompt_version="9",
            usage=TOOK,
        )


def finished(grader: Wavering, log: MemoryLog) -> Session:
    config = SessionConfig(question_ids=("variance",), mode="exam", probes=0, grader="wavering")
    conductor = Conductor.start(config, "s1", log=log, bank=Bank(), grader=grader, clock=Clock())

    async def talk() -> None:
        await conductor.settle()
        conductor.say(ANSWER)
        assert await conductor.settle() == Done()

    asyncio.run(talk())
    return conductor.session


def judge_again(session: Session, log: MemoryLog, grader: Wavering, *, missing: bool) -> Session:
    conductor = Conductor(session, log=log, bank=Bank(), grader=grader, clock=Clock())
    asyncio.run(conductor.regrade(missing=missing))
    return conductor.session


def test_every_format_tells_votes_and_tokens() -> None:
    report = build_report(finished(Wavering(), MemoryLog()))
    assert report.usage == TOOK
    assert Report.model_validate_json(report.model_dump_json()) == report
    shown = {name: load_exporter(name).export(report).decode() for name in ("md", "html", "csv")}
    for text in shown.values():
        assert "2 of 3" in text
    for name in ("md", "html"):
        assert "3 requests to the language model, 1,200 tokens in and 300 out" in shown[name]
        assert "prompt version 9" in shown[name]


def test_tokens_of_failed_and_repeated_judgements_are_counted_too() -> None:
    log = MemoryLog()
    session = finished(Wavering(fails=True), log)
    assert notices(build_report(session)) == (
        "1 question has no grade: 'interviewer regrade s1 --missing' judges it.",
    )
    session = judge_again(session, log, Wavering(), missing=True)
    assert session.answers[0].grade is not None
    session = judge_again(session, log, Wavering(), missing=True)  # nothing is missing now
    session = judge_again(session, log, Wavering(), missing=False)
    assert session.usage == TOOK + TOOK + TOOK
    assert session.usage.requests == 9
    assert fold(log.events("s1")) == session
    assert notices(build_report(session)) == ()


def test_a_score_of_several_graders_is_told() -> None:
    report = build_report(finished(Wavering(), MemoryLog()))
    (told,) = notices(report.model_copy(update={"graders": ("llm", "offline")}))
    assert "mixes grades by llm and offline" in told


def test_an_older_log_still_loads() -> None:
    grade = Grade(
        verdicts=(Verdict.model_validate({"criterion_id": "a", "level": "missed"}),),
        grader="offline",
        grader_version="1",
        rubric_version=1,
    )
    event = AnswerGraded(at=START, answer_id=1, outcome=grade)
    data = json.loads(to_json(event))
    for new in ("prompt_version", "usage"):
        del data["outcome"][new]
    del data["outcome"]["verdicts"][0]["stability"]
    assert from_json(json.dumps(data)) == event


COUNTS = st.integers(0, 10**6)
USAGES = st.just(Usage()) | st.builds(
    Usage,
    requests=st.integers(1, 5),
    prompt_tokens=COUNTS,
    completion_tokens=COUNTS,
    estimated=st.booleans(),
    cost=st.none() | st.integers(0, 100).map(float),
)


@given(USAGES, USAGES)
def test_usages_add_up(one: Usage, other: Usage) -> None:
    both = one + other
    assert both.requests == one.requests + other.requests
    if one.requests and other.requests:
        assert both.tokens == one.tokens + other.tokens
        assert (both.cost is None) is (one.cost is None or other.cost is None)
        assert both.estimated is (one.estimated or other.estimated)
    assert both == other + one
    assert used(None) == ""
