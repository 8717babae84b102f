"""The coding part of an interview, shown while a question asks for code."""

from typing import TYPE_CHECKING, Literal

from textual.binding import Binding, BindingType
from textual.widget import Widget

from interviewer.tui.screens.host import Host
from interviewer.tui.screens.interview_talk import InterviewTalk

if TYPE_CHECKING:
    from interviewer.interview.session import Session
    from interviewer.tui.screens.code_submission import CodeSubmission
    from interviewer.tui.screens.coding_side import CodingSide

CODE_KEYS: tuple[BindingType, ...] = (
    Binding("ctrl+n", "code('switch')", "notes, tests"),
    Binding("ctrl+f", "code('find')", "find"),
    Binding("ctrl+r", "code('run')", "run tests", show=False),
)
"""The keys for code; ``InterviewCode.do`` carries out their actions."""

CodeAction = Literal["run", "switch", "find", "edit_outside"]


class InterviewCode:
    """The coding side of the question that is asked on ``screen``, if it has one.

    The code desk is mounted in ``room``, after the conversation.
    """

    def __init__(self, screen: Host, talk: InterviewTalk, room: Widget) -> None:
        self._screen = screen
        self._talk = talk
        self._room = room
        self.side: CodingSide | None = None
        self._submission: CodeSubmission | None = None

    @property
    def open(self) -> bool:
        """Whether there is code that can still be changed."""
        return self.side is not None and self.side.open

    @property
    def written(self) -> bool:
        """Whether the candidate has written code that has not been submitted."""
        return self.side is not None and self.side.written

    def show(self, session: "Session") -> None:
        """Show the code desk while the question asks for code."""
        turn = session.turn
        coding = None if turn is None else turn.item.question.coding
        before = self.side
        if before is not None and (turn is None or coding is None or turn.number != before.turn):
            self._put_away(before)
        if turn is not None and coding is not None and self.side is None and turn.skipped is None:
            from interviewer.tui.screens.code_submission import CodeSubmission
            from interviewer.tui.screens.coding_side import CodingSide

            self.side = CodingSide(self._screen, turn, coding)
            self._submission = CodeSubmission(self._screen, self._talk, self.side)
            self._room.mount(self.side.desk, after="#conversation")
            if self.side.open:
                self.side.begin()
                # At once, or fast typing would be split between the notes and the code.
                self._screen.focus_on(self.side.desk.editor)
        if self.side is not None and not self.side.open:
            self.side.close_code()

    def _put_away(self, side: "CodingSide") -> None:
        self.side = self._submission = None
        side.close_code()
        self._screen.run_worker(side.close(), group="code-ahead")
        side.desk.remove()
        self._screen.focus_on(self._screen.unsent.composer)

    def do(self, what: CodeAction) -> None:
        """Carry out the action of a code key."""
        if self.side is None:
            return
        match what:
            case "run":
                if self._screen.alive:
                    self.side.run_or_stop()
            case "switch":
                self.side.switch()
            case "find":
                self.side.find()
            case "edit_outside":
                if self._talk.open:
                    self.side.edit_outside()

    def take(self, text: str) -> bool:
        """Take what is sent while the code is open; returns whether it was taken."""
        return self._submission is not None and self._submission.take(text)

    def take_pass(self, text: str) -> bool:
        """Take a text that would end the question without its code; returns whether it is one."""
        return self._submission is not None and self._submission.take_pass(text)

    def note(self) -> None:
        """Save the code soon."""
        if self.side is not None:
            self.side.note()

    def keep(self) -> None:
        """Save the code before returning."""
        if self.side is not None:
            self.side.keep()

    async def close(self) -> None:
        """End all processes."""
        if self.side is not None:
            await self.side.close()
