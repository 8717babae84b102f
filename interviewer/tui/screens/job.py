"""A job description: pasted or read from a file, and what is matched in it."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from interviewer.errors import InterviewerError
from interviewer.interview.job import LONGEST, Job, read_job
from interviewer.interview.job_file import read_job_file
from interviewer.text.display import plain
from interviewer.tui.screens.page import Page
from interviewer.tui.view.job_view import Weighed, job_text, weighed
from interviewer.tui.widgets.bar import Bar

_PAUSE = 0.15  # seconds without a key before the text is matched anew


class JobScreen(Page[Weighed | None]):
    """Shows which requirements were matched; gives the areas by weight, or ``None``."""

    CSS_PATH = "job.tcss"
    AUTO_FOCUS = "#job"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "use", "use it"),
        Binding("tab", "app.focus_next", "next part", key_display="tab"),
        Binding("escape", "back", "back"),
        Binding("f1", "app.help", "help"),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text = plain(text[:LONGEST])
        self._job = Job((), ())
        self._pausing: Timer | None = None

    def parts(self) -> ComposeResult:
        """Compose the text and what is matched in it."""
        yield Bar(
            Content.styled("Job description", "bold $primary"),
            Content.styled("weights the areas; stays on this machine", "$muted"),
        )
        with Container(id="columns"):
            with Container(id="source"):
                yield TextArea(
                    self._text,
                    id="job",
                    soft_wrap=True,
                    tab_behavior="focus",
                    compact=True,
                    highlight_cursor_line=False,
                    placeholder="Paste the description here.",
                )
                if not self.owner.served:
                    yield Input(id="path", placeholder="or a text file's path, then Enter")
            with VerticalScroll(id="matches", can_focus=True):
                yield Static(id="found", markup=False)

    def on_mount(self) -> None:
        """Match the given text."""
        self._match()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the lines to the new width."""
        super().on_resize(event)
        self.call_after_refresh(self._draw)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Match again once the typing pauses."""
        event.stop()
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(_PAUSE, self._match)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the file that is named."""
        event.stop()
        try:
            text = read_job_file(event.value.strip())
        except InterviewerError as error:
            self.owner.tell(error)
            return
        area = self.query_one("#job", TextArea)
        area.load_text(plain(text[:LONGEST]))
        self.focus_on(area)
        self._match()

    def _match(self) -> None:
        if not self.alive:
            return
        text = self.query_one("#job", TextArea).text
        try:
            catalog = self.owner.engine.catalog
            prompts = [(row.area, row.prompt) for row in catalog.rows]
        except InterviewerError as error:
            self.owner.tell(error)
            return
        self._job = read_job(text, catalog.areas, prompts)
        self._draw()

    def _draw(self) -> None:
        if self.alive:
            found = self.query_one("#found", Static)
            found.update(job_text(self._job, max(found.content_size.width, 30)))

    def action_use(self) -> None:
        """Give the areas by weight; with nothing matched there is nothing to use."""
        self._match()
        if self._job.requirements:
            self.dismiss(weighed(self._job))
        else:
            self.notify("Nothing in it names an area of the bank.", markup=False)

    def action_back(self) -> None:
        """Return without it."""
        self.dismiss(None)
