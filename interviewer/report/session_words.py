"""The wording of a report on the whole session: its outcome, and notices about its score."""

from interviewer.interview.score_rules import may_show_scores
from interviewer.report.report import Report
from interviewer.report.withheld import UNTOLD
from interviewer.text.counts import counted

SHARED_NOTE = (
    "A version to share: the answers, quotes and explanations, how they were spoken, the time of "
    "day and the session's name are left out."
)
"""What a reader of a shared report should know."""


PRACTISING = "“Next” lists questions to try: 'interviewer practice --question NAME' asks one."
"""How to act on what to practise next."""


def shows_scores(report: Report) -> bool:
    """Return whether the report shows scores: an exam's does only once the exam is over."""
    return may_show_scores(report.mode, report.finished)


def standing(report: Report) -> str:
    """Return the band of the whole session, or the reason why it has none."""
    return report.band or ("not graded" if shows_scores(report) else "unfinished, not scored")


def outcome(report: Report, grading: int = 0) -> str:
    """Return the outcome of the questions in one sentence; ``grading`` are being judged now."""
    counts = report.counts
    if not shows_scores(report):
        return f"{counts.asked} asked; unfinished, not scored."
    parts = [f"{counts.asked} asked", f"{counts.graded} graded"]
    for number, word in (
        (counts.declined, "“I don't know” (0)"),
        (counts.skipped, "skipped (in no average)"),
        (grading, "being graded"),
        (counts.ungraded - grading, "ungraded (in no average)"),
        (counts.postponed, "left for later (in no average)"),
        (counts.unanswered, "not answered (in no average)"),
    ):
        if number:
            parts.append(f"{number} {word}")
    return ", ".join(parts) + "."


def notices(report: Report, grading: int = 0) -> tuple[str, ...]:
    """Return notices about the grades with the remedy, a sentence each.

    Of the questions without a grade, ``grading`` are being judged now.
    """
    notes = [SHARED_NOTE] if report.shared else []
    if note := unfinished(report):
        notes.append(note)
    if not shows_scores(report):
        return tuple(notes)
    if retries := sum(one.retry_of is not None and one.score is not None for one in report.turns):
        notes.append(
            f"The score counts first answers. {counted(retries, 'retry', 'retries')} can be "
            "compared below; points that are made there count in progress and reviews."
        )
    if report.shared:
        if len(report.graders) > 1:
            notes.append(f"The score mixes grades by {' and '.join(report.graders)}.")
        return tuple(notes)
    if number := report.counts.ungraded - grading:
        notes.append(
            f"{counted(number, 'question has', 'questions have')} no grade: "
            f"'interviewer regrade {report.session_id} --missing' judges "
            f"{'it' if number == 1 else 'them'}."
        )
    if len(report.graders) > 1:
        notes.append(
            f"The score mixes grades by {' and '.join(report.graders)}: "
            f"'interviewer regrade {report.session_id}' judges all of them again."
        )
    return tuple(notes)


def unfinished(report: Report) -> str:
    """Return what an unfinished session's score means and how to resume; else empty."""
    if not shows_scores(report):
        return f"Unfinished, not scored: {UNTOLD}.{_resumed(report)}"
    if report.finished is None and report.score is not None:
        return f"Unfinished: the score is that of the answers so far.{_resumed(report)}"
    return ""


def _resumed(report: Report) -> str:
    return "" if report.shared else f" 'interviewer resume {report.session_id}' goes on."
