"""The wording of progress, shared by the terminal and the page."""

from interviewer.grading.bands import MET
from interviewer.learning.mastery import Mastery
from interviewer.learning.progress import Comparison, Practice, SessionScore
from interviewer.report.wording import percent
from interviewer.text.counts import counted


def change(value: float | None) -> str:
    """Return a difference of scores (-1..1) as signed points of 100; empty for ``None``."""
    if value is None:
        return ""
    rounded = round(value * 100)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else '±'}{abs(rounded)}"


def practice(days: Practice) -> str:
    """Return how regularly the user practises, without praise or blame."""
    if not days.days_of_seven:
        return "no practice in the last 7 days"
    text = f"practised on {days.days_of_seven} of the last 7 days"
    return f"{text}, {days.days_in_a_row} in a row" if days.days_in_a_row > 1 else text


def compared(comparison: Comparison) -> str:
    """Return a sentence that names the compared sessions."""
    alike = f"last {comparison.format} session" if comparison.format else "session before"
    return f"newest session and the {alike}"


def scored(session: SessionScore) -> str:
    """Return a session's score out of 100, and the number of questions it is the mean of."""
    return f"{percent(session.score)} in {counted(session.questions, 'question')}"


def tried(criterion: Mastery) -> str:
    """Return how often a criterion was asked for and how the newest try went."""
    times, credit = criterion.times, criterion.credits[-1]
    word = "met" if credit >= MET else "partial" if credit > 0 else "missed"
    helped = f" {criterion.help}" if credit and criterion.help != "unprompted" else ""
    return f"asked {'once' if times == 1 else f'{times} times'}, last {word}{helped}"


def named(criterion: Mastery, statement: str | None) -> str:
    """Return what the criterion says, or its id if the bank no longer contains it."""
    return statement or criterion.criterion_id.replace("-", " ")


SCORES = (
    "Scores are those of the sessions' reports, 0 to 100: of the first answer to a question, with "
    "penalties and what a probe or a hint brought; “unaided” is without probes and hints. Weakest "
    "points count every try, retries too. An exam counts once it is over."
)
"""What the numbers mean."""
