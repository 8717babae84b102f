"""Code in the line mode: commands that load, edit, show, run and submit it."""

from typing import TYPE_CHECKING

from interviewer.cli.unwinding import StoppedError, stoppable
from interviewer.errors import InterviewerError
from interviewer.interview.replies import listing
from interviewer.interview.taking import skip_reason
from interviewer.interview.understanding import understand
from interviewer.text.counts import counted
from interviewer.text.display import plain
from interviewer.userdata.drafts import code_ending, keep_draft, take_code
from interviewer.userdata.locations import draft_path

if TYPE_CHECKING:
    from interviewer.bank.coding import Coding
    from interviewer.cli.answer_lines import AnswerLines
    from interviewer.cli.background import Background
    from interviewer.coding.results import Run
    from interviewer.coding.runner import Runner
    from interviewer.interview.conductor import Conductor
    from interviewer.interview.intents import Intent
    from interviewer.interview.session import Turn

COMMANDS = {
    "/file PATH": "read your code from there",
    "/edit": "open your editor on it",
    "/code": "see it",
    "/tests": "see the tests",
    "/run": "run the tests that are shown",
    "/submit": "run all tests and hand it in",
}
"""The commands on code, and what each is for."""
_EXPLAIN = (
    "You have not explained it yet, and part of the score is for that: write how it works and what "
    "it costs, end it with a dot, then /submit. A second /submit now hands in the code alone."
)
_UNTOUCHED = "This is still the code that you were given. "
_SKIP = (
    "Your code has not been submitted: /submit does that. What is skipped is in no score, and its "
    "code is dropped: a second /skip passes on the question without it."
)
_SUBMIT = (
    "Shall I submit your code? All tests are run, the hidden ones too, and it is final: /submit "
    "does that, or say again that you are done."
)
_AS_IT_STANDS = "Your code counts as it stands; only the explanation is missed."
_STOPPED = "Stopped. The run does not count, nothing was handed in, and your code is as it was.\n"


