"""Feedback on one question: its score, a line for each point, and the details of a selected one."""

from textual.content import Content

from interviewer.grading.bands import BANDS
from interviewer.report.coaching_words import DENIED, dispute_text
from interviewer.report.report import (
    CriterionReport,
    MisconceptionReport,
    TurnReport,
)
from interviewer.report.suspicion_words import UNCLEAR, admission, suspicion_text
from interviewer.report.wording import (
    LEVEL_MARKS,
    change_of,
    changed,
    doubt,
    duration,
    guessed,
    judged_by,
    legend,
    likely,
    of_points,
    percent,
    reason,
    said_when,
    unread,
)
from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.tui.view.columns import bar, fit
from interviewer.tui.view.hanging import hang

LEVEL_STYLES = {
    "met": "$success",
    "partial": "$warning",
    "missed": "$error",
    "unjudged": "$muted",
    "disputed": "$primary",
}


def head(turn: TurnReport, width: int, waited: float | None = None) -> Content:
    """Return the score with its band, drawn and in words; or why there is none.

    ``waited`` is how long judging has taken so far, in seconds; ``None`` if none is going on.
    """
    working = "" if waited is None else f"being judged, {duration(waited)}"
    if turn.provisional_score is not None:
        why = (answer.ungraded for answer in turn.answers if answer.ungraded)
        waiting = next(why, "not judged yet")
        return Content.assemble(
            (f"~{percent(turn.provisional_score)}", "bold"),
            ("  provisional, by the offline grader, in no average", "$warning bold"),
            (f"  {working or plain(waiting)}", "$muted"),
        )
    if turn.score is None or turn.band is None:
        return Content.assemble(("No score  ", "bold"), (working or plain(reason(turn)), "$muted"))
    meaning = next(meaning for _, name, meaning in BANDS if name == turn.band)
    drawn, rest = bar(turn.score, 20 if width >= 100 else 6)
    return Content.assemble(
        (f"{percent(turn.score)}", "bold"),
        (f"  {turn.band}  ", "bold"),
        (drawn, "$primary"),
        (rest, "$line"),
        (f"  {likely(turn)}" if likely(turn) else "", ""),
        (f"  {meaning}", "$muted"),
    )


def facts(turn: TurnReport) -> str:
    """Return how the score was earned: help, time, grader."""
    parts = [text for text in (unread(turn).rstrip("."), guessed(turn), _since(turn)) if text]
    if turn.score is not None:
        parts.append(f"unprompted {percent(turn.unprompted_score)}")
    probes = sum(bool(answer.follow_up) for answer in turn.answers)
    if turn.hints:
        parts.append(counted(turn.hints, "hint"))
    if probes:
        parts.append(counted(probes, "follow-up"))
    if turn.seconds is not None:
        parts.append(duration(turn.seconds))
    paces = [a.delivery.pace for a in turn.answers if a.delivery and a.delivery.pace]
    if paces:
        parts.append(f"{sum(paces) / len(paces):.0f} words a minute")
    if by := judged_by(turn):
        parts.append(plain(by))
    return " · ".join(parts)


def _since(turn: TurnReport) -> str:
    return changed(turn).split(":")[0]


def point_lines(turn: TurnReport, width: int, *, full: bool) -> list[Content]:
    """Return a line for each point of ``detail``, in its order: criteria, then what was wrong.

    ``full`` lines have the room of a wide screen.
    """
    return [
        *(
            criterion_line(row, width, full=full, change=change_of(turn, row))
            for row in turn.criteria
        ),
        *(wrong_line(row, width, full=full) for row in turn.misconceptions),
        *(asked_line(turn, row, width, full=full) for row in turn.suspected),
        *(disputed_line(row, width, full=full) for row in turn.disputed),
    ]


def criterion_line(
    criterion: CriterionReport, width: int, *, full: bool, change: str = ""
) -> Content:
    """Return one criterion as a line, or with its whole statement beneath (``full``).

    ``change`` is how it differs from the try before; where the line is short only its arrow shows.
    """
    style = LEVEL_STYLES[criterion.verdict]
    mark = f"{LEVEL_MARKS[criterion.verdict]:<10} "
    earned = f"{of_points(criterion):<8} "
    flags = help_words(criterion)
    statement = plain(criterion.statement)
    if full:
        below = hang(Content("  "), Content(statement), width)
        told = " · ".join(filter(None, (change, flags)))
        return Content.assemble((mark, f"bold {style}"), earned, (told, "$muted"), "\n", below)
    arrow = f"{change[:1]} " if change else ""
    room = max(width - len(mark) - len(earned) - len(arrow), 10)
    return Content.assemble(
        (mark, f"bold {style}"), earned, (arrow, "bold $primary"), fit(statement, room)
    )


