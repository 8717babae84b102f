"""The line mode: an interview on standard input and output, for pipes, scripts and screen readers.

An answer ends with a line that contains only ``.``; a first line that begins with ``/`` is a
command. When the input ends in the middle of an answer, what was typed counts as the answer. When
the program is ended in the middle of one, it is kept as a draft.
"""

import sys
from typing import TYPE_CHECKING

from interviewer.cli.answer_lines import AnswerLines
from interviewer.cli.background import Background
from interviewer.cli.feedback_commands import ask_for_dispute, print_model_answer
from interviewer.cli.plain_code import COMMANDS as CODE
from interviewer.cli.plain_code import CodeTalk
from interviewer.cli.plain_report import print_feedback, print_review
from interviewer.cli.unwinding import raise_on_every_end, unwinding
from interviewer.errors import ExitCode, InterviewerError
from interviewer.installed import typed
from interviewer.interview.formats import FORMATS
from interviewer.interview.machine import AskEstimate, AwaitCandidate, Done, Effect, ShowFeedback
from interviewer.interview.replies import listing
from interviewer.report.build import build_report
from interviewer.report.coaching import coached_turn
from interviewer.report.report import Report, TurnReport
from interviewer.report.session_words import unfinished
from interviewer.report.wording import legend, reason
from interviewer.text.counts import whole_number
from interviewer.text.display import plain
from interviewer.userdata.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewer.bank.index import IndexRow
    from interviewer.engine import Engine
    from interviewer.interview.conductor import Conductor

_RULES = (
    "End an answer with a line that holds only a dot. "
    "/help lists the commands, /quit stops, /edit opens your own editor."
)
_FEEDBACK = {
    "/retry": "answer this again",
    "/model": "see a model answer",
    "/dispute": "dispute a verdict",
    "/quit": "stop",
}
"""What the user can do at the feedback, besides going on."""


@unwinding()
def converse(engine: "Engine", conductor: "Conductor") -> int:
    """Run the interview until it or the input ends; returns the exit code."""
    session_id = conductor.session.id
    for problem in engine.catalog.problems:
        print(plain(f"Left out: {problem}"), file=sys.stderr)
    answer = AnswerLines(session_id, conductor.session.last_said)
    raise_on_every_end()
    presence = Presence(session_id, engine.now)
    try:
        with Background() as background, presence.kept_up():
            conversation = _Conversation(conductor, background, engine.index_rows(), answer)
            try:
                return conversation.run()
            finally:
                conversation.close()
    except KeyboardInterrupt:
        on = typed("resume", session_id)
        if conductor.session.finished:
            on = typed("regrade", session_id, "--missing")
        print(f"Stopped. Everything up to here is kept: {on}", file=sys.stderr)
        return ExitCode.INTERRUPTED
    finally:
        answer.keep()
        if conductor.session.finished:
            presence.forget()
        engine.store.close()


