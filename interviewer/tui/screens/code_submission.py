"""How code reaches the interviewer: submitted, or handed in as it is with "I don't know"."""

from typing import TYPE_CHECKING

from interviewer.interview.intents import Intent
from interviewer.interview.taking import skip_reason
from interviewer.interview.understanding import understand
from interviewer.text.counts import counted
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.host import Host

if TYPE_CHECKING:
    from interviewer.interview.session import Turn
    from interviewer.tui.screens.coding_side import CodingSide
    from interviewer.tui.screens.interview_talk import InterviewTalk

EXPLAIN = "Say how it works, what it costs and what can go wrong; ctrl+s submits it with the code."


class CodeSubmission:
    """Hands in the code of ``side`` with its explanation, once the candidate has agreed."""

    def __init__(self, screen: Host, talk: "InterviewTalk", side: "CodingSide") -> None:
        self._screen = screen
        self._talk = talk
        self._side = side

    def take(self, text: str) -> bool:
        """Take what is sent while the code is open, as an aside or a submission.

        Returns whether the code is open, so that the text was taken.
        """
        if not self._side.open:
            return False
        if self.take_pass(text, sent=True):
            return True
        intent = self._intent(text)
        if intent is not None and intent.name != "unclear":
            if self._talk.say_aside(text):
                self._screen.unsent.drop()
        elif self._may_submit():
            self._ask(explained=bool(text.strip()))
        return True

    def take_pass(self, text: str, *, sent: bool = False) -> bool:
        """Take a text that ends the question although code has been written for it.

        "I don't know" is about the explanation: the code is handed in. A skip is confirmed first.
        ``sent`` says that the text is in the composer, and so is not the explanation. Returns
        whether it was such a text.
        """
        intent = self._intent(text) if self._side.written else None
        if intent is None or (self._side.refused and intent.name != "done"):
            return False  # code that cannot be run cannot count
        passed = skip_reason(intent, self._turn)
        if passed is None and intent.name != "done":
            return False
        if self._may_submit():
            if sent:
                self._screen.unsent.drop()
            if passed == "dont-know":
                self._hand_in(text)
            else:
                explained = bool(self._screen.unsent.text.strip())
                self._ask(explained=explained, skip=text if passed else "")
        return True

    @property
    def _turn(self) -> "Turn":
        return self._screen.conductor.session.turns[-1]

    def _intent(self, text: str) -> Intent | None:
        session = self._screen.conductor.session
        return understand(text, self._turn, session) if text.strip() else None

    def _may_submit(self) -> bool:
        if self._side.running:
            self._screen.notice(f"The tests are running; {self._screen.run_key} stops them.")
            return False
        return self._side.check_can_run()

    def _ask(self, *, explained: bool, skip: str = "") -> None:
        """Ask whether to submit; ``skip`` is what was said to pass on the question."""
        more = counted(len(self._side.coding.hidden), "hidden one")
        about = f"All tests are run, {more} too, and the code is final."
        if not self._side.written:
            about = f"This is still the code that you were given. {about}"
        stay = ("stay", "w", "Go on writing")
        submit = ("submit", "s", "Submit")
        if not explained:
            about = f"You have not explained it yet, and part of the score is for that. {about}"
            stay = ("explain", "e", "Explain it first")
            submit = ("submit", "s", "Submit without a word")
        choices: tuple[tuple[str, str, str], ...] = (stay, submit)
        if skip:
            about = f"What is skipped is in no score, and its code is dropped. {about}"
            choices = (stay, submit, ("skip", "p", "Pass on the question, without the code"))
        dialog = Dialog(
            "Submit your code?", choices, about=about, quiet_since=self._screen.owner.written_at
        )
        self._screen.app.push_screen(dialog, lambda choice: self._asked(choice, skip))

    def _asked(self, choice: str | None, skip: str) -> None:
        if choice == "submit":
            self._hand_in()
            return
        if choice == "skip" and self._side.open:
            self._talk.say_aside(skip)
            return
        if choice == "explain":
            self._screen.focus_on(self._screen.unsent.composer)
        self._screen.notice(EXPLAIN if choice == "explain" else "")
        self._talk.listen_again()

    def _hand_in(self, reply: str = "") -> None:
        if self._side.open and not self._side.running:
            self._talk.busy = True
            self._screen.unsent.hand_in()
            code = self._side.desk.editor.text
            self._side.start(self._submit(code, self._screen.unsent.held, reply))

    async def _submit(self, code: str, explanation: str, reply: str) -> None:
        """Run all tests and hand in the code; if that fails, give the text back."""
        side, handed_in, failed = self._side, False, False
        try:
            side.desk.begin()
            stop = f"Running all tests; {self._screen.run_key} stops, and nothing is submitted."
            self._screen.notice(stop)
            run = await side.run_measured(code, side.coding.tests, side.desk.show_test)
            failed = run is None
            if run is not None and side.open:
                reference = await side.run_reference()
                handed_in = self._talk.hand_in_code(
                    code, run, explanation, reference, reply=reply or None
                )
        finally:
            self._talk.busy = False
            if not handed_in and self._screen.alive:
                self._screen.unsent.give_back()
                self._talk.listen_again()
        if handed_in:
            self._screen.notice("")
            self._screen.focus_on(self._screen.unsent.composer)
            self._talk.settle()
        elif failed and reply:
            self._talk.say_aside(reply)  # no test can run here, so the question is over
