"""The wording for disputes, and for what would have made an answer better."""

from interviewer.report.report import CriterionReport, TurnReport
from interviewer.report.wording import points


def dispute_text(row: CriterionReport) -> str:
    """Return the candidate's objection to a verdict, in sentences; empty if undisputed."""
    dispute = row.dispute
    if dispute is None:
        return ""
    quote = f": “{' '.join(dispute.quote.split())}”" if dispute.quote else ""
    if dispute.said:
        told = f"You say that you made this point{quote}"
    else:
        told = f"You say that you did not make this point{quote and f' with these words{quote}'}"
    return f"{told}. Judged {row.level}; in no score until that is settled."


def own_words(row: CriterionReport) -> str:
    """Return the candidate's words that earned a point; empty where none did."""
    return " … ".join(span.quote for span in row.spans) if row.level != "missed" else ""


DENIED = "You say that you did not say this: it costs nothing until that is settled."
"""The text shown for a charged misconception that the candidate disputes."""


def to_add(turn: TurnReport, *, brief: bool = False) -> str:
    """Return the one point to add to the answers; empty where none is missing.

    ``brief`` leaves out the sentence that would have earned it.
    """
    point = turn.coaching.add if turn.coaching else None
    if point is None:
        return ""
    said = f" Say for example: “{point.sentence}”" if point.sentence and not brief else ""
    return f"Add (+{points(point.lost)}): {point.statement}{said}"


def to_mend(turn: TurnReport) -> str:
    """Return the one misconception to drop or avoid; empty if there is none."""
    wrong = turn.coaching.mend if turn.coaching else None
    if wrong is None:
        return ""
    charged = any(one.id == wrong.id for one in turn.misconceptions)
    todo = f"Drop (−{wrong.penalty})" if charged else "Make clear that you do not mean"
    return f"{todo}: {wrong.statement} Right is: {wrong.correction}"
