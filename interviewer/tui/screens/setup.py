"""What the interview is to be like."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.errors import InterviewerError
from interviewer.interview.choice import Choice, default_choice
from interviewer.interview.formats import FORMATS
from interviewer.settings.limits import FOLLOW_UPS, MINUTES, QUESTIONS
from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.tui.screens.page import Page
from interviewer.tui.view.job_view import Weighed
from interviewer.tui.view.setup_view import Pace, pace_text, with_counts
from interviewer.tui.widgets.bar import Bar
from interviewer.tui.widgets.fields import Field, Number, OneOf, Toggles
from interviewer.tui.widgets.grader_field import GraderField
from interviewer.tui.widgets.job_field import JobField

if TYPE_CHECKING:
    from interviewer.bank.index import IndexRow
    from interviewer.settings.limits import Mode, VoiceMode

_MODES = (
    ("coach", "feedback after every question"),
    ("exam", "no feedback before the end"),
)
_FREE = "free"
_FORMATS = (
    (_FREE, "as you choose below"),
    *((form.name, form.about) for form in FORMATS.values()),
)
_GUESSES = (
    ("on", "asked before the score in coach mode; one key skips"),
    ("off", "see the score at once"),
)
_CHOOSING = (
    ("at random", "spread over the areas"),
    ("adaptive", "harder or easier by your answers"),
)
_VOICES = (
    ("off", "you type your answers"),
    ("push-to-talk", "a key begins and ends your answer"),
    ("hands-free", "a long silence ends your answer"),
)


class SetupScreen(Page[Choice | None]):
    """A form; gives the choice, or ``None`` when it is left."""

    CSS_PATH = "setup.tcss"
    AUTO_FOCUS = "#format"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "start", "start"),
        Binding("up,down", "noop", "field", key_display="↑↓"),
        Binding("left,right", "noop", "change", key_display="←→"),
        Binding("space", "noop", "tick"),
        Binding("f2", "job", "job"),
        Binding("escape", "back", "back"),
        Binding("ctrl+p", "app.command_palette", "commands"),
        Binding("question_mark,f1", "app.help", "help"),
    ]

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._choice = choice
        self._format = choice.format
        self._focus = choice.focus

    def parts(self) -> ComposeResult:
        """Compose the fields; what can be chosen comes from the bank."""
        choice = self._choice
        rows = self._rows()
        with VerticalScroll(id="form", can_focus=False):
            yield Bar(Content.styled("Set up an interview", "bold $primary"))
            yield OneOf("Format", "format", _FORMATS, choice.format or _FREE)
            yield Static(id="pace", classes="muted", markup=False)
            yield JobField(choice.focus)
            yield Toggles("Areas", "areas", with_counts([row.area for row in rows]), choice.areas)
            yield Toggles(
                "Levels", "levels", with_counts([row.level for row in rows]), choice.levels
            )
            yield Toggles("Kinds", "kinds", with_counts([row.kind for row in rows]), choice.kinds)
            yield Number("Questions", "questions", choice.questions, QUESTIONS, "")
            yield Number(
                "Minutes",
                "minutes",
                choice.minutes,
                MINUTES,
                "for the whole interview",
                step=5,
                nothing="no limit",
            )
            yield OneOf("Mode", "mode", _MODES, choice.mode)
            chosen = _CHOOSING[choice.adaptive][0]
            yield OneOf("Chosen", "choosing", _CHOOSING, chosen)
            yield GraderField(choice, self.owner.interviews.settings.model)
            yield Number("Follow-ups", "probes", choice.probes, FOLLOW_UPS, "at most, per question")
            yield OneOf("Own guess", "estimate", _GUESSES, "on" if choice.estimate else "off")
            yield OneOf("Voice", "voice", _VOICES, choice.voice)
        yield Static(id="count", markup=False)

    def _rows(self) -> "list[IndexRow]":
        try:
            return list(self.owner.engine.catalog.rows)
        except InterviewerError as error:
            self.owner.tell(error)
            return []

    def on_mount(self) -> None:
        """Count what matches."""
        self._count()
        # Focused before the layout, the first field would be scrolled out of sight.
        self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)

    def on_descendant_focus(self) -> None:
        """Redraw the marks of the fields."""
        for field in self.query(Field):
            field.refresh(layout=isinstance(field, JobField))

    def on_field_changed(self, event: Field.Changed) -> None:
        """Count again; a new format sets its numbers, except those that the user has changed."""
        event.stop()
        name = self.query_one("#format", OneOf).value
        if name != (self._format or _FREE):
            before = self._pace()
            self._format = "" if name == _FREE else name
            for number_of, value in self._pace().items():
                field = self.query_one(f"#{number_of}", Number)
                if field.value == before[number_of]:
                    field.show(value)
        self._count()

    def _pace(self) -> Pace:
        """Return the numbers of the current format or, without one, of the settings."""
        own = FORMATS.get(self._format) or default_choice(self.owner.engine.settings)
        return {"questions": own.questions, "minutes": own.minutes, "probes": own.probes}

    def _show_pace(self) -> None:
        """Say which numbers are the format's, and which were chosen instead."""
        line = self.query_one("#pace", Static)
        line.display = bool(self._format)
        if self._format:
            pace = self._pace()
            now = {name: self.query_one(f"#{name}", Number).value for name in pace}
            line.update(pace_text(pace, now))

    def on_job_field_asked(self, event: JobField.Asked) -> None:
        """Ask for a job description."""
        event.stop()
        self.action_job()

    def on_job_field_dropped(self, event: JobField.Dropped) -> None:
        """Drop the job description."""
        event.stop()
        self._weigh(())

    def action_job(self) -> None:
        """Let a job description weight the areas."""
        from interviewer.tui.screens.job import JobScreen

        self.app.push_screen(
            JobScreen(), lambda found: None if found is None else self._weigh(found)
        )

    def _weigh(self, focus: Weighed) -> None:
        self._focus = focus
        self.query_one(JobField).show(focus)
        self._count()

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        judge = self.query_one(GraderField).judge
        return replace(
            self._choice,
            areas=self.query_one("#areas", Toggles).chosen,
            levels=self.query_one("#levels", Toggles).chosen,
            kinds=self.query_one("#kinds", Toggles).chosen,
            questions=self.query_one("#questions", Number).value or 1,
            minutes=self.query_one("#minutes", Number).value,
            mode=cast("Mode", self.query_one("#mode", OneOf).value),
            grader=judge.grader,
            profile=judge.profile,
            model=judge.model,
            adaptive=self.query_one("#choosing", OneOf).value == "adaptive",
            probes=self.query_one("#probes", Number).value or 0,
            voice=cast("VoiceMode", self.query_one("#voice", OneOf).value),
            format=self._format,
            estimate=self.query_one("#estimate", OneOf).value == "on",
            focus=self._focus,
        )

    def matching(self) -> int:
        """Return how many questions of the bank fit the choice."""
        return self._fitting(self.choice)

    def _fitting(self, choice: Choice) -> int:
        from interviewer.interview.picker import eligible

        return len(eligible(self._rows(), choice.config(0)))

    def _count(self) -> None:
        found, wanted = self.matching(), self.choice.questions
        line = self.query_one("#count", Static)
        if found == 0:
            text = Content.styled(self._nothing_fits(), "$error bold")
        elif found < wanted:
            few = f"{counted(found, 'question')} fit: the interview will have that many."
            text = Content.styled(few, "$warning")
        else:
            text = Content.assemble(
                (f"{counted(found, 'question')} fit", "bold"),
                (f", {wanted} will be asked.", "$muted"),
            )
        if note := self._narrowed():
            text = Content("\n").join([text, Content.styled(plain(note), "$warning")])
        line.update(text)
        self._show_pace()

    def _nothing_fits(self) -> str:
        """Return which ticks leave nothing to ask, if one field alone does so."""
        choice = self.choice
        rest = "this format" if self._format else "the rest"
        for name, wider in (
            ("kinds", replace(choice, kinds=())),
            ("levels", replace(choice, levels=())),
            ("areas", replace(choice, areas=())),
        ):
            if self._fitting(wider):
                return f"No question fits: the ticked {name} leave nothing of {rest}."
        return "No question fits. Tick more areas, levels or kinds."

    def _narrowed(self) -> str:
        """Return how the ticked areas limit a job description's weights; empty if they do not."""
        if not self._focus:
            return ""
        from interviewer.interview.job import narrowed

        config = self.choice.config(0)
        return narrowed(config.focus, config.areas)

    def action_start(self) -> None:
        """Start, if there is anything to ask."""
        if self.matching():
            self.dismiss(self.choice)
        else:
            self.app.bell()

    def action_noop(self) -> None:
        """Do nothing: the field handles the key, and the binding only shows a hint."""

    def action_back(self) -> None:
        """Return without starting."""
        self.dismiss(None)
