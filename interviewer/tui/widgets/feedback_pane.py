"""The words of one question: the answer with its marks, the model answer beside it, or the code."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.tui.view.answer_view import answer_text
from interviewer.tui.view.coaching_view import side_by_side
from interviewer.tui.view.code_feedback import code_text
from interviewer.tui.view.feedback_view import detail

if TYPE_CHECKING:
    from interviewer.report.report import CodeReport, TurnReport


class FeedbackPane(VerticalScroll, can_focus=False):
    """Shows one text at a time, and above the answer the details of the selected row."""

    def __init__(self) -> None:
        super().__init__(id="pane")
        self._detail = Static(id="detail", markup=False)
        self._text = VerticalScroll(id="text", can_focus=True)
        self._words = Static(id="answer", markup=False)

    def compose(self) -> ComposeResult:
        """Compose the detail and the text."""
        yield self._detail
        with self._text:
            yield self._words

    def show_code(self, code: "CodeReport") -> None:
        """Show the code, its tests and the reference solution."""
        self._say(Content(""))
        bar = self._text.styles.scrollbar_size_vertical  # it may still come
        self._words.update(code_text(code, max(self._text.content_size.width - bar, 40)))

    def show_model_answer(self, turn: "TurnReport") -> None:
        """Show the model answer beside the candidate's words."""
        self._say(Content(""))
        self._words.update(side_by_side(turn))
        for one in (self._text, self):
            one.scroll_home(animate=False)

    def show_answer(self, turn: "TurnReport", row: int | None) -> None:
        """Show the answers; the words of a row of the feedback are marked and in view."""
        self._say(detail(turn, row))
        text, first = answer_text(turn, row)
        self._words.update(text)
        self.scroll_home(animate=False)
        width = self._words.content_size.width
        if first is not None and width > 0:
            above = text[:first].get_height({}, width)
            self.call_after_refresh(self._text.scroll_to, y=max(above - 2, 0), animate=False)

    def _say(self, about: Content) -> None:
        self._detail.update(about)
        self._detail.display = bool(about)
