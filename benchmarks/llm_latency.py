"""How long a report and a batch wait for a judge that takes two seconds a call.

``python -m benchmarks.llm_latency [--latency 2] [--answers 10] [--lines 200] [--concurrency 16]``

The judge is a real server on this machine with a fixed latency. It repeats the verdicts of the
offline grader, so that nothing is disputed and one answer is one call. Ratios are to the ideal:
one call for a report, and lines / concurrency calls in a row for a batch.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.arguments import parser_of
from interviewer.bank.rubric import Item
from interviewer.engine import Engine
from interviewer.grading.batch import grade_lines
from interviewer.grading.grade import Grade
from interviewer.grading.grader import GradingRequest
from interviewer.grading.llm.grader import LlmGrader
from interviewer.grading.offline.grader import OfflineGrader, judge
from interviewer.interview.events import SessionConfig
from interviewer.interview.machine import Done
from interviewer.report.build import build_report
from interviewer.settings.load import Settings
from tests.grading.llm.conftest import Silent
from tests.grading.llm.judge import Judge, Seen, Sent, completion, judgement

_WORDS = {"met": "yes", "partial": "partial", "missed": "no"}


def requests_for(items: list[Item]) -> list[GradingRequest]:
    """Return the requests to judge the items' model answers."""
    return [
        GradingRequest(
            prompt=item.question.prompt, rubric=item.rubric, answer=item.rubric.model_answer
        )
        for item in items
    ]


def _graded(request: GradingRequest) -> Grade:
    outcome = judge(request)
    assert isinstance(outcome, Grade)
    return outcome


class Agreeing:
    """Replies with the verdicts of the offline grader after ``latency`` seconds."""

    def __init__(self, requests: list[GradingRequest], latency: float) -> None:
        self.latency = latency
        self._grades = {request.answer: _graded(request) for request in requests}

    def __call__(self, seen: Seen) -> Sent:
        """Reply to one request."""
        grade = next(g for answer, g in self._grades.items() if answer[:40] in seen.said)
        claims = {
            one.criterion_id: (_WORDS[one.level], one.spans[0].quote if one.spans else "")
            for one in grade.verdicts
        }
        found = {one.misconception_id: ("yes", one.spans[0].quote) for one in grade.misconceptions}
        return replace(completion(judgement(seen, claims, found)), delay=self.latency)


async def report_wait(engine: Engine, items: list[Item]) -> tuple[float, int]:
    """Return the seconds from the last answer to the full report, and the graded questions."""
    config = SessionConfig(
        question_ids=tuple(item.question.id for item in items),
        questions=len(items), mode="exam", probes=0, grader="llm",
    )  # fmt: skip
    conductor = engine.start(config)
    begun = time.perf_counter()
    while await conductor.settle() != Done():
        begun = time.perf_counter()
        turn = conductor.session.turn
        assert turn is not None
        conductor.say(turn.item.rubric.model_answer)
    await conductor.drain()
    report = build_report(conductor.session)
    return time.perf_counter() - begun, report.counts.graded


async def batch(grader: LlmGrader, engine: Engine, ids: list[str], concurrency: int) -> float:
    """Return the seconds that judging one answer to each of ``ids`` takes."""
    lines = []
    for number, one in enumerate(ids):
        answer = engine.catalog.item(one).rubric.model_answer
        lines.append(json.dumps({"id": number, "question_id": one, "answer": answer}))
    failed = 0

    def write(_: str, error: bool) -> None:
        nonlocal failed
        failed += error

    begun = time.perf_counter()
    await grade_lines(lines, grader, engine.catalog.item, write, concurrency)
    assert not failed
    return time.perf_counter() - begun


async def calls(grader: LlmGrader, requests: list[GradingRequest]) -> list[float]:
    """Return the seconds of each judgement, one after the other; prepared, as in an interview."""
    took = []
    for request in requests:
        grader.prepare(request.prompt, request.rubric)
        begun = time.perf_counter()
        assert isinstance(await grader.grade(request), Grade)
        took.append(time.perf_counter() - begun)
    return took


async def bare(url: str, bodies: list[dict[str, object]]) -> list[float]:
    """Return the seconds of the same requests by the bare openai client, connections kept."""
    import openai

    took = []
    async with openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=0) as client:
        for body in bodies:
            begun = time.perf_counter()
            await client.chat.completions.create(**body)  # type: ignore[call-overload] # a dict
            took.append(time.perf_counter() - begun)
    return took


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = parser_of("llm_latency", __doc__)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--answers", type=int, default=10)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--concurrency", type=int, default=16)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as home:
        os.environ["INTERVIEWER_HOME"] = home
        os.environ.pop("OPENAI_API_KEY", None)
        measure(given)


def measure(given: argparse.Namespace) -> None:
    """Run the three measurements against one server."""
    engine = Engine(Settings())
    ids = [row.id for row in engine.catalog.rows][: given.lines]
    items = [engine.catalog.item(one) for one in ids]
    requests = requests_for(items)
    script = Agreeing(requests, given.latency)
    with Judge(script) as server:
        settings = Settings(grader="llm", model="double", base_url=server.url, llm_concurrency=16)
        engine = Engine(settings)
        warm = LlmGrader(settings, OfflineGrader())
        asyncio.run(calls(warm, requests[:2]))

        server.seen.clear()
        took, graded = asyncio.run(report_wait(engine, items[: given.answers]))
        print(
            f"report: {took:.2f} s after the last of {given.answers} answers ({graded} graded, "
            f"{len(server.seen)} calls), {took / given.latency:.2f} x one call"
        )

        repeated = [ids[number % len(ids)] for number in range(given.lines)]
        server.seen.clear()
        grader = LlmGrader(settings, OfflineGrader())
        took = asyncio.run(batch(grader, engine, repeated, given.concurrency))
        ideal = -(-given.lines // given.concurrency) * given.latency
        print(
            f"batch: {took:.2f} s for {given.lines} lines at {given.concurrency} "
            f"({len(server.seen)} calls), {took / ideal:.2f} x the ideal {ideal:.0f} s"
        )

        script.latency = 0.0
        some = requests[:100]
        plain = LlmGrader(settings, Silent())
        bodies = [plain.preview(request)["body"] for request in some]
        base = statistics.median(asyncio.run(bare(server.url, bodies)))
        alone = statistics.median(asyncio.run(calls(plain, some)))
        whole = statistics.median(asyncio.run(calls(grader, some)))
        print(
            f"overhead of a call: {1000 * (alone - base):.1f} ms over the bare client's "
            f"{1000 * base:.1f} ms; {1000 * (whole - base):.1f} ms with the offline grader beside"
        )


if __name__ == "__main__":
    main()
