"""The wording shared by every readable report format."""

from collections.abc import Iterable
from datetime import UTC

from interviewer.learning.self_estimates import Calibration
from interviewer.llm.usage import Usage
from interviewer.report.report import (
    Change,
    CriterionReport,
    MisconceptionReport,
    Report,
    Status,
    TurnReport,
)
from interviewer.text.counts import counted
from interviewer.text.sentence import sentence

LEVEL_MARKS = {
    "met": "✓ met",
    "partial": "~ partial",
    "missed": "✗ missed",
    "unjudged": "? unjudged",
    "disputed": "? disputed",
}

LEGEND = (
    "“Met” says that the point was recognised. Its points follow how sure the grader is that all "
    "of it was said, so that it can earn less than all."
)
"""Explains a level and points that seem to contradict each other."""

STATUS_WORDS: dict[Status, str] = {
    "graded": "graded",
    "provisional": "not graded yet: what follows is the offline grader's stand-in, in no average",
    "ungraded": "not graded",
    "skipped": "skipped: in no average",
    "declined": "answered with “I don't know”: counts as 0",
    "postponed": "left for later: in no average",
    "returned": "left for later, and asked again after others",
    "unanswered": "not answered: in no average",
}


def percent(value: float | None) -> str:
    """Return a score of 0..1 as 0-100, or a dash."""
    return "–" if value is None else str(round(value * 100))


def points(value: float) -> str:
    """Return rubric points without a needless ``.0``."""
    return f"{value:.1f}".removesuffix(".0")


def of_points(criterion: CriterionReport) -> str:
    """Return the points earned of those possible; a dash if the criterion could not be judged."""
    return f"{points(criterion.earned) if criterion.settled else '–'} of {criterion.points}"


def legend(criteria: Iterable[CriterionReport]) -> str:
    """Return why a met criterion can earn less than all its points; empty if none of these does."""
    return LEGEND if any(map(_met_in_part, criteria)) else ""


def _met_in_part(criterion: CriterionReport) -> bool:
    whole = points(criterion.earned) == points(criterion.points)
    return criterion.verdict == "met" and not whole


def whole_points(count: int) -> str:
    """Return a whole number of points with its noun."""
    return counted(count, "point")


def duration(seconds: float | None) -> str:
    """Return seconds as ``2 min 05 s``, or a dash."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def reason(turn: TurnReport) -> str:
    """Return why a turn has no score; empty for one that has."""
    if turn.status == "graded":
        return "" if turn.score is not None else "nothing of it is settled: in no average"
    reasons = [answer.ungraded for answer in turn.answers if answer.ungraded]
    return STATUS_WORDS[turn.status] + (f" ({reasons[0]})" if reasons else "")


def unread(turn: TurnReport) -> str:
    """Return which parts of the answers were not judged, in sentences; empty if all were."""
    notes = [str(answer.extent) for answer in turn.answers if answer.extent]
    notes += [note for one in turn.answers for note in one.unread]
    return " ".join(dict.fromkeys(notes))


def likely(turn: TurnReport) -> str:
    """Return the range readers would give in four of five cases; empty if no error was measured."""
    if turn.low is None or turn.high is None or turn.low == turn.high:
        return ""
    return f"likely {percent(turn.low)} to {percent(turn.high)}"


def unscored(turn: TurnReport) -> str:
    """Return why a turn has no score, and its provisional score; empty if it has a score."""
    told = sentence(reason(turn))
    if turn.provisional_score is None:
        return told
    return f"{told} Provisional, by the offline grader: {percent(turn.provisional_score)} of 100."


def judged_by(turn: TurnReport) -> str:
    """Return grader, versions and model; empty for a turn that was not judged."""
    for answer in turn.answers:
        if answer.grader_version:
            model = f", model {answer.model}" if answer.model else ""
            if answer.fitness:
                model += f" ({answer.fitness} as a judge)"
            prompt = f", prompt version {answer.prompt_version}" if answer.prompt_version else ""
            return (
                f"{answer.grader} grader {answer.grader_version}{model}{prompt}, "
                f"rubric version {answer.rubric_version}"
            )
    return ""


def doubt(row: CriterionReport | MisconceptionReport) -> str:
    """Return how sure a verdict is: borderline, and the votes if several; empty for a clear one."""
    parts = ["borderline"] if row.certainty == "borderline" else []
    if row.stability is not None and row.stability.votes > 1:
        parts.append(f"{row.stability.agreed} of {row.stability.votes} votes")
    return ", ".join(parts)


def used(usage: Usage | None) -> str:
    """Return the language model's usage in one sentence; empty when there was none."""
    if usage is None:
        return ""
    about = "about " if usage.estimated else ""
    text = (
        f"{counted(usage.requests, 'request')} to the language model, "
        f"{about}{usage.prompt_tokens:,} tokens in and {usage.completion_tokens:,} out"
    )
    if usage.cost is not None:
        text += f", cost {usage.cost:.4f} at the prices of your settings"
    return f"{text}."


