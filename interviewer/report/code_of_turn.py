"""What a report says about the code of a turn: tests, earlier runs and times."""

from interviewer.bank.coding import Coding
from interviewer.coding.results import WORDS, Run, TestResult
from interviewer.coding.wording import lines_of_test
from interviewer.interview.session import Turn
from interviewer.report.report import CodeReport, CodeRunReport, CodeTestReport


def code_report(turn: Turn) -> CodeReport | None:
    """Return the report on the code; ``None`` for a question that runs none.

    Without a submission it is about the last run. A hidden test that failed on submission is shown
    in full, because its name alone teaches nothing. One that passed, or was never run, stays
    hidden: the question may be asked again.
    """
    coding = turn.item.question.coding
    if coding is None:
        return None
    submission = turn.main.submission if turn.main else None
    last = turn.attempts[-1] if turn.attempts else None
    run = submission.run if submission else last.run if last else None
    reference = submission.reference if submission else None
    # Times are comparable only if the runs ended in the same way.
    compared = reference is not None and run is not None and run.all_passed
    return CodeReport(
        language=coding.language,
        submitted=submission is not None,
        code=submission.code if submission else last.code if last else "",
        output=run.output if run else "",
        tests=tuple(_test(coding, result, reference) for result in run.results) if run else (),
        seconds=_seconds(run) if compared else None,
        reference_seconds=_seconds(reference) if compared else None,
        runs=tuple(
            CodeRunReport(
                at=round(max(one.active - turn.active_from, 0.0), 1),
                passed=one.run.passed,
                tests=len(one.run.results),
                hints=one.hints,
            )
            for one in turn.attempts
        ),
        reference=coding.solution,
    )


def _test(coding: Coding, result: TestResult, reference: Run | None) -> CodeTestReport:
    test = next((one for one in coding.tests if one.name == result.name), None)
    shown = test in coding.shown
    told = shown or result.status not in ("passed", "not-run")
    other = reference.result(result.name) if reference else None
    return CodeTestReport(
        name=result.name,
        status=result.status,
        message=result.message,
        shown=shown,
        said=result.said if told else WORDS[result.status],
        call=result.call if told else "",
        trace=result.trace if told else "",
        wanted="\n".join(lines_of_test(test)) if told and test else "",
        seconds=result.seconds,
        reference_seconds=other.seconds if other else None,
    )


def _seconds(run: Run | None) -> float | None:
    return None if run is None else round(sum(result.seconds for result in run.results), 4)
