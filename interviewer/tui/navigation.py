"""What a screen may ask of the program around it, so that no screen knows the app itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.geometry import Size

from interviewer.errors import InterviewerError

if TYPE_CHECKING:
    from interviewer.engine import Engine
    from interviewer.interview.choice import Choice
    from interviewer.interview.events import Earlier
    from interviewer.settings.load import Settings


class Interviews(Protocol):
    """Opens interviews and reviews. An error is shown, and the present screen stays.

    ``settings`` are the user's, whatever model the present interview is judged by.
    """

    settings: "Settings"

    def start_choice(
        self,
        choice: "Choice",
        question_ids: tuple[str, ...] = (),
        earlier: "tuple[Earlier, ...]" = (),
    ) -> None:
        """Begin an interview as chosen; draw questions unless ``question_ids`` names them."""
        ...

    def practise(self, question_id: str, earlier: "tuple[Earlier, ...]" = ()) -> None:
        """Begin an interview of this one question, compared with the tries in ``earlier``."""
        ...

    def resume(self, session_id: str) -> None:
        """Go on with a stored session; show the review of a finished one."""
        ...

    def with_agreement(
        self,
        grader: str,
        go_on: Callable[[], None],
        *,
        offline: Callable[[], None] | None = None,
    ) -> None:
        """Call ``go_on``, asking first if that grader sends answers off this machine."""
        ...

    def delete(self, session_id: str) -> None:
        """Delete a stored session for good; raises ``StoreError`` if that fails."""
        ...

    def use_microphone(self, name: str) -> None:
        """Use this microphone from now on; an empty name is the system's own."""
        ...


class Navigator(Protocol):
    """The running program, as its screens know it.

    ``served`` says that a browser is at the other end; ``written_at`` is the time of the last key
    that wrote anything, in seconds of the monotonic clock.
    """

    engine: "Engine"
    served: bool
    written_at: float

    @property
    def interviews(self) -> Interviews:
        """Opens interviews and reviews."""
        ...

    @property
    def terminal_size(self) -> Size:
        """The size of the terminal, in columns and rows."""
        ...

    def tell(self, error: InterviewerError) -> None:
        """Show an error with its remedy."""
        ...

    def review_due(self, choice: "Choice") -> object:
        """Begin a review of the missed points that are due, of at most ``choice.questions``."""
        ...

    def set_up(self) -> None:
        """Let the candidate choose what the next interview is like, and begin it."""
        ...

    def open_history(self) -> None:
        """List all sessions."""
        ...

    def open_progress(self) -> None:
        """Show the progress over many sessions."""
        ...

    def open_plan(self) -> None:
        """Plan the days up to an interview."""
        ...

    def open_bank(self) -> None:
        """Browse the questions."""
        ...