def day(report: Report) -> str:
    """Return the day on which the session began, in UTC."""
    return f"{report.started_at.astimezone(UTC):%Y-%m-%d}"


def when(report: Report) -> str:
    """Return when the session began, to the minute; in a shared report only the day."""
    if report.shared:
        return day(report)
    return f"{report.started_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def origin(report: Report) -> str:
    """Return on one line where the report comes from and what it is based on."""
    version = f"interviewer {report.app_version}"
    if report.shared:
        return f"{version} · every credited point was quoted from the candidate's own words"
    return (
        f"Session {report.session_id} · {version} · "
        "every credited point quotes the candidate's own words"
    )


def place_of(turn: TurnReport) -> str:
    """Return which question it is and, after the first, which attempt at it."""
    again = f", attempt {turn.attempt}" if turn.attempt > 1 else ""
    return f"Question {turn.question}{again}"


def changed(turn: TurnReport) -> str:
    """Return how a try differs from the previous one, in one sentence; empty without one."""
    change = turn.change
    if change is None:
        return ""
    since = f"session {change.session_id}" if change.session_id else f"attempt {change.attempt}"
    gained = round(100 * turn.score) - round(100 * change.score) if turn.score is not None else 0
    return f"{_signed(gained)} since {since} ({percent(change.score)} of 100): {_moved(change)}."


def _moved(change: Change) -> str:
    better = sum(one.gained > 0 for one in change.criteria)
    worse = sum(one.gained < 0 for one in change.criteria)
    same = len(change.criteria) - better - worse
    counts = [(better, "better"), (worse, "worse"), (same, "as before")]
    (first, how), *others = [one for one in counts if one[0]] or [(0, "in common")]
    told = f"{counted(first, 'criterion', 'criteria') if first else 'no criterion'} {how}"
    return ", ".join([told, *(f"{number} {how}" for number, how in others)])


def change_of(turn: TurnReport, criterion: CriterionReport) -> str:
    """Return how one criterion differs from the previous try; empty if it is the same."""
    for one in turn.change.criteria if turn.change else ():
        if one.id == criterion.id and (one.gained or one.before != one.after):
            was = f"was {one.before}" if one.before != one.after else "still"
            return f"{'▲' if one.gained > 0 else '▼'} {was}, {_signed(one.gained)} points"
    return ""


def guessed(turn: TurnReport) -> str:
    """Return the candidate's own guess beside the score; empty without a guess."""
    if turn.estimate is None:
        return ""
    text = f"Your guess: {percent(turn.estimate)}"
    if turn.score is None:
        return text
    off = round(100 * turn.estimate) - round(100 * turn.score)
    if abs(off) <= _CLOSE:
        return f"{text}, close"
    return f"{text}, {abs(off)} too {'high' if off > 0 else 'low'}"


def calibrated(calibration: Calibration | None) -> str:
    """Return how guesses agree with scores, in one sentence; empty without guesses."""
    if calibration is None:
        return ""
    bias = round(100 * calibration.bias)
    tendency = (
        "neither too high nor too low overall"
        if abs(bias) <= _CLOSE
        else f"{abs(bias)} points too {'high' if bias > 0 else 'low'} overall"
    )
    return (
        f"{counted(calibration.estimates, 'guess', 'guesses')} of your own, {tendency}, "
        f"off by {round(100 * calibration.error)} on average, "
        f"{calibration.right_band} in the right band."
    )


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{points(abs(value))}"


_CLOSE = 5  # points of 100; a guess this close counts as equal to the score


def said_when(criterion: CriterionReport) -> str:
    """Return when a spoken answer came to the point, or an empty string."""
    return "" if criterion.said_at is None else f"said after {duration(criterion.said_at)}"
