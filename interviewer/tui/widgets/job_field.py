"""The field of a job description: what it weighs, and how to give one."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from interviewer.text.display import plain
from interviewer.tui.view.columns import fit
from interviewer.tui.view.job_view import Weighed, focus_text
from interviewer.tui.widgets.fields import LABEL, Field


class JobField(Field):
    """A line with the areas that a job description asks for; space asks for one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right,l", "ask", show=False),
        Binding("backspace,delete", "drop", show=False),
    ]

    class Asked(Message):
        """A description is to be given."""

    class Dropped(Message):
        """The description counts no more."""

    def __init__(self, focus: Weighed) -> None:
        super().__init__("Job", "job-field")
        self._focus = focus

    def show(self, focus: Weighed) -> None:
        """Show another focus."""
        self._focus = focus
        self.refresh()

    def render(self) -> Content:
        """Return the areas by weight, or how to give a description."""
        if not self._focus:
            value, about = "none", "F2: paste a description, it weighs the areas"
        else:
            value = plain(focus_text(self._focus))
            about = "backspace removes it" if self.has_focus else ""
        room = max(self.content_size.width - LABEL - 8 - (len(about) + 2 if about else 0), 10)
        value = fit(value, min(len(value), room))
        style = "bold reverse" if self.has_focus else "bold"
        return Content.assemble(
            self._labelled(), "  ", (f" {value} ", style), "  ", (f"  {about}", "$muted")
        )

    def action_ask(self) -> None:
        """Ask for a description."""
        self.post_message(self.Asked())

    def action_drop(self) -> None:
        """Do without one."""
        self.post_message(self.Dropped())
