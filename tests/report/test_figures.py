"""A report tells of a figure what was read and what is right, earned or not."""

import json
from datetime import timedelta

import pytest

from interviewer.bank.rubric import Item, Number
from interviewer.grading.grade import Grade
from interviewer.grading.grader import GradingRequest
from interviewer.grading.offline.grader import judge
from interviewer.interview.events import (
    AnswerGraded,
    AnswerSubmitted,
    Event,
    QuestionAsked,
    SessionConfig,
    SessionFinished,
    SessionStarted,
)
from interviewer.interview.fold import fold
from interviewer.report.build import build_report
from interviewer.report.html import HtmlExporter
from interviewer.report.json_export import JsonExporter
from interviewer.report.markdown import MarkdownExporter
from interviewer.report.pdf import document
from interviewer.report.report import Report
from interviewer.report.share import shared
from tests.sample_bank import START, sample_item


def report_on(answer: str) -> Report:
    """Return the report on a session of one question, whose first criterion is a figure."""
    item = sample_item("variance")
    first, *others = item.rubric.criteria
    number = Number(value=2, unit="GB", tolerance=0.05)
    criteria = (first.model_copy(update={"number": number}), *others)
    item = Item(
        question=item.question, rubric=item.rubric.model_copy(update={"criteria": criteria})
    )
    request = GradingRequest(prompt=item.question.prompt, rubric=item.rubric, answer=answer)
    outcome = judge(request)
    assert isinstance(outcome, Grade)
    config = SessionConfig(questions=1, seed=7)
    events: list[Event] = [
        SessionStarted(at=START, session_id="20260102-030405-abcd", config=config, app_version="1"),
        QuestionAsked(at=START + timedelta(seconds=1), turn=1, item=item),
        AnswerSubmitted(at=START + timedelta(seconds=9), turn=1, answer_id=1, text=answer),
        AnswerGraded(at=START + timedelta(seconds=10), answer_id=1, outcome=outcome),
        SessionFinished(at=START + timedelta(seconds=11), reason="completed"),
    ]
    return build_report(fold(events))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("It takes 2.1e9 bytes.", "You said 2.1e9 bytes (2.1 GB); right is 2 GB within 5 %."),
        ("It takes 2 MB.", "You said 2 MB (0.002 GB): the digits are right"),
        ("It takes 5 GB.", "You said 5 GB; right is 2 GB within 5 %."),
    ],
)
def test_every_format_tells_what_was_read_and_what_is_right(answer: str, told: str) -> None:
    report = report_on(answer)
    figure, other = report.turns[0].criteria
    assert (figure.figure, other.figure) == (True, False)
    assert figure.note.startswith(told)
    assert told in MarkdownExporter().export(report).decode().replace("\\", "")
    assert told in HtmlExporter().export(report).decode()
    assert told in json.dumps(document(report, []))
    assert json.loads(JsonExporter().export(report))["turns"][0]["criteria"][0]["figure"] is True


def test_what_is_shared_tells_no_figure_of_the_answer() -> None:
    page = HtmlExporter().export(shared(report_on("It takes 2.1e9 bytes."))).decode()
    assert "2.1e9" not in page
