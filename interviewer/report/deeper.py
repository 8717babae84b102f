"""What a report says about the reply to a deeper follow-up."""

from interviewer.report.report import AnswerReport
from interviewer.report.wording import points
from interviewer.text.counts import counted


def deeper_result(answer: AnswerReport) -> str:
    """Return what a deeper reply earned and missed, as sentences; empty for any other answer.

    Its points are reported separately and do not count in the question's score.
    """
    if not answer.deeper:
        return ""
    whole = sum(point.points for point in answer.deeper)
    had = sum(point.earned for point in answer.deeper)
    missing = [point.statement for point in answer.deeper if point.level != "met"]
    told = f"Going deeper: {points(had)} of {counted(whole, 'point')}, not part of the score."
    return f"{told} To add: {' '.join(missing)}" if missing else told
