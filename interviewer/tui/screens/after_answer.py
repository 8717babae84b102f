"""What comes after an answer: the guess of its score, its feedback, the end."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from interviewer.errors import InterviewerError
from interviewer.interview.machine import AskEstimate, Done, ShowFeedback
from interviewer.tui import interruption
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.feedback import FeedbackScreen
from interviewer.tui.screens.host import Host
from interviewer.tui.view.interview_view import ESTIMATE
from interviewer.tui.view.said_choices import (
    ASK_ESTIMATE,
    estimate_said,
    feedback_aloud,
    next_said,
)

if TYPE_CHECKING:
    from interviewer.interview.events import DisputeWithdrawn, VerdictDisputed
    from interviewer.interview.session import Session
    from interviewer.tui.screens.spoken_side import SpokenSide

NOT_SENT = "The interview is over, and this was not sent. Ctrl+s goes on to the review."
NOT_NOW = "Ctrl+s goes on to the feedback. What you are writing stays here."


class HostWithVoice(Host, Protocol):
    """A host that may have a voice."""

    @property
    def spoken_side(self) -> "SpokenSide | None":
        """Its spoken side; ``None`` in a written interview."""
        ...


class AfterAnswer:
    """Shows what follows an answer over ``screen``, but not while the candidate is still writing.

    ``settle`` is called once a choice has been made, to go on with the interview.
    """

    def __init__(self, screen: HostWithVoice, settle: Callable[[], None]) -> None:
        self._screen = screen
        self._settle = settle
        self._feedback: FeedbackScreen | None = None

    def show(self, quiet_since: float) -> None:
        """Show what comes after an answer, unless the candidate is writing again.

        ``quiet_since`` is when the candidate last wrote, in seconds of the monotonic clock: what is
        shown leaves typed keys to the composer for a moment after it.
        """
        effect = self._screen.conductor.effect
        if self._screen.unsent.has_new_text and not isinstance(effect, Done):
            self._screen.notice(NOT_NOW)
            return
        match effect:
            case AskEstimate():
                self._ask_estimate(quiet_since)
            case ShowFeedback(turn):
                self._show_feedback(turn, quiet_since)
            case Done():
                self._end()

    def insist(self) -> None:
        """Show it even while the candidate is writing: they have asked for it."""
        self._screen.unsent.begin_anew()
        if isinstance(self._screen.conductor.effect, Done):
            self._screen.unsent.drop()
            self._screen.dismiss("finished")
        else:
            self.show(self._screen.owner.written_at)

    def update(self, session: "Session") -> None:
        """Show a grade that came in while its feedback is in front."""
        if self._feedback is not None:
            self._feedback.show(session)

    def _end(self) -> None:
        """Close an interview that is over, once the candidate has stopped writing."""
        last = max(self._screen.owner.written_at, self._screen.unsent.handed_in_at)
        left = last + interruption.QUIET - time.monotonic()
        if self._screen.unsent.text.strip():
            self._screen.notice(NOT_SENT)
        elif left > 0:
            self._screen.set_timer(left, self._end)
        else:
            self._screen.dismiss("finished")

    def _ask_estimate(self, quiet_since: float) -> None:
        dialog = Dialog(*ESTIMATE, insist="skip", quiet_since=quiet_since)
        self._screen.app.push_screen(dialog, lambda choice: self._closed(choice, self._estimated))
        if self._screen.spoken_side is not None:
            self._screen.spoken_side.ask_choice(ASK_ESTIMATE, estimate_said, dialog.dismiss)

    def _show_feedback(self, turn: int, quiet_since: float) -> None:
        conductor = self._screen.conductor
        feedback = FeedbackScreen(
            conductor.session,
            turn,
            live=True,
            quiet_since=quiet_since,
            at_work=lambda: conductor.at_work,
            dispute=self._dispute,
        )
        self._feedback = feedback
        self._screen.app.push_screen(feedback, lambda choice: self._closed(choice, self._go_on))
        if self._screen.spoken_side is not None:
            self._screen.spoken_side.ask_choice(
                feedback_aloud(feedback.turn), next_said, feedback.dismiss
            )

    def _dispute(self, event: "VerdictDisputed | DisputeWithdrawn") -> "Session":
        self._screen.conductor.dispute(event)
        return self._screen.conductor.session

    def _closed(self, choice: str | None, then: Callable[[str], None]) -> None:
        """Act on the choice; ``None`` means that the candidate is still writing."""
        self._feedback = None
        if self._screen.spoken_side is not None:
            self._screen.spoken_side.stop_asking()
        if choice is None:
            self._screen.notice(NOT_NOW)
        else:
            then(choice)

    def _estimated(self, choice: str) -> None:
        value = None if choice == "skip" else int(choice) / 100
        try:
            self._screen.conductor.estimate(value)
        except InterviewerError as error:
            self._screen.owner.tell(error)
        self._settle()

    def _go_on(self, choice: str) -> None:
        try:
            if choice == "next":
                self._screen.conductor.go_on()
            elif choice == "retry":
                self._screen.conductor.retry()
            else:
                self._screen.action_leave()
                return
        except InterviewerError as error:
            self._screen.owner.tell(error)
        self._settle()
