"""What has been said so far."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.text.display import plain

if TYPE_CHECKING:
    from interviewer.interview.session import Line

_SHOWN = 6000  # characters of one utterance; a longer one is shown in part, and kept whole

_INTERVIEWER = {
    "question": "Interviewer",
    "follow-up": "Interviewer · follow-up",
    "hint": "Interviewer · hint",
    "clarify": "Interviewer · clarification",
    "repeat": "Interviewer · again",
    "rephrase": "Interviewer · in other words",
}


class Utterance(Static):
    """One thing said. Speakers differ in name, indent and edge as well as in colour."""

    def __init__(self, line: "Line") -> None:
        text = plain(line.text)
        if len(text) > _SHOWN:
            text = f"{text[:_SHOWN]}\n… {len(text) - _SHOWN:,} more characters, all of them kept"
        if line.speaker == "candidate":
            head, classes = ("You", "bold $secondary"), "-candidate"
        else:
            head = (_INTERVIEWER.get(line.kind, "Interviewer"), "bold $primary")
            classes = "-interviewer"
        if line.kind in ("aside", "skip"):
            classes += " -aside"
        lead = (f"{plain(line.lead)} ", "$muted") if line.lead else ""
        super().__init__(Content.assemble(head, "\n", lead, text), classes=classes, markup=False)


class Conversation(VerticalScroll):
    """The utterances, newest at the bottom and in view."""

    can_focus = True

    def __init__(self) -> None:
        super().__init__(id="conversation")
        self._shown = 0

    def show(self, lines: "Sequence[Line]") -> None:
        """Add the lines that are new."""
        new = [Utterance(line) for line in lines[self._shown :]]
        if new:
            self._shown = len(lines)
            self.mount(*new)
            self.call_after_refresh(self.scroll_end, animate=False)