class _Conversation:
    """Prints what is new in the session, and handles the input."""

    def __init__(
        self,
        conductor: "Conductor",
        background: Background,
        bank: "Sequence[IndexRow]",
        answer: AnswerLines,
    ) -> None:
        self._answer = answer
        self._code = CodeTalk(conductor, background, answer)
        self._bank = bank
        self._conductor = conductor
        self._background = background
        self._shown = 0
        self._beside = ""
        self._told: dict[int, str] = {}
        self._explained = False
        self._interactive = sys.stdin.isatty()

    def run(self) -> int:
        """Loop until the session is done or the input ends."""
        config = self._conductor.session.config
        kind = ""
        if config.format in FORMATS:
            minutes = f" in {config.minutes} minutes" if config.minutes else ""
            title = FORMATS[config.format].title
            kind = f"{title}, {config.wanted} questions{minutes}, "
        print(f"Session {self._conductor.session.id}, {kind}{config.mode} mode. {_RULES}\n")
        effect = self._settle()
        while True:
            match effect:
                case AwaitCandidate():
                    if not self._take():
                        return self._left()
                case AskEstimate():
                    if not self._estimate():
                        return self._left()
                case ShowFeedback(turn):
                    self._feedback(self._report_of(turn))
                    if not self._go_on():
                        return self._left()
                case Done():
                    self._wait_for_grades()
                    self._review(build_report(self._conductor.session, self._bank))
                    return ExitCode.DONE
            effect = self._settle()

    def close(self) -> None:
        """End the processes that still run for the open question."""
        self._code.close()

    def _report_of(self, number: int) -> TurnReport:
        session = self._conductor.session
        report = build_report(session).turns[number - 1]
        return coached_turn(report, session.turns[number - 1])

    def _settle(self) -> Effect:
        effect = self._background.wait(self._conductor.settle())
        lines = self._conductor.session.lines
        for line in lines[self._shown :]:
            if line.speaker == "interviewer":
                print(f"Interviewer: {plain(f'{line.lead} {line.text}'.strip())}\n")
        self._shown = len(lines)
        if self._beside:
            print(self._beside)
            self._beside = ""
        self._code.introduce()
        sys.stdout.flush()
        return effect

    def _take(self) -> bool:
        text = self._answer.read()
        if text is None:
            return False
        if self._code.open and self._code.take(text):
            return True
        if text == "/edit":
            self._edit()
            return True
        intent = None
        if text.strip() and self._code.open:  # an aside: a text in doubt would be no answer here
            intent = self._background.call(self._conductor.say, text)
        elif text.strip():
            intent = self._background.wait(self._conductor.hear(text))
        self._answer.taken()
        if intent is not None and intent.name == "help":
            self._help()
        if intent is not None and intent.name == "next":
            print("This is still open: answer it, or pass on it with /skip.\n")
        return intent is None or intent.name != "quit"

    def _help(self) -> None:
        """List the line mode's own commands after the interviewer's reply."""
        draft = {"/forget": "drop your unfinished answer"} if self._answer.begun else {}
        here = CODE if self._code.open else {"/edit": "write in your own editor"}
        self._beside = f"In the line mode also: {listing(here | draft)}\n"

    def _edit(self) -> None:
        try:
            self._answer.edit()
        except InterviewerError as error:
            print(plain(f"{error}\n"))
        except OSError as error:
            print(f"The draft cannot be edited ({error.strerror or error}).\n")

    def _estimate(self) -> bool:
        """Ask a person, but not a script, to guess the score; False at the end of the input."""
        value: float | None = None
        while self._interactive:
            print(
                "Guess your score, 0 to 100, before you see it. Enter skips, /quit stops.",
                flush=True,
            )
            line = sys.stdin.readline()
            said = line.strip().removesuffix("%").strip()
            if not line or said == "/quit":
                return False
            if not said:
                break
            guess = whole_number(said)
            if guess is not None and guess <= 100:
                value = guess / 100
                break
            print("A guess is a number from 0 to 100, or an empty line.")
        self._background.call(self._conductor.estimate, value)
        return True

    def _go_on(self) -> bool:
        """Leave the feedback; a person at a terminal is asked first, a script is not."""
        while self._interactive:
            print(f"Enter continues. {listing(_FEEDBACK)}", flush=True)
            line = sys.stdin.readline()
            said = line.strip().lower()
            match said:
                case "/retry":
                    self._background.call(self._conductor.retry)
                    return True
                case "/model":
                    print_model_answer(self._report_of(len(self._conductor.session.turns)))
                    coding = self._conductor.session.turns[-1].item.question.coding
                    if coding is not None:
                        print(plain(coding.solution))
                case "/dispute":
                    number = len(self._conductor.session.turns)
                    if ask_for_dispute(self._conductor, self._background, number):
                        self._feedback(self._report_of(number))
                case "/quit":
                    return False
                case _ if not line:
                    return False
                case "" | "/next":
                    break
                case _ if not said.startswith("/"):
                    print("Not taken: nothing is being asked right now.")
        self._background.call(self._conductor.go_on)
        return True

    def _wait_for_grades(self) -> None:
        if number := self._conductor.judging:
            print(
                f"Waiting for {number} grade{'s' if number > 1 else ''}; Ctrl+C stops, and "
                f"'{typed('regrade')}' makes up for it.",
                flush=True,
            )
        self._background.wait(self._conductor.drain())

    def _left(self) -> int:
        self._background.call(self._conductor.cancel)
        session = self._conductor.session
        report = build_report(session, self._bank)
        if session.config.mode == "coach":
            self._review(report)
        if session.config.mode == "exam" or not unfinished(report):  # else the review says so
            print(f"To continue this interview: {typed('resume', session.id)}")
        return ExitCode.DONE

    def _feedback(self, turn: TurnReport) -> None:
        print_feedback(turn)
        told = "" if self._explained else legend(turn.criteria)
        if told:
            self._explained = True
            print(f"{told}\n")
        self._told[turn.number] = reason(turn)

    def _review(self, report: Report) -> None:
        for turn in report.listed:
            exam = report.mode == "exam" and turn.status != "unanswered"
            # In coach mode, a turn that was judged after its feedback was shown.
            late = self._told.get(turn.number, reason(turn)) != reason(turn)
            if exam or late:
                self._feedback(self._report_of(turn.number))
        print_review(report)
