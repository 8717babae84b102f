"""The review of a session: totals, areas, points, what to study."""

from collections.abc import Mapping

from textual.content import Content

from interviewer.learning.self_estimates import Calibration
from interviewer.report.delivery_words import DELIVERY_NOTE, delivery_facts, plot
from interviewer.report.further_reading import with_address
from interviewer.report.report import Point, Report, TurnReport
from interviewer.report.session_words import notices, outcome, shows_scores, standing
from interviewer.report.wording import (
    calibrated,
    duration,
    percent,
    points,
    used,
)
from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.tui.view.columns import bar, fit, when
from interviewer.tui.view.hanging import hang

_STATUS = {
    "graded": "",
    "provisional": "ungraded",
    "ungraded": "ungraded",
    "skipped": "skipped",
    "postponed": "for later",
    "returned": "came back",
    "declined": "didn't know",
    "unanswered": "no answer",
}


_ONE_LINE = 56  # cells that a question needs to fit on one line with its result


def in_work(report: Report, at_work: Mapping[int, float]) -> tuple[int, ...]:
    """Return the numbers of the questions whose answers are being judged."""
    return tuple(
        turn.number
        for turn in report.turns
        if turn.status in ("provisional", "ungraded")
        and any(answer.id in at_work for answer in turn.answers)
    )


def total(report: Report, at_work: Mapping[int, float]) -> Content:
    """Return the score of the whole session, drawn and in words.

    ``at_work`` are the answers that are being judged, by id, with the seconds so far.
    """
    if at_work:
        waited = duration(max(at_work.values()))
        working = f"grading {counted(len(at_work), 'answer')}, {waited}"
        if report.score is None or report.band is None:
            return Content.assemble(("Grading  ", "bold"), (working[8:], "$warning"))
        return Content.assemble(
            (f"{percent(report.score)}  {report.band}  ", "bold"),
            (f"so far, {working}", "$warning"),
        )
    if report.score is None or report.band is None:
        return Content.assemble(("No score", "bold"), (f"  {standing(report)}", "$muted"))
    drawn, rest = bar(report.score, 24)
    return Content.assemble(
        (f"{percent(report.score)}  {report.band}  ", "bold"),
        (drawn, "$primary"),
        (rest, "$line"),
    )


def facts(report: Report, grading: int = 0) -> str:
    """Return the outcome of the questions, of which ``grading`` are being judged, and the time."""
    open_end = " Not finished." if shows_scores(report) and not report.finished else ""
    return f"{outcome(report, grading)}{open_end} {duration(report.active_seconds)}."


def title(report: Report) -> str:
    """Return when the session was, its mode and its grader."""
    return f"{when(report.started_at)} · {report.mode} · {plain(report.grader)} grader"


def turn_line(turn: TurnReport, width: int, *, grading: bool = False) -> Content:
    """Return one question as a line of ``width`` cells; ``grading`` says it is being judged.

    In a narrow list, the result goes on a line of its own.
    """
    again = f"↻ attempt {turn.attempt}: " if turn.attempt > 1 else ""
    place = f"{turn.question:>2}  "
    if turn.provisional_score is not None:
        right = f"  {'~' + percent(turn.provisional_score):>3} {'offline':<10}"
    elif turn.score is None:
        right = f"  {'grading' if grading else _STATUS[turn.status]:<14}"
    else:
        band = "didn't know" if turn.status == "declined" else (turn.band or "")
        right = f"  {percent(turn.score):>3} {band:<10}"
    if width < _ONE_LINE:
        blank = " " * len(place)
        prompt = fit(f"{again}{turn.prompt}", max(width - len(place), 8))
        return Content.assemble((place, "$muted"), prompt, f"\n{blank}", (right.strip(), "bold"))
    room = max(width - len(place) - len(right), 8)
    return Content.assemble(
        (place, "$muted"),
        fit(f"{again}{turn.prompt}", room),
        (right, "bold" if turn.score else ""),
    )


