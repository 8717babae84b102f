"""The interview screen as its parts know it, so that none of them imports the screen."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Literal, Protocol

from textual.app import App
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

if TYPE_CHECKING:
    from interviewer.interview.conductor import Conductor
    from interviewer.tui.answer_clock import AnswerClock
    from interviewer.tui.navigation import Navigator
    from interviewer.tui.unsent import Unsent

Outcome = Literal["left", "finished"]


class InterviewReady(Message):
    """An opened interview has the focus, and accepts what is typed and sent."""


class Host(Protocol):
    """What every part of an interview screen may ask of the screen around it."""

    conductor: "Conductor"
    unsent: "Unsent"
    clock: "AnswerClock"
    run_key: str
    """The key that runs code or stops a run, as written within a sentence."""

    @property
    def app(self) -> App[object]:
        """The running app."""
        ...

    @property
    def owner(self) -> "Navigator":
        """The running program, as screens know it."""
        ...

    @property
    def alive(self) -> bool:
        """Whether the screen can still show anything."""
        ...

    def notice(self, text: str, *, wrong: bool = False) -> None:
        """Show a sentence above the composer."""
        ...

    def show_time(self) -> None:
        """Show where the interview is, and its clocks, as they are now."""
        ...

    def not_kept(self, error: OSError) -> None:
        """Report that a draft could not be saved; called in any thread."""
        ...

    def focus_on(self, widget: Widget) -> None:
        """Give a widget the focus, before the next key."""
        ...

    def action_leave(self) -> None:
        """Ask how to leave."""
        ...

    def action_submit(self) -> None:
        """Hand in what is written, or go on to what waits for the candidate."""
        ...

    def dismiss(self, result: Outcome) -> object:
        """Close the screen, if it is in front."""
        ...

    def run_worker(
        self, work: Coroutine[None, None, None], *, group: str, exclusive: bool = False
    ) -> Worker[Any]:
        """Run ``work`` in the background."""
        ...

    def call_later(self, callback: Callable[..., None], *args: object) -> bool:
        """Call ``callback`` after the messages already queued; from any thread."""
        ...

    def post_message(self, message: Message) -> bool:
        """Send a message to the screen itself, which passes it on to the app."""
        ...

    def call_after_refresh(self, callback: Callable[..., object]) -> bool:
        """Call ``callback`` once everything has been drawn."""
        ...

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call ``callback`` after ``delay`` seconds."""
        ...

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call ``callback`` every ``interval`` seconds."""
        ...
