"""The words that every readable format of a report uses."""

from interviewer.report.report import Report, Status, TurnReport

LEVEL_MARKS = {"met": "✓ met", "partial": "~ partial", "missed": "✗ missed"}

STATUS_WORDS: dict[Status, str] = {
    "graded": "graded",
    "provisional": "not graded yet: what follows is the offline grader's stand-in, in no average",
    "ungraded": "not graded",
    "skipped": "skipped: in no average",
    "declined": "answered with “I don't know”: counts as 0",
    "unanswered": "not answered",
}


def percent(value: float | None) -> str:
    """Return a score of 0..1 as 0-100, or a dash."""
    return "–" if value is None else str(round(value * 100))


def points(value: float) -> str:
    """Return rubric points without a needless ``.0``."""
    return f"{value:.1f}".removesuffix(".0")


def duration(seconds: float | None) -> str:
    """Return seconds as ``2 min 05 s``, or a dash."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def outcome(report: Report) -> str:
    """Return what became of the questions, in one sentence."""
    counts = report.counts
    parts = [f"{counts.asked} asked", f"{counts.graded} graded"]
    for number, word in (
        (counts.declined, "“I don't know” (0)"),
        (counts.skipped, "skipped (in no average)"),
        (counts.ungraded, "ungraded (in no average)"),
    ):
        if number:
            parts.append(f"{number} {word}")
    return ", ".join(parts) + "."


def reason(turn: TurnReport) -> str:
    """Return why a turn has no score; empty for one that has."""
    if turn.status == "graded":
        return ""
    reasons = [answer.ungraded for answer in turn.answers if answer.ungraded]
    return STATUS_WORDS[turn.status] + (f" ({reasons[0]})" if reasons else "")


def judged_by(turn: TurnReport) -> str:
    """Return grader, versions and model, or an empty string for a turn that nobody judged."""
    for answer in turn.answers:
        if answer.grader_version:
            model = f", model {answer.model}" if answer.model else ""
            return (
                f"{answer.grader} grader {answer.grader_version}{model}, "
                f"rubric version {answer.rubric_version}"
            )
    return ""
