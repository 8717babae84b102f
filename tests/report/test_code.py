"""Code in a report: what every format tells of it, what it keeps, and what stays hidden."""

import re

import pytest

from interviewer.coding.results import WORDS, Run, Status
from interviewer.interview.fold import fold
from interviewer.registry import load_exporter
from interviewer.report.build import build_report
from interviewer.report.code_words import code_lines, details_of_test, passed, runs
from interviewer.report.report import CodeReport
from interviewer.report.share import shared
from interviewer.tui.view.answer_view import answer_text
from tests.report.hostile import RUN, code_run, coding_item, events, rendered
from tests.sample_bank import START, sample_item

REPORT = build_report(fold(events()))


def code() -> CodeReport:
    told = REPORT.turns[4].code
    assert told is not None
    return told


def test_tests_runs_and_the_reference_solution_are_told() -> None:
    told = code()
    assert (told.submitted, told.language) == (True, "python")
    assert [(test.name, test.shown) for test in told.tests] == [("shown", True), ("hidden", False)]
    assert [(run.at, run.passed, run.tests) for run in told.runs] == [(30.0, 0, 1)]
    assert told.reference == coding_item().question.coding.solution  # type: ignore[union-attr]
    assert runs(told) == "1 run of the shown tests: 30 s: 0 of 1."


def test_a_test_that_failed_is_told_in_full_a_hidden_one_too() -> None:
    for test in code().tests:
        assert test.message.startswith("It holds")
        assert test.said.startswith(f"your code gave an error: secret-of-{test.name}")
        assert test.call
        assert test.trace
        assert test.wanted.startswith("assert f() == 1")
        assert details_of_test(test)[-2:] == ["The test:", f"    {test.wanted}"]


@pytest.mark.parametrize("status", ["passed", "not-run"])
def test_a_hidden_test_that_did_not_fail_stays_hidden(status: Status) -> None:
    hidden = with_run(code_run("shown", "hidden", status=status)).tests[1]
    assert hidden.said == WORDS[status]
    assert (hidden.call, hidden.trace, hidden.wanted) == ("", "", "")
    assert not [line for line in details_of_test(hidden) if "assert" in line or "secret" in line]


@pytest.mark.parametrize("name", ["md", "html", "json"])
def test_a_page_tells_the_hidden_test_that_failed(name: str) -> None:
    text = rendered(name).decode()
    assert "secret-of-hidden" in text
    assert text.count("assert f() == 1") == 2


def test_a_version_to_share_has_the_code_and_not_what_it_printed() -> None:
    told = shared(REPORT).turns[4].code
    assert told is not None
    assert told.code == code().code
    assert told.output == ""
    assert [run.at for run in told.runs] == [60.0]


@pytest.mark.parametrize("name", ["md", "html", "json", "csv"])
def test_code_stands_in_every_format_and_is_never_markup(name: str) -> None:
    text = rendered(name).decode()
    assert "HYPERLINK" in text
    assert name != "html" or f"<script>{RUN}" not in text


def test_times_are_compared_only_where_every_test_passed() -> None:
    assert code().seconds is None
    good = code_run("shown", "hidden", status="passed")
    told = with_run(good)
    assert (told.seconds, told.reference_seconds) == (0.5, 0.5)
    assert passed(told) == ("2 of 2 tests passed in 500 ms, the reference solution in 500 ms.")
    assert any("250 ms, reference 250 ms" in line for line in code_lines(told))


def test_a_question_that_runs_no_code_has_none() -> None:
    assert REPORT.turns[0].code is None
    assert sample_item("recall").question.coding is None


def with_run(run: Run) -> CodeReport:
    log = [
        one.model_copy(update={"submission": one.submission.model_copy(update={"run": run})})
        if one.type == "answer_submitted" and one.submission
        else one
        for one in events()
    ]
    told = build_report(fold(log)).turns[4].code
    assert told is not None
    assert REPORT.started_at == START
    return told


def test_code_without_a_word_has_no_empty_answer() -> None:
    turn = REPORT.turns[4]
    wordless = turn.model_copy(
        update={
            "answers": tuple(one.model_copy(update={"text": ""}) for one in turn.answers),
            "criteria": tuple(one.model_copy(update={"spans": ()}) for one in turn.criteria),
        }
    )
    page = load_exporter("html").export(REPORT.model_copy(update={"turns": (wordless,)})).decode()
    assert not re.search(r"<blockquote>\s*</blockquote>", page)
    assert "You submitted the code without a word." in answer_text(wordless, None)[0].plain
