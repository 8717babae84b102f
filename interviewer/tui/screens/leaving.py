"""How an interview is left before its end."""

import time

from interviewer.errors import InterviewerError
from interviewer.interview.machine import AskEstimate, ShowFeedback
from interviewer.tui.screens.after_answer import NOT_NOW
from interviewer.tui.screens.dialog import Dialog
from interviewer.tui.screens.host import Host
from interviewer.tui.screens.interview_code import InterviewCode
from interviewer.tui.screens.interview_talk import InterviewTalk


class Leaving:
    """Asks how to leave ``screen``; nothing that was sent is lost, whatever the choice."""

    def __init__(self, screen: Host, talk: InterviewTalk, code: InterviewCode) -> None:
        self._screen = screen
        self._talk = talk
        self._code = code

    def ask(self) -> None:
        """Ask whether to stay, to leave for now, or to finish here."""
        answered = len(self._screen.conductor.session.answers)
        kept = f"{answered} sent {'answer is' if answered == 1 else 'answers are'} saved."
        told = [kept] if answered else ["No answer has been sent yet."]
        choices = [
            ("stay", "s", "Stay"),
            ("later", "l", "Leave now, resume later"),
            ("finish", "f", "Finish here and see the review"),
        ]
        if self._screen.unsent.text.strip() or self._code.written:
            told.append("What you have written and not sent is kept, unless you finish.")
            if self._talk.open:
                first = "Submit your code first" if self._code.written else "Send your answer first"
                choices.append(("send", "a", first))
        self._screen.app.push_screen(
            Dialog(
                "Leave the interview?",
                tuple(choices),
                about=" ".join(told),
                insist="later",
                quiet_since=self._screen.owner.written_at,
            ),
            self._leave,
        )

    def _leave(self, choice: str | None) -> None:
        if choice == "later":
            self._screen.unsent.keep()
            self._screen.conductor.on_change = None
            self._screen.conductor.cancel()
            self._screen.dismiss("left")
        elif choice == "finish":
            self.finish()
        elif choice == "send":
            self._screen.action_submit()
        elif isinstance(self._screen.conductor.effect, ShowFeedback | AskEstimate):
            if choice is None:
                self._screen.notice(NOT_NOW)
            else:
                self._talk.after.show(time.monotonic())

    def finish(self) -> None:
        """End the interview here; what is not sent is dropped."""
        try:
            self._screen.conductor.finish()
        except InterviewerError as error:
            self._screen.notice(str(error), wrong=True)
        else:
            self._screen.unsent.drop()
            self._talk.settle()
