"""What would have made an answer better, and the model answer beside one's own."""

from textual.content import Content

from interviewer.report.coaching_words import own_words, to_add, to_mend
from interviewer.report.report import TurnReport
from interviewer.report.wording import LEVEL_MARKS
from interviewer.text.display import plain
from interviewer.tui.view.feedback_view import LEVEL_STYLES


def coaching(turn: TurnReport, *, brief: bool = False) -> Content:
    """Return the one point to add and the one misconception to drop, a line each.

    ``brief`` leaves out the sentence that would have earned the point.
    """
    lines = []
    for told, style in ((to_add(turn, brief=brief), "$success"), (to_mend(turn), "$error")):
        if told:
            head, rest = plain(told).split(":", 1)
            lines.append(Content.assemble((f"{head}:", f"bold {style}"), rest))
    return Content("\n").join(lines)


def side_by_side(turn: TurnReport) -> Content:
    """Return the model answer, then each point with the candidate's words and the model's."""
    parts = [Content.assemble(("Model answer", "$muted"), "\n", plain(turn.model_answer))]
    for criterion in turn.criteria:
        if not criterion.model_words:
            continue
        style = LEVEL_STYLES[criterion.verdict]
        own = plain(own_words(criterion))
        parts.append(
            Content.assemble(
                (f"{LEVEL_MARKS[criterion.verdict]}  ", f"bold {style}"),
                (plain(criterion.statement), "bold"),
                ("\nYou    ", "$muted"),
                (f"“{own}”" if own else "–"),
                ("\nModel  ", "$muted"),
                f"“{plain(criterion.model_words)}”",
            )
        )
    return Content("\n\n").join(parts)
