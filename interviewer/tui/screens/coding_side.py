"""The coding side of an interview: the code of a question, its runs and its submission."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from textual.worker import Worker

from interviewer.coding.results import Run, TestResult
from interviewer.coding.runner import Runner
from interviewer.coding.sandbox import is_strong
from interviewer.errors import InterviewerError
from interviewer.interview.intents import recognise
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.host import Host
from interviewer.tui.screens.outside_editor import edit_outside
from interviewer.tui.widgets.code_desk import CodeDesk
from interviewer.userdata.draft_keeper import DraftKeeper
from interviewer.userdata.drafts import code_ending, take_code
from interviewer.userdata.locations import draft_path

if TYPE_CHECKING:
    from interviewer.bank.coding import Coding, Test
    from interviewer.interview.session import Turn
    from interviewer.tui.screens.interview_talk import InterviewTalk

REFUSED = "This machine has no sandbox for other people's code: F4 skips this question."
EXPLAIN = "Say how it works, what it costs and what can go wrong; ctrl+s submits it with the code."


class CodingSide:
    """The code of one turn in ``screen``, from the starter to the submission.

    It ends its processes in ``close``.
    """

    def __init__(self, screen: Host, talk: "InterviewTalk", turn: "Turn", coding: "Coding") -> None:
        self._screen = screen
        self._talk = talk
        self._coding = coding
        self.turn = turn.number
        session = screen.conductor.session
        self._ending = code_ending(turn.number, coding.language)
        self._path = draft_path(session.id, self._ending)
        self._drafts = DraftKeeper(session.id, screen.not_kept, self._ending)
        last = turn.attempts[-1].code if turn.attempts else coding.starter
        code = take_code(session.id, self._ending) or last
        self.desk = CodeDesk(coding, code, screen.run_key)
        self._runner = Runner(coding)
        self._worker: Worker[None] | None = None
        self._began = 0.0
        self._refused = ""
        if turn.answers:
            self._drafts.keep("")

    @property
    def open(self) -> bool:
        """Whether the code can still be changed."""
        turn = self._screen.conductor.session.turn
        return (
            turn is not None
            and turn.number == self.turn
            and not turn.answers
            and turn.skipped is None
        )

    @property
    def written(self) -> bool:
        """Whether there is code of the candidate's that has not been submitted."""
        return self.open and self.desk.editor.text.strip() != self._coding.starter.strip()

    @property
    def running(self) -> bool:
        """Whether a run goes on."""
        return self._worker is not None and self._worker.is_running

    def begin(self) -> None:
        """Have processes wait for the first run."""
        self._screen.run_worker(self._prepare(), group="code-ahead")

    async def _prepare(self) -> None:
        if self._screen.owner.served and not await asyncio.to_thread(is_strong):
            self._refused = REFUSED
            self._screen.notice(REFUSED, wrong=True)
            return
        try:
            await self._runner.prepare()
        except InterviewerError as error:
            self._screen.notice(str(error), wrong=True)

    def note(self) -> None:
        """Have the code on the disk soon."""
        if self.open:
            self._drafts.note(self.desk.editor.text)

    def keep(self) -> None:
        """Have the code on the disk when this returns."""
        if self.open:
            self._drafts.keep(self.desk.editor.text)

    def over(self) -> None:
        """Let go of the code: the question has been answered or passed on."""
        self.stop()
        self._drafts.keep("")
        self.desk.close()

    async def close(self) -> None:
        """End all processes."""
        self.stop()
        await self._runner.close()

    def stop(self) -> bool:
        """Stop the run that goes on; returns whether there was one."""
        if not self.running or self._worker is None:
            return False
        self._worker.cancel()
        return True

    def run_or_stop(self) -> None:
        """Run the shown tests, or stop the run that goes on."""
        if self.stop() or not self._may_run():
            return
        self.keep()
        self._start(self._run_shown(self.desk.editor.text))

    def _may_run(self) -> bool:
        if self._refused:
            self._screen.notice(self._refused, wrong=True)
        return self.open and not self._refused

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._began = time.monotonic()
        self._worker = self._screen.run_worker(work, group="code", exclusive=True)

    async def _run_shown(self, code: str) -> None:
        self.desk.begin()
        run = await self._measured(code, self._coding.shown, self.desk.tell)
        if run is None or not self.open:
            return
        self.desk.ended(run)
        try:
            self._screen.conductor.ran(code, run)
        except InterviewerError as error:
            self._screen.notice(f"{error} Your code is kept.", wrong=True)
        await self._prepare()

    async def _measured(
        self,
        code: str,
        tests: "tuple[Test, ...]",
        told: Callable[[TestResult], None],
    ) -> Run | None:
        """Run some tests while the time is shown; ``None`` where that could not be done."""
        timer = self._screen.set_interval(
            0.1, lambda: self.desk.tick(time.monotonic() - self._began, len(tests))
        )
        try:
            return await self._runner.run(code, tests, told=told)
        except InterviewerError as error:
            self._screen.notice(str(error), wrong=True)
            self.desk.stopped()
            return None
        except asyncio.CancelledError:
            self.desk.stopped()
            raise
        finally:
            timer.stop()

    def takes(self, text: str) -> bool:
        """Take what is handed in while the code is open: an aside, or the submission.

        Returns whether that is so.
        """
        if not self.open:
            return False
        question = self._screen.conductor.session.turns[-1].item.question
        if text.strip() and recognise(text, question) is not None:
            if self._talk.say_aside(text):
                self._screen.unsent.drop()
        elif self.running:
            self._screen.notice(f"The tests are running; {self._screen.run_key} stops them.")
        elif self._may_run():
            self._ask_to_submit(explained=bool(text.strip()))
        return True

    def _ask_to_submit(self, *, explained: bool) -> None:
        more = len(self._coding.hidden)
        about = f"All tests are run, {more} hidden ones too, and the code is final."
        stay = ("stay", "w", "Go on writing")
        submit = ("submit", "s", "Submit")
        choices = (stay, submit)
        if not explained:
            about = f"You have not explained it yet, and part of the score is for that. {about}"
            stay = ("explain", "e", "Explain it first")
            choices = (stay, ("submit", "s", "Submit without a word"))
        dialog = Dialog(
            "Submit your code?", choices, about=about, quiet_since=self._screen.owner.written_at
        )
        self._screen.app.push_screen(dialog, self._asked)

    def _asked(self, choice: str | None) -> None:
        if choice == "explain":
            self._screen.focus_on(self._screen.unsent.composer)
            self._screen.notice(EXPLAIN)
        elif choice == "submit" and self.open and not self.running:
            self._talk.busy = True
            self._screen.unsent.hand_in()
            self._start(self._submit(self.desk.editor.text, self._screen.unsent.held))

    async def _submit(self, code: str, explanation: str) -> None:
        """Run all tests and hand in; what cannot be handed in is given back."""
        handed_in = False
        try:
            self.desk.begin()
            stop = f"Running all tests; {self._screen.run_key} stops, and nothing is submitted."
            self._screen.notice(stop)
            run = await self._measured(code, self._coding.tests, self.desk.tell)
            if run is not None and self.open:
                reference = await self._reference()
                handed_in = self._talk.hand_in_code(code, run, explanation, reference)
        finally:
            self._talk.busy = False
            if not handed_in and self._screen.alive:
                self._screen.unsent.give_back()
        if handed_in:
            self._screen.notice("")
            self._screen.focus_on(self._screen.unsent.composer)
            self._talk.settle()

    async def _reference(self) -> Run | None:
        """Run the reference solution too, for its time is told beside that of the code."""
        try:
            return await self._runner.run(self._coding.solution, self._coding.tests)
        except InterviewerError:
            return None

    def edit_outside(self) -> None:
        """Open the code in the user's own editor, and read it back."""
        if not self.open:
            return
        self.keep()
        if not self._path.is_file():
            self._screen.notice("There is no code to be edited.")
        elif edit_outside(self._screen, self._path):
            code = take_code(self._screen.conductor.session.id, self._ending)
            self.desk.editor.replace_all(code)
            self.desk.refresh(layout=True)

    def find(self) -> None:
        """Ask what to find in the code."""
        self.desk.open_find()

    def switch(self) -> None:
        """Go from the code to the notes, to the tests, and back."""
        parts = (self.desk.editor, self._screen.unsent.composer, self.desk.results)
        here = next((place for place, part in enumerate(parts) if part.has_focus), -1)
        self._screen.focus_on(parts[(here + 1) % len(parts)])  # before the next key
