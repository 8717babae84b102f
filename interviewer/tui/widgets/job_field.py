"""The field of a job description: what it weighs, and how to give one."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from interviewer.text.display import plain
from interviewer.tui.view.hanging import hang
from interviewer.tui.view.job_view import Weighed, focus_text
from interviewer.tui.widgets.fields import Field


class JobField(Field):
    """A line with the areas that a job description asks for; space asks for one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right,l", "ask", show=False),
        Binding("backspace,delete", "drop", show=False),
    ]

    class Asked(Message):
        """The user wants to give a description."""

    class Dropped(Message):
        """The user has dropped the description."""

    def __init__(self, focus: Weighed) -> None:
        super().__init__("Job", "job-field")
        self._focus = focus

    def show(self, focus: Weighed) -> None:
        """Show another focus."""
        self._focus = focus
        self.refresh(layout=True)

    def drawn(self, width: int) -> Content:
        """Return the areas by weight, or how to give a description."""
        style = "bold reverse" if self.has_focus else "bold"
        if not self._focus:
            value = Content.assemble("  ", (" none ", style), "  ")
            return self._explained(value, "F2: paste a description to weight the areas", width)
        value = Content.styled(plain(focus_text(self._focus)), style)
        about = "  backspace removes it" if self.has_focus else ""
        told = value + Content.styled(about, "$muted")
        return hang(self._labelled() + " " * 3, told, width)

    def action_ask(self) -> None:
        """Ask for a description."""
        self.post_message(self.Asked())

    def action_drop(self) -> None:
        """Drop the description."""
        self.post_message(self.Dropped())