class CodeTalk:
    """The code of the open question, if it asks for code.

    Any other input is its explanation, which ``answer`` holds until the submission.
    """

    def __init__(
        self, conductor: "Conductor", background: "Background", answer: "AnswerLines"
    ) -> None:
        self._conductor = conductor
        self._background = background
        self._answer = answer
        self._turn = 0
        self._code = ""
        self._file = ""
        self._draft_of = 0
        self._warned = False
        self._skip_warned = self._submit_asked = False
        self._runner: Runner | None = None
        if answer.begun and self.open:  # noted before the interview was broken off
            answer.hold()

    def close(self) -> None:
        """End the processes that wait for a run."""
        if self._runner is not None:
            self._background.wait(self._runner.close())
            self._runner = None

    @property
    def open(self) -> bool:
        """Whether the current question asks for code and has none yet."""
        return self._asked() is not None

    def introduce(self) -> None:
        """Show the tests of a newly asked question, and its draft, last attempt or starter.

        The explanation of a postponed question is kept until that question comes back.
        """
        asked, session = self._asked(), self._conductor.session
        if asked is None or asked[0].number != self._turn:
            self.close()
        if self._draft_of and len(session.turns) != self._turn:
            held = self._answer.set_aside()
            if session.turns[self._turn - 1].postponed:
                self._keep(held, f"{self._draft_of}.txt")
            self._draft_of = 0
        if asked is None or asked[0].number == self._turn:
            return
        turn, coding = asked
        self._turn, self._file = turn.number, ""
        self._warned = self._skip_warned = self._submit_asked = False
        self._draft_of = turn.returns_to or turn.number
        if held := take_code(session.id, f"{self._draft_of}.txt"):
            self._answer.hold_again(held)
            self._keep("", f"{self._draft_of}.txt")
        draft = take_code(session.id, self._ending(coding))
        last = turn.attempts[-1].code if turn.attempts else coding.starter
        self._code = draft or last
        self._background.begin(self._ready(coding).prepare())
        self._show_tests(coding)
        self._show_code()
        print(f"Code: {listing(COMMANDS)}", end="\n\n", flush=True)
        if noted := self._answer.held.strip():
            print(f"Your explanation so far, which /forget drops:\n{plain(noted)}\n")
        print("What you write here is your explanation.\n", flush=True)

    def take(self, text: str) -> bool:
        """Handle a command on the code or a piece of its explanation; False if it is neither."""
        asked = self._asked()
        if asked is None or not text.strip():
            return False
        turn, coding = asked
        name, _, rest = text.strip().partition(" ")
        try:
            match name:
                case "/code":
                    self._show_code()
                case "/tests":
                    self._show_tests(coding)
                case "/file":
                    self._read(rest.strip(), coding)
                case "/edit":
                    self._edit(coding)
                case "/run":
                    self._run(coding)
                case "/submit":
                    self._submit(coding)
                case _ if (intent := understand(text, turn, self._conductor.session)) is not None:
                    if intent.name != "unclear":
                        return self._passes(intent, text, turn, coding)
                    self._note()
                case _:
                    self._note()
        except StoppedError:
            print(_STOPPED, flush=True)
            self._background.begin(self._ready(coding).prepare())
        except InterviewerError as error:
            print(plain(f"{error}\n"))
        return True

    def _ready(self, coding: "Coding") -> "Runner":
        """Return the runner for the code of this question."""
        from interviewer.coding.runner import Runner

        if self._runner is None:
            self._runner = Runner(coding)
        return self._runner

    def _note(self) -> None:
        self._answer.hold()
        print("Noted as your explanation. /submit hands it in with the code.\n")

    def _passes(self, intent: "Intent", text: str, turn: "Turn", coding: "Coding") -> bool:
        """Keep an intent that ends the question from losing code; False if none would be lost."""
        explained = intent.name == "done" and bool(self._answer.held.strip())
        if self._code.strip() == coding.starter.strip() and not explained:
            return False
        passed = skip_reason(intent, turn)
        if passed == "skipped" and not self._skip_warned:
            self._skip_warned = True
            print(f"{_SKIP}\n", flush=True)
        elif passed == "dont-know":
            print(_AS_IT_STANDS, flush=True)
            self._answer.taken()
            try:
                self._run_all(coding, text)
            except InterviewerError as error:  # no test can be run here: the question is over
                print(plain(f"{error}\n"))
                return False
        elif intent.name == "done":
            self._answer.taken()
            self._done(coding)
        else:
            return False
        return True

    def _done(self, coding: "Coding") -> None:
        """Ask once whether to submit the code; submit it when the candidate says so again."""
        if self._answer.held.strip() and not self._submit_asked:
            self._submit_asked = True
            print(f"{_SUBMIT}\n", flush=True)
        else:
            self._submit(coding)

    def _asked(self) -> "tuple[Turn, Coding] | None":
        turn = self._conductor.session.turn
        coding = None if turn is None else turn.item.question.coding
        if turn is None or coding is None or turn.answers or not turn.open:
            return None
        return turn, coding

    def _ending(self, coding: "Coding") -> str:
        return code_ending(self._draft_of, coding.language)

    def _keep(self, text: str, ending: str) -> None:
        try:
            keep_draft(self._conductor.session.id, text, ending)
        except OSError as error:
            print(f"The draft could not be kept ({error.strerror or error}).")

    def _show_code(self) -> None:
        from interviewer.coding.wording import numbered

        print("\n".join(numbered(self._code)), end="\n\n", flush=True)

    def _show_tests(self, coding: "Coding") -> None:
        from interviewer.coding.wording import hidden_count, lines_of_test, table_lines
        from interviewer.text.display import one_line

        for line in table_lines(coding):
            print(line)
        for test in coding.shown:
            print(f"Test {test.name}: {one_line(test.message)}")
            for line in lines_of_test(test):
                print(f"  {line}")
        print(f"{hidden_count(coding)} until you submit.\n")

    def _read(self, name: str, coding: "Coding") -> None:
        from interviewer.cli.code import read_code
        from interviewer.errors import UsageError

        name = name or self._file
        if not name or name == "-":
            raise UsageError("/file needs a path.", remedy="Write /file PATH.")
        self._code, self._file = read_code(name), name
        self._keep(self._code, self._ending(coding))
        print(f"Read {len(self._code.splitlines())} lines from {plain(name)}.\n")

    def _edit(self, coding: "Coding") -> None:
        from interviewer.userdata.editor import edit

        session_id, ending = self._conductor.session.id, self._ending(coding)
        try:
            keep_draft(session_id, self._code, ending)
        except OSError as error:  # else an older draft would be read back in its place
            why = error.strerror or error
            raise InterviewerError(f"The draft could not be kept ({why}).") from None
        try:
            edit(draft_path(session_id, ending))
        finally:
            self._code = take_code(session_id, ending)
        if self._file:
            print(f"From now on this is run, and not {plain(self._file)}; /file reads it again.\n")
            self._file = ""
        self._show_code()

    def _run(self, coding: "Coding") -> None:
        from interviewer.cli.code import print_run

        if self._file:
            self._read(self._file, coding)
        runner = self._ready(coding)
        with stoppable():
            print(_running(len(coding.shown)), flush=True)
            run = self._background.wait(runner.run(self._code, coding.shown))
        self._background.begin(runner.prepare())
        print_run(run)
        print(flush=True)
        self._background.call(
            self._conductor.log_run, self._code, run
        )  # last: it fails on a full disk

    def _submit(self, coding: "Coding") -> None:
        if not self._answer.held.strip() and not self._warned:
            self._warned = True
            same = self._code.strip() == coding.starter.strip()
            print(f"{_UNTOUCHED if same else ''}{_EXPLAIN}\n", flush=True)
            return
        self._run_all(coding)

    def _run_all(self, coding: "Coding", reply: str | None = None) -> None:
        """Run all tests, and hand in the code with the explanation, or ``reply`` in its place."""
        if self._file:
            self._read(self._file, coding)
        runner = self._ready(coding)
        with stoppable():
            print(_running(len(coding.tests)), flush=True)
            run = self._background.wait(runner.run(self._code, coding.tests))
            reference = self._background.wait(runner.run(coding.solution, coding.tests))
        self._background.wait(self._hand_in(run, reference, reply))
        self._answer.release()
        keep_draft(self._conductor.session.id, "", self._ending(coding))

    async def _hand_in(self, run: "Run", reference: "Run", reply: str | None) -> None:
        explanation = self._answer.held.strip()
        self._conductor.submit(self._code, run, explanation, reference=reference, reply=reply)


def _running(count: int) -> str:
    return f"Running {counted(count, 'test')}; Ctrl+C stops the run only."
