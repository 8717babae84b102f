"""An interview in words: where we are, the clocks, and what is said and asked by key."""

from textual.content import Content

from interviewer.grading.bands import Band, middle
from interviewer.interview.replies import clock_face
from interviewer.text.display import plain
from interviewer.tui.view.clock import Place

_DOTS = 12  # at most; a longer interview is shown in numbers only

# Shorter than what the bands mean to an interviewer.
_OWN_WORDS: dict[Band, str] = {
    "poor": "the core is missing or wrong",
    "mixed": "part of the core, with gaps",
    "good": "the core is right, some points are missing",
    "excellent": "complete and correct",
}

ESTIMATE = (
    "How good was your answer? Guess before you see.",
    (
        ("skip", "s", "Just show the feedback"),
        *(
            (f"{round(100 * middle(name))}", str(key), f"{name}: {meaning}")
            for key, (name, meaning) in enumerate(_OWN_WORDS.items(), 1)
        ),
    ),
)
"""The question and its choices: each band gives its middle in percent, the first line skips."""

ASIDES: dict[str, str] = {
    "hint": "Can I have a hint?",
    "repeat": "Can you repeat the question?",
    "skip": "Let's skip this one.",
    "time": "How much time is left?",
    "unknown": "I don't know.",
    "why": "Why this question?",
}
"""What each key says for the candidate, as if it had been typed."""


def place_line(here: Place) -> Content:
    """Return which question this is."""
    dots = ""
    if here.wanted <= _DOTS:
        dots = "●" * (here.number - 1) + "◉" + "○" * (here.wanted - here.number) + "  "
    again = f", attempt {here.attempt}" if here.attempt > 1 else ""
    return Content.assemble(
        (dots, "$primary"), (f"Question {here.number} of {here.wanted}{again}", "bold")
    )


def clock_line(here: Place) -> Content:
    """Return both clocks: this question's and the whole interview's."""
    face = f"{clock_face(here.on_question)} of {clock_face(here.usual)}"
    whole = clock_face(here.whole)
    if here.whole_limit is not None:
        whole += f" of {clock_face(here.whole_limit)}"
    late = here.whole_limit is not None and here.whole >= here.whole_limit
    return Content.assemble(
        (f"{face}, over" if here.over else face, "$warning bold" if here.over else "bold"),
        ("   total ", "$muted"),
        (f"{whole}, last question" if late else whole, "$warning bold" if late else "$muted"),
    )


def topic_line(here: Place) -> Content:
    """Return what the question is about."""
    return Content.styled(plain(f"{here.area} · {here.level} · {here.kind}"), "$muted")


def help_line(here: Place) -> Content:
    """Return how much help was taken."""
    if not here.hints:
        return Content.styled("no hints here", "$muted")
    return Content.styled(f"{here.hints_used} of {here.hints} hints used", "$muted")