def help_words(criterion: CriterionReport) -> str:
    """Return how much help a criterion took, and whether it was close or essential."""
    words: list[str] = [] if criterion.help == "never" else [criterion.help]
    if doubt(criterion):
        words.append(doubt(criterion))
    if criterion.essential:
        words.append("essential")
    return " · ".join(words)


def wrong_line(wrong: MisconceptionReport, width: int, *, full: bool) -> Content:
    """Return one misconception that the answer states."""
    mark, cost = f"{'! wrong':<10} ", f"−{wrong.penalty:<7} "
    statement = plain(wrong.statement)
    if full:
        below = hang(Content("  "), Content(statement), width)
        return Content.assemble((mark, "bold $error"), cost, "\n", below)
    room = max(width - len(mark) - len(cost), 10)
    return Content.assemble((mark, "bold $error"), cost, fit(statement, room))


def asked_line(
    turn: TurnReport, doubtful: MisconceptionReport, width: int, *, full: bool
) -> Content:
    """Return what the candidate is asked about words that may state a misconception."""
    mark, cost = f"{'? unclear':<10} ", f"{'':<8} "
    statement = plain(suspicion_text(turn, doubtful))
    if full:
        below = hang(Content("  "), Content(statement), width)
        return Content.assemble((mark, "bold $muted"), "\n", below)
    room = max(width - len(mark) - len(cost), 10)
    return Content.assemble((mark, "bold $muted"), cost, fit(statement, room))


def disputed_line(denied: MisconceptionReport, width: int, *, full: bool) -> Content:
    """Return one misconception that was charged, and that the candidate denies."""
    mark, cost = f"{LEVEL_MARKS['disputed']:<10} ", f"{'':<8} "
    statement = plain(denied.statement)
    if full:
        below = hang(Content("  "), Content(statement), width)
        return Content.assemble((mark, "bold $primary"), "\n", below)
    room = max(width - len(mark) - len(cost), 10)
    return Content.assemble((mark, "bold $primary"), cost, fit(statement, room))


def detail(turn: TurnReport, row: int | None) -> Content:
    """Return the details of the selected row; empty for none."""
    rows = len(turn.criteria) + len(turn.misconceptions)
    asked = rows + len(turn.suspected)
    if row is None or row >= asked + len(turn.disputed):
        return Content("")
    if row >= asked:
        denied = turn.disputed[row - asked]
        return Content.assemble(
            (f"Charged: {plain(denied.statement)}", "bold"),
            (f"\n{DENIED}", "$muted"),
            (f"\n{_quotes(tuple(span.quote for span in denied.spans))}", "italic"),
        )
    if row < len(turn.criteria):
        criterion = turn.criteria[row]
        notes = (change_of(turn, criterion), help_words(criterion), said_when(criterion))
        about = " · ".join(filter(None, notes))
        quotes = _quotes(tuple(span.quote for span in criterion.spans))
        # The statement is shown right above; a grader may have repeated it.
        said = plain(criterion.explanation.replace(criterion.statement, "").strip().rstrip(":"))
        verdict = " · ".join(filter(None, (about, said)))
        parts = (plain(dispute_text(criterion)), verdict, legend((criterion,)))
        told = "\n".join(filter(None, parts))
        lacks = criterion.level != "met" and criterion.model_words
        model = f"\nThe model answer says: “{plain(criterion.model_words)}”" if lacks else ""
        return Content.assemble(
            (plain(criterion.statement), "bold"),
            (f"\n{told}" if told else "", "$muted"),
            (f"\n{quotes}" if quotes and criterion.level != "missed" else "", "italic"),
            model,
        )
    if row >= rows:
        doubtful = turn.suspected[row - rows]
        return Content.assemble(
            (plain(suspicion_text(turn, doubtful)), "bold"),
            (f"\n{UNCLEAR}", "$muted"),
            f"\nRight is: {plain(doubtful.correction)}",
            (f"\n{_quotes(tuple(span.quote for span in doubtful.spans))}", "italic"),
        )
    wrong = turn.misconceptions[row - len(turn.criteria)]
    cap = f", and caps the score at {percent(wrong.cap)}" if wrong.cap is not None else ""
    close = f" Verdict: {doubt(wrong)}." if doubt(wrong) else ""
    admitted = f" {admission(wrong)}" if wrong.admitted else ""
    return Content.assemble(
        (f"You said: {plain(wrong.statement)}", "bold"),
        (f"\nCosts {counted(wrong.penalty, 'point')}{cap}.{close}{admitted}", "$muted"),
        f"\nRight is: {plain(wrong.correction)}",
        (f"\n{_quotes(tuple(span.quote for span in wrong.spans))}", "italic"),
    )


def _quotes(quotes: tuple[str, ...]) -> str:
    return "  ".join(f"“{fit(quote, min(len(quote), 200)).strip()}”" for quote in quotes)
