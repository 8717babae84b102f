"""The place for code: the editor, a line to find something in it, and what the tests say."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Input, Static

from interviewer.bank.coding import Coding
from interviewer.coding.results import Run, TestResult
from interviewer.text.counts import counted
from interviewer.tui.view.code_view import running_line, tests_after, tests_before, verdict_line
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.code_editor import CodeEditor

_FIND = "Find: ⏎ or ↓ next, ↑ previous, esc closes"


class FindLine(Input):
    """Asks what to find: Enter and the arrows go from one match to the next, Escape closes."""

    class Moved(Message):
        """The next match is wanted, or the one before."""

        def __init__(self, wanted: str, backwards: bool) -> None:
            super().__init__()
            self.wanted = wanted
            self.backwards = backwards

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter,down", "next(False)", "next"),
        ("up", "next(True)", "before"),
        ("escape", "close", "close"),
    ]

    def __init__(self) -> None:
        super().__init__(id="find", placeholder=_FIND, compact=True)
        self.display = False

    def action_next(self, backwards: bool) -> None:
        """Go to the next match, or to the one before."""
        self.post_message(self.Moved(self.value, backwards))

    def action_close(self) -> None:
        """Go back to the code."""
        self.display = False
        self.screen.set_focus(self.screen.query_one(CodeEditor))


class CodeDesk(Vertical):
    """Shows the code of one question and its runs; it runs nothing itself.

    ``run_key`` is the key that runs it, as written within a sentence.
    """

    def __init__(self, coding: Coding, code: str, run_key: str) -> None:
        self.editor = CodeEditor(code, coding.language)
        self.results = VerticalScroll(Static(id="result-text", markup=False), id="results")
        self.results.can_focus = True
        # The parts are given, not composed, so that the editor can have the focus, and the first
        # key, as soon as the desk is mounted. No id: the desk before may still be closing.
        super().__init__(
            Bar(Content(""), widget_id="code-head"), self.editor, FindLine(), self.results
        )
        self._coding = coding
        self._run_key = run_key
        self._results: dict[str, TestResult] = {}
        self._run: Run | None = None
        self._begun = False

    def on_mount(self) -> None:
        """Show the tests before the first run."""
        self._head(Content.styled(self._invitation, "$muted"))
        self.call_after_refresh(self._fill)

    def on_resize(self, event: Resize) -> None:
        """Fit the results to the new width."""
        del event
        self.call_after_refresh(self._fill)

    def begin(self) -> None:
        """Show that a run has begun."""
        self._results, self._run, self._begun = {}, None, True
        self.tick(0.0, len(self._coding.shown))
        self._fill()

    def show_test(self, result: TestResult) -> None:
        """Show the result of a test as it comes."""
        self._results[result.name] = result
        self._fill()

    def tick(self, seconds: float, count: int) -> None:
        """Show how long a run of ``count`` tests has gone on."""
        self._head(running_line(self._results, count, seconds, self._run_key))

    def show_run(self, run: Run) -> None:
        """Show the result of a run."""
        self._begun, self._run = True, run
        self._results = {result.name: result for result in run.results}
        self._head(verdict_line(run))
        self._fill()
        self.results.scroll_home(animate=False)

    def show_stopped(self) -> None:
        """Show that a run was stopped."""
        self._head(Content.styled(f"Stopped. {self._invitation}", "$muted"))

    def close(self) -> None:
        """Make the code read-only: it has been submitted."""
        self.editor.read_only = True
        self.query_one(FindLine).display = False
        self._head(Content.styled("Submitted", "$muted"))

    def open_find(self) -> None:
        """Ask what to find in the code."""
        line = self.query_one(FindLine)
        line.display = True
        self.screen.set_focus(line)

    def on_find_line_moved(self, message: FindLine.Moved) -> None:
        """Go to the match."""
        message.stop()
        count = self.editor.find(message.wanted, backwards=message.backwards)
        said = counted(count, "place") if count else "Not found in the code"
        self._head(Content.styled(said, "$muted"))

    @property
    def _invitation(self) -> str:
        return f"{self._run_key[:1].upper()}{self._run_key[1:]} runs the shown tests"

    def _head(self, right: Content) -> None:
        if self.is_attached:
            title = "SQL" if self._coding.language == "sql" else "Python"
            self.query_one("#code-head", Bar).update(Content.styled(title, "bold $primary"), right)

    def _fill(self) -> None:
        if not self.is_attached:
            return
        text = self.query_one("#result-text", Static)
        width = max(text.content_size.width - 1, 30)  # a scroll bar may still come
        if self._begun:
            text.update(tests_after(self._coding, self._results, self._run, width))
        else:
            text.update(tests_before(self._coding, width))
