"""The full-screen program: which screen follows which."""

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from interviewer.errors import InterviewerError
from interviewer.interview.choice import Choice
from interviewer.tui import endings
from interviewer.tui.commands import of_screen
from interviewer.tui.front import Front, read_ahead, read_front
from interviewer.tui.interviews import Interviews
from interviewer.tui.question_commands import QuestionCommands
from interviewer.tui.screens.home import HomeScreen
from interviewer.tui.steady import SteadyApp
from interviewer.tui.theme import THEMES

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.driver import Driver

    from interviewer.engine import Engine
    from interviewer.interview.events import SessionConfig
    from interviewer.tui.navigation import Navigator

_SWITCH = 0.0001  # seconds
_WARM_AFTER = 0.1  # seconds: the first frame must be on the terminal before imports slow it down


class InterviewerApp(SteadyApp):
    """The program. ``front`` has the facts of the home screen, which are being read already.

    With ``start`` or ``resume`` it opens an interview over the home screen, which is seen only
    after the interview; keys typed meanwhile go to the interview. With ``job``, a description,
    the interview begins once the candidate has seen what was matched in it. ``written`` resumes
    a spoken interview without its voice. ``served`` says that a browser's server, not a terminal,
    is at the other end: the program then reads and writes no file of the user's choosing, and
    hands reports to the browser.
    """

    TITLE = "Interviewer"
    CSS_PATH: ClassVar = [
        "base.tcss",
        "screens/home.tcss",
    ]  # all that the first frame needs, read at once
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {QuestionCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False),
        Binding("ctrl+t", "theme", show=False),
        Binding("ctrl+q", "leave", show=False, priority=True),
    ]

    class FrontRead(Message):
        """The facts of the home screen have been read again."""

        def __init__(self, front: Front) -> None:
            super().__init__()
            self.front = front

    class DueRead(Message):
        """The due points have been read, as names of questions and their parts."""

        def __init__(self, choice: Choice, names: tuple[str, ...]) -> None:
            super().__init__()
            self.choice = choice
            self.names = names

    def __init__(
        self,
        engine: "Engine",
        *,
        front: "Future[Front] | None" = None,
        start: "SessionConfig | None" = None,
        job: str | None = None,
        resume: str | None = None,
        written: bool = False,
        served: bool = False,
    ) -> None:
        super().__init__(driver_class=_driver(served=served))
        self.engine = engine
        self.served = served
        self._front = front or read_ahead(engine)
        self._start_with = start
        self._job = job
        self._resume_with = resume
        self._written = written
        self.interviews = Interviews(self, engine, self._home_again)
        self.animation_level = "none"
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[engine.settings.theme].name

    def get_default_screen(self) -> Screen[None]:
        """Return the home screen, with its facts."""
        return HomeScreen(self._front.result(), self.interviews.next_choice)

    def on_mount(self) -> None:
        """Open the requested interview; else prepare what comes after the first frame."""
        opening = self._opening()
        if opening is None:
            self.call_after_refresh(self.set_timer, _WARM_AFTER, self._warm)
        else:
            from interviewer.tui.screens.opening import OpeningScreen

            self.push_screen(OpeningScreen(self.keys, opening))

    def _opening(self) -> Callable[[], None] | None:
        """Return the call that opens the requested interview; ``None`` for the home screen."""
        if self._resume_with is not None:
            return partial(self.interviews.resume, self._resume_with, written=self._written)
        if self._start_with is None:
            return None
        if self._job is not None:
            return partial(self.interviews.begin_for_job, self._start_with, self._job)
        return partial(self.interviews.begin, self._start_with)

    @work(thread=True, group="warm")
    def _warm(self) -> None:
        from textual.worker import get_current_worker

        for name in ("interview", "progress", "setup"):
            import_module(f"interviewer.tui.screens.{name}")
        worker = get_current_worker()
        with suppress(InterviewerError):  # the same error is shown when an interview starts
            self.engine.warm()
        store = self.engine.store
        caught_up = 0
        with suppress(InterviewerError):  # and this one by whatever uses the store
            caught_up = store.catch_up(stop=lambda: worker.is_cancelled)
        for look in (store.damage, store.look_ahead):
            with suppress(InterviewerError):
                look()
        if caught_up or store.damage_met:
            self.read_again()

    @work(thread=True, group="front", exclusive=True)
    def read_again(self) -> None:
        """Read the facts of the home screen again."""
        self.post_message(self.FrontRead(read_front(self.engine)))

    def on_interviewer_app_front_read(self, message: FrontRead) -> None:
        """Show the new facts on the home screen."""
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.show(message.front, self.interviews.next_choice)

    @work(thread=True, exclusive=True, group="due")
    def review_due(self, choice: Choice) -> None:
        """Begin a review of the missed points that are due, of at most ``choice.questions``."""
        try:
            names = self.engine.reviews.due(choice.questions)
        except InterviewerError as error:
            self.call_from_thread(self.tell, error)
        else:
            self.post_message(self.DueRead(choice, names))

    def on_interviewer_app_due_read(self, message: DueRead) -> None:
        """Begin the review, or say that nothing is due."""
        if not isinstance(self.screen, HomeScreen):
            return  # something else has been opened meanwhile
        names = message.names
        if names:
            # A review shows at once what is right, which an exam must not.
            choice = replace(message.choice, questions=len(names), mode="coach")
            self.interviews.start_choice(choice, names)
        else:
            self.notify("Nothing is due for review.", markup=False)
            self.read_again()

    def set_up(self) -> None:
        """Open the set-up of the next interview."""
        from interviewer.tui.screens.setup import SetupScreen

        screen = SetupScreen(self.interviews.next_choice)
        self.push_screen(screen, self._chosen)

    def open_history(self) -> None:
        """List all sessions."""
        from interviewer.tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen(), self._home_again)

    def open_progress(self) -> None:
        """Show the progress over many sessions."""
        from interviewer.tui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen(), self._home_again)

    def open_plan(self) -> None:
        """Plan the days up to an interview."""
        from interviewer.tui.screens.plan import PlanScreen

        self.push_screen(PlanScreen(), self._home_again)

    def open_bank(self) -> None:
        """Browse the questions."""
        from interviewer.tui.screens.bank import BankScreen

        self.push_screen(BankScreen())

    def action_help(self) -> None:
        """Show which key does what, on the present screen first."""
        from interviewer.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_theme(self) -> None:
        """Change between dark and light."""
        dark = self.theme == THEMES["dark"].name
        self.theme = THEMES["light" if dark else "dark"].name

    async def action_leave(self) -> None:
        """Close the program; a screen with something to lose asks first."""
        await self.screen.run_action("leave")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the commands of the current screen, then those that work everywhere."""
        yield from of_screen(screen)
        yield SystemCommand("Light or dark", "change the theme: ^T", self.action_theme)
        yield SystemCommand("Keys and commands", "what every key does: F1", self.action_help)
        yield SystemCommand("Quit", "leave the program: ^Q", self.action_leave)

    def _chosen(self, choice: Choice | None) -> None:
        if choice is not None:
            self.interviews.keep(choice)
            self.interviews.start_choice(choice)

    def _home_again(self, _: object = None) -> None:
        self.read_again()


def run_tui(
    engine: "Engine",
    *,
    start: "SessionConfig | None" = None,
    job: str | None = None,
    resume: str | None = None,
    written: bool = False,
    served: bool = False,
) -> int:
    """Run the program until it closes; return its exit code, or raise the error that ended it."""
    # A grader at work in a thread must not make a key wait for the interpreter's usual 5 ms,
    # three times over: once each for reading it, handling it and drawing it.
    sys.setswitchinterval(_SWITCH)
    app = InterviewerApp(
        engine, start=start, job=job, resume=resume, written=written, served=served
    )
    try:
        code = app.run()
    finally:
        endings.restore_handlers()
    if app.failure is not None:
        raise app.failure
    if app.ended_by is not None:
        with suppress(OSError):  # the terminal may be gone
            sys.stderr.write(f"Ended by {app.ended_by.name}. What you have written is kept.\n")
    return app.return_code or code or 0


def _driver(*, served: bool) -> "type[Driver] | None":
    if served:
        from interviewer.tui.served_driver import ServedDriver

        return ServedDriver
    if sys.platform == "win32":
        return None
    from interviewer.tui.driver import TolerantDriver

    return TolerantDriver


if TYPE_CHECKING:

    def _as_screens_know_it(app: InterviewerApp) -> Navigator:
        """Let the type checker prove that the cast in ``Page.owner`` is right."""
        return app
