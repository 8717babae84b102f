"""The words that every readable format of a report uses."""

from interviewer.grading.grade import Usage
from interviewer.report.report import (
    CriterionReport,
    MisconceptionReport,
    Report,
    Status,
    TurnReport,
)

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


def provisional(turn: TurnReport) -> str:
    """Return the stand-in's score in words, with a space before; empty for a turn without."""
    if turn.provisional_score is None:
        return ""
    return f" Provisional, by the offline grader: {percent(turn.provisional_score)} of 100."


def judged_by(turn: TurnReport) -> str:
    """Return grader, versions and model, or an empty string for a turn that nobody judged."""
    for answer in turn.answers:
        if answer.grader_version:
            model = f", model {answer.model}" if answer.model else ""
            prompt = f", prompt version {answer.prompt_version}" if answer.prompt_version else ""
            return (
                f"{answer.grader} grader {answer.grader_version}{model}{prompt}, "
                f"rubric version {answer.rubric_version}"
            )
    return ""


def doubt(row: CriterionReport | MisconceptionReport) -> str:
    """Return how sure a verdict is: borderline, and by how many votes; empty for a clear one."""
    parts = ["borderline"] if row.certainty == "borderline" else []
    if row.stability is not None and row.stability.votes > 1:
        parts.append(f"{row.stability.agreed} of {row.stability.votes} votes")
    return ", ".join(parts)


def used(usage: Usage | None) -> str:
    """Return what a language model took, in one sentence; empty when there was none."""
    if usage is None:
        return ""
    about = "about " if usage.estimated else ""
    text = (
        f"{usage.requests} request{'s' if usage.requests != 1 else ''} to the language model, "
        f"{about}{usage.prompt_tokens:,} tokens in and {usage.completion_tokens:,} out"
    )
    if usage.cost is not None:
        text += f", cost {usage.cost:.4f} at the prices of your settings"
    return f"{text}."


def notices(report: Report) -> tuple[str, ...]:
    """Return what a reader must know of the grades, and the remedy; a sentence each."""
    told = []
    if report.counts.ungraded:
        number = report.counts.ungraded
        told.append(
            f"{number} question{' has' if number == 1 else 's have'} no grade: "
            f"'interviewer regrade {report.session_id} --missing' judges "
            f"{'it' if number == 1 else 'them'}."
        )
    if len(report.graders) > 1:
        told.append(
            f"The score mixes grades by {' and '.join(report.graders)}: "
            f"'interviewer regrade {report.session_id}' judges all anew."
        )
    return tuple(told)
