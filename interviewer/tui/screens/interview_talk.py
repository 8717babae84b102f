"""Hands the conductor what the candidate says, and has it do what is outstanding."""

import time
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.interview.machine import (
    AskEstimate,
    AwaitCandidate,
    AwaitGrade,
    Done,
    Effect,
    ShowFeedback,
)
from interviewer.tui.screens.after_answer import AfterAnswer, HostWithVoice
from interviewer.tui.screens.host import InterviewReady

if TYPE_CHECKING:
    from interviewer.coding.results import Run
    from interviewer.interview.events import HeardSpeech
    from interviewer.interview.intents import Intent


class InterviewTalk:
    """Hands what is said on ``screen`` to the conductor, one thing at a time, and then goes on.

    ``busy`` says that something is being processed or graded, and nothing else can be said. A
    text that could not be accepted stays unsent.
    """

    def __init__(self, screen: HostWithVoice) -> None:
        self._screen = screen
        self.busy = False
        self.after = AfterAnswer(screen, self.settle)

    @property
    def open(self) -> bool:
        """Whether it is the candidate's turn, and nothing sent is still being processed."""
        return isinstance(self._screen.conductor.effect, AwaitCandidate) and not self.busy

    def settle(self, *, begun: bool = False) -> None:
        """Start what is outstanding, or the answer's clock if an answer is awaited.

        ``begun`` says that the answer has begun already, and its clock goes on.
        """
        effect = self._screen.conductor.effect
        if isinstance(effect, AwaitCandidate):
            if not begun:
                self._screen.clock.restart(time.monotonic())
            self._screen.post_message(InterviewReady())
        elif not self.busy:
            self.busy = True
            if isinstance(effect, AwaitGrade):
                self._screen.notice("Grading your answer. You can go on writing.")
                self._screen.post_message(InterviewReady())
            self._screen.run_worker(self._work_off(), group="settle")

    async def _work_off(self) -> None:
        try:
            effect = await self._screen.conductor.settle()
        except InterviewerError as error:
            self._screen.call_later(self._on_failure, error)
        else:
            self._screen.call_later(self._on_settled, effect)

    def _on_settled(self, effect: Effect) -> None:
        """Go on to the candidate's answer, or show what comes after one."""
        self.busy = False
        self._screen.notice("")
        self._screen.post_message(InterviewReady())
        if isinstance(effect, AwaitCandidate):
            self._screen.clock.restart(time.monotonic())
            self._screen.show_time()
        else:
            self.after.show(time.monotonic())
        if self._screen.spoken_side is not None:  # where barge-in allows it already
            self._screen.call_later(self._screen.spoken_side.listen_by_itself)

    def _on_failure(self, error: InterviewerError) -> None:
        self.busy = False
        self._screen.post_message(InterviewReady())
        self._screen.notice(f"{error} Then press ctrl+s to go on.", wrong=True)

    def listen_again(self) -> None:
        """In hands-free mode, listen again: the text was not sent after all."""
        if self._screen.spoken_side is not None:  # behind the dialog that is closing
            self._screen.call_later(self._screen.spoken_side.listen_again)

    def go_on(self) -> None:
        """Go on to what waits for the candidate, or try again what failed."""
        if isinstance(self._screen.conductor.effect, Done | AskEstimate | ShowFeedback):
            self.after.insist()
        else:
            self._screen.unsent.begin_anew()
            self.settle()

    def hand_in(self, text: str) -> None:
        """Take the text out of the composer and send it; what is written from now on stays."""
        self._screen.unsent.hand_in()
        self.busy = True
        self._screen.run_worker(self._hear(text), group="settle")

    async def _hear(self, text: str) -> None:
        transcript, spoken = self._heard()
        try:
            intent = await self._screen.conductor.hear(
                text,
                transcript=transcript,
                timings=self._screen.clock.timings(time.monotonic()),
                spoken=spoken,
                doubtful=lambda: self._screen.notice("The interviewer is listening."),
            )
        except InterviewerError as error:
            self._screen.call_later(self._give_back, error)
        else:
            # At once, so that no draft of logged text is left if the program ends.
            self._screen.unsent.forget_held()
            self._screen.call_later(self._on_sent, intent)

    def _heard(self) -> "tuple[str | None, HeardSpeech | None]":
        return (
            (None, None) if self._screen.spoken_side is None else self._screen.spoken_side.heard()
        )

    def _give_back(self, error: InterviewerError) -> None:
        self.busy = False
        self._on_refused(error)
        self._screen.unsent.give_back()

    def _on_sent(self, intent: "Intent | None") -> None:
        self.busy = False
        if self._screen.spoken_side is not None:
            self._screen.spoken_side.forget_answer()
        self._on_accepted(intent)

    def say_aside(self, text: str) -> bool:
        """Say something that is not an answer; returns whether it was accepted."""
        timings = self._screen.clock.timings(time.monotonic())
        begun = bool(self._screen.unsent.text.strip())
        try:
            intent = self._screen.conductor.say(text, timings=timings)
        except InterviewerError as error:
            self._on_refused(error)
            return False
        self._on_accepted(intent, begun=begun)
        return True

    def hand_in_code(
        self,
        code: str,
        run: "Run",
        explanation: str,
        reference: "Run | None",
        reply: str | None = None,
    ) -> bool:
        """Log code with its explanation, or a ``reply`` instead; return whether it worked."""
        transcript, spoken = self._heard()
        try:
            self._screen.conductor.submit(
                code,
                run,
                explanation,
                reference=reference,
                reply=reply,
                transcript=transcript,
                timings=self._screen.clock.timings(time.monotonic()),
                spoken=spoken,
            )
        except InterviewerError as error:
            self._on_refused(error)
            return False
        self._screen.unsent.forget_held()
        if self._screen.spoken_side is not None:
            self._screen.spoken_side.forget_answer()
        return True

    def _on_refused(self, error: InterviewerError) -> None:
        self._screen.notice(f"{error} Your text is kept.", wrong=True)

    def _on_accepted(self, intent: "Intent | None", *, begun: bool = False) -> None:
        if intent is not None and intent.name == "quit":
            self._screen.action_leave()
        elif intent is not None and intent.name == "next":
            self._screen.notice("Answer first, or skip with F4.")
        else:
            self._screen.notice("")
        self.settle(begun=begun)
