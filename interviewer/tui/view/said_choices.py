"""What hands-free mode asks aloud between two questions, and the replies it understands."""

import re

from interviewer.grading.bands import BANDS
from interviewer.report.report import TurnReport
from interviewer.report.wording import percent, reason
from interviewer.speech.turn_taking import without_fillers
from interviewer.tui.view.interview_view import ESTIMATE

ASK_ESTIMATE = "How good was your answer: poor, mixed, good or excellent? Or say skip."
_ASK_NEXT = "Next, or again?"

_NEXT = re.compile(
    r"next|(?:the )?next (?:question|one)|go on|go ahead|continue|carry on|move on|skip|yes"
    r"|let's (?:go on|continue|move on)|(?:(?:i'm|i am) )?ready(?: to start)?"
)
_AGAIN = re.compile(
    r"again|(?:let me |i want to |i would like to )?(?:try|do it) again|once more|retry"
    r"|one more time|ask(?: me)? again"
)


def feedback_aloud(turn: TurnReport) -> str:
    """Return two sentences about a turn, then the question what to do next."""
    if turn.score is None:
        first = f"There is no score: {reason(turn)}."
    else:
        first = f"That was {turn.band}, {percent(turn.score)} of 100."
    wrong = [one.correction for one in turn.misconceptions]
    missed = [one for one in turn.criteria if one.verdict in ("missed", "partial")]
    dearest = max(missed, key=lambda one: (one.essential, one.points - one.earned), default=None)
    if wrong:
        second = f"One thing was wrong: {wrong[0]}"
    elif dearest is not None:
        said = "Only partly said was" if dearest.verdict == "partial" else "What was missing"
        second = f"{said}: {dearest.statement}"
    else:
        second = "You made every point."
    return f"{first} {second.rstrip('.')}. {_ASK_NEXT}"


def next_said(text: str) -> str | None:
    """Return "next" or "retry" if ``text`` says so after feedback, else ``None``."""
    words = without_fillers(text)
    return "next" if _NEXT.fullmatch(words) else "retry" if _AGAIN.fullmatch(words) else None


def estimate_said(text: str) -> str | None:
    """Return the id of the estimate choice that ``text`` names, or ``None``."""
    words = without_fillers(text).split()
    if words in (["skip"], ["next"], ["go", "on"]):
        return "skip"
    names = [name for _, name, _ in BANDS]
    named = [word for word in words if word in names]
    other = any(word in _OTHER or word.endswith("n't") for word in words)
    if len(named) != 1 or len(words) > _LONGEST or other:
        return None
    lines = {label.split(":")[0]: choice for choice, _, label in ESTIMATE[1]}
    return lines.get(named[0])


_LONGEST = 6  # words: "I think that it was good"
_OTHER = {"not", "never", "hardly", "than"}  # "better than poor" is another band