def summary(
    report: Report, width: int, overall: Calibration | None = None, grading: int = 0
) -> Content:
    """Return the summary beside the questions, of which ``grading`` are being judged.

    ``overall`` is how the guesses of all sessions have agreed with the scores.
    """
    parts = {
        "Grades": [
            hang(Content("· "), Content(plain(text)), width)
            for text in (*notices(report, grading), used(report.usage))
            if text
        ],
        "By area": _areas(report, width),
        "Misconceptions": _misconceptions(report, width),
        "Weakest points": [_point(point, "✗", "$error", width) for point in report.weakest],
        "Strongest points": [_point(point, "✓", "$success", width) for point in report.strongest],
        "Delivery": _delivery(report, width),
        "Your own guesses": _guesses(report.calibration, overall, width)
        if report.calibration is not None
        else [],
        "What to study": _study(report, width),
    }
    return Content("\n\n").join(_block(name, lines) for name, lines in parts.items() if lines)


def _areas(report: Report, width: int) -> list[Content]:
    size = min(max((len(area.area) for area in report.areas), default=0) + 2, 24)
    drawn = max(min(width - size - 30, 30), 8)
    lines = []
    for area in report.areas:
        done, rest = bar(area.score, drawn)
        count = f"  {counted(area.questions, 'question')}"
        lines.append(
            Content.assemble(
                fit(area.area, size),
                (done, "$primary"),
                (rest, "$line"),
                (f" {percent(area.score):>3} {area.band:<9}", "bold"),
                (count if width >= _ONE_LINE else "", "$muted"),
            )
        )
    return lines


def _misconceptions(report: Report, width: int) -> list[Content]:
    lines = []
    for turn in report.turns:
        for finding in turn.misconceptions:
            stated = Content(plain(finding.statement))
            true = Content.assemble(("Right is: ", "$muted"), plain(finding.correction))
            lines += [
                hang(Content.styled("! ", "bold $error"), stated, width),
                hang(Content("  "), true, width),
            ]
    return lines


def _delivery(report: Report, width: int) -> list[Content]:
    if report.delivery is None:
        return []
    pace = (plot(report.delivery.over_time), "$primary")
    return [
        Content.assemble(pace, ("  pace, answer by answer", "$muted")),
        *(
            hang(Content.styled("· ", "$primary"), Content(fact), width)
            for fact in delivery_facts(report.delivery)
        ),
        Content.styled(DELIVERY_NOTE, "$muted"),
    ]


def _block(name: str, lines: list[Content]) -> Content:
    return Content("\n").join([Content.styled(name, "bold $primary"), *lines])


def _point(point: Point, mark: str, style: str, width: int) -> Content:
    earned = f" {points(point.earned)} of {point.points}, question {point.question}"
    text = Content.assemble(plain(point.statement), (earned, "$muted"))
    return hang(Content.styled(f"{mark} ", f"bold {style}"), text, width)


def _guesses(here: Calibration, overall: Calibration | None, width: int) -> list[Content]:
    texts = [f"Here: {calibrated(here)}"]
    if overall is not None and overall.estimates > here.estimates:
        texts.append(f"Over time: {calibrated(overall)}")
    if overall is not None and len(overall.over_time) > 1:
        trend = ", ".join(f"{round(100 * bias):+d}" for bias in overall.over_time[-8:])
        texts.append(f"Too high (+) or too low (−), ten by ten: {trend}")
    return [hang(Content.styled("· ", "$primary"), Content(text), width) for text in texts]


def _study(report: Report, width: int) -> list[Content]:
    lines = []
    seen: set[str] = set()
    for advice in report.study[:5]:
        sources = [source for source in advice.sources if source not in seen]
        seen.update(sources)
        name = plain(advice.question_id.replace("-", " "))
        lines.append(Content.assemble(("· ", "$primary"), name, (f"  {advice.area}", "$muted")))
        lines += [
            hang(Content("  "), Content.styled(plain(with_address(source)), "$muted"), width)
            for source in sources
        ]
        weak = (*advice.points, *advice.deeper)
        then = list(dict.fromkeys(name for point in weak for name in point.next))
        if then:
            text = Content.assemble(
                ("Next, by name with ctrl+p: ", "$muted"), plain(", ".join(then[:4]))
            )
            lines.append(hang(Content("  "), text, width))
    return lines
