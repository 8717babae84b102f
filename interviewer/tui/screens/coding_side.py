"""The coding side of an interview: the code of a question, its draft and its runs."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from textual.worker import Worker

from interviewer.coding.results import Run, TestResult
from interviewer.coding.runner import Runner
from interviewer.coding.sandbox import is_strong
from interviewer.errors import InterviewerError
from interviewer.tui.screens.host import Host
from interviewer.tui.screens.outside_editor import edit_outside
from interviewer.tui.widgets.code_desk import CodeDesk
from interviewer.userdata.draft_keeper import DraftKeeper
from interviewer.userdata.drafts import code_ending, take_code
from interviewer.userdata.locations import draft_path

if TYPE_CHECKING:
    from interviewer.bank.coding import Coding, Test
    from interviewer.interview.session import Turn

REFUSED = "This machine has no sandbox for other people's code: F4 skips this question."


class CodingSide:
    """The code of one turn in ``screen``, from the starter on.

    It ends its processes in ``close``.
    """

    def __init__(self, screen: Host, turn: "Turn", coding: "Coding") -> None:
        self._screen = screen
        self.coding = coding
        self.turn = turn.number
        session = screen.conductor.session
        # A question that comes back goes on with the draft of the turn that left it for later.
        self._ending = code_ending(turn.returns_to or turn.number, coding.language)
        self._path = draft_path(session.id, self._ending)
        self._drafts = DraftKeeper(session.id, screen.not_kept, self._ending)
        last = turn.attempts[-1].code if turn.attempts else coding.starter
        code = take_code(session.id, self._ending) or last
        self.desk = CodeDesk(coding, code, screen.run_key)
        self._runner = Runner(coding, strong=screen.owner.served)
        self._worker: Worker[None] | None = None
        self._began = 0.0
        self.refused = ""
        if turn.answers:
            self._drafts.keep("")

    @property
    def open(self) -> bool:
        """Whether the code can still be changed."""
        turn = self._screen.conductor.session.turn
        return turn is not None and turn.number == self.turn and turn.open and not turn.answers

    @property
    def written(self) -> bool:
        """Whether the candidate has written code that has not been submitted."""
        return self.open and self.desk.editor.text.strip() != self.coding.starter.strip()

    @property
    def running(self) -> bool:
        """Whether a run is in progress."""
        return self._worker is not None and self._worker.is_running

    def begin(self) -> None:
        """Start the processes for the first run."""
        self._screen.run_worker(self._prepare(), group="code-ahead")

    async def run_reference(self) -> Run | None:
        """Return a run of the reference solution to compare times; ``None`` if it cannot run."""
        try:
            return await self._runner.run(self.coding.solution, self.coding.tests)
        except InterviewerError:
            return None

    async def _prepare(self) -> None:
        if self._screen.owner.served and not await asyncio.to_thread(is_strong):
            self.refused = REFUSED
            self._screen.notice(REFUSED, wrong=True)
            return
        try:
            await self._runner.prepare()
        except InterviewerError as error:
            self._screen.notice(str(error), wrong=True)

    def note(self) -> None:
        """Save the code soon."""
        if self.open:
            self._drafts.note(self.desk.editor.text)

    def keep(self) -> None:
        """Save the code before returning."""
        if self.open:
            self._drafts.keep(self.desk.editor.text)

    def close_code(self) -> None:
        """Close the code: the question has been answered, passed on or left for later."""
        self.stop()
        later = self._screen.conductor.session.turns[self.turn - 1].postponed
        self._drafts.keep(self.desk.editor.text if later else "")
        self.desk.close()

    async def close(self) -> None:
        """End all processes."""
        self.stop()
        await self._runner.close()

    def stop(self) -> bool:
        """Stop the current run; returns whether there was one."""
        if not self.running or self._worker is None:
            return False
        self._worker.cancel()
        return True

    def run_or_stop(self) -> None:
        """Run the shown tests, or stop the current run."""
        if self.stop() or not self.check_can_run():
            return
        self.keep()
        self.start(self._run_shown(self.desk.editor.text))

    def check_can_run(self) -> bool:
        """Return whether the code can be run; if it is refused, show why."""
        if self.refused:
            self._screen.notice(self.refused, wrong=True)
        return self.open and not self.refused

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Start work that ``stop`` can cancel and ``run_measured`` can time."""
        self._began = time.monotonic()
        self._worker = self._screen.run_worker(work, group="code", exclusive=True)

    async def _run_shown(self, code: str) -> None:
        self.desk.begin()
        run = await self.run_measured(code, self.coding.shown, self.desk.show_test)
        if run is None or not self.open:
            return
        self.desk.show_run(run)
        try:
            self._screen.conductor.log_run(code, run)
        except InterviewerError as error:
            self._screen.notice(f"{error} Your code is kept.", wrong=True)
        await self._prepare()

    async def run_measured(
        self,
        code: str,
        tests: "tuple[Test, ...]",
        on_result: Callable[[TestResult], None],
    ) -> Run | None:
        """Run ``tests`` while showing the time; return ``None`` if they could not be run."""
        timer = self._screen.set_interval(
            0.1, lambda: self.desk.tick(time.monotonic() - self._began, len(tests))
        )
        try:
            return await self._runner.run(code, tests, on_result=on_result)
        except InterviewerError as error:
            self._screen.notice(str(error), wrong=True)
            self.desk.show_stopped()
            return None
        except asyncio.CancelledError:
            self.desk.show_stopped()
            raise
        finally:
            timer.stop()

    def edit_outside(self) -> None:
        """Open the code in the user's own editor, and read it back."""
        if not self.open:
            return
        self.keep()
        if not self._path.is_file():
            self._screen.notice("There is no code to be edited.")
        elif take_code(self._screen.conductor.session.id, self._ending) != self.desk.editor.text:
            pass  # it was not kept, as has been told: an older draft would replace it
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
